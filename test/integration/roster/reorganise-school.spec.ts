import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/index.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { signedInAs } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  aClass,
  anAccount,
  aRegion,
  aStaffMember,
  aStudent,
  aTie,
  type Files,
  type Row,
} from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const NOW = new Date('2026-11-21T12:00:00Z');

describe('the reorganisation of a school', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    application = await startApplication(database, { clock: new GivenClock(NOW) });
    bench = new RosterBench(database);
    bench.clock.goTo('2026-09-10');
    await bench.bring(region());
    await database.query('DELETE FROM outbox_events');
    bench.clock.goTo('2026-11-21');
  });
  afterEach(async () => {
    await application.close();
    await database.drop();
  });

  /** S2 joins S1 or parts: pupils P3 and P4 (brother of P3), a teacher of both schools, a parent R2. */
  const region = (): Files => {
    const files = aRegion();
    return {
      ...files,
      classes: [
        ...(files.classes as Row[]),
        aClass({ source_id: 'K22', school_source_id: 'S2', grade_level: 2 }),
      ],
      students: [
        ...(files.students as Row[]),
        aStudent(4, { first_name: 'Фома', school_source_id: 'S2', class_source_id: 'K22' }),
      ],
      staff: [aStaffMember(1), aStaffMember(1, { source_id: 'T1b', school_source_id: 'S2' })],
      family_ties: [...(files.family_ties as Row[]), aTie('P4', 'R2')],
      journal_accounts: [
        ...(files.journal_accounts as Row[]),
        anAccount('a-p3', 'student', 'P3', { school_source_ids: 'S2' }),
        anAccount('a-r2', 'representative', 'R2', { school_source_ids: 'S2' }),
      ],
    };
  };

  const idOf = async (table: 'schools' | 'class_groups', sourceId: string): Promise<string> => {
    const [row] = await database.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE source_id = $1 ORDER BY id LIMIT 1`,
      [sourceId],
    );
    return row!.id;
  };
  const order = async (more: Record<string, unknown> = {}, role: Role = 'ministry_admin') => {
    const [row] = await database.query<{ id: never }>('SELECT id FROM regions');
    const { cookie } = await signedInAs(application, database, { regionId: row!.id, role }, NOW);
    const body = {
      ...{ kind: 'merge', to_school_id: await idOf('schools', 'S1'), happens_on: '2026-11-01' },
      basis: 'Постановление № 5 от 01.10.2026',
      ...more,
    };
    const url = `${application.url}/api/v1/schools/${await idOf('schools', 'S2')}/reorganisations`;
    const headers = { cookie, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const places = async () =>
    (
      await database.query<{ i: unknown }>(
        `SELECT jsonb_build_array(r.source_id, s.source_id, g.source_id, x.source_id, e.valid_from, e.valid_to, e.end_kind) AS i
           FROM enrollments e JOIN person_records r ON r.id = e.record_id JOIN schools s ON s.id = e.school_id
           JOIN class_groups g ON g.id = e.class_group_id JOIN schools x ON x.id = g.school_id
          WHERE r.source_id IN ('P3', 'P4') ORDER BY r.source_id, e.valid_from`,
      )
    ).map(({ i }) => i);
  const served = async () =>
    Object.fromEntries(
      (
        await database.query<{ account: string; schools: string }>(
          `SELECT a.external_id AS account, string_agg(s.source_id, '|' ORDER BY s.source_id) AS schools FROM journal_accounts a
             JOIN journal_account_schools x ON x.journal_account_id = a.id JOIN schools s ON s.id = x.school_id GROUP BY 1`,
        )
      ).map(({ account, schools }) => [account, schools]),
    );
  const news = async () => {
    const rows = await database.query<{ who: string }>(
      `SELECT DISTINCT r.source_id AS who FROM outbox_events e
        CROSS JOIN LATERAL jsonb_array_elements_text(e.body->'person_ids') AS p (id)
         JOIN person_records r ON r.person_id = p.id::uuid WHERE e.topic = 'roster.people_changed' ORDER BY 1`,
    );
    await database.query('DELETE FROM outbox_events');
    return rows.map(({ who }) => who);
  };

  it('EC-070: who learns and works at the joined school goes over on the day; its past stays, and the same order happens once', async () => {
    const first = await order();
    expect(first).toMatchObject({
      status: 201,
      body: { kind: 'merge', moved: { enrollments: 2, appointments: 1, accounts: 3 } },
    });
    expect(await places()).toEqual([
      ['P3', 'S2', 'K2', 'S2', '2024-09-01', '2026-11-01', 'reorganised'],
      ['P3', 'S1', 'K2', 'S1', '2026-11-01', null, null],
      ['P4', 'S2', 'K22', 'S2', '2024-09-01', '2026-11-01', 'reorganised'],
      ['P4', 'S1', 'K22', 'S1', '2026-11-01', null, null],
    ]);
    expect(await served()).toEqual({
      ...{ 'a-p1': 'S1', 'a-r1': 'S1', 'a-t1': 'S1', 'a-p3': 'S1', 'a-r2': 'S1' },
    });
    expect(await database.query(`SELECT closed_on FROM schools WHERE source_id = 'S2'`)).toEqual([
      { closed_on: '2026-11-01' },
    ]);
    expect(await news()).toEqual(['P3', 'P4', 'R1', 'R2', 'T1', 'T1b']);
    expect(
      await database.query(
        `SELECT facts->>'kind' AS kind FROM audit_events WHERE action = 'school.reorganised'`,
      ),
    ).toEqual([{ kind: 'merge' }]);
    const settled = await bench.written();
    expect((await order()).body).toEqual(first.body);
    expect(await bench.written()).toEqual(settled);
    expect(await news()).toEqual([]);
  });

  it('EC-070: an import that names the pupils under either school finds the same people and makes no transfer', async () => {
    await order();
    await news();
    const before = await places();
    const renamed = region();
    const here = { school_source_id: 'S1' };
    const toS1 = (rows: unknown) =>
      (rows as Row[]).map((row) => (row['school_source_id'] === 'S2' ? { ...row, ...here } : row));
    const served = (renamed.journal_accounts as Row[]).map((row) => ({ ...row, school_source_ids: 'S1' }));
    const told: Files = {
      ...renamed,
      classes: toS1(renamed.classes),
      students: toS1(renamed.students),
      staff: toS1(renamed.staff),
      journal_accounts: served,
    };
    const report = await bench.bring(told);
    expect([report.state, report.issueTotals.row]).toEqual(['applied', 0]);
    expect(await places()).toEqual(before);
    expect(await news()).toEqual([]);
    // A source that has not heard of the merger yet still names the joined school.
    await bench.bring(region());
    expect(await places()).toEqual(before);
    expect(await news()).toEqual([]);
  });

  it('EC-071: a split takes the named classes; a parent with a child left behind serves both schools', async () => {
    const answer = await order({ kind: 'split', class_ids: [await idOf('class_groups', 'K2')] });
    expect(answer).toMatchObject({
      status: 201,
      body: { moved: { enrollments: 1, appointments: 0, accounts: 2 } },
    });
    expect(await places()).toEqual([
      ['P3', 'S2', 'K2', 'S2', '2024-09-01', '2026-11-01', 'reorganised'],
      ['P3', 'S1', 'K2', 'S1', '2026-11-01', null, null],
      ['P4', 'S2', 'K22', 'S2', '2024-09-01', null, null],
    ]);
    expect(await served()).toMatchObject({ 'a-p3': 'S1', 'a-r2': 'S1|S2' });
    expect(await database.query(`SELECT closed_on FROM schools WHERE source_id = 'S2'`)).toEqual([
      { closed_on: null },
    ]);
  });

  it('what began at the old school after the day was the successor’s from its first day', async () => {
    bench.clock.goTo('2026-11-20');
    await bench.bring(
      {
        students: [
          aStudent(3, {
            first_name: 'Олег',
            school_source_id: 'S2',
            class_source_id: 'K22',
            enrolled_from: '2026-11-10',
          }),
        ],
      },
      { mode: 'delta' },
    );
    await order();
    expect((await places()).slice(0, 3)).toEqual([
      ['P3', 'S2', 'K2', 'S2', '2024-09-01', '2026-11-01', 'reorganised'],
      ['P3', 'S1', 'K2', 'S1', '2026-11-01', '2026-11-10', 'class_change'],
      ['P3', 'S1', 'K22', 'S1', '2026-11-10', null, null],
    ]);
  });

  it.each([
    [{ happens_on: '2026-11-22' }, 400, 'REORGANISATION_NOT_YET'],
    [{ happens_on: '2026-02-30' }, 400, 'VALIDATION_FAILED'],
    [{ kind: 'split' }, 400, 'REORGANISATION_CLASSES'],
    [{ to_school_id: '00000000-0000-4000-8000-000000000000' }, 404, 'NOT_FOUND'],
    [{ basis: '' }, 400, 'VALIDATION_FAILED'],
  ])('refuses %j', async (more, status, code) => {
    expect(await order(more)).toMatchObject({ status, body: { code } });
    expect(await database.query('SELECT 1 FROM school_reorganisations')).toEqual([]);
  });

  it('EC-068: the tasks of two schools close by themselves on the day on which one enrolment ends', async () => {
    bench.clock.goTo('2026-11-01');
    const twice = aStudent(1, { source_id: 'P1b', school_source_id: 'S2', class_source_id: 'K2' });
    await bench.bring({ students: [{ ...twice, enrolled_to: '2026-11-21' }] }, { mode: 'delta' });
    const open = () => database.query('SELECT 1 FROM roster_tasks WHERE done_at IS NULL');
    expect(await open()).toHaveLength(2);
    await application.app.get(Jobs).runNow('roster.two_schools');
    expect(await open()).toHaveLength(0);
  });

  it('is the right of the ministry’s administrator only', async () => {
    expect((await order({}, 'ministry_analyst')).status).toBe(403);
  });

  it('refuses a school that an earlier order closed', async () => {
    await order();
    expect(await order({ happens_on: '2026-11-05' })).toMatchObject({
      status: 409,
      body: { code: 'REORGANISATION_SCHOOL_CLOSED' },
    });
  });
});
