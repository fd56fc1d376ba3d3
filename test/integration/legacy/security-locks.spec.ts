import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { EsiaPerson } from '../../../src/esia/index.js';
import { SuspendForSecurity } from '../../../src/linking/index.js';
import { LockAccounts } from '../../../src/legacy/application/lock-accounts.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { peopleChanged } from '../../../src/roster/index.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { esiaOf } from '../../support/builders/esia.js';
import type { BuiltPerson } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { type Answer, SchoolDesk } from '../../support/school-desk.js';

describe('locks of old passwords', () => {
  let desk: SchoolDesk;
  let school: TestAdministrator;
  let support: TestAdministrator;
  let officer: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    school = await desk.administrator();
    support = await desk.administrator('support_agent', {});
    officer = await desk.administrator('security_officer', {});
  });
  beforeEach(() => desk.atMorning());
  afterAll(() => desk.close());

  const tick = () => desk.application.app.get(Jobs, { strict: false }).runNow('outbox.legacy.lock_accounts');
  /** The open lock as `cause/reason`; null without one. */
  async function lockOf(account: string): Promise<string | null> {
    const [row] = await desk.database.query<{ lock: string }>(
      `SELECT cause || '/' || reason AS lock FROM security_locks WHERE journal_account_id = $1 AND ended_at IS NULL`,
      [account],
    );
    return row?.lock ?? null;
  }
  const act = (who: TestAdministrator, account: string, verb: 'lock' | 'unlock', basis = 'обращение № 12') =>
    desk.ask(who, 'POST', `/credentials/${account}/${verb}`, { basis });
  const onLink = (who: TestAdministrator, link: string, verb: string, body: object) =>
    desk.ask(who, 'POST', `/links/${link}/${verb}`, body);
  async function aLinkedAccount(role: 'student' | 'representative' = 'student') {
    const born = role === 'student' ? '2012-05-06' : '1982-05-06';
    const person = await desk.roster.aPerson({ born, snils: aSnils() });
    const account = await desk.roster.anAccount({ person, role });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    const [link] = await desk.linksOf(account);
    return { person, account, esia, link: link?.id ?? '' };
  }
  async function tellOf(...people: readonly BuiltPerson[]): Promise<void> {
    const news = peopleChanged(
      desk.roster.regionId,
      people.map(({ id }) => id),
      desk.clock.now(),
    );
    await desk.database.unitOfWork.run((tx) => new Outbox().tell(tx, news));
    await tick();
  }
  const tasksOf = async (account: string) =>
    (
      await desk.database.query<{ code: string }>(
        `SELECT code FROM campaign_tasks WHERE subject = $1 AND school_id = $2 AND done_at IS NULL`,
        [account, desk.roster.schoolId],
      )
    ).map(({ code }) => code);
  const auditOf = async (account: string) =>
    (
      await desk.database.query<{ said: string }>(
        `SELECT action || ' ' || actor_kind || ' ' || reason AS said FROM audit_events
         WHERE subject_id = $1 AND action LIKE 'credential.%locked' ORDER BY id`,
        [account],
      )
    ).map(({ said }) => said);

  /** Support opens the case of the person by a ticket, and locks the password of a link of theirs. */
  async function lockByTicket(esia: EsiaPerson, link: string): Promise<Answer> {
    await desk.database.query(
      `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, outcomes, esia_person_id,
                             started_at, expires_at, changed_at)
       VALUES ($1, 'account', '/account', '\\x00', '482109371800', 'failed', '[]', $2, $3, $3, $3)`,
      [desk.roster.regionId, esia.id, desk.clock.now()],
    );
    const path = '/cases/482109371800';
    await desk.ask(support, 'POST', `${path}/access`, { ticket: 'T-12' });
    return desk.ask(support, 'POST', `${path}/lock-password`, { link_id: link });
  }

  it('on the user’s word: by support and its ticket, taken off by the school that has seen the person; history and audit keep both', async () => {
    const { account, esia, link } = await aLinkedAccount();
    expect((await act(school, account, 'lock')).status).toBe(403);
    expect((await act(support, account, 'lock')).status).toBe(403);
    expect((await lockByTicket(esia, link)).status).toBe(204);
    expect(await lockOf(account)).toBe('by_hand/security');
    expect((await act(officer, account, 'lock')).body['code']).toBe('CREDENTIAL_LOCKED');
    expect((await act(support, account, 'unlock')).status).toBe(403);
    expect((await act(school, account, 'unlock', 'паспорт')).status).toBe(204);
    expect((await act(school, account, 'unlock', 'паспорт')).body['code']).toBe('CREDENTIAL_NOT_LOCKED');
    const { body } = await desk.ask(school, 'GET', `/credentials/${account}/locks`);
    expect(body['items']).toEqual([
      expect.objectContaining({
        ...{ cause: 'by_hand', basis: expect.stringContaining('T-12'), set_by: support.esiaPersonId },
        ...{ ended_by: school.esiaPersonId, end_basis: 'паспорт' },
      }),
    ]);
    expect(await auditOf(account)).toEqual([
      'credential.locked administrator by_hand',
      'credential.unlocked administrator by_hand',
    ]);
  });

  it('EC-102: «взломали» on the own page locks the password of every link too, and the school’s word gives both back', async () => {
    const { account, esia, link } = await aLinkedAccount();
    const now = desk.clock.now();
    await desk.database.unitOfWork.run((tx) =>
      desk.application.app.get(SuspendForSecurity, { strict: false }).execute(tx, {
        ...{ esiaPersonId: esia.id, actor: { kind: 'person', id: esia.id }, now, traceId: null },
      }),
    );
    await tick();
    expect(await lockOf(account)).toBe('link_suspended/security');
    expect((await act(school, account, 'unlock')).body['code']).toBe('LOCK_GROUND_HOLDS');
    expect((await onLink(school, link, 'resume', { basis: 'паспорт' })).status).toBe(200);
    await tick();
    expect(await lockOf(account)).toBeNull();
  });

  it('EC-102: one suspension locks once: whom an officer has let in is not locked by the same news again', async () => {
    const { account, link } = await aLinkedAccount();
    await onLink(officer, link, 'suspend', { reason: 'security' });
    await tick();
    expect((await act(officer, account, 'unlock', 'разговор по телефону')).status).toBe(204);
    const [event] = await desk.database.query<{ id: number; body: Record<string, unknown>; at: Date }>(
      `SELECT id, body, at FROM outbox_events WHERE topic = 'link.changed' AND body ->> 'link_id' = $1 ORDER BY id DESC`,
      [link],
    );
    if (event === undefined) throw new Error('no news');
    const told = { ...event, regionId: desk.roster.regionId, topic: 'link.changed' };
    await desk.application.app.get(LockAccounts, { strict: false }).take(told);
    expect(await lockOf(account)).toBeNull();
    await onLink(school, link, 'resume', { basis: 'паспорт' });
    await onLink(officer, link, 'suspend', { reason: 'security' });
    await tick();
    expect(await lockOf(account)).toBe('link_suspended/security');
  });

  it('with an unlinking as an incident or by a court; the school waits until somebody has linked anew', async () => {
    for (const [reason, lock] of [
      ['security_incident', 'security_incident/security'],
      ['court_order', 'court_order/restriction'],
    ] as const) {
      const { account, link, esia } = await aLinkedAccount();
      await onLink(school, link, 'revoke', { reason, basis: 'решение № 7' });
      await tick();
      expect(await lockOf(account)).toBe(lock);
      expect((await act(school, account, 'unlock')).body['code']).toBe('LOCK_GROUND_HOLDS');
      desk.clock.set(new Date(desk.clock.now().getTime() + 1_000));
      await desk.signIn(esia);
      const approved = await desk.approve(school, await desk.openCase(esia), account);
      expect([approved.status, await desk.statesOf(account)]).toEqual([
        200,
        expect.arrayContaining(['active']),
      ]);
      expect(await lockOf(account)).toBe(lock);
      expect((await act(school, account, 'unlock')).status).toBe(204);
      expect(await lockOf(account)).toBeNull();
      desk.atMorning();
    }
    const { account, link } = await aLinkedAccount();
    await onLink(school, link, 'revoke', { reason: 'user_request' });
    await tick();
    expect(await lockOf(account)).toBeNull();
  });

  it('with a death, in every account of the person; a death recorded by mistake lets the school unlock', async () => {
    const { person, account } = await aLinkedAccount('representative');
    const other = await desk.roster.anAccount({ person, role: 'representative' });
    await desk.database.query(`UPDATE people SET deceased_on = '2026-11-20' WHERE id = $1`, [person.id]);
    await tellOf(person);
    expect([await lockOf(account), await lockOf(other)]).toEqual(['death/death', 'death/death']);
    expect((await act(school, account, 'unlock')).body['code']).toBe('LOCK_GROUND_HOLDS');
    await desk.database.query('UPDATE people SET deceased_on = NULL WHERE id = $1', [person.id]);
    expect((await act(school, account, 'unlock')).status).toBe(204);
  });

  it('EC-047: with a restriction for every child of the account, not for one of two', async () => {
    const person = await desk.roster.aPerson({ born: '1982-05-06' });
    const [first, second] = [await aChild(), await aChild()];
    const account = await desk.roster.anAccount({ person, role: 'representative', child: first.person });
    const [adult] = await desk.database.query<{ id: Uuid }>(
      'SELECT record_id AS id FROM journal_accounts WHERE id = $1',
      [account],
    );
    if (adult === undefined) throw new Error('no account');
    await desk.roster.aTie(second, { person, recordId: adult.id });
    await restrict(first.person, person, '2026-11-01');
    await tellOf(person, first.person);
    expect(await lockOf(account)).toBeNull();
    await restrict(second.person, person, '2026-11-23');
    await tellOf(person, second.person);
    expect([await lockOf(account), await tasksOf(account)]).toEqual(['restriction/restriction', []]);
    expect((await act(school, account, 'unlock')).body['code']).toBe('LOCK_GROUND_HOLDS');
    await desk.database.query('UPDATE representation_restrictions SET ended_at = now() WHERE child_id = $1', [
      second.person.id,
    ]);
    await tellOf(person);
    expect(await lockOf(account)).toBe('restriction/restriction');
    // Silence keeps nobody locked: the school learns that it may unlock.
    expect(await tasksOf(account)).toEqual(['LOCK_GROUND_ENDED']);
    expect((await act(school, account, 'unlock', 'решение отменено')).status).toBe(204);
    expect(await tasksOf(account)).toEqual([]);
    await tellOf(person);
    expect(await lockOf(account)).toBeNull();
  });

  it('EC-085: are taken off by nobody for themselves or a relative', async () => {
    const person = await desk.roster.aPerson({ born: '1982-05-06' });
    const account = await desk.roster.anAccount({ person, role: 'representative' });
    const self = await desk.administratorWho(person);
    const grants = await desk.database.query(
      `UPDATE role_grants SET role = 'security_officer', scope = 'region', school_id = NULL WHERE esia_person_id = $1 RETURNING school_id`,
      [self.esiaPersonId],
    );
    expect(grants).toHaveLength(1);
    expect((await act(self, account, 'lock')).body['code']).toBe('CONFLICT_OF_INTEREST');
    expect(await lockOf(account)).toBeNull();
    await desk.database.query(
      `UPDATE role_grants SET role = 'school_admin', scope = 'school', school_id = $2 WHERE esia_person_id = $1`,
      [self.esiaPersonId, desk.roster.schoolId],
    );
    await act(officer, account, 'lock');
    expect((await act(self, account, 'unlock')).body['code']).toBe('CONFLICT_OF_INTEREST');
    expect(await lockOf(account)).toBe('by_hand/security');
  });

  it('are told to the e-journal as a password that is off, and on again', async () => {
    const { account } = await aLinkedAccount();
    const campaigns = new CampaignBuilder(desk.database, desk.roster);
    await desk.database.query('DELETE FROM legacy_credentials WHERE journal_account_id = $1', [account]);
    await campaigns.aCredential(account, { standing: 'warned' });
    await act(officer, account, 'lock');
    await act(school, account, 'unlock', 'паспорт');
    const told = await desk.database.query<{ body: Record<string, unknown> }>(
      `SELECT body FROM outbox_events WHERE topic = 'credential.changed' AND body ->> 'account_id' = $1
         AND body ->> 'event' IN ('locked', 'unlocked') ORDER BY id`,
      [account],
    );
    expect(told.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        ...{ from: 'warned', to: 'disabled', to_reason: 'locked', event: 'locked', end_sessions: 'now' },
      }),
      expect.objectContaining({
        ...{ from: 'disabled', from_reason: 'locked', to: 'warned', event: 'unlocked', end_sessions: null },
      }),
    ]);
  });

  it('of another school are seen and taken off by nobody else', async () => {
    const elsewhere = await desk.roster.aSchool();
    const person = await desk.roster.aPerson();
    const account = await desk.roster.anAccount({ person, schools: [elsewhere] });
    await act(officer, account, 'lock');
    expect((await desk.ask(school, 'GET', `/credentials/${account}/locks`)).status).toBe(404);
    expect((await act(school, account, 'unlock')).status).toBe(404);
    const own = await desk.administrator('school_admin', { schoolId: elsewhere });
    expect((await act(own, account, 'unlock')).status).toBe(204);
  });

  it('two locks at once make one, two unlockings at once end it once', async () => {
    const { account } = await aLinkedAccount();
    const locked = await Promise.all([officer, officer, officer].map((who) => act(who, account, 'lock')));
    expect(locked.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    const unlocked = await Promise.all([school, officer].map((who) => act(who, account, 'unlock')));
    expect(unlocked.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await auditOf(account)).length).toBe(2);
  });

  async function aChild() {
    const person = await desk.roster.aPerson({ first: 'Дитя', born: '2015-01-02' });
    return { person, recordId: await desk.roster.aRecord(person, 'student') };
  }
  const restrict = (child: BuiltPerson, adult: BuiltPerson, from: string) =>
    desk.database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from,
                                                recorded_by, recorded_at)
       VALUES ($1, $2, $3, 'restriction', 'решение суда', $4, gen_random_uuid(), now())`,
      [desk.roster.regionId, child.id, adult.id, from],
    );
});
