import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  aClass,
  aMunicipality,
  aSchool,
  aStudent,
  type Files,
  type Row,
  snils,
} from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const DAYS = [
  '2026-08-20',
  '2026-09-01',
  '2026-09-20',
  '2026-10-15',
  '2027-01-20',
  '2027-06-28',
  '2027-09-01',
] as const;
const yearOn = (day: string) => (day < '2026-09-01' ? 2025 : day < '2027-09-01' ? 2026 : 2027);

/** One pupil's row on one day; null: he is not in the file. Two ids are one human, so persons meet and part. */
const pupil = fc.option(
  fc.record({
    school: fc.constantFrom('S1', 'S2'),
    letter: fc.constantFrom('А', 'Б'),
    from: fc.constantFrom('2024-09-01', '2026-08-20', '2026-09-01', '2026-10-01', '2027-01-10'),
    to: fc.option(fc.constantFrom('2026-09-10', '2026-12-31', '2027-06-25'), { freq: 4 }),
    kind: fc.constantFrom('main', 'main', 'main', 'additional'),
    lastName: fc.constantFrom('Иванов', 'Петров'),
  }),
  { freq: 5 },
);
const file = fc.tuple(pupil, pupil, pupil);
const life = fc.array(file, { minLength: 2, maxLength: DAYS.length });

const classId = (school: string, letter: string, year: number, keepsIds: boolean) =>
  keepsIds ? `${school}${letter}` : `${school}${letter}${year}`;

function filesOf(
  pupils: typeof file extends fc.Arbitrary<infer T> ? T : never,
  day: string,
  keepsIds: boolean,
): Files {
  const year = yearOn(day);
  const classes = ['S1', 'S2'].flatMap((school) =>
    ['А', 'Б'].map((letter) =>
      aClass({
        source_id: classId(school, letter, year, keepsIds),
        school_source_id: school,
        academic_year: `${year}/${year + 1}`,
        grade_level: year - 2017,
        letter,
      }),
    ),
  );
  const students = pupils.flatMap((row, index): Row[] => {
    if (row === null) return [];
    const to = row.to === null || row.to < row.from ? '' : row.to;
    return [
      aStudent(index + 1, {
        snils: snils(index === 0 ? 1 : 2),
        last_name: row.lastName,
        school_source_id: row.school,
        class_source_id: classId(row.school, row.letter, year, keepsIds),
        enrollment_kind: row.kind,
        enrolled_from: row.from,
        enrolled_to: to,
      }),
    ];
  });
  // Somebody always stands in the file: an empty one is refused.
  return {
    municipalities: [aMunicipality()],
    schools: [aSchool(), aSchool({ source_id: 'S2' })],
    classes,
    students: [...students, aStudent(9, { class_source_id: '' })],
  };
}

describe('laws of a roster that lives in time', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  const overlaps = () =>
    database.query(
      `SELECT 1 FROM enrollments a JOIN enrollments b ON b.record_id = a.record_id AND b.id <> a.id
          AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)`,
    );
  const twoMains = () =>
    database.query(
      `SELECT d.day, e.person_id FROM regions r
        CROSS JOIN LATERAL (SELECT DISTINCT valid_from AS day FROM enrollments UNION SELECT valid_to FROM enrollments WHERE valid_to IS NOT NULL) d
        CROSS JOIN LATERAL enrollments_on(r.id, d.day) e
        GROUP BY d.day, e.person_id HAVING count(*) FILTER (WHERE e.counts_as_main) <> least(1, count(*) FILTER (WHERE e.kind = 'main'))`,
    );
  /** Who was enrolled where before a day, by person record: history. */
  const historyBefore = (day: string) =>
    database.query(
      `SELECT r.source_id, e.school_id, e.class_group_id, e.kind, e.valid_from, least(e.valid_to, $1::date) AS valid_to
         FROM enrollments e JOIN person_records r ON r.id = e.record_id
        WHERE e.valid_from < $1 AND e.valid_to IS DISTINCT FROM e.valid_from ORDER BY 1, e.valid_from`,
      [day],
    );

  it.each([false, true])(
    'EC-068, EC-078: no overlap, one counting main a day, and any file twice changes nothing (classes keep their ids: %s)',
    async (keepsIds) => {
      await fc.assert(
        fc.asyncProperty(life, async (lives) => {
          await database.query(
            `TRUNCATE regions, municipalities, schools, people, person_records, enrollments, class_groups, roster_tasks,
               import_batches, school_versions CASCADE`,
          );
          for (const [index, pupils] of lives.entries()) {
            const day = DAYS[index] ?? '2027-09-01';
            bench.clock.goTo(day);
            const files = filesOf(pupils, day, keepsIds);
            expect((await bench.bring(files)).state).toBe('applied');
            expect(await overlaps()).toEqual([]);
            expect(await twoMains()).toEqual([]);
            const before = await bench.written();
            const turned = { ...files, students: [...(files.students as Row[])].reverse() };
            expect((await bench.bring(turned, { name: 'Другое имя' })).skipped).toBe(false);
            expect(await bench.written()).toEqual(before);
          }
        }),
        { numRuns: 5 },
      );
    },
  );

  it('what a past day shows stays when a later file only moves people between classes', async () => {
    const row = (letter: 'А' | 'Б') => ({
      ...({ school: 'S1', from: '2024-09-01', to: null, kind: 'main', lastName: 'Иванов' } as const),
      letter,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('А', 'Б'), { minLength: 3, maxLength: DAYS.length }),
        async (letters) => {
          await database.query(
            `TRUNCATE regions, municipalities, schools, people, person_records, enrollments, class_groups, roster_tasks,
             import_batches, school_versions CASCADE`,
          );
          for (const [index, letter] of letters.entries()) {
            const day = DAYS[index] ?? '2027-09-01';
            bench.clock.goTo(day);
            const past = index === 0 ? null : await historyBefore(day);
            await bench.bring(filesOf([row(letter), null, null], day, false));
            expect(past ?? (await historyBefore(day))).toEqual(await historyBefore(day));
          }
        },
      ),
      { numRuns: 4 },
    );
  });
});
