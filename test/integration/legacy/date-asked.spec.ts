import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CalendarDate, dayIn } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { AskForDate } from '../../../src/legacy/application/ask-for-date.js';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { type BuiltSchool, CampaignsStand, MANAGER } from './campaigns-stand.js';

const PLANNED = new Date('2026-09-21T08:00:00Z');
const EVE = new Date('2026-11-30T12:00:00Z');
const T0 = new Date('2026-12-01T06:00:00Z');
const WEEK_MS = 7 * 86_400_000;

describe('a later date that was asked for and not answered (LEG-11)', () => {
  let stand: CampaignsStand;
  let school: BuiltSchool;
  let staff: Uuid;

  beforeAll(async () => {
    stand = await CampaignsStand.begin(T0);
    await stand.feed('2026-05-01', '2027-12-31');
    await stand.database.query(
      `INSERT INTO campaign_policies (journal_system_id, gates) VALUES ($1, '{"brownouts_held": 0}')`,
      [stand.roster.journalSystemId],
    );
  });
  beforeEach(async () => {
    school = await onTheEve();
    [staff] = school.campaigns as [Uuid];
  });
  afterAll(() => stand.end());

  /** A school that nothing keeps from its cut-over tomorrow. */
  async function onTheEve(): Promise<BuiltSchool> {
    const built = await stand.aSchool({ staff: 3, representatives: 2 });
    await stand.database.query(
      `UPDATE campaigns SET phase = 'brownouts', phase_since = $2, announced_at = $2, cutover_on = '2026-12-01',
              confirmed_by = id, confirmed_at = $2, examined_on = '2026-11-30' WHERE id = ANY ($1::uuid[])`,
      [built.campaigns, PLANNED],
    );
    const step = {
      campaignIds: built.campaigns,
      actor: { kind: 'system', id: 'test' },
      at: PLANNED,
    } as const;
    await stand.database.unitOfWork.run((tx) => stand.app.get(FollowPhases).execute(tx, step));
    return built;
  }

  const confirmAgain = () =>
    stand.database.query(
      'UPDATE campaigns SET confirmed_by = id, confirmed_at = $2 WHERE id = ANY ($1::uuid[])',
      [school.campaigns, EVE],
    );
  const actAt = (now: Date) => ({
    ...{
      actor: MANAGER,
      now,
      today: dayIn(now, 'Europe/Kaliningrad'),
      traceId: null,
      administratorId: MANAGER.id as Uuid,
    },
    reach: { regionId: stand.roster.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] },
  });
  const asking = () => stand.app.get(AskForDate, { strict: false });
  const ask = (date: string, at = EVE, campaignId = staff) => {
    const asked = {
      campaignId,
      kind: 'postpone',
      date: date as CalendarDate,
      reason: 'ремонт сети',
    } as const;
    return stand.database.unitOfWork.run((tx) => asking().ask(tx, actAt(at), asked));
  };
  const answer = (id: Uuid, event: 'agree' | 'disagree' | 'approve' | 'refuse', at = EVE) =>
    stand.database.unitOfWork.run((tx) =>
      asking().answer(tx, actAt(at), id, { event, reason: 'рассмотрено' }),
    );
  const stepsOf = (id: Uuid) =>
    stand.database.query<{ event: string; to: string; isTime: boolean }>(
      `SELECT event, to_state AS "to", actor_id IS NULL AS "isTime" FROM campaign_request_steps WHERE request_id = $1 ORDER BY id`,
      [id],
    );
  const tasksAbout = (id: Uuid) =>
    stand.database.query<{ audience: string; done: boolean }>(
      `SELECT audience, done_at IS NOT NULL AS done FROM campaign_tasks WHERE subject = $1 ORDER BY opened_at, audience DESC`,
      [id],
    );

  it('EC-108, EC-135: puts the cut-over off by a week and goes past the silent municipality to the region', async () => {
    const id = await ask('2026-12-12');
    await stand.job(T0);
    expect((await stand.state(school)).slice(0, 2)).toEqual([
      { wave: 'staff', phase: 'brownouts', cutoverOn: '2026-12-08' },
      { wave: 'representatives', phase: 'brownouts', cutoverOn: '2026-12-08' },
    ]);
    expect((await stand.history(staff)).at(-1)).toMatchObject({ event: 'missed', reason: 'missed:gates' });
    expect(await stepsOf(id)).toEqual([
      { event: 'ask', to: 'asked', isTime: false },
      { event: 'escalate', to: 'agreed', isTime: true },
    ]);
    expect(await tasksAbout(id)).toEqual([
      { audience: 'municipality', done: true },
      { audience: 'campaign_manager', done: false },
    ]);
    const [audited] = await stand.database.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM audit_events WHERE action = 'campaign.date_escalated' AND subject_id = $1`,
      [id],
    );
    expect(audited?.n).toBe(1);
  });

  it('waits no longer than it was asked for: once the date is that late the request lapses, and the next day of the cut-over is one', async () => {
    const id = await ask('2026-12-12');
    for (const weeks of [0, 1, 2]) {
      await confirmAgain();
      await stand.job(new Date(T0.getTime() + weeks * WEEK_MS));
    }
    expect(await stepsOf(id)).toEqual([
      { event: 'ask', to: 'asked', isTime: false },
      { event: 'escalate', to: 'agreed', isTime: true },
      { event: 'lapse', to: 'lapsed', isTime: true },
    ]);
    expect((await tasksAbout(id)).every(({ done }) => done)).toBe(true);
    expect((await stand.state(school))[0]).toEqual({
      ...{ wave: 'staff', phase: 'cutover', cutoverOn: '2026-12-15' },
    });
  });

  it.each([
    ['the municipality disagreed', ['disagree']],
    ['the region refused', ['agree', 'refuse']],
  ] as const)('does not stop it once it is answered: %s', async (_, events) => {
    const id = await ask('2026-12-12');
    for (const event of events) await answer(id, event);
    await stand.job(T0);
    expect((await stand.phases(school)).slice(0, 2)).toEqual(['cutover', 'cutover']);
  });

  it('does not stop it when it was asked on the day itself', async () => {
    const id = await ask('2026-12-12', new Date('2026-11-30T22:30:00Z'));
    await stand.job(T0);
    expect((await stand.phases(school))[0]).toBe('cutover');
    expect(await stepsOf(id)).toHaveLength(1);
  });

  it('lapses when somebody moves the date as far by an order of their own', async () => {
    const id = await ask('2026-12-12');
    const date = '2026-12-20' as CalendarDate;
    await stand.act([staff], { event: 'postpone', to: { date }, overridesCalendar: false }, EVE);
    expect((await stepsOf(id)).map(({ event }) => event)).toEqual(['ask', 'lapse']);
  });

  it('whoever answers while the day comes: one answer, and the date is that of the answer', async () => {
    const schools = [school, ...(await Promise.all([onTheEve(), onTheEve(), onTheEve()]))];
    const asked = [];
    for (const { campaigns } of schools) {
      const id = await ask('2026-12-12', EVE, campaigns[0]);
      await answer(id, 'agree');
      asked.push(id);
    }
    const settled = await Promise.allSettled([
      stand.job(T0),
      ...asked.map((id, no) => answer(id, no % 2 === 0 ? 'approve' : 'refuse', T0)),
    ]);
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
    // Refused before the job came to the school: its day. After: a week more.
    const possible = [
      { last: 'approved', at: ['brownouts 2026-12-12'] },
      { last: 'refused', at: ['cutover 2026-12-01', 'brownouts 2026-12-08'] },
    ];
    for (const [no, one] of schools.entries()) {
      const [first] = await stand.state(one);
      const expected = possible[no % 2]!;
      expect((await stepsOf(asked[no]!)).at(-1)?.to).toBe(expected.last);
      expect(expected.at).toContain(`${first?.phase} ${first?.cutoverOn}`);
    }
  });
});
