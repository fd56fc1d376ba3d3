import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Uuid } from '../../../src/kernel/ids.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { RunBrownouts } from '../../../src/legacy/application/run-brownouts.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { GivenClock, startApplication } from '../../support/application.js';
import { CampaignBuilder, type CampaignOverrides } from '../../support/builders/campaign.js';
import { type Answer, SchoolDesk } from '../../support/school-desk.js';

const MORNING = new Date('2026-11-23T08:00:00Z');
/** Tuesday, 18:00 to 20:00 in Kaliningrad. */
const EVENING = { starts_at: '2026-11-24T18:00:00+02:00', ends_at: '2026-11-24T20:00:00+02:00' };
const STARTS = new Date(EVENING.starts_at);
const ENDS = new Date(EVENING.ends_at);
const minutes = (moment: Date, n: number): Date => new Date(moment.getTime() + n * 60_000);

describe('brownouts', () => {
  let desk: SchoolDesk;
  let campaigns: CampaignBuilder;
  let manager: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    campaigns = new CampaignBuilder(desk.database, desk.roster);
    manager = await desk.administrator('campaign_manager', {});
  });
  afterEach(async () => {
    desk.atMorning();
    await desk.database.query('DELETE FROM calendar_days');
    await desk.database.query('DELETE FROM esia_outages');
    await desk.database.query('DELETE FROM lesson_hours');
  });
  afterAll(() => desk.close());

  /** A school of its own with one campaign, so that tests do not meet. */
  async function aSchoolAt(phase: CampaignOverrides['phase'], overrides: CampaignOverrides = {}) {
    const school = await desk.roster.aSchool();
    const campaign = await campaigns.aCampaign({
      school,
      phase: phase ?? 'brownouts',
      cutoverOn: '2026-12-20',
      ...overrides,
    });
    return { school, campaign };
  }
  const bodyFor = (schools: readonly string[], more: object = {}) => ({
    ...{ journal_system_id: desk.roster.journalSystemId, school_ids: schools, waves: ['staff'] },
    ...{ ...EVENING, reason: 'проверка готовности', ...more },
  });
  const plan = (schools: readonly string[], more: object = {}, headers: Record<string, string> = {}) =>
    desk.ask(manager, 'POST', '/brownouts', bodyFor(schools, more), headers);
  const windowsOf = (answer: Answer) =>
    answer.body['windows'] as { id: Uuid | null; school_id: string; refusal: string | null }[];
  async function aWindow(campaign: CampaignOverrides = {}, more: object = {}) {
    const made = await aSchoolAt('brownouts', campaign);
    const answer = await plan([made.school], more);
    const [window] = windowsOf(answer);
    if (!window?.id) throw new Error(JSON.stringify(answer.body));
    return { ...made, window: window.id, act: String(answer.body['act_id']) };
  }
  /** Sessions of administrators last some hours: whoever asks at another time signs in anew. */
  const managerNow = () => desk.administrator('campaign_manager', {});
  const run = async (now: Date) => {
    desk.clock.set(now);
    await desk.application.app.get(Jobs, { strict: false }).runNow('brownouts.run');
  };
  async function stateOf(window: string) {
    const [row] = await desk.database.query<{ state: string; held: boolean | null; reason: string | null }>(
      'SELECT state, held, end_reason AS reason FROM brownout_windows WHERE id = $1',
      [window],
    );
    return row;
  }
  const newsOf = async (window: string) =>
    (
      await desk.database.query<{ state: string }>(
        `SELECT body ->> 'state' AS state FROM outbox_events WHERE topic = 'brownout.changed' AND body ->> 'window_id' = $1
         ORDER BY id`,
        [window],
      )
    ).map(({ state }) => state);
  const hit = (window: string, account: string, at: Date) =>
    desk.database.query(
      `INSERT INTO brownout_hits (window_id, journal_account_id, first_at, channel) VALUES ($1, $2, $3, 'web')`,
      [window, account, at],
    );

  it('LEG-07: are planned for many schools by one act; where they cannot be, the answer says why', async () => {
    const [good, early, examined] = [
      await aSchoolAt('brownouts'),
      await aSchoolAt('soft_launch'),
      await aSchoolAt('link_required'),
    ];
    await desk.database.query(
      `INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       VALUES ($1, $2, 'exam', 'ОГЭ', '2026-11-24', '2026-11-24', gen_random_uuid(), now())`,
      [desk.roster.regionId, examined.school],
    );
    const answer = await plan([good.school, early.school, examined.school]);
    expect([answer.status, answer.body['planned'], answer.body['refused']]).toEqual([201, 1, 2]);
    const why = new Map(windowsOf(answer).map(({ school_id, refusal }) => [school_id, refusal]));
    expect([why.get(good.school), why.get(early.school), why.get(examined.school)]).toEqual([
      null,
      'PHASE',
      'CALENDAR',
    ]);
    const rows = await desk.database.query<{ act: string }>(
      'SELECT DISTINCT act_id AS act FROM brownout_windows WHERE campaign_id = ANY ($1)',
      [[good.campaign, early.campaign, examined.campaign]],
    );
    expect(rows).toEqual([{ act: answer.body['act_id'] }]);
    const [audited] = await desk.database.query<{ facts: { windows: number } }>(
      `SELECT facts FROM audit_events WHERE action = 'brownouts.planned' AND subject_id = $1`,
      [answer.body['act_id']],
    );
    expect(audited?.facts.windows).toBe(1);
  });

  it.each([
    ['of another phase', 'announced', {}, 409, 'BROWNOUT_PHASE'],
    ['in the past', 'brownouts', { starts_at: '2026-11-23T09:00:00+02:00' }, 400, 'BROWNOUT_PAST'],
    [
      'longer than the policy',
      'brownouts',
      { ends_at: '2026-11-25T07:00:00+02:00' },
      400,
      'BROWNOUT_TOO_LONG',
    ],
    ['in lessons', 'brownouts', { starts_at: '2026-11-24T12:00:00+02:00' }, 409, 'BROWNOUT_LESSONS'],
    [
      'with its end before its beginning',
      'brownouts',
      { ends_at: '2026-11-24T17:00:00+02:00' },
      400,
      'BROWNOUT_ORDER',
    ],
    ['for a share that is none of the steps', 'brownouts', { share: 33 }, 400, 'VALIDATION_FAILED'],
    [
      'on a day that no calendar has',
      'brownouts',
      { starts_at: '2026-02-30T18:00:00+02:00' },
      400,
      'VALIDATION_FAILED',
    ],
  ] as const)('%s are refused', async (_, phase, more, status, code) => {
    const { school } = await aSchoolAt(phase);
    const answer = await plan([school], more);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('of one campaign never overlap, however many managers plan at once', async () => {
    const { school, campaign } = await aSchoolAt('brownouts');
    const answers = await Promise.all([plan([school]), plan([school]), plan([school])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const rows = await desk.database.query('SELECT 1 FROM brownout_windows WHERE campaign_id = $1', [
      campaign,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('are planned once by one Idempotency-Key, and another request with it is refused', async () => {
    const { school } = await aSchoolAt('brownouts');
    const key = { 'idempotency-key': '0b9d7c3e-5a1c-4f7e-9a55-0f1d2c3b4a59' };
    const first = await plan([school], {}, key);
    const again = await plan([school], {}, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect((await plan([school], { share: 5 }, key)).body['code']).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('are shown before: whom they would hit, by share and state, without exempt and locked accounts', async () => {
    const { school, campaign } = await aSchoolAt('brownouts');
    const accounts: Uuid[] = [];
    const add = async (credential: Parameters<CampaignBuilder['aCredential']>[1]) => {
      const person = await desk.roster.aPerson({ born: '1980-01-01' });
      const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [school] });
      await campaigns.aCredential(account, {
        standing: 'link_required',
        campaignId: campaign,
        ...credential,
      });
      accounts.push(account);
      return { account, person };
    };
    await add({ bucket: 3, lastPasswordAt: MORNING });
    await add({ bucket: 30, linkedSince: MORNING });
    await add({ bucket: 99 });
    await add({ bucket: 1, standing: 'disabled.linked' });
    const { account: locked } = await add({ bucket: 2 });
    await desk.database.query(
      `INSERT INTO security_locks (journal_account_id, reason, set_by, set_at) VALUES ($1, 'security', 'test', now())`,
      [locked],
    );
    const { person: exempt } = await add({ bucket: 4 });
    await desk.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
                               requested_by, requested_at, decided_by, decided_at)
       VALUES ($1, $2, 'person', $3, 'no_esia_possible', 'справка', 'active', '2026-11-01', '2027-09-30', 'test', now(), 'test', now())`,
      [desk.roster.regionId, school, exempt.id],
    );
    const counts = async (share: number) => {
      const { body } = await desk.ask(manager, 'POST', '/brownouts/preview', bodyFor([school], { share }));
      return [body['accounts'], body['linked'], body['used_password']];
    };
    expect([await counts(5), await counts(50), await counts(100)]).toEqual([
      [1, 0, 1],
      [2, 1, 1],
      [3, 1, 1],
    ]);
    const { body } = await desk.ask(manager, 'POST', '/brownouts/preview', bodyFor([school]));
    expect(body['proposed']).toEqual([
      { starts_at: STARTS.toISOString(), ends_at: ENDS.toISOString() },
      { starts_at: '2026-11-28T12:00:00.000Z', ends_at: '2026-11-29T00:00:00.000Z' },
    ]);
    const windows = await desk.database.query('SELECT 1 FROM brownout_windows WHERE campaign_id = $1', [
      campaign,
    ]);
    expect(windows).toEqual([]);
  });

  it('LEG-08: a share hits the accounts of its buckets, so whoever is hit at 25 % is hit at 50 %, and all are at 100 %', async () => {
    const { school, campaign } = await aSchoolAt('brownouts');
    await desk.database.query(
      `WITH account AS (
         INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
         SELECT $1, $2, 'share-' || n, 'teacher', '\\x00' FROM generate_series(0, 199) n RETURNING id, region_id, external_id)
       INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, campaign_id, bucket, changed_at)
       SELECT id, region_id, $2, 'link_required', $3, substr(external_id, 7)::integer % 100, now() FROM account`,
      [desk.roster.regionId, desk.roster.journalSystemId, campaign],
    );
    const hitAt = async (share: number) => {
      const { body } = await desk.ask(manager, 'POST', '/brownouts/preview', bodyFor([school], { share }));
      return body['accounts'];
    };
    // Two accounts in each bucket, and a bucket is hit whole or not at all: each larger share adds to the smaller one.
    expect([await hitAt(5), await hitAt(25), await hitAt(50), await hitAt(100)]).toEqual([10, 50, 100, 200]);
  });

  it('begin and end by time, are told once each, and count as held', async () => {
    const { window } = await aWindow();
    await run(minutes(STARTS, -1));
    expect(await stateOf(window)).toMatchObject({ state: 'planned' });
    await run(STARTS);
    await run(minutes(STARTS, 1));
    expect(await stateOf(window)).toEqual({ state: 'running', held: null, reason: null });
    const shown = await desk.ask(await managerNow(), 'GET', `/brownouts/${window}`);
    expect(shown.body).toMatchObject({ state: 'running', in_force: true, denied: 0, linked_share: null });
    await run(ENDS);
    await run(minutes(ENDS, 1));
    expect(await stateOf(window)).toEqual({ state: 'ended', held: true, reason: 'TIME' });
    expect(await newsOf(window)).toEqual(['running', 'ended']);
  });

  it('are told once however many servers run the job at the same moment', async () => {
    const { window } = await aWindow();
    const other = await startApplication(desk.database, { clock: new GivenClock(STARTS) });
    const jobs = [desk.application, other].map(({ app }) => app.get(RunBrownouts, { strict: false }));
    try {
      // Past the advisory lock of the jobs, as after a stall: the rows themselves decide.
      await Promise.all([...jobs, ...jobs].map((job) => job.execute(STARTS)));
      await Promise.all([...jobs, ...jobs].map((job) => job.execute(ENDS)));
    } finally {
      await other.close();
    }
    expect(await newsOf(window)).toEqual(['running', 'ended']);
    const audited = await desk.database.query<{ action: string }>(
      `SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id`,
      [window],
    );
    expect(audited.map(({ action }) => action)).toEqual(['brownout.running', 'brownout.ended']);
  });

  it('end by themselves after the servers were down; what nobody met is no brownout, what refused somebody is', async () => {
    const [unseen, seen, running] = [await aWindow(), await aWindow(), await aWindow()];
    const person = await desk.roster.aPerson({ born: '1980-01-01' });
    const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [seen.school] });
    await hit(seen.window, account, minutes(STARTS, 2));
    await desk.database.query(
      `UPDATE brownout_windows SET state = 'running', started_at = starts_at WHERE id = $1`,
      [running.window],
    );
    await run(minutes(ENDS, 600));
    expect(await stateOf(unseen.window)).toEqual({ state: 'cancelled', held: false, reason: 'TIME' });
    expect(await stateOf(seen.window)).toEqual({ state: 'ended', held: true, reason: 'TIME' });
    expect(await stateOf(running.window)).toEqual({ state: 'ended', held: true, reason: 'TIME' });
  });

  it('LEG-19: in an outage of ESIA refuse nobody and do not count as held', async () => {
    const { window } = await aWindow();
    await run(STARTS);
    await desk.database.query(
      `INSERT INTO esia_outages (region_id, set_by, started_at, until) VALUES ($1, 'breaker', $2, $3)`,
      [desk.roster.regionId, minutes(STARTS, 30), minutes(STARTS, 60)],
    );
    desk.clock.set(minutes(STARTS, 31));
    const evening = await managerNow();
    const inOutage = await desk.ask(evening, 'GET', `/brownouts/${window}`);
    desk.clock.set(minutes(STARTS, 60));
    const after = await desk.ask(evening, 'GET', `/brownouts/${window}`);
    expect([inOutage.body['in_force'], after.body['in_force']]).toEqual([false, true]);
    await run(ENDS);
    expect(await stateOf(window)).toEqual({ state: 'ended', held: false, reason: 'TIME' });
  });

  it('do not run while the campaign is paused, end when it is, and never in another phase', async () => {
    const [paused, running, moved] = [await aWindow(), await aWindow(), await aWindow()];
    const pause = (campaign: string, at: Date | null) =>
      desk.database.query('UPDATE campaigns SET paused_at = $2 WHERE id = $1', [campaign, at]);
    await pause(paused.campaign, MORNING);
    await desk.database.query(`UPDATE campaigns SET phase = 'announced' WHERE id = $1`, [moved.campaign]);
    await run(STARTS);
    expect([(await stateOf(paused.window))?.state, (await stateOf(moved.window))?.state]).toEqual([
      'planned',
      'cancelled',
    ]);
    await pause(running.campaign, STARTS);
    await pause(paused.campaign, null);
    await run(minutes(STARTS, 60));
    expect(await stateOf(running.window)).toEqual({ state: 'ended', held: false, reason: 'PAUSED' });
    expect((await stateOf(paused.window))?.state).toBe('running');
    await run(ENDS);
    expect(await stateOf(paused.window)).toEqual({ state: 'ended', held: false, reason: 'TIME' });
  });

  it('are taken back within the hour before, when an exam or other lessons were entered since', async () => {
    const { window, school } = await aWindow();
    const hours = { school_id: school, weekdays: [1, 2, 3, 4, 5], from: '14:00', until: '19:00' };
    expect((await desk.ask(manager, 'PUT', '/lesson-hours', hours)).status).toBe(204);
    const listed = await desk.ask(manager, 'GET', '/lesson-hours');
    expect(listed.body['items']).toEqual([
      { school_id: null, weekdays: [1, 2, 3, 4, 5, 6], from: '08:00', until: '14:00' },
      hours,
    ]);
    await run(minutes(STARTS, -61));
    expect((await stateOf(window))?.state).toBe('planned');
    await run(minutes(STARTS, -60));
    expect(await stateOf(window)).toEqual({ state: 'cancelled', held: false, reason: 'LESSONS' });
  });

  it('are cancelled one by one or by their act, and what is over is over', async () => {
    const [first, second] = [await aSchoolAt('brownouts'), await aSchoolAt('brownouts')];
    const answer = await plan([first.school, second.school]);
    const [a = '', b = ''] = windowsOf(answer).map(({ id }) => id ?? '');
    const reason = { reason: 'перенос по просьбе школы' };
    expect((await desk.ask(manager, 'POST', `/brownouts/${a}/cancel`, reason)).body).toEqual({ stopped: 1 });
    await run(STARTS);
    const act = `/brownout-acts/${String(answer.body['act_id'])}/cancel`;
    const evening = await managerNow();
    expect((await desk.ask(evening, 'POST', act, reason)).body).toEqual({ stopped: 1 });
    expect(await stateOf(a)).toEqual({ state: 'cancelled', held: false, reason: reason.reason });
    expect(await stateOf(b)).toEqual({ state: 'ended', held: false, reason: reason.reason });
    expect((await desk.ask(evening, 'POST', act, reason)).body['code']).toBe('BROWNOUT_OVER');
    expect([await newsOf(a), await newsOf(b)]).toEqual([['cancelled'], ['running', 'ended']]);
  });

  it('are seen by their own school only; whom they hit, by name, by no authority', async () => {
    const { window, school } = await aWindow();
    const own = await desk.administrator('school_admin', { schoolId: school });
    const foreign = await desk.administrator('school_admin');
    expect((await desk.ask(own, 'GET', `/brownouts/${window}`)).status).toBe(200);
    expect((await desk.ask(foreign, 'GET', `/brownouts/${window}`)).status).toBe(404);
    expect((await desk.ask(foreign, 'GET', `/brownouts/${window}/hits`)).status).toBe(404);
    const listed = await desk.ask(foreign, 'GET', `/brownouts?school_id=${school}`);
    expect(listed.body['items']).toEqual([]);
    expect((await desk.ask(own, 'POST', '/brownouts', bodyFor([school]))).status).toBe(403);
    expect((await desk.ask(own, 'POST', `/brownouts/${window}/cancel`, { reason: 'нельзя' })).status).toBe(
      403,
    );
    expect((await desk.ask(manager, 'GET', `/brownouts/${window}/hits`)).status).toBe(403);
  });

  it('are listed page by page, the latest first', async () => {
    const { school } = await aSchoolAt('brownouts');
    for (const day of ['24', '25', '26']) {
      const when = { starts_at: `2026-11-${day}T18:00:00+02:00`, ends_at: `2026-11-${day}T20:00:00+02:00` };
      await plan([school], when);
    }
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await desk.ask(manager, 'GET', `/brownouts?school_id=${school}&limit=2${cursor}`);
      seen.push(...(body['items'] as { starts_at: string }[]).map(({ starts_at }) => starts_at));
      const next = body['next_cursor'] as string | null;
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).toEqual([
      '2026-11-26T16:00:00.000Z',
      '2026-11-25T16:00:00.000Z',
      '2026-11-24T16:00:00.000Z',
    ]);
  });

  it('I-39, EC-113: the report agrees with what is counted by hand from each refusal and each step of a link', async () => {
    const one = await aWindow();
    const { window, school } = one;
    // The story of each account: minutes after the first refusal at which a link changes.
    const stories: readonly (readonly { at: number; from: string | null; to: string }[])[] = [
      [],
      [{ at: 60, from: null, to: 'active' }],
      [{ at: 48 * 60, from: 'pending_proof', to: 'active' }],
      [{ at: 48 * 60 + 1, from: null, to: 'active' }],
      [{ at: -600, from: null, to: 'active' }],
      [
        { at: -600, from: null, to: 'active' },
        { at: -10, from: 'active', to: 'suspended' },
        { at: 30, from: 'suspended', to: 'active' },
      ],
      [
        { at: -600, from: null, to: 'active' },
        { at: -5, from: 'active', to: 'revoked' },
      ],
    ];
    let expected = 0;
    for (const [index, story] of stories.entries()) {
      const person = await desk.roster.aPerson({
        born: '1980-01-01',
        last: `Учителев${'абвгдеж'.charAt(index)}`,
      });
      const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [school] });
      const first = minutes(STARTS, index);
      await hit(window, account, first);
      if (story.length > 0) await tellStory(account, story, first);
      const stateBefore = story.filter(({ at }) => at <= 0).at(-1)?.to;
      const linked =
        stateBefore !== 'active' && story.some(({ at, to }) => to === 'active' && at > 0 && at <= 48 * 60);
      if (linked) expected += 1;
    }
    await run(STARTS);
    await run(ENDS);
    const own = await desk.administrator('school_admin', { schoolId: school });
    const { body } = await desk.ask(own, 'GET', `/brownouts/${window}`);
    expect([body['denied'], body['linked_48h'], body['linked_share']]).toEqual([7, expected, expected / 7]);
    expect(expected).toBe(3);
    const report = await desk.ask(own, 'GET', `/brownout-report?from=2026-11-24&to=2026-11-24`);
    expect(report.body['items']).toEqual([
      expect.objectContaining({
        school_id: school,
        windows: 1,
        held: 1,
        denied: 7,
        linked_48h: expected,
        linked_share: expected / 7,
      }),
    ]);
    const none = await desk.ask(own, 'GET', `/brownout-report?from=2026-11-25&to=2026-11-25`);
    expect(none.body['items']).toEqual([]);
    // EC-113: by this list the school helps whoever has no way to Госуслуги.
    const hits = await desk.ask(own, 'GET', `/brownouts/${window}/hits?limit=3`);
    const names = (hits.body['items'] as { person_name: string }[]).map(({ person_name }) => person_name);
    expect(names).toEqual(['У*** П. С.', 'У*** П. С.', 'У*** П. С.']);
    expect(JSON.stringify(hits.body)).not.toContain('Учителев');
    expect(hits.body['next_cursor']).not.toBeNull();
  });

  it('I-39: the views agree with an independent count, whatever the steps of the links', async () => {
    const { window, school } = await aWindow();
    const step = fc.record({
      at: fc.integer({ min: -20, max: 70 }).map((hours) => hours * 60 - 30),
      to: fc.constantFrom('active', 'active', 'suspended', 'pending_proof'),
    });
    const steps = fc.array(step, { maxLength: 4 }).map((all) => all.sort((a, b) => a.at - b.at));
    const expected = { denied: 0, linked: 0, before: 0 };
    for (const story of fc.sample(steps, { numRuns: 40, seed: 2026 })) {
      const person = await desk.roster.aPerson({ born: '1980-01-01' });
      const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [school] });
      const first = minutes(STARTS, expected.denied);
      await hit(window, account, first);
      const told = story.map(({ at, to }, index) => ({ at, from: story[index - 1]?.to ?? null, to }));
      if (told.length > 0) await tellStory(account, told, first);
      const wasLinked = story.findLast(({ at }) => at <= 0)?.to === 'active';
      const linksLater = story.some(({ at, to }) => to === 'active' && at > 0 && at <= 48 * 60);
      expected.denied += 1;
      expected.before += Number(wasLinked);
      expected.linked += Number(!wasLinked && linksLater);
    }
    const [row] = await desk.database.query<Record<string, unknown>>(
      `SELECT i.denied, i.linked_48h AS linked, i.share::float AS share,
              (SELECT count(*)::integer FROM brownout_hit_outcomes o WHERE o.window_id = i.window_id AND o.was_linked) AS before
         FROM brownout_impact i WHERE i.window_id = $1`,
      [window],
    );
    expect(expected.linked).toBeGreaterThan(3);
    expect(row).toEqual({ ...expected, share: expected.linked / expected.denied });
  });

  it('I-39: an account refused twice counts once in the school’s report', async () => {
    const { school, window } = await aWindow();
    const second = await plan([school], {
      starts_at: '2026-11-25T18:00:00+02:00',
      ends_at: '2026-11-25T20:00:00+02:00',
    });
    const person = await desk.roster.aPerson({ born: '1980-01-01' });
    const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [school] });
    await hit(window, account, minutes(STARTS, 1));
    await hit(windowsOf(second)[0]?.id ?? '', account, minutes(STARTS, 24 * 60 + 1));
    await tellStory(account, [{ at: 30 * 60, from: null, to: 'active' }], STARTS);
    const report = await desk.ask(manager, 'GET', `/brownout-report?from=2026-11-24&to=2026-11-25&limit=200`);
    const mine = (report.body['items'] as { school_id: string }[]).filter(
      ({ school_id }) => school_id === school,
    );
    expect(mine).toEqual([
      expect.objectContaining({ windows: 2, denied: 1, linked_48h: 1, linked_share: 1 }),
    ]);
  });

  async function tellStory(
    account: string,
    story: readonly { at: number; from: string | null; to: string }[],
    from: Date,
  ): Promise<void> {
    const oid = String(700_000 + Math.floor(Number(`0x${account.slice(0, 8)}`)));
    const last = story.at(-1);
    const [link] = await desk.database.query<{ id: string }>(
      `WITH person AS (
         INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
                                   first_seen_at, seen_at)
         VALUES ($1, $2, 'PR', 'Учителев', 'Пётр', 'учителев', 'петр', '1980-01-01', now(), now()) RETURNING id)
       INSERT INTO links (region_id, esia_person_id, journal_account_id, state, reason, rule, created_at, changed_at)
       SELECT $1, id, $3, $4, CASE $4 WHEN 'revoked' THEN 'user_request' END, 'R1', $5, $5 FROM person RETURNING id`,
      [desk.roster.regionId, oid, account, last?.to ?? 'active', from],
    );
    for (const { at, from: before, to } of story) {
      await desk.database.query(
        `INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
         VALUES ($1, $2, $3, 'test', 'system', '\\x00', $4)`,
        [link?.id, before, to, minutes(from, at)],
      );
    }
  }

  it('LEG-07: are never longer than 48 hours, by the word of the database too', async () => {
    const { school, campaign } = await aSchoolAt('brownouts');
    const work = desk.application.app.get(UnitOfWork, { strict: false }).run(async (tx) => {
      await tx.query(
        `INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, planned_by, planned_at, reason, act_id)
         VALUES ($1, $2, 'planned', $3, $4, gen_random_uuid(), now(), 'слишком долго', gen_random_uuid())`,
        [desk.roster.regionId, campaign, STARTS, minutes(STARTS, 48 * 60 + 1)],
      );
    });
    await expect(work).rejects.toThrow('brownout_windows_short');
    expect((await desk.ask(manager, 'GET', `/brownouts?school_id=${school}`)).body['items']).toEqual([]);
  });
});
