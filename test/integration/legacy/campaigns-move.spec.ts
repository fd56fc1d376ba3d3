import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { type BuiltSchool, CampaignsStand } from './campaigns-stand.js';

const START = new Date('2026-09-21T08:00:00Z');
const HEADS = { staff: 4, representatives: 5, pupils_14plus: 3, pupils_under14: 3 };

describe('campaigns are moved by time', () => {
  let stand: CampaignsStand;
  beforeAll(async () => {
    stand = await CampaignsStand.begin(START);
    await stand.feed('2026-05-01', '2027-12-31');
  });
  afterAll(() => stand.end());

  /** A school that passes every gate: everybody signed in on the first day, all but one of a wave linked. */
  const aReadySchool = async (date: string, heads = HEADS): Promise<BuiltSchool> => {
    const school = await stand.aSchool(heads);
    await stand.start(school, date, START);
    for (const accounts of Object.values(school.accounts)) {
      await stand.signedIn(accounts, '2026-09-21');
      await stand.linked(accounts.slice(1), START);
      await stand.signedIn(accounts.slice(1), '2026-09-21', 'esia');
    }
    return school;
  };
  /** A day of the school: everybody signs in, who is linked through ESIA too. */
  const aDay = async (school: BuiltSchool, day: string) => {
    for (const accounts of Object.values(school.accounts)) {
      await stand.signedIn(accounts, day);
      await stand.signedIn(accounts.slice(1), day, 'esia');
    }
  };
  const confirm = (school: BuiltSchool, at: Date) => stand.act(school.campaigns, { event: 'confirm' }, at);

  it('goes from the plan to the closing, each account once, with history, audit, news and members', async () => {
    const school = await aReadySchool('2026-11-25');
    const seen: string[] = [];
    await stand.daily('2026-09-22', '2027-03-01', async (day) => {
      if (day === '2026-11-01') await confirm(school, new Date('2026-11-01T08:00:00Z'));
      if (day === '2026-10-28')
        await stand.brownouts(school.campaigns, new Date('2026-11-20T10:00:00Z'), 'planned');
      if (day === '2026-11-22') {
        await stand.database.query(
          `UPDATE brownout_windows SET state = 'ended', held = true WHERE state = 'planned'`,
        );
      }
      await aDay(school, day);
      const [staff] = await stand.phases(school);
      if (staff !== undefined && seen.at(-1) !== staff) seen.push(staff);
    });
    expect(seen).toEqual([
      ...[
        'preparation',
        'announced',
        'soft_launch',
        'link_required',
        'brownouts',
        'cutover',
        'grace',
        'closed',
      ],
    ]);
    expect(await stand.phases(school)).toEqual(['closed', 'closed', 'closed', 'closed']);
    const [staff] = school.campaigns;
    const history = await stand.history(staff!);
    const steps = history.filter(({ event }) => event !== 'confirm').map(({ event, to }) => `${event}>${to}`);
    expect(steps).toEqual([
      ...['start>preparation', 'move>announced', 'move>soft_launch', 'move>link_required', 'move>brownouts'],
      ...['move>cutover', 'move>grace', 'close>closed'],
    ]);
    const count = async (sql: string) => (await stand.database.query<{ n: number }>(sql, [staff]))[0]!.n;
    expect(await count('SELECT count(*)::integer AS n FROM wave_members WHERE campaign_id = $1')).toBe(4);
    expect(await count(`SELECT count(*)::integer AS n FROM audit_events WHERE subject_id = $1::text`)).toBe(
      history.length,
    );
    expect(
      await count(
        `SELECT count(*)::integer AS n FROM outbox_events WHERE topic = 'campaign.changed' AND body ->> 'campaign_id' = $1::text`,
      ),
    ).toBe(history.length);
    const shut = await stand.database.query<{ account: string; n: number }>(
      `SELECT journal_account_id AS account, count(*)::integer AS n FROM legacy_credential_history
        WHERE journal_account_id = ANY ($1::uuid[]) AND to_reason = 'cutover' GROUP BY 1`,
      [Object.values(school.accounts).flat()],
    );
    expect(shut).toHaveLength(15);
    expect(shut.every(({ n }) => n === 1)).toBe(true);
  });

  it('EC-135: a gate missed at T-0 is a week later, with a task, a miss in the history, and the later waves', async () => {
    const school = await aReadySchool('2026-11-25');
    await stand.daily('2026-09-22', '2026-11-25', (day) => aDay(school, day));
    expect(await stand.state(school)).toMatchObject([
      { wave: 'staff', cutoverOn: '2026-12-02' },
      { wave: 'representatives', cutoverOn: '2026-12-02' },
      { wave: 'pupils_14plus', cutoverOn: '2026-12-02' },
      { wave: 'pupils_under14', cutoverOn: '2026-12-02' },
    ]);
    const [staff, parents] = school.campaigns;
    const missed = (await stand.history(staff!)).at(-1);
    expect(missed).toMatchObject({ event: 'missed', toDate: '2026-12-02' });
    expect((await stand.history(parents!)).at(-1)).toMatchObject({
      event: 'carried_along',
      actId: missed?.actId,
    });
    expect(await openTasks(staff!)).toEqual([{ audience: 'school', code: 'CUTOVER_DATE_MISSED' }]);
    await stand.daily('2026-11-26', '2026-12-09');
    expect(await openTasks(staff!)).toEqual([
      { audience: 'campaign_manager', code: 'CUTOVER_MISSED_THRICE' },
      { audience: 'school', code: 'CUTOVER_DATE_MISSED' },
    ]);
    await stand.act(
      [staff!],
      { event: 'postpone', to: { date: '2027-02-10' as CalendarDate }, overridesCalendar: false },
      new Date('2026-12-09T08:00:00Z'),
    );
    expect(await openTasks(staff!)).toEqual([]);
  });

  it('EC-136: without the marks of the feed nobody is cut over', async () => {
    const school = await aReadySchool('2026-11-25');
    await confirm(school, START);
    await stand.daily('2026-09-22', '2026-11-20');
    await stand.brownouts(school.campaigns, new Date('2026-11-20T01:00:00Z'), 'ended');
    await stand.database.query(`DELETE FROM sign_in_feed_days WHERE day = '2026-11-12'`);
    await stand.daily('2026-11-21', '2026-11-25');
    await stand.feed('2026-11-12', '2026-11-12');
    const [staff] = school.campaigns;
    const [row] = await stand.database.query<{ missed: string[] }>(
      `SELECT jsonb_path_query_array(facts, '$.gates[*] ? (@.passed == false).code') AS missed FROM campaign_history
        WHERE campaign_id = $1 AND event = 'missed' ORDER BY id DESC LIMIT 1`,
      [staff],
    );
    expect(row?.missed).toContain('lockout_risk');
  });

  it('looks at each campaign once a day, however often the job runs', async () => {
    const school = await aReadySchool('2026-12-20');
    await stand.job(new Date('2026-09-22T00:00:00Z'));
    const once = await stand.history(school.campaigns[0]!);
    for (let minute = 1; minute < 4; minute += 1) await stand.job(new Date(Date.UTC(2026, 8, 22, 0, minute)));
    expect(await stand.history(school.campaigns[0]!)).toEqual(once);
    expect(await stand.phases(school)).toEqual(['announced', 'announced', 'announced', 'announced']);
  });

  it('acts at midnight of the region: T-0 begins while it is still yesterday in London', async () => {
    const school = await aReadySchool('2026-11-25');
    await stand.daily('2026-09-22', '2026-11-23');
    await stand.job(new Date('2026-11-24T21:30:00Z'));
    expect((await stand.state(school))[0]?.cutoverOn).toBe('2026-11-25');
    await stand.job(new Date('2026-11-24T22:30:00Z'));
    expect((await stand.state(school))[0]?.cutoverOn).toBe('2026-12-02');
  });

  it('after three weeks of downtime catches up to the state of a school whose days were kept', async () => {
    const [kept, late] = [await aReadySchool('2026-12-20'), await aReadySchool('2026-12-20')];
    // The late school's days are not kept: the job finds it as it was left.
    await stand.daily('2026-09-22', '2026-11-15');
    const before = await rowsOf(late);
    await stand.daily('2026-11-16', '2026-12-06');
    await restore(before, '2026-11-15');
    await stand.job(new Date('2026-12-06T12:00:00Z'));
    const told = async (school: BuiltSchool) =>
      Promise.all(
        school.campaigns.map(async (id) =>
          (await stand.history(id)).map(({ event, from, to, toDate }) => ({ event, from, to, toDate })),
        ),
      );
    expect(await stand.state(late)).toEqual(await stand.state(kept));
    expect(await told(late)).toEqual(await told(kept));
  });

  const openTasks = (campaign: string) =>
    stand.database.query<{ audience: string; code: string }>(
      'SELECT audience, code FROM campaign_tasks WHERE campaign_id = $1 AND done_at IS NULL ORDER BY audience',
      [campaign],
    );
  const rowsOf = (school: BuiltSchool) =>
    stand.database.query<{ id: string; row: string; last: number }>(
      `SELECT c.id, to_jsonb(c)::text AS row, (SELECT max(h.id) FROM campaign_history h WHERE h.campaign_id = c.id) AS last
         FROM campaigns c WHERE school_id = $1`,
      [school.id],
    );
  /** Takes a school back to rows that were read: as if its server had not run since. */
  const restore = async (rows: readonly { id: string; row: string; last: number }[], examinedOn: string) => {
    for (const { id, row, last } of rows) {
      await stand.database.query('DELETE FROM campaign_history WHERE campaign_id = $1 AND id > $2', [
        id,
        last,
      ]);
      await stand.database.query(
        `UPDATE campaigns c SET phase = n.phase, phase_since = n.phase_since, cutover_on = n.cutover_on,
                missed_in_row = n.missed_in_row, examined_on = $3, revision = n.revision, confirmed_at = n.confirmed_at,
                confirmed_by = n.confirmed_by, announced_at = n.announced_at
           FROM jsonb_populate_record(NULL::campaigns, $2::jsonb) n WHERE c.id = $1`,
        [id, row, examinedOn],
      );
    }
  };
});
