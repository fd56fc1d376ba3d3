import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { SchoolDesk } from '../../support/school-desk.js';

type Body = Record<string, unknown>;

/** Monday 23 November 2026 in the morning is now. */
describe('what a region plans campaigns with', () => {
  let desk: SchoolDesk;
  let campaigns: CampaignBuilder;
  let manager: TestAdministrator;
  let admin: TestAdministrator;
  let municipality: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    campaigns = new CampaignBuilder(desk.database, desk.roster);
    manager = await desk.administrator('campaign_manager', {});
    admin = await desk.administrator();
    municipality = await desk.administrator('municipal_operator', {
      municipalityId: desk.roster.municipalityId,
    });
  });
  beforeEach(() => desk.atMorning());
  afterEach(async () => {
    await desk.database.query(
      `TRUNCATE campaigns, campaign_history, campaign_tasks, campaign_requests, campaign_request_steps, campaign_acts,
         wave_members, legacy_credentials, legacy_credential_history, calendar_days, campaign_policies, campaign_schedules,
         exemptions, reenable_windows, brownout_windows, brownout_hits CASCADE`,
    );
    await desk.database.query(`UPDATE journal_accounts SET closed_at = now() WHERE closed_at IS NULL`);
    await desk.database.query(`DELETE FROM import_batches`);
  });
  afterAll(() => desk.close());

  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    { who = manager, headers = {} }: { who?: TestAdministrator; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: Body; etag: string | null }> {
    const answer = await fetch(`${desk.application.url}/api/v1${path}`, {
      method,
      headers: { cookie: who.cookie, ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? {} : JSON.parse(text)) as Body,
      etag: answer.headers.get('etag'),
    };
  }

  const inherit = () => desk.application.app.get(Jobs).runNow('campaigns.inherit');
  const tasks = async (code: string, who = manager) =>
    (await send('GET', `/campaign-tasks?code=${code}`, undefined, { who })).body['items'] as Body[];

  async function audited(action: string): Promise<Body[]> {
    const rows = await desk.database.query<{ facts: Body }>(
      `SELECT facts FROM audit_events WHERE action = $1 ORDER BY id DESC`,
      [action],
    );
    return rows.map(({ facts }) => facts);
  }

  async function freshRoster(): Promise<void> {
    await desk.database.query(
      `INSERT INTO import_batches (region_id, school_id, source, state, dry_run, uploaded_by, started_at, finished_at, content_hash)
       VALUES ($1, NULL, 'test', 'applied', false, 'test', $2, $2, '\\x00')`,
      [desk.roster.regionId, desk.clock.now()],
    );
  }

  describe('the calendar', () => {
    const vacation = {
      kind: 'vacation',
      name: 'Зимние каникулы',
      starts_on: '2026-12-28',
      ends_on: '2027-01-10',
    };

    it('is changed by the region alone, read by schools, and of a school only for that school', async () => {
      for (const who of [admin, municipality]) {
        expect((await send('POST', '/calendar-days', vacation, { who })).status).toBe(403);
      }
      const other = await desk.roster.aSchool();
      await send('POST', '/calendar-days', vacation);
      await send('POST', '/calendar-days', { ...vacation, school_id: other, name: 'Карантин' });
      const names = async (who: TestAdministrator) =>
        ((await send('GET', '/calendar-days', undefined, { who })).body['items'] as Body[])
          .map((one) => one['name'])
          .sort();
      expect(await names(admin)).toEqual(['Зимние каникулы']);
      expect(await names(manager)).toEqual(['Зимние каникулы', 'Карантин']);
    });

    it('EC-107: tells of cut-over dates that it now forbids, as a task that goes when the day is free again', async () => {
      await campaigns.aCampaign({ cutoverOn: '2026-12-29' });
      await campaigns.aCampaign({ cutoverOn: '2026-12-29', school: await desk.roster.aSchool() });
      await campaigns.aCampaign({ cutoverOn: '2027-02-01', wave: 'representatives' });
      const { body } = await send('POST', '/calendar-days', vacation);
      expect(body['forbidden_dates']).toEqual([
        { date: '2026-12-29', period: 'Зимние каникулы', schools: 2, campaigns: 2 },
      ]);
      expect(await tasks('CUTOVER_ON_FORBIDDEN_DAY')).toEqual([
        expect.objectContaining({
          audience: 'campaign_manager',
          title: expect.stringContaining('29.12.2026'),
        }),
      ]);
      const moved = { ...vacation, starts_on: '2026-12-30' };
      const path = `/calendar-days/${String(body['id'])}`;
      const [shown] = (await send('GET', '/calendar-days')).body['items'] as Body[];
      const headers = { 'if-match': String(shown?.['etag']) };
      const unseen = await send('PUT', path, moved);
      expect([unseen.status, unseen.body['code']]).toEqual([428, 'PRECONDITION_REQUIRED']);
      const changed = await send('PUT', path, moved, { headers });
      const stale = await send('PUT', path, vacation, { headers });
      expect([stale.status, stale.body['code']]).toEqual([412, 'PRECONDITION_FAILED']);
      expect(changed.body['forbidden_dates']).toEqual([]);
      expect(await tasks('CUTOVER_ON_FORBIDDEN_DAY')).toEqual([]);
      expect(await audited('calendar.changed')).toContainEqual({
        before: expect.objectContaining({ startsOn: '2026-12-28' }),
        after: expect.objectContaining({ startsOn: '2026-12-30' }),
      });
    });

    it('forbids at one school what only that school has', async () => {
      const other = await desk.roster.aSchool();
      await campaigns.aCampaign({ cutoverOn: '2027-02-10' });
      await campaigns.aCampaign({ cutoverOn: '2027-02-10', school: other });
      const exam = { kind: 'exam', name: 'Пробный экзамен', starts_on: '2027-02-10', ends_on: '2027-02-10' };
      const { body } = await send('POST', '/calendar-days', { ...exam, school_id: other });
      expect(body['forbidden_dates']).toEqual([expect.objectContaining({ date: '2027-02-10', schools: 1 })]);
      const gone = await send('DELETE', `/calendar-days/${String(body['id'])}`);
      expect(gone.body['forbidden_dates']).toEqual([]);
    });

    it('names what is wrong with a period', async () => {
      const turned = await send('POST', '/calendar-days', { ...vacation, ends_on: '2026-12-27' });
      expect([turned.status, turned.body['code']]).toEqual([400, 'CALENDAR_DAYS_WRONG']);
      const unreal = await send('POST', '/calendar-days', { ...vacation, ends_on: '2027-02-30' });
      expect(unreal.body['errors']).toEqual([{ field: 'ends_on', message: 'такой даты нет' }]);
      const nowhere = { ...vacation, school_id: '00000000-0000-4000-8000-000000000000' };
      expect((await send('POST', '/calendar-days', nowhere)).status).toBe(404);
    });
  });

  describe('policies', () => {
    const path = () => `/campaign-policies/${desk.roster.journalSystemId}`;
    const change = { gates: { lockout_risk_at_cutover: 0.1 }, skips_allowed: 5, reason: 'приказ № 3' };

    it('are the defaults until somebody decides, then what was decided, with before and after in the audit', async () => {
      const { body } = await send('GET', '/campaign-policies', undefined, { who: admin });
      const mine = (list: Body) =>
        (list['items'] as Body[]).find((one) => one['journal_system_id'] === desk.roster.journalSystemId);
      expect(mine(body)).toMatchObject({
        etag: '"0"',
        skips_allowed: 3,
        gates: { lockout_risk_at_cutover: 0.15 },
      });
      const changed = await send('PUT', path(), change, { headers: { 'if-match': '"0"' } });
      expect([changed.status, changed.etag]).toEqual([200, '"1"']);
      expect(changed.body).toMatchObject({
        skips_allowed: 5,
        gates: { lockout_risk_at_cutover: 0.1, data_errors: 0.1 },
      });
      expect(await audited('campaign_policy.changed')).toEqual([
        {
          before: expect.objectContaining({ skipsAllowed: 3 }),
          after: expect.objectContaining({ skipsAllowed: 5 }),
        },
      ]);
      const again = await send('PUT', path(), { reason: 'назад' }, { headers: { 'if-match': '"1"' } });
      expect(again.body).toMatchObject({ skips_allowed: 3, etag: '"2"' });
    });

    it('are changed by who has seen them: 428 without a version, 412 with another, for both kinds of start', async () => {
      expect((await send('PUT', path(), change)).status).toBe(428);
      expect((await send('PUT', path(), change, { headers: { 'if-match': '"1"' } })).status).toBe(412);
      await send('PUT', path(), change, { headers: { 'if-match': '"0"' } });
      expect((await send('PUT', path(), change, { headers: { 'if-match': '"0"' } })).status).toBe(412);
      expect(
        (await send('PUT', path(), change, { who: municipality, headers: { 'if-match': '"1"' } })).status,
      ).toBe(403);
    });

    it('name a threshold that is none, and one out of its bounds', async () => {
      const gates = { lockout_risk_at_cutover: 2, brownouts_held: 1.5, unknown: 1 };
      const { status, body } = await send(
        'PUT',
        path(),
        { gates, reason: 'приказ' },
        { headers: { 'if-match': '"0"' } },
      );
      expect(status).toBe(400);
      expect((body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual([
        'gates.brownouts_held',
        'gates.lockout_risk_at_cutover',
        'gates.unknown',
      ]);
    });
  });

  describe('the schedule', () => {
    const plan = (dates: object[], more: object = {}) =>
      send('PUT', '/campaign-schedules', {
        ...{ journal_system_id: desk.roster.journalSystemId, dates, reason: 'приказ № 5', ...more },
      });

    it('keeps the order of the waves and stays out of the forbidden calendar', async () => {
      const turned = await plan([
        { wave: 'staff', cutover_on: '2027-03-01' },
        { wave: 'representatives', cutover_on: '2027-02-01' },
      ]);
      expect(turned.body['code']).toBe('CAMPAIGN_WAVE_ORDER');
      const september = [{ wave: 'staff', cutover_on: '2027-09-01' }];
      expect((await plan(september)).body['code']).toBe('CAMPAIGN_DATE_FORBIDDEN');
      expect((await plan(september, { override_calendar: true })).status).toBe(200);
      expect((await plan([])).status).toBe(200);
    });

    it('new schools inherit it once: planned 60 days ahead at least, never cut over, and the campaign manager is told', async () => {
      await freshRoster();
      await plan([
        { wave: 'staff', cutover_on: '2026-10-05' },
        { wave: 'representatives', cutover_on: '2027-03-01' },
      ]);
      await desk.roster.anAccount({ person: await desk.roster.aPerson(), role: 'student' });
      const bare = await desk.roster.aSchool();
      await inherit();
      const { body } = await send('GET', '/campaigns?limit=200');
      const items = body['items'] as {
        wave: string;
        phase: string;
        cutover_on: string;
        school: { id: Uuid };
      }[];
      const planned = items.filter(({ phase }) => phase !== 'not_scheduled');
      expect(new Map(planned.map(({ wave, phase, cutover_on }) => [wave, `${phase} ${cutover_on}`]))).toEqual(
        new Map([
          ['staff', 'preparation 2027-01-22'],
          ['representatives', 'preparation 2027-03-01'],
        ]),
      );
      expect(items.map(({ school }) => school.id)).not.toContain(bare);
      expect(await tasks('SCHOOL_JOINED_SCHEDULE')).toHaveLength(1);
      await inherit();
      const steps = await desk.database.query(`SELECT id FROM campaign_history`);
      expect(steps).toHaveLength(2);
      expect(await tasks('SCHOOL_JOINED_SCHEDULE')).toHaveLength(1);
    });

    it('a school that cannot start yet is named until it can', async () => {
      await plan([{ wave: 'staff', cutover_on: '2027-03-01' }]);
      await desk.roster.anAccount({ person: await desk.roster.aPerson(), role: 'student' });
      await inherit();
      await inherit();
      expect(await tasks('SCHOOL_CANNOT_START')).toEqual([
        expect.objectContaining({ action: expect.stringContaining('CAMPAIGN_GATES_MISSED') }),
      ]);
      await freshRoster();
      await inherit();
      expect(await tasks('SCHOOL_CANNOT_START')).toEqual([]);
      expect(await tasks('SCHOOL_JOINED_SCHEDULE')).toHaveLength(1);
    });

    it('a plan that somebody took back is not begun again', async () => {
      await freshRoster();
      await plan([{ wave: 'staff', cutover_on: '2027-03-01' }]);
      await desk.roster.anAccount({ person: await desk.roster.aPerson(), role: 'student' });
      await inherit();
      const act = { event: 'rollback', to: 'not_scheduled', whole_region: true, reason: 'школа закрывается' };
      expect((await send('POST', '/campaign-acts', act)).body).toMatchObject({ moved: 1 });
      await inherit();
      const [one] = await desk.database.query<{ phase: string }>(
        `SELECT phase FROM campaigns WHERE wave = 'staff'`,
      );
      expect(one?.phase).toBe('not_scheduled');
    });
  });

  describe('tasks', () => {
    async function aTask(audience: string, school: Uuid | null): Promise<string> {
      const [row] = await desk.database.query<{ id: string }>(
        `INSERT INTO campaign_tasks (region_id, audience, code, school_id, subject, opened_at)
         VALUES ($1, $2, 'ACCOUNT_UNKNOWN', $3, gen_random_uuid()::text, $4) RETURNING id`,
        [desk.roster.regionId, audience, school, desk.clock.now()],
      );
      return row?.id ?? '';
    }
    const done = (who: TestAdministrator, id: string) =>
      send('POST', `/campaign-tasks/${id}/done`, { note: 'списки загружены' }, { who });

    it('are seen by their audience: a school its own, a municipality its schools’, the region all', async () => {
      const other = await desk.roster.aSchool();
      const ids = {
        mine: await aTask('school', desk.roster.schoolId),
        others: await aTask('school', other),
        town: await aTask('municipality', other),
        region: await aTask('campaign_manager', null),
      };
      const seen = async (who: TestAdministrator) =>
        (await tasks('ACCOUNT_UNKNOWN', who)).map(({ id }) => id);
      expect((await seen(admin)).sort()).toEqual([ids.mine]);
      expect((await seen(municipality)).sort()).toEqual([ids.mine, ids.others, ids.town].sort());
      expect((await seen(manager)).sort()).toEqual(Object.values(ids).sort());
    });

    it('are closed once, by who has them to do; another’s is 404', async () => {
      const [mine, foreign] = [
        await aTask('school', desk.roster.schoolId),
        await aTask('school', await desk.roster.aSchool()),
      ];
      expect((await done(admin, foreign)).status).toBe(404);
      expect((await done(municipality, mine)).status).toBe(403);
      expect((await done(admin, mine)).status).toBe(204);
      expect((await done(admin, mine)).status).toBe(404);
      expect(await audited('campaign_task.done')).toEqual([{ code: 'ACCOUNT_UNKNOWN' }]);
    });
  });
});
