import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  aClass,
  anAccount,
  aRegion,
  aRepresentative,
  aSchool,
  aStaffMember,
  aStudent,
  aTie,
  type Files,
  type Row,
  snils,
} from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

/** [source id, school, class, kind, from, to, end] of each interval. */
type Interval = readonly (string | null)[];

describe('a roster that lives in time', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  const bring = async (day: string, files: Files, region: object = {}) => {
    bench.clock.goTo(day);
    const report = await bench.bring(files, region);
    expect(report.state).toBe('applied');
    return report;
  };
  const delta = (day: string, files: Files) => bring(day, files, { mode: 'delta' });

  const intervals = async (...records: string[]): Promise<Interval[]> =>
    (
      await database.query<{ i: Interval }>(
        `SELECT jsonb_build_array(r.source_id, s.source_id, g.grade_level || g.letter, e.kind, e.valid_from, e.valid_to, e.end_kind) AS i
           FROM enrollments e JOIN person_records r ON r.id = e.record_id JOIN schools s ON s.id = e.school_id
           LEFT JOIN class_groups g ON g.id = e.class_group_id
          WHERE r.source_id = ANY ($1) ORDER BY r.source_id, e.valid_from, e.valid_to`,
        [records],
      )
    ).map(({ i }) => i);

  /** «source id of the school / class» of each pupil's counting enrolment on a day. */
  const mainOn = async (day: string): Promise<Record<string, string>> => {
    const rows = await database.query<{ who: string; place: string }>(
      `SELECT DISTINCT r.source_id AS who, concat_ws(' ', s.source_id, g.grade_level || g.letter) AS place
         FROM regions x CROSS JOIN LATERAL enrollments_on(x.id, $1) e JOIN schools s ON s.id = e.school_id
         JOIN person_records r ON r.person_id = e.person_id AND r.kind = 'student'
         LEFT JOIN class_groups g ON g.id = e.class_group_id WHERE e.counts_as_main ORDER BY 1`,
      [day],
    );
    return Object.fromEntries(rows.map(({ who, place }) => [who, place]));
  };

  /** Source ids of the people told of since the last call. */
  const told = async (): Promise<string[]> => {
    const rows = await database.query<{ who: string }>(
      `SELECT DISTINCT r.source_id AS who FROM outbox_events e
        CROSS JOIN LATERAL jsonb_array_elements_text(e.body->'person_ids') AS p (id)
         JOIN person_records r ON r.person_id = p.id::uuid WHERE e.topic = 'roster.people_changed' ORDER BY 1`,
    );
    await database.query('DELETE FROM outbox_events');
    return rows.map(({ who }) => who);
  };

  const people = async (...records: string[]) =>
    new Set(
      (
        await database.query<{ id: string }>(
          `SELECT person_id AS id FROM person_records WHERE source_id = ANY ($1)`,
          [records],
        )
      ).map(({ id }) => id),
    ).size;

  it('EC-074, ROS-08: a class move inside the school ends one interval and opens the next without a gap, and is not news', async () => {
    await bring('2026-09-10', aRegion());
    await told();
    await delta('2026-10-12', {
      classes: [aClass({ source_id: 'K1b', letter: 'Б' })],
      students: [aStudent(1, { class_source_id: 'K1b', enrolled_from: '2026-10-12', order_no: '17-к' })],
    });
    expect(await intervals('P1')).toEqual([
      ['P1', 'S1', '5А', 'main', '2024-09-01', '2026-10-12', 'class_change'],
      ['P1', 'S1', '5Б', 'main', '2026-10-12', null, null],
    ]);
    expect(await database.query(`SELECT order_no FROM enrollments WHERE order_no IS NOT NULL`)).toEqual([
      { order_no: '17-к' },
    ]);
    expect(await told()).toEqual([]);
  });

  it('EC-066: a school change of one record is a transfer, told once; a late order closes the old place on its day', async () => {
    await bring('2026-09-10', aRegion());
    await told();
    const moved = aStudent(1, { school_source_id: 'S2', class_source_id: 'K2', enrolled_from: '2026-10-01' });
    await delta('2026-10-20', { students: [moved] });
    expect(await intervals('P1')).toEqual([
      ['P1', 'S1', '5А', 'main', '2024-09-01', '2026-10-01', 'transfer'],
      ['P1', 'S2', '5А', 'main', '2026-10-01', null, null],
    ]);
    expect(await told()).toEqual(['P1']);
    await delta('2026-10-21', { students: [{ ...moved, last_name: 'Иванов-Второй' }] });
    expect(await intervals('P1')).toHaveLength(2);
    expect(await told()).toEqual(['P1']);
  });

  it('EC-067: who left one school and is in no other is unplaced since that day, until the other accepts', async () => {
    await bring('2026-09-10', aRegion());
    await delta('2026-10-05', { students: [aStudent(1, { enrolled_to: '2026-10-01' })] });
    const unplaced = (day: string) =>
      database.query(
        `SELECT r.source_id, u.since FROM regions x CROSS JOIN LATERAL unplaced_on(x.id, $1) u
           JOIN person_records r ON r.person_id = u.person_id`,
        [day],
      );
    expect(await unplaced('2026-09-30')).toEqual([]);
    expect(await unplaced('2026-10-10')).toEqual([{ source_id: 'P1', since: '2026-10-01' }]);
    await delta('2026-10-20', {
      students: [aStudent(1, { school_source_id: 'S2', class_source_id: 'K2', enrolled_from: '2026-10-15' })],
    });
    expect(await unplaced('2026-10-20')).toEqual([]);
    expect(await unplaced('2026-10-10')).toEqual([{ source_id: 'P1', since: '2026-10-01' }]);
    expect(await intervals('P1')).toEqual([
      ['P1', 'S1', '5А', 'main', '2024-09-01', '2026-10-01', 'left'],
      ['P1', 'S2', '5А', 'main', '2026-10-15', null, null],
    ]);
  });

  it('EC-079: whoever was absent from a full file and is in it again returns with an interval of his own', async () => {
    await bring('2026-09-10', aRegion());
    const without = { ...aRegion(), students: (aRegion().students as Row[]).slice(1) };
    await bring('2026-10-01', without);
    await told();
    await bring('2026-10-08', aRegion());
    expect(await intervals('P1')).toEqual([
      ['P1', 'S1', '5А', 'main', '2024-09-01', '2026-10-01', 'left'],
      ['P1', 'S1', '5А', 'main', '2026-10-08', null, null],
    ]);
    expect(await told()).toContain('P1');
  });

  it('takes the end, its reason and the number of the order from the file, and a corrected end back', async () => {
    await bring('2026-09-10', aRegion());
    const ended = aStudent(1, { enrolled_to: '2026-10-01', end_kind: 'Перевод' });
    await delta('2026-10-02', { students: [ended] });
    expect(await intervals('P1')).toEqual([
      ['P1', 'S1', '5А', 'main', '2024-09-01', '2026-10-01', 'transfer'],
    ]);
    await delta('2026-10-03', { students: [aStudent(1)] });
    expect(await intervals('P1')).toEqual([['P1', 'S1', '5А', 'main', '2024-09-01', null, null]]);
    const odd = await delta('2026-10-04', { students: [aStudent(1, { end_kind: 'left' })] });
    expect(odd.issues.map(({ code }) => code)).toEqual(['END_KIND_WITHOUT_DATE']);
  });

  it('EC-075: who leaves a last class in June or is gone from September on has graduated; from another class he left', async () => {
    const last = [
      aClass({ grade_level: 11, academic_year: '2025/2026' }),
      aClass({ source_id: 'K2', school_source_id: 'S2', grade_level: 8, academic_year: '2025/2026' }),
    ];
    await bring('2026-05-10', { ...aRegion(), classes: last });
    await delta('2026-06-26', { students: [aStudent(1, { enrolled_to: '2026-06-25' })] });
    await bring('2026-09-03', {
      ...aRegion(),
      classes: last,
      students: [
        aStudent(9, { school_source_id: 'S2', class_source_id: 'K2', enrolled_from: '2026-09-01' }),
        aStudent(1, { enrolled_to: '2026-06-25' }),
      ],
      family_ties: [aTie('P1', 'R1')],
    });
    expect(await intervals('P1', 'P2', 'P3')).toEqual([
      ['P1', 'S1', '11А', 'main', '2024-09-01', '2026-06-25', 'graduated'],
      ['P2', 'S1', '11А', 'main', '2024-09-01', '2026-09-03', 'graduated'],
      ['P3', 'S2', '8А', 'main', '2024-09-01', '2026-09-03', 'left'],
    ]);
  });

  it('graduates of summer need no confirmation of a mass removal', async () => {
    const classes = [aClass({ grade_level: 9, academic_year: '2025/2026' })];
    const all = Array.from({ length: 30 }, (_, n) => aStudent(n + 1, { first_name: `Имя${n}` }));
    const files = {
      ...aRegion(),
      classes,
      students: all,
      family_ties: [aTie('P1', 'R1')],
      journal_accounts: [anAccount('a-p1', 'student', 'P1')],
    };
    await bring('2026-05-10', files);
    const summer = await bring('2026-07-01', { ...files, students: all.slice(0, 10) });
    expect(summer.counts.students).toMatchObject({ removed: 20 });
  });

  describe.each([
    ['Europe/Kaliningrad', '2026-08-31T22:10:00Z'],
    ['Europe/Moscow', '2026-08-31T21:10:00Z'],
    ['Asia/Novokuznetsk', '2026-08-31T17:10:00Z'],
  ])('EC-078: the roll-over of 1 September in %s', (time_zone, justAfterMidnight) => {
    const yearBefore = { academic_year: '2025/2026' };
    const before: Files = {
      ...aRegion(),
      classes: [aClass(yearBefore), aClass({ source_id: 'K2', school_source_id: 'S2', ...yearBefore })],
      students: [
        ...(aRegion().students as Row[]),
        aStudent(4, { first_name: 'Остап' }),
        aStudent(5, { first_name: 'Лев' }),
      ],
    };
    const expectRolled = async () => {
      expect(await mainOn('2026-08-31')).toEqual({
        ...{ P1: 'S1 5А', P2: 'S1 5А', P3: 'S2 5А', P4: 'S1 5А', P5: 'S1 5А' },
      });
      expect(await mainOn('2026-09-01')).toEqual({
        ...{ P1: 'S1 6А', P2: 'S1 6А', P3: 'S2 6А', P4: 'S1 5Б', P5: 'S1 6А', P8: 'S1 1А' },
      });
      expect(await told()).toEqual(['P8']);
      expect(await database.query(`SELECT 1 FROM person_records WHERE removed_at IS NOT NULL`)).toEqual([]);
    };
    const firstGrader = aStudent(8, {
      first_name: 'Ева',
      birth_date: '2019-11-01',
      class_source_id: 'N1',
      enrolled_from: '2026-09-01',
    });

    it('moves everybody to new classes: no removal, no news, repeaters and first-graders among them', async () => {
      await bring('2026-08-20', before, { time_zone });
      await told();
      const newYear = [
        aClass({ source_id: 'N6', grade_level: 6 }),
        aClass({ source_id: 'N62', school_source_id: 'S2', grade_level: 6 }),
        aClass({ source_id: 'N5', grade_level: 5, letter: 'Б' }),
        aClass({ source_id: 'N1', grade_level: 1 }),
      ];
      const classOf: Record<string, string> = { P3: 'N62', P4: 'N5' };
      const students = (before.students as Row[]).map((pupil) => ({
        ...pupil,
        class_source_id: classOf[String(pupil['source_id'])] ?? 'N6',
      }));
      bench.clock.goToMoment(justAfterMidnight);
      const report = await bench.bring(
        { ...before, classes: newYear, students: [...students, firstGrader] },
        { time_zone },
      );
      expect(report.counts.students).toMatchObject({ removed: 0, inserted: 1, updated: 5 });
      await expectRolled();
    });

    it('does the same where classes keep their ids and the rows of pupils do not change', async () => {
      await bring('2026-08-20', before, { time_zone });
      await told();
      const newYear = [
        aClass({ grade_level: 6 }),
        aClass({ source_id: 'K2', school_source_id: 'S2', grade_level: 6 }),
        aClass({ source_id: 'N5', grade_level: 5, letter: 'Б' }),
        aClass({ source_id: 'N1', grade_level: 1 }),
      ];
      const students = (before.students as Row[]).map((pupil) =>
        pupil['source_id'] === 'P4' ? { ...pupil, class_source_id: 'N5' } : pupil,
      );
      bench.clock.goToMoment(justAfterMidnight);
      const files = { ...before, classes: newYear, students: [...students, firstGrader] };
      const report = await bench.bring(files, { time_zone });
      expect(report.counts.students).toMatchObject({ removed: 0, inserted: 1, updated: 1, unchanged: 4 });
      await expectRolled();
      const settled = await bench.written();
      await bench.bring({ ...files, students: [...files.students].reverse() }, { time_zone });
      expect(await bench.written()).toEqual(settled);
    });
  });

  it('EC-068, EC-125, ROS-10: of two main enrolments the later begun counts, both schools get a task, and it closes itself', async () => {
    const second = (more: Row = {}) =>
      aStudent(1, {
        source_id: 'P1b',
        school_source_id: 'S2',
        class_source_id: 'K2',
        enrolled_from: '2026-10-01',
        ...more,
      });
    await bring('2026-10-02', { ...aRegion(), students: [...(aRegion().students as Row[]), second()] });
    const tasks = () =>
      database.query(
        `SELECT s.source_id AS school, k.done_at IS NOT NULL AS done FROM roster_tasks k JOIN schools s ON s.id = k.school_id
          WHERE k.code = 'TWO_MAIN_ENROLLMENTS' ORDER BY 1`,
      );
    expect(await tasks()).toEqual([
      { school: 'S1', done: false },
      { school: 'S2', done: false },
    ]);
    // A class move at the first school makes its newest interval the later one, but not the stay.
    await delta('2026-10-20', {
      classes: [aClass({ source_id: 'K1b', letter: 'Б' })],
      students: [aStudent(1, { class_source_id: 'K1b', enrolled_from: '2026-10-15' })],
    });
    expect((await mainOn('2026-09-30'))['P1']).toBe('S1 5А');
    expect((await mainOn('2026-10-20'))['P1']).toBe('S2 5А');
    await delta('2026-10-25', { students: [second({ enrollment_kind: 'additional' })] });
    expect(await tasks()).toEqual([
      { school: 'S1', done: true },
      { school: 'S2', done: true },
    ]);
    expect((await mainOn('2026-10-25'))['P1']).toBe('S1 5Б');
  });

  it('EC-064, EC-069: additional and external enrolments never count as main and make no task', async () => {
    const at2 = { school_source_id: 'S2', class_source_id: 'K2' };
    await bring('2026-10-02', {
      ...aRegion(),
      students: [
        ...(aRegion().students as Row[]),
        aStudent(1, { source_id: 'P1b', enrollment_kind: 'сетевая форма', ...at2 }),
        aStudent(7, { first_name: 'Юна', enrollment_kind: 'семейное', ...at2 }),
      ],
    });
    expect(await mainOn('2026-10-02')).toMatchObject({ P1: 'S1 5А' });
    expect(await mainOn('2026-10-02')).not.toHaveProperty('P7');
    expect(await database.query('SELECT 1 FROM roster_tasks')).toEqual([]);
    const view = await database.query(
      `SELECT count(*) FILTER (WHERE counts_as_main)::integer AS main, count(*)::integer AS all FROM current_enrollments`,
    );
    expect(view).toEqual([{ main: 3, all: 5 }]);
  });

  it('EC-072, ROS-14: a renamed school with another ИНН and a new ОКТМО keep their ids, and what they were stays', async () => {
    await bring('2026-09-10', aRegion());
    const ids = () =>
      database.query('SELECT id FROM schools UNION ALL SELECT id FROM municipalities ORDER BY 1');
    const before = await ids();
    await bring('2026-10-01', {
      ...aRegion(),
      municipalities: [{ source_id: 'M1', oktmo: '27702000', name: 'Калининград', kind: 'city_okrug' }],
      schools: [
        aSchool({ short_name: 'Лицей № 1', inn: '3906000000' }),
        aSchool({ source_id: 'S2', short_name: 'Школа № 2' }),
      ],
    });
    expect(await ids()).toEqual(before);
    expect(
      await database.query(
        `SELECT v.short_name, v.inn, v.valid_from, v.valid_to FROM schools_in_time v JOIN schools s ON s.id = v.school_id
          WHERE s.source_id = 'S1' ORDER BY v.valid_to NULLS LAST`,
      ),
    ).toEqual([
      { short_name: 'Школа № 1', inn: null, valid_from: null, valid_to: '2026-10-01' },
      { short_name: 'Лицей № 1', inn: '3906000000', valid_from: '2026-10-01', valid_to: null },
    ]);
    expect(
      await database.query('SELECT oktmo, valid_to FROM municipalities_in_time ORDER BY valid_to NULLS LAST'),
    ).toEqual([
      { oktmo: '27701000', valid_to: '2026-10-01' },
      { oktmo: '27702000', valid_to: null },
    ]);
  });

  it('EC-073: «5А» of two campuses are two classes, and classes made one move their pupils only', async () => {
    const two = [aClass({ campus: 'Корпус 1' }), aClass({ source_id: 'K1c', campus: 'Корпус 2' })];
    await bring('2026-09-10', {
      ...aRegion(),
      classes: [...two, aClass({ source_id: 'K2', school_source_id: 'S2' })],
      students: [
        aStudent(1),
        aStudent(2, { first_name: 'Мария', class_source_id: 'K1c' }),
        (aRegion().students as Row[])[2]!,
      ],
    });
    const campuses = () =>
      database.query(
        `SELECT r.source_id, g.campus FROM enrollments e JOIN person_records r ON r.id = e.record_id
           JOIN class_groups g ON g.id = e.class_group_id WHERE e.valid_to IS NULL AND g.campus IS NOT NULL ORDER BY 1`,
      );
    expect(await campuses()).toEqual([
      { source_id: 'P1', campus: 'Корпус 1' },
      { source_id: 'P2', campus: 'Корпус 2' },
    ]);
    await told();
    await delta('2026-11-02', {
      students: [aStudent(2, { first_name: 'Мария', class_source_id: 'K1', enrolled_from: '2026-11-01' })],
    });
    expect(await campuses()).toEqual([
      { source_id: 'P1', campus: 'Корпус 1' },
      { source_id: 'P2', campus: 'Корпус 1' },
    ]);
    expect(await told()).toEqual([]);
  });

  it('EC-037, EC-076, EC-077: ages are judged by the kind of school; the kindergarten child, the pupil and the student are one Person', async () => {
    const child = { first_name: 'Ника', birth_date: '2020-03-04' };
    const schools = [
      aSchool(),
      aSchool({ source_id: 'D1', kind: 'preschool' }),
      aSchool({ source_id: 'C1', kind: 'vocational' }),
    ];
    const at = (school_source_id: string) => ({ school_source_id, class_source_id: '' });
    const report = await bring('2026-05-10', {
      ...{ municipalities: aRegion().municipalities!, schools, classes: [aClass()] },
      students: [
        aStudent(1, { ...child, birth_date: '2023-03-04', ...at('D1') }),
        aStudent(2, { ...child, ...at('D1') }),
        aStudent(3, { birth_date: '1996-01-01', ...at('C1') }),
        aStudent(4, { birth_date: '1996-01-01' }),
        aStudent(5, { birth_date: '2023-03-04' }),
      ],
    });
    expect(report.issues.map(({ row, code }) => [row, code])).toEqual([
      [5, 'BIRTH_DATE_IMPROBABLE'],
      [6, 'BIRTH_DATE_IMPROBABLE'],
    ]);
    await delta('2026-09-02', {
      students: [aStudent(2, { ...child, source_id: 'P2s', enrolled_from: '2026-09-01' })],
    });
    expect(await people('P2', 'P2s')).toBe(1);
    await delta('2026-09-05', {
      students: [aStudent(4, { birth_date: '1996-01-01', ...at('C1'), enrolled_from: '2026-09-01' })],
    });
    expect((await intervals('P4')).map((interval) => interval.at(-1))).toEqual(['transfer', null]);
  });

  it('EC-080: the dead are enrolled nowhere and their accounts stay closed, whatever the file says', async () => {
    await bring('2026-09-10', aRegion());
    await database.query(
      `UPDATE people SET deceased_on = '2026-10-01' WHERE id = (SELECT person_id FROM person_records WHERE source_id = 'P1')`,
    );
    await bring('2026-10-10', {
      ...aRegion(),
      students: [
        aStudent(1, { middle_name: 'Семёнович' }),
        ...(aRegion().students as Row[]).slice(1),
        aStudent(1, {
          source_id: 'P1b',
          school_source_id: 'S2',
          class_source_id: 'K2',
          enrolled_from: '2026-10-05',
        }),
      ],
    });
    expect(await intervals('P1', 'P1b')).toEqual([
      ['P1', 'S1', '5А', 'main', '2024-09-01', '2026-10-01', 'deceased'],
      ['P1b', 'S2', '5А', 'main', '2026-10-05', '2026-10-05', 'deceased'],
    ]);
    expect(
      await database.query(
        `SELECT closed_at IS NOT NULL AS closed FROM journal_accounts WHERE external_id = 'a-p1'`,
      ),
    ).toEqual([{ closed: true }]);
    const settled = await bench.written();
    await bring('2026-10-11', { journal_accounts: aRegion().journal_accounts! });
    expect(await bench.written()).toEqual(settled);
  });

  it('EC-082, EC-083, EC-084: one employee of two schools and two lists is one Person; a dismissal ends one appointment on its day', async () => {
    await bring('2026-09-10', {
      ...aRegion(),
      staff: [
        aStaffMember(1),
        aStaffMember(1, { source_id: 'T1list', position: 'Классный руководитель' }),
        aStaffMember(1, { source_id: 'T1b', school_source_id: 'S2' }),
      ],
    });
    expect(await people('T1', 'T1list', 'T1b')).toBe(1);
    await told();
    await delta('2026-10-10', { staff: [aStaffMember(1, { valid_to: '2026-10-01' })] });
    expect(
      await database.query(
        `SELECT r.source_id, a.valid_to FROM staff_appointments a JOIN person_records r ON r.id = a.record_id ORDER BY 1`,
      ),
    ).toEqual([
      { source_id: 'T1', valid_to: '2026-10-01' },
      { source_id: 'T1b', valid_to: null },
      { source_id: 'T1list', valid_to: null },
    ]);
    expect(await told()).toEqual(['T1', 'T1b', 'T1list']);
  });

  it('EC-020, EC-024, EC-025, EC-043, EC-044: tells of exactly those in whom something changed that a link rests on', async () => {
    await bring('2026-09-10', {
      ...aRegion(),
      representatives: [aRepresentative(1), aRepresentative(2, { first_name: 'Елена', snils: '' })],
    });
    expect(await told()).toEqual(['P1', 'P2', 'P3', 'R1', 'R2', 'T1']);
    const changes: readonly (readonly [Files, readonly string[]])[] = [
      [{ students: [aStudent(1, { gender: '' })] }, []],
      [{ students: [aStudent(1, { last_name: 'Иванов-Петров' })] }, ['P1']],
      [{ students: [aStudent(1, { snils: snils(77) })] }, ['P1']],
      [{ representatives: [aRepresentative(2, { first_name: 'Елена' })] }, ['R2']],
      [{ family_ties: [aTie('P1', 'R1', { kind: 'guardian' })] }, ['P1', 'R1']],
      [{ family_ties: [aTie('P3', 'R1')] }, ['P3', 'R1']],
      [{ journal_accounts: [anAccount('a-r1', 'representative', 'R1')] }, ['R1']],
      [{ journal_accounts: [anAccount('a-p2', 'student', 'P2')] }, ['P2']],
      [{ journal_accounts: [anAccount('a-p2', 'student', 'P1')] }, ['P1', 'P2']],
      [{ staff: [aStaffMember(1, { position: 'Завуч', valid_from: '2026-09-15' })] }, []],
      [{ staff: [aStaffMember(1, { valid_from: '2026-09-15', school_source_id: 'S2' })] }, ['T1']],
    ];
    for (const [files, expected] of changes) {
      await delta('2026-10-10', files);
      expect([files, await told()]).toEqual([files, expected]);
      await delta('2026-10-11', { ...files, municipalities: aRegion().municipalities! });
      expect([files, await told()]).toEqual([files, []]);
    }
  });

  it('tells who is gone from a full file: pupil, tie and account', async () => {
    await bring('2026-09-10', aRegion());
    await told();
    const { students, family_ties, journal_accounts, ...rest } = aRegion();
    await bring('2026-10-10', {
      ...rest,
      students: (students as Row[]).slice(0, 2),
      family_ties: (family_ties as Row[]).slice(0, 1),
      journal_accounts: (journal_accounts as Row[]).slice(0, 2),
    });
    expect(await told()).toEqual(['P2', 'P3', 'R1', 'R2', 'T1']);
    expect(await database.query(`SELECT end_reason FROM family_ties WHERE valid_to IS NOT NULL`)).toEqual([
      { end_reason: 'source' },
      { end_reason: 'source' },
    ]);
  });

  it('EC-048: a tie that people ended stays ended, whatever the file still says', async () => {
    await bring('2026-09-10', aRegion());
    await database.query(
      `UPDATE family_ties SET state = 'ended', valid_to = '2026-10-01', end_reason = 'not_representative'
        WHERE child_record_id = (SELECT id FROM person_records WHERE source_id = 'P1')`,
    );
    const ended = await bench.written();
    await delta('2026-10-10', { family_ties: [aTie('P1', 'R1'), aTie('P2', 'R1')] });
    expect(await bench.written()).toEqual(ended);
  });

  it('the database refuses a record in two places on one day', async () => {
    await bring('2026-09-10', aRegion());
    await expect(
      database.query(
        `INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from, valid_to)
         SELECT region_id, record_id, person_id, school_id, kind, '2025-01-01', '2025-02-01' FROM enrollments LIMIT 1`,
      ),
    ).rejects.toMatchObject({ code: '23P01', constraint: 'enrollments_no_overlap' });
  });
});
