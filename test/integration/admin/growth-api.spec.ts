import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { SchoolDesk } from '../../support/school-desk.js';

type Body = Record<string, unknown>;
interface Part {
  readonly key: string;
  readonly value: number;
}
interface Bucket {
  readonly bucket: string;
  readonly delta: number;
  readonly linked_from: number;
  readonly linked_to: number;
  readonly parts: readonly Part[];
}

/** It is Monday, 23 November 2026, 10:00 in Kaliningrad. */
describe('growth over the API', () => {
  let desk: SchoolDesk;
  let analyst: TestAdministrator;
  let principal: TestAdministrator;
  let other: Uuid;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    other = await desk.roster.aSchool();
    for (const at of ['2026-11-10T09:00:00Z', '2026-11-18T09:00:00Z', '2026-11-20T09:00:00Z'])
      await aPupil(at);
    await aPupil(null);
    await desk.database.query(`UPDATE school_data_days SET since = '2026-10-01'`);
    analyst = await desk.administrator('ministry_analyst', {});
    principal = await desk.administrator('principal');
  });
  afterAll(() => desk.close());

  async function aPupil(linkedAt: string | null, schoolId = desk.roster.schoolId): Promise<void> {
    const person = await desk.roster.aPerson({ born: '2014-02-03' });
    const accountId = await desk.roster.anAccount({ person, schools: [schoolId] });
    await desk.database.query(
      `UPDATE journal_account_schools SET since = '-infinity' WHERE journal_account_id = $1`,
      [accountId],
    );
    if (linkedAt === null) return;
    await desk.database.query(
      `WITH owner AS (
         INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, first_seen_at, seen_at)
         VALUES ($1, $3, 'PR', 'Т', 'П', 'т', 'п', '2014-02-03', now(), now()) RETURNING id
       ), made AS (
         INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
         SELECT $1, id, $2, 'active', 'R1', $4, $4 FROM owner RETURNING id
       )
       INSERT INTO link_state_history (link_id, to_state, event, actor_kind, evidence_digest, at)
       SELECT id, 'active', 'test', 'system', '\\x00', $4 FROM made`,
      [desk.roster.regionId, accountId, String((oid += 1)), linkedAt],
    );
  }
  let oid = 555_000_000;

  const ask = (who: TestAdministrator, path: string, headers: Record<string, string> = {}) =>
    desk.ask(who, 'GET', `/statistics/growth${path}`, undefined, headers);
  const item = ({ body }: { body: Body }, key: string): Body => {
    const found = (body['items'] as Body[]).find((known) => known['key'] === key);
    if (found === undefined) throw new Error(`no ${key}`);
    return found;
  };
  const minors = ({ body }: { body: Body }): Bucket => {
    const [first] = body['items'] as Bucket[];
    if (first === undefined) throw new Error('no decomposition');
    return first;
  };
  const values = ({ parts }: Bucket) =>
    Object.fromEntries(parts.filter(({ value }) => value !== 0).map(({ key, value }) => [key, value]));
  const runNow = (...names: string[]) =>
    names.reduce(
      (before, name) => before.then(() => desk.application.app.get(Jobs, { strict: false }).runNow(name)),
      Promise.resolve(),
    );
  const unit = () => `level=school&unit_id=${desk.roster.schoolId}`;

  it('between any two days: from the facts where nothing was frozen', async () => {
    const answer = await ask(principal, '?from=2026-11-15&to=2026-11-20');
    expect(answer.body).toMatchObject({
      ...{ from: { as_of: '2026-11-15', revision: null }, to: { as_of: '2026-11-20' } },
      ...{ like_for_like: 2, new_academic_year: false, methodologies_differ: false },
    });
    expect(item(answer, 'esiaLinked_under14')).toMatchObject({
      ...{ from: 1, to: 3, absolute: 2, rate_pct: 200, points: null },
    });
    expect(item(answer, 'shareLinkedGross')).toMatchObject({ from: 25, to: 75, absolute: null, points: 50 });
  });

  it('week, as of the last Sunday; month; campaign, which has none until the ministry names its start', async () => {
    const days = ({ body }: { body: Body }) => [body['from'], body['to']];
    expect(days(await ask(principal, '/decomposition?window=week'))).toEqual(['2026-11-15', '2026-11-22']);
    expect(days(await ask(principal, '/decomposition?window=week&to=2026-11-20'))).toEqual([
      ...['2026-11-13', '2026-11-20'],
    ]);
    expect(days(await ask(principal, '/decomposition?window=month'))).toEqual(['2026-09-30', '2026-10-31']);
    const none = await ask(principal, '?window=campaign');
    expect([none.status, none.body['from'], none.body['like_for_like']]).toEqual([200, null, null]);
    expect(item(none, 'studentsTotal')).toMatchObject({ from: null, to: null, absolute: null });
    await desk.database.query(
      `INSERT INTO statistics_policies (region_id, campaign_started_on) VALUES ($1, $2)`,
      [...[desk.roster.regionId, '2026-11-01']],
    );
    expect(item(await ask(principal, '?window=campaign'), 'esiaLinked_under14')).toMatchObject({
      ...{ from: 0, to: 3, absolute: 3, rate_pct: null },
    });
  });

  it('EC-140: from a day before the first import nothing is known', async () => {
    const answer = await ask(principal, `?${unit()}&from=2026-09-15&to=2026-11-20`);
    expect(item(answer, 'esiaLinked_under14')).toMatchObject({ from: null, to: 3, absolute: null });
    const reasons = await ask(principal, `/decomposition?${unit()}&from=2026-09-15&to=2026-11-20`);
    expect(reasons.body).toMatchObject({ items: [], computed_at: null });
  });

  it('EC-124: days counted by different rules are marked', async () => {
    await runNow('statistics.snapshots');
    await runNow(
      'statistics.snapshots',
      'statistics.snapshots',
      'statistics.snapshots',
      'statistics.snapshots',
    );
    await runNow('statistics.snapshots');
    const path = '?from=2026-11-15&to=2026-11-20';
    expect((await ask(principal, path)).body).toMatchObject({
      ...{ from: { revision: 1, methodology: '2026-11' }, methodologies_differ: false },
    });
    await desk.database.query(
      `INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at, schools_without_data)
       VALUES ($1, '2026-11-14', 'as_of_date', 2, '2025-01', 'restated', now(), 0)`,
      [desk.roster.regionId],
    );
    const answer = await ask(principal, '?from=2026-11-14&to=2026-11-20');
    expect(answer.body).toMatchObject({ methodologies_differ: true });
  });

  it('the windows of the morning are ready before anybody asks, and the second pull finds them', async () => {
    await runNow('statistics.growth');
    const kept = await desk.database.query<{ from_day: string; to_day: string; units: number }>(
      `SELECT from_day::text, to_day::text, count(*)::integer AS units FROM growth_decompositions
        WHERE from_revision > 0 AND to_revision > 0 GROUP BY 1, 2 HAVING bool_or(level = 'region') ORDER BY 1, 2`,
    );
    expect(kept.map(({ from_day, to_day }) => [from_day, to_day])).toEqual([
      ['2026-10-31', '2026-11-22'],
      ['2026-11-01', '2026-11-22'],
      ['2026-11-15', '2026-11-22'],
    ]);
    const first = await ask(analyst, '/decomposition?window=week');
    expect(first.body).toMatchObject({ from_revision: 1, to_revision: 1 });
    expect(values(minors(first))).toEqual({ new_links: 2 });
    expect(minors(first)).toMatchObject({ linked_from: 1, linked_to: 3, delta: 2 });
    const second = await ask(analyst, '/decomposition?window=week', { 'if-none-match': first.etag ?? '' });
    expect(second.status).toBe(304);
  });

  it('scope: a school sees itself, a municipality its schools, and nobody what is not theirs', async () => {
    const days = 'from=2026-11-15&to=2026-11-20';
    const status = async (who: TestAdministrator, path: string) => (await ask(who, path)).status;
    expect(await status(principal, `?level=school&unit_id=${other}&${days}`)).toBe(404);
    expect(await status(principal, `/decomposition?level=school&unit_id=${other}&${days}`)).toBe(404);
    expect(await status(principal, `/decomposition?level=region&${days}`)).toBe(404);
    const municipal = await desk.administrator('municipal_operator', {
      municipalityId: desk.roster.municipalityId,
    });
    expect(await status(municipal, `/decomposition?${unit()}&${days}`)).toBe(200);
    const own = await ask(municipal, `/decomposition?${days}`);
    expect(own.body['unit']).toMatchObject({ level: 'founder', id: desk.roster.municipalityId });
    expect(minors(own).delta).toBe(2);
  });

  it('refuses days that are no pair, in Russian', async () => {
    const code = async (path: string) => (await ask(principal, path)).body['code'];
    expect(await code('?from=2026-11-20')).toBe('GROWTH_DAYS_MISSING');
    expect(await code('?window=week&from=2026-11-20')).toBe('GROWTH_DAYS_MISSING');
    expect(await code('?from=2026-11-20&to=2026-11-19')).toBe('GROWTH_DAYS_OUT_OF_ORDER');
    expect(await code('?from=2026-11-20&to=2027-01-01')).toBe('STATISTICS_DAY_NOT_OVER');
    expect(await code('?window=year')).toBe('VALIDATION_FAILED');
  });

  it('another revision of a day makes the reasons anew', async () => {
    const path = '/decomposition?level=region&from=2026-11-15&to=2026-11-22';
    const before = await ask(analyst, path);
    await desk.database.query(
      `UPDATE link_intervals SET active_to = '2026-11-21T09:00:00Z' WHERE active_from = '2026-11-20T09:00:00Z'`,
    );
    expect((await ask(analyst, path)).body).toEqual(before.body);
    await desk.database.query('DELETE FROM statistics_stale_days');
    await desk.database.query(
      `INSERT INTO statistics_stale_days (region_id, since) VALUES ($1, '2026-11-20')`,
      [desk.roster.regionId],
    );
    desk.clock.set(new Date(desk.clock.now().getTime() + 24 * 3_600_000));
    await runNow('statistics.snapshots', 'statistics.restate');
    const later = await desk.administrator('ministry_analyst', {});
    const after = await ask(later, path);
    expect(after.body).toMatchObject({ from_revision: 1, to_revision: 2 });
    expect(minors(after).delta).toBe(1);
  });
});
