import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { EventsDesk, NOON } from '../../support/events-desk.js';

const HOUR_MS = 3_600_000;
const WAITING_OID = '1000471';
const CUT_OVER_AT = new Date('2026-11-16T03:00:00Z');
const after = (hours: number): Date => new Date(CUT_OVER_AT.getTime() + hours * HOUR_MS);

describe('a password that is taken after the cut-over (LEG-18)', () => {
  let desk: EventsDesk;
  let campaignId: Uuid;
  beforeAll(async () => {
    desk = await EventsDesk.open();
    campaignId = await desk.campaigns.aCampaign({ phase: 'cutover', cutOverAt: CUT_OVER_AT });
  });
  beforeEach(async () => {
    desk.clock.set(NOON);
    await desk.database.query(
      `TRUNCATE sign_in_events, sign_in_days, compliance_incidents, leaky_sign_in_days, campaign_tasks, outbox_events,
         exemptions, reenable_windows, break_glass_grants, link_reviews, campaign_history, probe_accounts CASCADE`,
    );
  });
  afterAll(() => desk.close());

  /** A teacher of the school, a member of the wave that is cut over. */
  async function aTeacher() {
    const person = await desk.roster.aPerson({ born: '1985-01-01' });
    const externalId = `t-${person.id}`;
    const id = await desk.roster.anAccount({ person, externalId, role: 'teacher' });
    await desk.campaigns.withMembers(campaignId, [id]);
    return { id, externalId, person };
  }
  const signedIn = (account: string, at: Date, overrides: object = {}) =>
    desk.bring([desk.event({ account, at, ...overrides })]);
  const incidents = () =>
    desk.database.query(
      `SELECT channel, found_by, sign_ins, closed_at IS NULL AS open FROM compliance_incidents ORDER BY first_at, channel`,
    );
  const anIncident = (overrides: object = {}) => ({
    ...{ channel: 'web', found_by: 'sign_in_event', sign_ins: 1, open: true },
    ...overrides,
  });

  it('is one open incident of its system, school and channel, which grows; a task for the school and one for the manager; news', async () => {
    const { externalId } = await aTeacher();
    const event = desk.event({ account: externalId, at: after(1) });
    await desk.bring([event, desk.event({ account: externalId, at: after(2) })]);
    await desk.bring([event, desk.event({ account: externalId, at: after(3), channel: 'api' })]);
    await signedIn(externalId, after(4));
    expect(await incidents()).toEqual([anIncident({ sign_ins: 3 }), anIncident({ channel: 'api' })]);
    const tasks = await desk.database.query(
      `SELECT audience, count(*)::int AS tasks FROM campaign_tasks WHERE code = 'PASSWORD_STILL_WORKS' GROUP BY 1 ORDER BY 1`,
    );
    expect(tasks).toEqual([
      { audience: 'campaign_manager', tasks: 2 },
      { audience: 'school', tasks: 2 },
    ]);
    const news = await desk.database.query(
      `SELECT body ->> 'state' AS state, body ->> 'channel' AS channel FROM outbox_events WHERE topic = 'incident.changed' ORDER BY id`,
    );
    expect(news).toEqual([
      { state: 'opened', channel: 'web' },
      { state: 'opened', channel: 'api' },
    ]);
  });

  it('is none before the cut-over, within five minutes of it, by ESIA, refused, or of an account in another wave', async () => {
    const { externalId } = await aTeacher();
    const person = await desk.roster.aPerson();
    await desk.roster.anAccount({ person, externalId: 'pupil' });
    await signedIn(externalId, after(-1));
    await signedIn(externalId, new Date(CUT_OVER_AT.getTime() + 4 * 60_000));
    await signedIn(externalId, after(1), { method: 'esia' });
    await signedIn(externalId, after(1), { succeeded: false });
    await signedIn('pupil', after(1));
    expect(await incidents()).toEqual([]);
    await signedIn(externalId, new Date(CUT_OVER_AT.getTime() + 6 * 60_000));
    expect(await incidents()).toEqual([anIncident()]);
  });

  it('is judged by the phase of its moment, though the campaign was rolled back since or cut over since', async () => {
    const { externalId } = await aTeacher();
    const moved = (to: string, at: Date) =>
      desk.database.query(
        `INSERT INTO campaign_history (campaign_id, act_id, event, from_phase, to_phase, actor_kind, reason, at)
         VALUES ($1, $2, 'move', 'brownouts', $3, 'system', 'test', $4)`,
        [campaignId, newUuid(), to, at],
      );
    await moved('brownouts', after(-100));
    await moved('cutover', CUT_OVER_AT);
    await moved('soft_launch', after(10));
    await signedIn(externalId, after(11));
    expect(await incidents()).toEqual([]);
    await signedIn(externalId, after(5));
    expect(await incidents()).toEqual([anIncident()]);
  });

  it('is none while an exemption, a re-enabled password, break-glass or an open case spared it, ended since or not', async () => {
    const [exempt, again, waiting, plain] = [
      await aTeacher(),
      await aTeacher(),
      await aTeacher(),
      await aTeacher(),
    ];
    await desk.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
                               requested_at, decided_at, ended_at)
       VALUES ($1, $2, 'person', $3, 'other', 'приказ № 1', 'revoked', '2026-11-16', '2027-01-01', 'test', $4, $4, $5)`,
      [desk.roster.regionId, desk.roster.schoolId, exempt.person.id, after(-100), after(10)],
    );
    await desk.database.query(
      `INSERT INTO reenable_windows (region_id, scope, journal_account_id, state, requested_by, requested_at, reason,
                                     decided_by, decided_at, until)
       VALUES ($1, 'account', $2, 'ended', 'test', $3, 'нет телефона', 'test', $3, $4)`,
      [desk.roster.regionId, again.id, after(0.5), after(10)],
    );
    await desk.database.query(
      `INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, snils_hmac,
         snils_enc, snils_key_id, snils_last2, first_seen_at, seen_at)
       VALUES ($1, $2, 'PR', 'А', 'Б', 'а', 'б', '1985-01-01', '\\x01', '\\x00', 'dev', '00', $3, $3)`,
      [desk.roster.regionId, WAITING_OID, after(-50)],
    );
    await desk.database.query(
      `INSERT INTO link_reviews (region_id, esia_person_id, school_id, candidate_account_ids, code, rule, state, opened_at,
                                 decided_at)
       SELECT $1, id, $2, ARRAY[$3::uuid], 'AMBIGUOUS', 'R5', 'rejected', $4, $5 FROM esia_persons WHERE oid = $6`,
      [...[desk.roster.regionId, desk.roster.schoolId, waiting.id, after(-50), after(10)], WAITING_OID],
    );
    for (const { externalId } of [exempt, again, waiting]) await signedIn(externalId, after(5));
    expect(await incidents()).toEqual([]);
    await desk.database.query(
      `INSERT INTO break_glass_grants (region_id, state, hours, reason, requested_by, requested_at, approved_by, approved_at, until)
       VALUES ($1, 'ended', 2, 'сбой ЕСИА', $2, $4, $3, $4, $5)`,
      [desk.roster.regionId, newUuid(), newUuid(), after(20), after(22)],
    );
    await signedIn(plain.externalId, after(21));
    expect(await incidents()).toEqual([]);
    for (const { externalId } of [exempt, again, waiting, plain]) await signedIn(externalId, after(30));
    expect(await incidents()).toEqual([anIncident({ sign_ins: 4 })]);
  });

  it('is told again every week while it is open, each week once', async () => {
    const { externalId } = await aTeacher();
    await signedIn(externalId, after(1));
    await desk.database.query('UPDATE campaign_tasks SET done_at = $1', [NOON]);
    const remind = async (days: number) => {
      desk.clock.set(new Date(NOON.getTime() + days * 24 * HOUR_MS));
      await desk.jobs.runNow('incidents.remind');
      const [row] = await desk.database.query<{ told: number; tasks: number }>(
        `SELECT (SELECT count(*)::int FROM outbox_events WHERE body ->> 'state' = 'reminded') AS told,
                (SELECT count(*)::int FROM campaign_tasks WHERE done_at IS NULL) AS tasks`,
      );
      return row;
    };
    expect(await remind(6)).toEqual({ told: 0, tasks: 0 });
    expect(await remind(7)).toEqual({ told: 1, tasks: 2 });
    expect(await remind(8)).toEqual({ told: 1, tasks: 2 });
    expect(await remind(14)).toEqual({ told: 2, tasks: 2 });
  });

  it('EC-103: a probe that gets in through the API after the cut-over is an incident and counts as leaky, before it is a try', async () => {
    await desk.database.query(
      `INSERT INTO probe_accounts (region_id, journal_system_id, school_id, wave, external_id, channel, recorded_by, recorded_at)
       VALUES ($1, $2, $3, 'staff', 'probe-1', 'api', $4, $5)`,
      [desk.roster.regionId, desk.roster.journalSystemId, desk.roster.schoolId, newUuid(), after(-90)],
    );
    await signedIn('probe-1', after(-1), { channel: 'api' });
    await signedIn('probe-1', after(1), { channel: 'api', succeeded: false });
    expect(await incidents()).toEqual([]);
    const event = desk.event({ account: 'probe-1', at: after(2), channel: 'api' });
    await desk.bring([event]);
    await desk.bring([event]);
    expect(await incidents()).toEqual([anIncident({ channel: 'api', found_by: 'probe' })]);
    const tries = await desk.database.query('SELECT channel, succeeded FROM probe_tries ORDER BY tried_at');
    expect(tries.map(({ succeeded }) => succeeded)).toEqual([true, false, true]);
    const leaky = await desk.database.query(
      `SELECT * FROM leaky_sign_ins($1, NULL, '2026-11-01', '2026-11-30')`,
      [desk.roster.regionId],
    );
    expect(leaky).toEqual(
      expect.arrayContaining([
        { channel: 'api', sign_ins: 1 },
        { channel: 'web', sign_ins: 0 },
        { channel: 'all', sign_ins: 1 },
      ]),
    );
  });
});
