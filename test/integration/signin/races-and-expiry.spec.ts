import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { ConfirmSignIn } from '../../../src/signin/application/confirm-sign-in.js';
import { DenySignIn } from '../../../src/signin/application/deny-sign-in.js';
import { FindCase } from '../../../src/signin/index.js';
import { ExpireSignIns } from '../../../src/signin/application/expire-sign-ins.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { ReceiveEsiaReturn } from '../../../src/signin/application/receive-esia-return.js';
import type { SignInRequest } from '../../../src/signin/application/own-sign-in.js';
import { PersonBrowser } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('sign-ins on a real database', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.begin();
  });
  afterEach(() => scene.atMinute(0));
  afterAll(() => scene.end());

  const arrive = async (login: string) => {
    const { signInId, token } = await scene.arriveFromJournal(new PersonBrowser(), login);
    return { signInId, browserToken: token, now: scene.clock.now(), traceId: null } satisfies SignInRequest;
  };
  const aTeacher = async () => {
    const { login, person } = await scene.aHuman();
    return { login, account: await scene.roster.anAccount({ person, role: 'teacher' }) };
  };
  const confirm = (request: SignInRequest) => scene.stand.app.get(ConfirmSignIn).execute(request);
  const deny = (request: SignInRequest) => scene.stand.app.get(DenySignIn).execute(request);
  const expire = (now: Date) => scene.stand.app.get(ExpireSignIns).execute(now);
  const stateOf = async ({ signInId }: SignInRequest) =>
    (await scene.database.query<{ state: string }>('SELECT state FROM sign_ins WHERE id = $1', [signInId]))[0]
      ?.state;
  const profilesKept = ({ signInId }: SignInRequest) =>
    scene.count(
      'esia_login_attempts a JOIN sign_ins s ON s.attempt_id = a.id WHERE s.id = $1 AND a.profile_enc IS NOT NULL',
      [signInId],
    );

  it('«Это я» twice at once confirms once; both see the same result', async () => {
    const { login, account } = await aTeacher();
    const request = await arrive(login);
    const results = await Promise.all([confirm(request), confirm(request)]);
    expect(results).toEqual([1, 2].map(() => expect.objectContaining({ kind: 'seen' })));
    expect(await stateOf(request)).toBe('chosen');
    expect(await scene.count('links WHERE journal_account_id = $1', [account])).toBe(1);
    expect(await profilesKept(request)).toBe(0);
  });

  it('one person in two browsers at once is one ESIA person with one link, and both get in', async () => {
    const { login, account } = await aTeacher();
    const requests = [await arrive(login), await arrive(login)];
    await Promise.all(requests.map(confirm));
    expect(await Promise.all(requests.map(stateOf))).toEqual(['chosen', 'chosen']);
    expect(await scene.count('links WHERE journal_account_id = $1', [account])).toBe(1);
  });

  it('EC-128: «Это я» and «Это не я» at once end in one of the two, never in both', async () => {
    const { login, account } = await aTeacher();
    const request = await arrive(login);
    await Promise.all([confirm(request), deny(request)]);
    expect(await stateOf(request)).toBe('ended');
    expect(await profilesKept(request)).toBe(0);
    const links = await scene.count('links WHERE journal_account_id = $1', [account]);
    const confirmed = `audit_events WHERE action = 'sign_in.confirmed' AND subject_id = $1`;
    expect(links).toBe(await scene.count(confirmed, [request.signInId]));
    expect(await scene.take(request.signInId, request.browserToken)).toMatchObject({ code: 'NOT_ME' });
  });

  it('a confirmation without the browser’s token, or with another’s, is stale', async () => {
    const { login } = await aTeacher();
    const request = await arrive(login);
    const foreign = await arrive(login);
    expect(await confirm({ ...request, browserToken: null })).toEqual({ kind: 'stale' });
    expect(await confirm({ ...request, browserToken: foreign.browserToken })).toEqual({ kind: 'stale' });
    expect(await stateOf(request)).toBe('matched');
  });

  it('a profile that was wiped confirms nothing', async () => {
    const { login, account } = await aTeacher();
    const request = await arrive(login);
    await scene.database.query(
      'UPDATE esia_login_attempts SET profile_enc = NULL WHERE id = (SELECT attempt_id FROM sign_ins WHERE id = $1)',
      [request.signInId],
    );
    expect(await confirm(request)).toEqual({ kind: 'stale' });
    expect(await scene.count('links WHERE journal_account_id = $1', [account])).toBe(0);
  });

  it('a return that belongs to no sign-in is lost', async () => {
    const receive = scene.stand.app.get(ReceiveEsiaReturn);
    const failed = { kind: 'failed', attemptId: newUuid(), code: 'ESIA_TECH', esiaCode: null } as const;
    expect(await receive.execute(failed, scene.clock.now(), null)).toEqual({ kind: 'lost' });
  });

  it('a callback that comes twice does not spoil the first, which is still on its way', async () => {
    const { signInId } = await scene.beginFromJournal(new PersonBrowser());
    const [row] = await scene.database.query<{ attempt_id: Uuid }>(
      'SELECT attempt_id FROM sign_ins WHERE id = $1',
      [signInId],
    );
    const again = { kind: 'failed', code: 'STATE_INVALID', esiaCode: null, stateProblem: 'used' } as const;
    const receive = scene.stand.app.get(ReceiveEsiaReturn);
    const answer = await receive.execute({ ...again, attemptId: row!.attempt_id }, scene.clock.now(), null);
    expect(answer).toEqual({ kind: 'sign_in', signInId });
    expect(await scene.count(`sign_ins WHERE id = $1 AND state = 'started'`, [signInId])).toBe(1);
  });

  it('whoever was long at Госуслуги still has ten minutes for «Это я»', async () => {
    const { login } = await aTeacher();
    const browser = new PersonBrowser();
    const begun = await scene.beginFromJournal(browser);
    const start = await browser.open(begun.redirectTo);
    scene.atMinute(9);
    await scene.continueAtEsia(browser, start, login);
    scene.atMinute(18);
    const request = { ...begun, browserToken: begun.token, now: scene.clock.now(), traceId: null };
    await confirm(request);
    expect(await stateOf(request)).toBe('chosen');
  });

  it('what nobody finished in time expires, and what ESIA said of the person is wiped', async () => {
    const { login } = await aTeacher();
    const [late, done] = [await arrive(login), await arrive(login)];
    await confirm(done);
    await scene.take(done.signInId, done.browserToken);
    const end = new Date(scene.clock.now().getTime() + 10 * MINUTE);
    const runs = await Promise.all([expire(end), expire(end)]);
    expect(runs[0].expired + runs[1].expired).toBeGreaterThan(0);
    expect([await stateOf(late), await stateOf(done)]).toEqual(['expired', 'finished']);
    expect(await profilesKept(late)).toBe(0);
    expect(await expire(end)).toMatchObject({ expired: 0 });
  });

  it('successes are forgotten after a day, cases that people may ask about after half a year', async () => {
    const { login } = await aTeacher();
    const [success, refused] = [await arrive(login), await arrive(login)];
    await confirm(success);
    await scene.take(success.signInId, success.browserToken);
    await deny(refused);
    const later = (days: number) => new Date(scene.clock.now().getTime() + days * DAY + MINUTE);
    await expire(later(1));
    expect([await stateOf(success), await stateOf(refused)]).toEqual([undefined, 'ended']);
    await expire(later(180));
    expect(await stateOf(refused)).toBeUndefined();
  });

  it('a case is found by its number however it was said, and not from another region', async () => {
    const { login } = await aTeacher();
    const { signInId } = await arrive(login);
    const rows = await scene.database.query<{ case_number: string }>(
      'SELECT case_number FROM sign_ins WHERE id = $1',
      [signInId],
    );
    const said = rows[0]?.case_number.replace(/(\d{3})/g, '$1 ') ?? '';
    const find = (regionId: Uuid, written: string) =>
      scene.database.unitOfWork.run((tx) => scene.stand.app.get(FindCase).execute(tx, regionId, written));
    expect(await find(scene.roster.regionId, said)).toMatchObject({ id: signInId });
    expect(await find(newUuid(), said)).toBeNull();
    expect(await find(scene.roster.regionId, '1')).toBeNull();
  });

  it('the clean-up is a job of the server', async () => {
    const { login } = await aTeacher();
    const request = await arrive(login);
    scene.atMinute(10);
    await scene.stand.app.get(Jobs).runNow('sign_ins.expire');
    expect(await stateOf(request)).toBe('expired');
  });
});
