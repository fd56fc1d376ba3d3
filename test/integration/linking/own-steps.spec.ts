import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { EsiaPerson } from '../../../src/esia/index.js';
import { anEsiaPerson, esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW } from './linking-stand.js';
import { rosterLife } from './roster-life.js';

describe('what people do with their own links', () => {
  let stand: LinkingStand;
  let life: ReturnType<typeof rosterLife>;
  beforeAll(async () => {
    stand = await linkingStand();
    life = rosterLife(stand);
  });
  afterAll(() => stand.database.drop());
  beforeEach(() => stand.at(NOW));

  const states = async (accountId: string) =>
    (await stand.linksOf(accountId)).map(({ state, reason }) =>
      reason === null ? state : `${state}: ${reason}`,
    );
  const linkOf = async (accountId: string) => {
    const [row] = await stand.database.query<{ id: Uuid }>(
      `SELECT id FROM links WHERE journal_account_id = $1`,
      [accountId],
    );
    return row!.id;
  };
  const unlink = (linkId: Uuid, esia: EsiaPerson) =>
    stand.database.unitOfWork.run((tx) => stand.unlink.execute(tx, linkId, stand.asking(esia)));
  const lock = (esia: EsiaPerson) =>
    stand.database.unitOfWork.run((tx) => stand.suspendForSecurity.execute(tx, stand.asking(esia)));

  async function linked(born: string, role: 'student' | 'representative' = 'student') {
    const person = await stand.roster.aPerson({ born, snils: aSnils() });
    const account = await stand.roster.anAccount({ person, role });
    const esia = await esiaOf(stand.database, person);
    await stand.signIn(esia);
    return { person, account, esia };
  }

  it('LNK-09: an adult unlinks at once, and the step is told, remembered and audited', async () => {
    const { account, esia } = await linked('1981-01-01', 'representative');
    expect(await unlink(await linkOf(account), esia)).toBe('unlinked');
    expect(await states(account)).toEqual(['revoked: user_request']);
    expect(await stand.newsOf(account)).toEqual([
      { from: null, to: 'active', event: 'matched', reason: 'R1' },
      { from: 'active', to: 'revoked', event: 'revoke', reason: 'user_request' },
    ]);
    const audit = await stand.database.query(
      `SELECT action, actor_kind, reason FROM audit_events WHERE facts->>'accountId' = $1 ORDER BY at, action`,
      [account],
    );
    expect(audit).toContainEqual({ action: 'link.revoked', actor_kind: 'person', reason: 'user_request' });
    // The evidence that the link began on stays with it.
    const [row] = await stand.database.query<{ evidence: { equal: string[] } }>(
      `SELECT evidence FROM links WHERE journal_account_id = $1`,
      [account],
    );
    expect(row?.evidence.equal).toContain('snils');
  });

  it.each([
    ['2010-11-23', 'school_asked', ['UNLINK_REQUESTED']],
    ['2008-11-24', 'school_asked', ['UNLINK_REQUESTED']],
    ['2012-11-24', 'too_young', []],
    ['2008-11-23', 'unlinked', []],
  ])('LNK-09: born %s on 2026-11-23: %s', async (born, answer, tasks) => {
    const { account, esia } = await linked(born);
    expect(await unlink(await linkOf(account), esia)).toBe(answer);
    expect(await life.tasksOf(account)).toEqual(tasks);
    expect(await states(account)).toEqual(answer === 'unlinked' ? ['revoked: user_request'] : ['active']);
  });

  it('a row that waits is withdrawn, and nobody unlinks another’s link', async () => {
    const person = await stand.roster.aPerson({ born: '1981-01-01' });
    const account = await stand.roster.anAccount({ person, role: 'representative' });
    const esia = await esiaOf(stand.database, person, { snils: aSnils() });
    await stand.signIn(esia);
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId, { born: '1981-01-01' });
    expect(await unlink(await linkOf(account), stranger)).toBe('not_linked');
    expect(await unlink(await linkOf(account), esia)).toBe('unlinked');
    expect(await states(account)).toEqual(['expired: withdrawn']);
    expect(await unlink(await linkOf(account), esia)).toBe('already');
  });

  it('EC-102: a lock for security holds every link, opens a case at each school, and nothing new is linked', async () => {
    const { person, account, esia } = await linked('1981-01-01', 'representative');
    expect(await lock(esia)).toBe(1);
    expect(await lock(esia)).toBe(0);
    expect(await states(account)).toEqual(['suspended: security']);
    expect(await life.casesOf(account)).toEqual([{ code: 'SECURITY_LOCK', state: 'open' }]);
    const second = await stand.roster.anAccount({ person, role: 'teacher' });
    const result = await stand.signIn(esia);
    expect([result.linked, result.outcomes.map(({ code }) => code)]).toEqual([[], ['SECURITY_LOCK']]);
    await stand.rosterChanged(person.id);
    expect(await states(second)).toEqual([]);
    expect(await unlink(await linkOf(account), esia)).toBe('locked');
  });

  it('EC-102: no change of the roster and no limit ends a lock; a death does', async () => {
    const { person, account, esia } = await linked('2012-05-06');
    await lock(esia);
    const school = await stand.roster.aSchool();
    await life.leaves(person, '2026-11-20', 'transfer');
    await life.isEnrolled(person, school);
    const moved = await stand.roster.anAccount({ person, schools: [school], hasRight: false });
    await stand.rosterChanged(person.id);
    await stand.inTime.followLimits(new Date(NOW.getTime() + 400 * 86_400_000));
    expect([await states(account), await states(moved)]).toEqual([['suspended: security'], []]);
    await life.dies(person, '2026-11-22');
    await stand.rosterChanged(person.id);
    expect(await states(account)).toEqual(['revoked: person_deceased']);
  });

  it('EC-102: who holds no link gets a case of their own, and the account is not linked meanwhile', async () => {
    const snils = aSnils();
    const esia = await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Взломанный', snils });
    expect(await lock(esia)).toBe(0);
    const person = await stand.roster.aPerson({ last: 'Взломанный', snils });
    const account = await stand.roster.anAccount({ person });
    const result = await stand.signIn(esia);
    expect([result.linked, result.outcomes.map(({ code }) => code)]).toEqual([[], ['SECURITY_LOCK']]);
    expect(await states(account)).toEqual([]);
  });

  it('EC-102: what lets its owner read between two schools is locked too', async () => {
    const { person, account, esia } = await linked('2012-05-06');
    await life.leaves(person, '2026-11-20', 'left');
    await stand.rosterChanged(person.id);
    expect(await lock(esia)).toBe(1);
    expect(await states(account)).toEqual(['suspended: security']);
    expect((await stand.signIn(esia)).linked).toEqual([]);
  });
});

describe('limits', () => {
  let stand: LinkingStand;
  beforeAll(async () => {
    stand = await linkingStand();
  });
  afterAll(() => stand.database.drop());

  const aWaiting = async () => {
    const person = await stand.roster.aPerson();
    const account = await stand.roster.anAccount({ person });
    const esia = await esiaOf(stand.database, person, { snils: aSnils() });
    await stand.signIn(esia);
    return { person, account, esia };
  };
  const states = async (accountId: string) => (await stand.linksOf(accountId)).map(({ state }) => state);
  const in30Days = new Date(NOW.getTime() + 30 * 86_400_000);

  it('a proof that nobody gives in thirty days ends the row; the job may run twice, and late', async () => {
    const { account } = await aWaiting();
    await stand.inTime.followLimits(new Date(in30Days.getTime() - 1));
    expect(await states(account)).toEqual(['pending_proof']);
    await stand.inTime.followLimits(in30Days);
    const before = await stand.rowCounts();
    await stand.inTime.followLimits(in30Days);
    expect(await stand.rowCounts()).toEqual(before);
    expect(await states(account)).toEqual(['expired']);
  });

  it('a sign-in after the limit, before the job came, ends the old row and begins a new one', async () => {
    const { account, esia } = await aWaiting();
    stand.at(in30Days);
    const result = await stand.signIn(esia);
    expect(result.outcomes.map(({ code }) => code)).toEqual(['SNILS_MISSING_IN_ROSTER']);
    expect((await states(account)).sort()).toEqual(['expired', 'pending_proof']);
    stand.at(NOW);
  });

  it('a consent that does not come in ninety days ends the row', async () => {
    const { account } = await aWaiting();
    await stand.database.query(
      `UPDATE links SET state = 'awaiting_consent', until = $2 WHERE journal_account_id = $1`,
      [account, new Date(NOW.getTime() + 90 * 86_400_000)],
    );
    await stand.inTime.followLimits(new Date(NOW.getTime() + 90 * 86_400_000));
    expect(await states(account)).toEqual(['expired']);
  });

  it('more persons than one turn takes are all reached, and a second instance at the same moment harms nothing', async () => {
    const waiting = await Promise.all(Array.from({ length: 210 }, aWaiting));
    await Promise.all([stand.inTime.followLimits(in30Days), stand.inTime.followLimits(in30Days)]);
    for (const { account } of waiting) expect(await states(account)).toEqual(['expired']);
    const [row] = await stand.database.query<{ most: number }>(
      `SELECT max(steps)::integer AS most FROM (
         SELECT count(*) AS steps FROM link_state_history WHERE to_state = 'expired' GROUP BY link_id) each`,
    );
    expect(row?.most).toBe(1);
  });

  it('the daily look begins once on a day, and goes on where a stopped server left it', async () => {
    const day = new Date('2026-12-24T06:00:00Z');
    await stand.inTime.followDays(day);
    const sweeps = () => stand.database.query(`SELECT done_on, working_on, after_link_id FROM link_sweeps`);
    expect(await sweeps()).toEqual([{ done_on: '2026-12-24', working_on: null, after_link_id: null }]);
    const { account, person } = await aWaiting();
    await stand.database.query(`UPDATE people SET deceased_on = '2026-12-24' WHERE id = $1`, [person.id]);
    await stand.inTime.followDays(day);
    expect(await states(account)).toEqual(['pending_proof']);
    await stand.database.query(`UPDATE link_sweeps SET done_on = '2026-12-23', working_on = '2026-12-24'`);
    await stand.inTime.followDays(day);
    expect(await states(account)).toEqual(['expired']);
  });
});
