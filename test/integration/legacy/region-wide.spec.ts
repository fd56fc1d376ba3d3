import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type AdministratorsOrder, OrderCampaigns } from '../../../src/legacy/index.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { SchoolDesk } from '../../support/school-desk.js';

/** As many schools as a region has; `PEREHOD_REGION_ACCOUNTS` makes them as big as those of a region, for measuring. */
const SCHOOLS = 650;
const ACCOUNTS = Number(process.env['PEREHOD_REGION_ACCOUNTS'] ?? 8);
const LONG_MS = 600_000;

/** Monday 23 November 2026 in the morning is now. */
describe('an act upon the campaigns of a whole region', () => {
  let desk: SchoolDesk;
  let manager: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    manager = await desk.administrator('campaign_manager', {});
    await aWholeRegion(desk);
  }, LONG_MS);
  afterAll(() => desk.close());

  /** An act, how long it took, and how many statements it sent: on connections that the jobs of the server do not use. */
  async function act(order: AdministratorsOrder, schoolIds: readonly Uuid[] | null) {
    const now = desk.clock.now();
    const actor = { kind: 'administrator' as const, id: manager.esiaPersonId };
    const by = {
      ...{ actor, administratorId: manager.esiaPersonId, now, traceId: null },
      today: '2026-11-23' as CalendarDate,
      reach: { regionId: desk.roster.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] },
    };
    const selection = { campaignIds: null, schoolIds, municipalityId: null, systemId: null, waves: null };
    const ordered = { selection, order, reason: 'распоряжение № 12' };
    let statements = 0;
    desk.database.dataSource.logger.logQuery = () => (statements += 1);
    const began = performance.now();
    const orders = desk.application.app.get(OrderCampaigns, { strict: false });
    const answer = await desk.database.unitOfWork.run((tx) => orders.execute(tx, by, ordered));
    return { answer, statements, ms: Math.round(performance.now() - began) };
  }

  async function preview(body: object) {
    const began = performance.now();
    const whole = { ...body, whole_region: true, reason: 'распоряжение № 12' };
    const answer = await desk.ask(manager, 'POST', '/campaign-acts/preview', whole);
    return { answer, ms: Math.round(performance.now() - began) };
  }

  it(
    'EC-109: is previewed, shifts every campaign in one act, and sends no more statements than for one school',
    async () => {
      const [school] = await desk.database.query<{ id: Uuid }>('SELECT id FROM schools ORDER BY id LIMIT 1');
      const shift = { event: 'postpone', to: { days: 30 }, overridesCalendar: false } as const;
      const one = await act(shift, school === undefined ? [] : [school.id]);
      expect(one.answer.steps).toHaveLength(4);
      const shown = await preview({ event: 'postpone', days: 30 });
      expect(shown.answer.body).toMatchObject({
        ...{ moved: SCHOOLS * 4, held: 0 },
        total: { before: { accounts: SCHOOLS * ACCOUNTS }, after: { accounts: SCHOOLS * ACCOUNTS } },
      });
      const all = await act(shift, null);
      expect([all.answer.steps.length, all.answer.held.length]).toEqual([SCHOOLS * 4, 0]);
      expect(all.statements).toBe(one.statements);
      const [acts] = await desk.database.query<{ acts: number; moved: number }>(
        `SELECT count(DISTINCT act_id)::int AS acts, count(*)::int AS moved FROM campaign_history WHERE act_id = $1`,
        [all.answer.actId],
      );
      expect(acts).toEqual({ acts: 1, moved: SCHOOLS * 4 });
      measured('перенос до отключения', { one, shown, all });
    },
    LONG_MS,
  );

  it(
    'EC-109: takes schools that are cut over back to the phase of the new date, with the credentials of their accounts',
    async () => {
      await desk.database.query(
        `UPDATE campaigns SET phase = 'cutover', cutover_on = '2026-11-16', cut_over_at = '2026-11-16T00:00:00Z'`,
      );
      await desk.database.query(
        `UPDATE legacy_credentials SET state = 'disabled', disabled_reason = 'cutover', followed_phase = 'cutover'`,
      );
      const shown = await preview({ event: 'postpone', date: '2027-02-01' });
      expect(shown.answer.body).toMatchObject({
        total: {
          before: { by_state: { disabled_cutover: SCHOOLS * ACCOUNTS } },
          after: { by_state: { active: SCHOOLS * ACCOUNTS } },
        },
      });
      const to = { date: '2027-02-01' as CalendarDate };
      const all = await act({ event: 'postpone', to, overridesCalendar: false }, null);
      expect([all.answer.steps.length, all.answer.held.length]).toEqual([SCHOOLS * 4, 0]);
      const states = await desk.database.query(
        `SELECT state, count(*)::int AS n FROM legacy_credentials GROUP BY state`,
      );
      expect(states).toEqual([{ state: 'active', n: SCHOOLS * ACCOUNTS }]);
      measured('перенос после отключения', { shown, all });
    },
    LONG_MS,
  );
});

function measured(what: string, runs: Readonly<Record<string, { readonly ms: number }>>): void {
  if (process.env['PEREHOD_REGION_ACCOUNTS'] === undefined) return;
  for (const [name, { ms }] of Object.entries(runs)) process.stderr.write(`${what}: ${name} ${ms} ms\n`);
}

/** Schools with their four waves announced, and accounts spread over them with credentials that follow. */
async function aWholeRegion(desk: SchoolDesk): Promise<void> {
  const { regionId, municipalityId, journalSystemId } = desk.roster;
  await desk.database.query(
    `INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
     SELECT $1, $2, 'many', n, 'Школа ' || n, 'Школа ' || n, 'secondary', 'municipal' FROM generate_series(2, $3::int) n`,
    [regionId, municipalityId, SCHOOLS],
  );
  await desk.database.query(
    `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
     SELECT s.region_id, $1, s.id, w, 'announced', '2026-11-01', '2027-01-20', '2026-11-01'
       FROM schools s, unnest(ARRAY['staff', 'representatives', 'pupils_14plus', 'pupils_under14']) w`,
    [journalSystemId],
  );
  await desk.database.query(
    `WITH made AS (
       INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
       SELECT $1, $2, s.id || '-' || n, (ARRAY['teacher', 'representative', 'student'])[1 + n % 3], '\\x00'
         FROM schools s, generate_series(1, $3::int) n RETURNING id, external_id, role
     ), placed AS (
       INSERT INTO journal_account_schools (journal_account_id, school_id)
       SELECT id, left(external_id, 36)::uuid FROM made RETURNING journal_account_id, school_id
     ), joined AS (
       INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
       SELECT c.id, m.id, '2026-11-01' FROM made m
         JOIN campaigns c ON c.school_id = left(m.external_id, 36)::uuid AND c.wave = CASE m.role WHEN 'teacher' THEN 'staff'
           WHEN 'representative' THEN 'representatives' ELSE 'pupils_under14' END
       RETURNING campaign_id, journal_account_id
     )
     INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, campaign_id, bucket, changed_at,
       followed_phase, placed_school_ids)
     SELECT j.journal_account_id, $1, $2, 'active', j.campaign_id, 0, '2026-11-01', 'announced', ARRAY[p.school_id]
       FROM joined j JOIN placed p ON p.journal_account_id = j.journal_account_id`,
    [regionId, journalSystemId, ACCOUNTS],
  );
  await desk.database.query('ANALYZE');
}
