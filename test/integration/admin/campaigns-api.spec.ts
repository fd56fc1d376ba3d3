import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { type Answer, SchoolDesk } from '../../support/school-desk.js';

const WAVES = ['staff', 'representatives', 'pupils_14plus', 'pupils_under14'] as const;

/** Monday 23 November 2026 in the morning is now; passwords end on 1 December unless a test says otherwise. */
describe('campaigns as administrators plan them', () => {
  let desk: SchoolDesk;
  let campaigns: CampaignBuilder;
  let manager: TestAdministrator;
  let principal: TestAdministrator;
  let municipality: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    campaigns = new CampaignBuilder(desk.database, desk.roster);
    manager = await desk.administrator('campaign_manager', {});
    principal = await desk.administrator('principal');
    municipality = await desk.administrator('municipal_operator', {
      municipalityId: desk.roster.municipalityId,
    });
  });
  beforeEach(() => desk.atMorning());
  afterEach(async () => {
    await desk.database.query(
      `TRUNCATE campaigns, campaign_history, wave_members, legacy_credentials, legacy_credential_history, campaign_tasks,
         campaign_requests, campaign_request_steps, campaign_acts, calendar_days, campaign_policies, campaign_schedules,
         exemptions, esia_refusals, reenable_windows, brownout_windows, brownout_hits CASCADE`,
    );
    await desk.database.query(`UPDATE journal_accounts SET closed_at = now() WHERE closed_at IS NULL`);
    await desk.database.query(`DELETE FROM import_batches`);
  });
  afterAll(() => desk.close());

  const code = ({ body }: Answer) => body['code'];
  const order = (body: object, who = manager, headers: Record<string, string> = {}) =>
    desk.ask(who, 'POST', '/campaign-acts', { reason: 'приказ № 7', ...body }, headers);
  const preview = (body: object) =>
    desk.ask(manager, 'POST', '/campaign-acts/preview', { reason: 'приказ № 7', ...body });

  async function one(id: Uuid): Promise<{ phase: string; cutover_on: string; etag: string }> {
    const { body, etag } = await desk.ask(manager, 'GET', `/campaigns/${id}`);
    return { phase: body['phase'] as string, cutover_on: body['cutover_on'] as string, etag: etag ?? '' };
  }

  async function actOne(id: Uuid, body: object, who = manager): Promise<Answer> {
    const { etag } = await one(id);
    const order = { reason: 'приказ № 7', ...body };
    return desk.ask(who, 'POST', `/campaigns/${id}/acts`, order, { 'if-match': etag });
  }

  /** Accounts of the builder's school, linked to nobody. */
  async function accounts(count: number): Promise<Uuid[]> {
    const made: Uuid[] = [];
    for (let i = 0; i < count; i += 1) {
      const person = await desk.roster.aPerson({ born: '1980-01-02' });
      made.push(await desk.roster.anAccount({ person, role: 'teacher' }));
    }
    return made;
  }

  async function readyToStart(): Promise<void> {
    await desk.administrator();
    await desk.database.query(
      `INSERT INTO import_batches (region_id, school_id, source, state, dry_run, uploaded_by, started_at, finished_at, content_hash)
       VALUES ($1, NULL, 'test', 'applied', false, 'test', $2, $2, '\\x00')`,
      [desk.roster.regionId, desk.clock.now()],
    );
  }

  describe('reading', () => {
    it('lists what is in reach, page by page, narrowed by school, system, wave and phase', async () => {
      const ids: Uuid[] = [];
      for (const wave of WAVES) ids.push(await campaigns.aCampaign({ wave }));
      const found: unknown[] = [];
      let cursor = '';
      for (;;) {
        const { body } = await desk.ask(principal, 'GET', `/campaigns?limit=3${cursor}`);
        found.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
        if (body['next_cursor'] === null) break;
        cursor = `&cursor=${body['next_cursor'] as string}`;
      }
      expect([...found].sort()).toEqual([...ids].sort());
      const narrow = `school_id=${desk.roster.schoolId}&journal_system_id=${desk.roster.journalSystemId}&municipality_id=${desk.roster.municipalityId}&wave=staff`;
      const { body } = await desk.ask(manager, 'GET', `/campaigns?${narrow}&phase=announced`);
      expect(body['items']).toEqual([
        expect.objectContaining({ id: ids[0], wave: 'staff', phase: 'announced' }),
      ]);
      const none = await desk.ask(manager, 'GET', `/campaigns?${narrow}&phase=closed`);
      expect(none.body['items']).toEqual([]);
    });

    it('shows another school’s campaign to nobody of this one, and no person to the campaign manager', async () => {
      const school = await desk.roster.aSchool();
      const foreign = await campaigns.aCampaign({ school });
      for (const path of ['', '/history']) {
        const { status } = await desk.ask(principal, 'GET', `/campaigns/${foreign}${path}`);
        expect([path, status]).toEqual([path, 404]);
      }
      const { status } = await desk.ask(municipality, 'GET', `/campaigns/${foreign}`);
      expect(status).toBe(200);
      expect((await desk.ask(manager, 'GET', `/people?query=Тестов`)).status).toBe(403);
    });

    it('says every gate with its value, threshold and what to do', async () => {
      const id = await campaigns.aCampaign({ phase: 'brownouts', members: await accounts(2) });
      const { body, etag } = await desk.ask(principal, 'GET', `/campaigns/${id}`);
      expect(etag).toBe('"1"');
      expect(body['numbers']).toMatchObject({ accounts: 2 });
      const next = body['next'] as {
        phase: string;
        criteria: { code: string; passed: boolean; text: string }[];
      };
      expect(next.phase).toBe('cutover');
      const held = next.criteria.find((one) => one.code === 'brownouts_held');
      expect(held).toMatchObject({ passed: false, value: 0, threshold: 2 });
      expect(held?.text).toMatch(/[а-я]/);
    });
  });

  describe('acts', () => {
    it('of planning are not for a municipality, nor for a school', async () => {
      const id = await campaigns.aCampaign();
      for (const who of [municipality, principal]) {
        expect((await order({ event: 'pause', campaign_ids: [id] }, who)).status).toBe(403);
        expect((await actOne(id, { event: 'pause' }, who)).status).toBe(403);
      }
    });

    it('start the waves of a school by the region’s schedule, with author and reason in the history', async () => {
      await readyToStart();
      await accounts(1);
      const dates = WAVES.map((wave, i) => ({ wave, cutover_on: `2027-0${2 + i}-01` }));
      const schedule = { journal_system_id: desk.roster.journalSystemId, dates, reason: 'приказ № 5' };
      expect((await put('/campaign-schedules', schedule)).status).toBe(200);
      const start = { event: 'start', whole_region: true, journal_system_id: desk.roster.journalSystemId };
      const shown = await preview(start);
      expect(shown.body).toMatchObject({ moved: 4, held: 0, total: { before: { accounts: 1 } } });
      expect(await desk.database.query('SELECT id FROM campaigns')).toEqual([]);
      const { body } = await order(start);
      expect(body).toMatchObject({ moved: 4, held: 0 });
      const { body: list } = await desk.ask(principal, 'GET', '/campaigns');
      const items = list['items'] as { id: string; wave: string; phase: string; cutover_on: string }[];
      expect(new Map(items.map(({ wave, cutover_on }) => [wave, cutover_on]))).toEqual(
        new Map(dates.map(({ wave, cutover_on }) => [wave, cutover_on])),
      );
      const { body: history } = await desk.ask(principal, 'GET', `/campaigns/${items[0]?.id ?? ''}/history`);
      expect(history['items']).toEqual([
        expect.objectContaining({
          ...{ event: 'start', from: 'not_scheduled', to: 'preparation', reason: 'приказ № 7' },
          ...{ actor: 'administrator', actor_id: manager.esiaPersonId, act_id: body['act_id'] },
        }),
      ]);
    });

    it('refuse a start nearer than 60 days, in the forbidden calendar, and of a school that is not ready', async () => {
      const id = await campaigns.aCampaign({ phase: 'not_scheduled' });
      expect(code(await actOne(id, { event: 'start', date: '2027-01-21' }))).toBe('CAMPAIGN_DATE_TOO_EARLY');
      expect(code(await actOne(id, { event: 'start', date: '2027-08-30' }))).toBe('CAMPAIGN_DATE_FORBIDDEN');
      expect(code(await actOne(id, { event: 'start', date: '2027-02-16', override_calendar: true }))).toBe(
        'CAMPAIGN_GATES_MISSED',
      );
      expect(code(await actOne(id, { event: 'start' }))).toBe('CAMPAIGN_SCHEDULE_MISSING');
    });

    it('EC-107: a date on a forbidden day is refused with the first allowed one, and stands with an override and its reason', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-08-01' });
      const refused = await actOne(id, { event: 'postpone', date: '2027-08-30' });
      expect([refused.status, code(refused)]).toEqual([400, 'CAMPAIGN_DATE_FORBIDDEN']);
      expect(refused.body['detail']).toContain('16.09.2027');
      const stands = await actOne(id, { event: 'postpone', date: '2027-08-30', override_calendar: true });
      expect(stands.status).toBe(200);
      expect((await one(id)).cutover_on).toBe('2027-08-30');
    });

    it('name the version they have seen: without it 428, of another 412, and nothing moves', async () => {
      const id = await campaigns.aCampaign();
      const pause = { event: 'pause', reason: 'приказ' };
      const without = await desk.ask(manager, 'POST', `/campaigns/${id}/acts`, pause);
      const other = await desk.ask(manager, 'POST', `/campaigns/${id}/acts`, pause, { 'if-match': '"9"' });
      expect([without.status, other.status]).toEqual([428, 412]);
      expect((await actOne(id, { event: 'pause' })).status).toBe(200);
      expect(code(await actOne(id, { event: 'pause' }))).toBe('CAMPAIGN_PAUSED');
      expect((await actOne(id, { event: 'resume' })).status).toBe(200);
    });

    it('name the field that is missing or is not theirs', async () => {
      const id = await campaigns.aCampaign();
      const fields = async (body: object) =>
        ((await order(body)).body['errors'] as { field: string }[]).map(({ field }) => field);
      expect(await fields({ event: 'postpone', campaign_ids: [id] })).toEqual(['date']);
      expect(await fields({ event: 'postpone', campaign_ids: [id], date: '2027-02-30' })).toEqual(['date']);
      expect(await fields({ event: 'pause', campaign_ids: [id], date: '2027-02-01' })).toEqual(['date']);
      expect(await fields({ event: 'rollback', campaign_ids: [id] })).toEqual(['to']);
      expect(await fields({ event: 'pause' })).toEqual(['school_ids']);
      expect(await fields({ event: 'pause', campaign_ids: [id], whole_region: true })).toEqual([
        'campaign_ids',
      ]);
      expect(await fields({ event: 'pause', campaign_ids: [id], reason: '' })).toEqual(['reason']);
    });

    it('upon many are all or nothing at each school, and say in each row why', async () => {
      const other = await desk.roster.aSchool();
      const good = await campaigns.aCampaign();
      const bad = await campaigns.aCampaign({ school: other, pausedAt: desk.clock.now() });
      const beside = await campaigns.aCampaign({ school: other, wave: 'representatives' });
      const { body } = await order({ event: 'pause', campaign_ids: [good, bad, beside] });
      expect(body).toMatchObject({ moved: 1, held: 2 });
      const rows = new Map(
        (body['items'] as Record<string, unknown>[]).map((row) => [row['campaign_id'], row]),
      );
      expect(rows.get(good)).toMatchObject({ result: 'moved' });
      expect(rows.get(bad)).toMatchObject({ result: 'held', code: 'CAMPAIGN_PAUSED' });
      expect(rows.get(beside)).toMatchObject({ result: 'held', code: 'CAMPAIGN_SCHOOL_HELD' });
      const { body: unmoved } = await desk.ask(manager, 'GET', `/campaigns/${beside}`);
      expect(unmoved['paused_at']).toBeNull();
    });

    it('answer a repeated Idempotency-Key the same and act once; with another body it is refused', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      const key = { 'idempotency-key': 'postpone-0001' };
      const body = { event: 'postpone', campaign_ids: [id], days: 7 };
      const [first, again] = [await order(body, manager, key), await order(body, manager, key)];
      expect(again.body).toEqual(first.body);
      expect((await one(id)).cutover_on).toBe('2027-02-08');
      expect(code(await order({ ...body, days: 8 }, manager, key))).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    it('two of one Idempotency-Key at once act once', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      const key = { 'idempotency-key': 'postpone-0002' };
      const body = { event: 'postpone', campaign_ids: [id], days: 7 };
      const answers = await Promise.all([1, 2, 3].map(() => order(body, manager, key)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(new Set(answers.map((one) => one.body['act_id'])).size).toBe(1);
      expect((await one(id)).cutover_on).toBe('2027-02-08');
    });

    it('are 404 for a campaign, school or municipality of another region', async () => {
      const [unknown] = ['00000000-0000-4000-8000-000000000000'];
      for (const selection of [
        { campaign_ids: [unknown] },
        { school_ids: [unknown] },
        { municipality_id: unknown },
      ]) {
        expect((await order({ event: 'pause', ...selection })).status).toBe(404);
      }
      expect(code(await order({ event: 'pause', whole_region: true }))).toBe('NO_CAMPAIGNS');
    });
  });

  describe('previews', () => {
    it('count the accounts by state before and after, those not linked and exempt, and change nothing', async () => {
      const members = await accounts(3);
      const id = await campaigns.aCampaign({ phase: 'link_required', members });
      for (const account of members) {
        await campaigns.aCredential(account, { standing: 'link_required', campaignId: id });
      }
      await desk.database.query(
        `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
           requested_at, decided_by, decided_at)
         SELECT a.region_id, $2, 'person', a.person_id, 'no_esia_possible', 'справка', 'active', '2026-09-01', '2027-09-30',
                'test', now(), 'test', now() FROM journal_accounts a WHERE a.id = $1`,
        [members[0], desk.roster.schoolId],
      );
      const before = await one(id);
      const { body } = await preview({
        event: 'rollback',
        to: 'announced',
        date: '2027-02-01',
        campaign_ids: [id],
      });
      expect(body).toMatchObject({
        ...{ moved: 1, held: 0 },
        total: {
          before: { accounts: 3, by_state: { link_required: 3 }, not_linked: 3, exempt: 1, open_cases: 0 },
          after: { accounts: 3, by_state: { active: 3 } },
        },
        schools: [expect.objectContaining({ school_id: desk.roster.schoolId })],
      });
      expect(await one(id)).toEqual(before);
      const done = await actOne(id, { event: 'rollback', to: 'announced', date: '2027-02-01' });
      expect(done.status).toBe(200);
      expect(await Promise.all(members.map((account) => campaigns.standingOf(account)))).toEqual(
        members.map(() => 'active'),
      );
    });

    it('name the gates that fail', async () => {
      const id = await campaigns.aCampaign({
        phase: 'brownouts',
        members: await accounts(1),
        cutoverOn: '2026-12-01',
      });
      const { body } = await preview({ event: 'postpone', campaign_ids: [id], days: 14 });
      expect(body['failing_gates']).toContainEqual(
        expect.objectContaining({ campaign_id: id, phase: 'cutover', code: 'brownouts_held' }),
      );
    });
  });

  describe('postponements', () => {
    it('EC-109: one act shifts every campaign of the region that is not closed; cut over ones go back to the phase of the new date', async () => {
      const [a, b] = [desk.roster.schoolId, await desk.roster.aSchool()];
      const days = (n: number) => new Date(desk.clock.now().getTime() + n * 86_400_000);
      const cut = await campaigns.aCampaign({
        school: a,
        phase: 'cutover',
        cutoverOn: '2026-11-16',
        phaseSince: days(-7),
      });
      const soft = await campaigns.aCampaign({
        school: b,
        wave: 'representatives',
        phase: 'soft_launch',
        cutoverOn: '2026-12-14',
      });
      const closed = await campaigns.aCampaign({ school: b, phase: 'closed', cutoverOn: '2026-03-02' });
      const late = await campaigns.aCampaign({
        school: await desk.roster.aSchool(),
        ...{ phase: 'grace', cutoverOn: '2026-09-18', cutOverAt: days(-66) },
      });
      const { body } = await order({ event: 'postpone', whole_region: true, date: '2027-02-01' });
      expect(body).toMatchObject({ moved: 2, held: 1 });
      expect(await one(cut)).toMatchObject({ phase: 'announced', cutover_on: '2027-02-01' });
      expect(await one(soft)).toMatchObject({ phase: 'soft_launch', cutover_on: '2027-02-01' });
      expect(await one(closed)).toMatchObject({ phase: 'closed', cutover_on: '2026-03-02' });
      expect(await one(late)).toMatchObject({ phase: 'grace' });
      const acts = await desk.database.query<{ act_id: string }>(
        'SELECT DISTINCT act_id FROM campaign_history',
      );
      expect(acts).toEqual([{ act_id: body['act_id'] }]);
      const news = await desk.database.query<{ n: string }>(
        `SELECT count(*) AS n FROM outbox_events WHERE topic = 'campaign.changed'`,
      );
      expect(Number(news[0]?.n)).toBeGreaterThanOrEqual(2);
    });

    it('EC-109: a municipality, a journal system or a list of schools is shifted alone', async () => {
      const [mine, other] = [
        await campaigns.aCampaign({ cutoverOn: '2027-02-01' }),
        await campaigns.aCampaign({ school: await desk.roster.aSchool(), cutoverOn: '2027-02-01' }),
      ];
      await order({ event: 'postpone', school_ids: [desk.roster.schoolId], days: 7 });
      expect([(await one(mine)).cutover_on, (await one(other)).cutover_on]).toEqual([
        '2027-02-08',
        '2027-02-01',
      ]);
      const both = { event: 'postpone', municipality_id: desk.roster.municipalityId, days: 7 };
      await order({ ...both, journal_system_id: desk.roster.journalSystemId, waves: ['staff'] });
      expect([(await one(mine)).cutover_on, (await one(other)).cutover_on]).toEqual([
        '2027-02-15',
        '2027-02-08',
      ]);
    });

    it('I-40: those of people and the automatic ones are counted apart, with the requests that wait', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      await order({ event: 'postpone', campaign_ids: [id], days: 7 });
      await desk.database.query(
        `INSERT INTO campaign_history (campaign_id, act_id, event, from_phase, to_phase, from_date, to_date, actor_kind, reason, at)
         VALUES ($1, gen_random_uuid(), 'missed', 'announced', 'announced', '2027-02-08', '2027-02-15', 'system', 'условия', $2)`,
        [id, desk.clock.now()],
      );
      await ask(id, 'postpone', '2027-03-01');
      const { body } = await desk.ask(municipality, 'GET', '/campaign-postponements');
      expect(body).toMatchObject({ since: '2026-09-01', asked: 1, automatic: 1, waiting: 1 });
    });
  });

  const ask = (id: Uuid, kind: 'postpone' | 'advance', date: string, who = principal) =>
    desk.ask(who, 'POST', '/campaign-requests', { campaign_id: id, kind, date, reason: 'ремонт сети' });
  const step = (who: TestAdministrator, id: unknown, name: string, body: object = {}) =>
    desk.ask(who, 'POST', `/campaign-requests/${String(id)}/${name}`, { reason: 'рассмотрено', ...body });

  async function put(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(`${desk.application.url}/api/v1${path}`, {
      method: 'PUT',
      headers: { cookie: manager.cookie, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: JSON.parse(text) as Record<string, unknown>,
      etag: answer.headers.get('etag'),
    };
  }

  describe('requests', () => {
    it('LEG-11, EC-108: a municipal school asks the day before, its municipality agrees, the region approves, and the date moves with all three in the history', async () => {
      const id = await campaigns.aCampaign({ phase: 'brownouts', cutoverOn: '2026-11-24' });
      const asked = await ask(id, 'postpone', '2027-01-20');
      expect(asked.body).toMatchObject({ state: 'asked' });
      const request = asked.body['id'];
      expect(code(await step(manager, request, 'approve'))).toBe('DATE_REQUEST_DECIDED');
      const { body: tasks } = await desk.ask(municipality, 'GET', '/campaign-tasks?audience=municipality');
      expect(tasks['items']).toEqual([
        expect.objectContaining({ code: 'DATE_REQUESTED', title: expect.stringContaining('20.01.2027') }),
      ]);
      expect((await step(municipality, request, 'agree')).body).toMatchObject({ state: 'agreed' });
      expect((await step(manager, request, 'approve')).body).toMatchObject({ state: 'approved' });
      expect(await one(id)).toMatchObject({ phase: 'brownouts', cutover_on: '2027-01-20' });
      const { body } = await desk.ask(principal, 'GET', `/campaign-requests/${String(request)}`);
      expect(
        (body['steps'] as { event: string; actor_id: string }[]).map(({ event, actor_id }) => [
          event,
          actor_id,
        ]),
      ).toEqual([
        ['ask', principal.esiaPersonId],
        ['agree', municipality.esiaPersonId],
        ['approve', manager.esiaPersonId],
      ]);
      const { body: history } = await desk.ask(principal, 'GET', `/campaigns/${id}/history`);
      expect(history['items']).toEqual([
        expect.objectContaining({ event: 'postpone', to_date: '2027-01-20' }),
      ]);
      const { body: left } = await desk.ask(manager, 'GET', '/campaign-tasks?code=DATE_REQUESTED');
      expect(left['items']).toEqual([]);
    });

    it('LEG-11: a school that reports directly skips the municipality', async () => {
      await desk.database.query(`UPDATE schools SET founder_type = 'private' WHERE id = $1`, [
        desk.roster.schoolId,
      ]);
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      const asked = await ask(id, 'postpone', '2027-03-01');
      await desk.database.query(`UPDATE schools SET founder_type = 'municipal' WHERE id = $1`, [
        desk.roster.schoolId,
      ]);
      expect(asked.body).toMatchObject({ state: 'agreed' });
    });

    it('are refused with a reason by the municipality or the region, and withdrawn by the school; nothing moves', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      const first = await ask(id, 'postpone', '2027-03-01');
      expect(code(await ask(id, 'postpone', '2027-03-02'))).toBe('DATE_REQUEST_OPEN');
      expect((await step(municipality, first.body['id'], 'disagree')).body).toMatchObject({
        state: 'refused',
      });
      const second = await ask(id, 'postpone', '2027-03-01');
      await step(municipality, second.body['id'], 'agree');
      expect((await step(manager, second.body['id'], 'refuse')).body).toMatchObject({ state: 'refused' });
      const third = await ask(id, 'postpone', '2027-03-01');
      expect((await step(principal, third.body['id'], 'withdraw')).body).toMatchObject({
        state: 'withdrawn',
      });
      expect((await one(id)).cutover_on).toBe('2027-02-01');
      const { body } = await desk.ask(municipality, 'GET', '/campaign-requests?state=refused');
      expect(body['items']).toHaveLength(2);
    });

    it('that could never be granted are refused at once', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      expect(code(await ask(id, 'postpone', '2027-01-15'))).toBe('CAMPAIGN_DATE_NOT_LATER');
      expect(code(await ask(id, 'advance', '2026-12-22'))).toBe('CAMPAIGN_DATE_TOO_EARLY');
      const plan = await campaigns.aCampaign({ wave: 'representatives', phase: 'not_scheduled' });
      expect(code(await ask(plan, 'postpone', '2027-02-01'))).toBe('DATE_REQUEST_UNDATED');
    });

    it('EC-110: a principal asks to be cut over earlier, 30 days ahead at least, and the region approves', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      const asked = await ask(id, 'advance', '2026-12-23');
      expect(asked.body).toMatchObject({ state: 'agreed' });
      expect((await step(manager, asked.body['id'], 'approve')).status).toBe(200);
      expect(await one(id)).toMatchObject({ phase: 'announced', cutover_on: '2026-12-23' });
    });

    it('of another municipality are not there', async () => {
      const id = await campaigns.aCampaign({ cutoverOn: '2027-02-01' });
      const asked = await ask(id, 'postpone', '2027-03-01');
      const [town] = await desk.database.query<{ id: Uuid }>(
        `INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
         VALUES ($1, 'test', 'другой', '27701000', 'Другой', 'city_okrug') RETURNING id`,
        [desk.roster.regionId],
      );
      const place = { municipalityId: town?.id ?? desk.roster.municipalityId };
      const stranger = await desk.administrator('municipal_operator', place);
      expect((await step(stranger, asked.body['id'], 'agree')).status).toBe(404);
      expect((await desk.ask(stranger, 'GET', '/campaign-requests')).body['items']).toEqual([]);
    });
  });

  describe('confirmation', () => {
    it('is the principal’s or the head of the municipality’s, and prints refusals with their paper alternatives', async () => {
      const [account] = await accounts(1);
      const id = await campaigns.aCampaign({ phase: 'brownouts', members: [account as Uuid] });
      await desk.database.query(
        `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at)
         SELECT region_id, person_id, $2, 'заявление', '2026-10-01', 'test', now() FROM journal_accounts WHERE id = $1`,
        [account, desk.roster.schoolId],
      );
      const confirm = async (who: TestAdministrator) => {
        const { etag } = await one(id);
        const body = { reason: 'протокол педсовета № 3' };
        return desk.ask(who, 'POST', `/campaigns/${id}/confirmation`, body, { 'if-match': etag });
      };
      for (const who of [manager, municipality]) expect((await confirm(who)).status).toBe(403);
      const head = await desk.administrator('municipal_head', { municipalityId: desk.roster.municipalityId });
      for (const who of [principal, head]) {
        const { status, body } = await confirm(who);
        expect([status, body]).toEqual([
          200,
          {
            without_paper: 1,
            refusals: [expect.objectContaining({ refused_on: '2026-10-01', paper_confirmed_at: null })],
          },
        ]);
      }
      const { body } = await desk.ask(principal, 'GET', `/campaigns/${id}`);
      expect(body['confirmed_at']).not.toBeNull();
    });
  });
});
