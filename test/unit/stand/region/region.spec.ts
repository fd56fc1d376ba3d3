import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, type CalendarDate, parseCalendarDate } from '../../../../src/kernel/calendar-date.js';
import { judgeSnils } from '../../../../src/kernel/snils.js';
import { PERSONA_PUPILS } from '../../../../src/stand/region/personas.js';
import { generated, type Line, type ReadRegion } from '../../../support/generated-region.js';

const TODAY = parseCalendarDate('2026-11-21')!;
const column = (lines: readonly Line[], name: string) => lines.map((line) => line[name] ?? '');
const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;

describe('same arguments', () => {
  it('give the same bytes, other seeds and days other ones', () => {
    const one = generated(300, 'а');
    expect(generated(300, 'а').files).toEqual(one.files);
    expect(generated(300, 'б').files.get('students.csv')).not.toBe(one.files.get('students.csv'));
    const later = generated(300, 'а', 0.05, '2027-03-01');
    expect(later.files.get('students.csv')).not.toBe(one.files.get('students.csv'));
  });

  it('keep the personas for every seed', () => {
    expect(generated(300, 'а').files.get('personas.json')).toBe(
      generated(500, 'б').files.get('personas.json'),
    );
  });
});

describe('the files', () => {
  it('name only what exists, for any seed and size', () => {
    const sizes = fc.constantFrom(100, 300, 777);
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), sizes, (seed, pupils) => {
        expect(danglingReferences(generated(pupils, seed, 0.3))).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it('have as many pupils as asked for, each once in a main or external place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 900 }), (pupils) => {
        const { summary, csv } = generated(pupils, 'count', 0);
        expect(summary.pupils).toBe(pupils);
        const places = csv('students').filter((line) => line['enrollment_kind'] !== 'additional');
        expect(places).toHaveLength(pupils);
      }),
      { numRuns: 6 },
    );
  });

  it('never use an id twice', () => {
    const { csv, esia } = generated(1_000, 'ids', 0.3);
    for (const table of ['municipalities', 'schools', 'classes', 'students', 'representatives', 'staff']) {
      const ids = column(csv(table), 'source_id');
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(new Set(esia.map(({ oid }) => oid)).size).toBe(esia.length);
    expect(new Set(esia.map(({ login }) => login)).size).toBe(esia.length);
    const cards = esia.flatMap(({ kids }) => kids.map(({ id }) => id));
    expect(new Set(cards).size).toBe(cards.length);
  });

  it('hold only synthetic СНИЛС, valid but for the mistakes that were counted', () => {
    const { csv, summary, esia } = generated(3_000, 'snils', 0.1);
    const rows = ['students', 'representatives', 'staff'].flatMap((table) => csv(table));
    const verdicts = column(rows, 'snils').map((text) => judgeSnils(text, { allowTestNumbers: false }));
    const invalid = verdicts.filter(({ kind }) => kind === 'invalid');
    expect(invalid).toHaveLength(summary.dirt.get('snils_typo')!);
    const known = esia.flatMap(({ snils }) => snils ?? []);
    expect(known.filter((snils) => !/^(?:9\d{10}|08765\d{6})$/.test(snils))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });
});

describe('a region of 20 000 pupils', () => {
  let region: ReadRegion;
  let students: readonly Line[];
  beforeAll(() => {
    region = generated(20_000, 'realism');
    students = region.csv('students');
  });

  it('has the twenty-two municipalities, at least one school in each, half of the pupils in one', () => {
    const municipalities = region.csv('municipalities');
    const schools = region.csv('schools');
    expect(municipalities).toHaveLength(22);
    expect(new Set(column(schools, 'municipality_source_id')).size).toBe(22);
    const capital = new Set(
      schools
        .filter((school) => school['municipality_source_id'] === 'mo-01')
        .map((school) => school['source_id']),
    );
    const there = students.filter((line) => capital.has(line['school_source_id']));
    expect(share(there, students)).toBeCloseTo(0.5, 2);
  });

  it('has schools of every founder and of most kinds', () => {
    const schools = region.csv('schools');
    expect(new Set(column(schools, 'founder_type'))).toEqual(
      new Set(['municipal', 'regional', 'federal', 'private']),
    );
    const kinds = [
      'secondary',
      'gymnasium',
      'boarding',
      'cadet',
      'special',
      'evening',
      'preschool',
      'vocational',
    ];
    const present = new Set(column(schools, 'kind'));
    expect(kinds.filter((kind) => !present.has(kind))).toEqual([]);
  });

  it('has 1.3 representatives and 0.065 employees for a pupil (h.3)', () => {
    expect(share(region.csv('representatives'), students)).toBeCloseTo(1.3, 1);
    expect(share(region.csv('staff'), students)).toBeCloseTo(0.065, 2);
  });

  it('has classes of about 25', () => {
    const groups = region.csv('classes').filter((line) => line['grade_level'] !== '0');
    const size = students.length / groups.length;
    expect(size).toBeGreaterThan(20);
    expect(size).toBeLessThan(27);
  });

  it('EC-073: gives a letter once in a grade of a building', () => {
    const groups = region.csv('classes');
    const places = groups.map((line) =>
      [line['school_source_id'], line['grade_level'], line['letter'], line['campus']].join('/'),
    );
    expect(new Set(places).size).toBe(places.length);
    expect(new Set(column(groups, 'campus'))).toContain('корпус 2');
  });

  it('has dirt in the asked share of the humans, of every kind', () => {
    const { summary } = region;
    expect(summary.dirtyHumans / summary.humans).toBeCloseTo(0.05, 2);
    expect([...summary.dirt.keys()].sort()).toEqual([
      'birth_day_month_swapped',
      'birth_missing',
      'birth_year_off',
      'latin_letters',
      'middle_placeholder',
      'row_twice',
      'snils_missing',
      'snils_of_parent',
      'snils_of_sibling',
      'snils_typo',
      'snils_zero_lost',
      'surname_old',
      'surname_reversed',
      'trailing_nbsp',
      'yo_as_ye',
    ]);
  });

  it('has foreigners without СНИЛС, people without a patronymic, оглы and кызы, apostrophes, double surnames', () => {
    const foreign = students.filter((line) => line['citizenship'] !== 'RUS' && line['snils'] === '');
    expect(share(foreign, students)).toBeCloseTo(0.015, 2);
    const alone = students.filter((line) => line['middle_name'] === '');
    expect(share(alone, students)).toBeGreaterThan(0.005);
    expect(share(alone, students)).toBeLessThan(0.02);
    const middles = column(students, 'middle_name');
    expect(middles.filter((middle) => / (?:оглы|кызы)$/.test(middle)).length).toBeGreaterThan(100);
    const surnames = column(students, 'last_name');
    expect(surnames.filter((last) => /['’]/.test(last)).length).toBeGreaterThan(2);
    expect(surnames.filter((last) => last.includes('-')).length).toBeGreaterThan(100);
  });

  it('EC-023: has births on 29 February, EC-038: about 1.5 % of twins', () => {
    expect(column(students, 'birth_date').filter((born) => born.endsWith('-02-29')).length).toBeGreaterThan(
      5,
    );
    const births = new Map<string, number>();
    const surname = (line: Line) => (line['last_name'] ?? '').replace(/ая$|ий$|ой$|а$/, '');
    for (const line of students) {
      if (line['enrollment_kind'] === 'additional' || line['birth_date'] === '') continue;
      const key = [surname(line), line['birth_date'], line['school_source_id']].join('/');
      births.set(key, (births.get(key) ?? 0) + 1);
    }
    const twins = [...births.values()].filter((n) => n > 1).reduce((sum, n) => sum + n, 0);
    expect(twins / students.length).toBeGreaterThan(0.01);
    expect(twins / students.length).toBeLessThan(0.04);
  });

  it('EC-039: has namesakes with one birth date and two СНИЛС', () => {
    const marked = region.truth.filter(({ dirt }) => dirt.includes('namesake'));
    expect(marked.length).toBeGreaterThan(2);
  });

  it('EC-043, EC-131: has parents in two schools, with two accounts or with one for both', () => {
    const two = region.truth.filter(
      ({ accounts }) => accounts.filter(({ role }) => role === 'representative').length > 1,
    );
    expect(two.length).toBeGreaterThan(100);
    const served = column(region.csv('journal_accounts'), 'school_source_ids');
    expect(served.filter((ids) => ids.includes('|')).length).toBeGreaterThan(20);
  });

  it('EC-081: has teachers who are parents', () => {
    const both = region.truth.filter(({ accounts }) => {
      const roles = accounts.map(({ role }) => role);
      return roles.includes('representative') && (roles.includes('teacher') || roles.includes('homeroom'));
    });
    expect(both.length).toBeGreaterThan(50);
  });

  it('EC-052: has an official for the orphans', () => {
    const ties = region.csv('family_ties').filter((line) => line['kind'] === 'institution_representative');
    expect(ties.length).toBeGreaterThan(5);
    expect(new Set(column(ties, 'representative_source_id')).size).toBe(1);
  });

  it.each(['e0', 'e1', 'e8'])('EC-053: gives no account to a representative of nobody, seed %s', (seed) => {
    const { csv } = generated(400, seed, 0);
    const tied = new Set(column(csv('family_ties'), 'representative_source_id'));
    const owners = csv('journal_accounts').filter((line) => line['owner_kind'] === 'representative');
    expect(column(owners, 'owner_source_id').filter((id) => !tied.has(id))).toEqual([]);
  });

  it('gives kindergartens no pupil accounts, colleges their own journal', () => {
    const kinds = new Map(region.csv('schools').map((line) => [line['source_id'], line['kind']]));
    const accounts = region.csv('journal_accounts');
    const ofPupils = accounts.filter((line) => line['role'] === 'student');
    expect(ofPupils.filter((line) => kinds.get(line['school_source_ids']) === 'preschool')).toEqual([]);
    const college = accounts.filter((line) => kinds.get(line['school_source_ids']) === 'vocational');
    expect(new Set(column(college, 'journal_system'))).toEqual(new Set(['demo-college']));
  });

  it('gives KD only to the young, and not everybody an account', () => {
    const ages = region.esia
      .filter(({ level }) => level === 'KD')
      .map(({ birthDate }) => ageOn(TODAY, birthDate as CalendarDate));
    expect(Math.max(...ages)).toBeLessThan(25);
    expect(ages.filter((age) => age >= 14).length).toBeGreaterThan(0);
    expect(region.summary.esia.none).toBeGreaterThan(5_000);
  });
});

describe('personas', () => {
  const region = generated(300, 'personas');
  const { personas, truth, esia } = region;

  it('can all sign in', () => {
    const logins = new Set(esia.map(({ login }) => login));
    expect(personas.filter(({ login }) => !logins.has(login))).toEqual([]);
    expect(personas.map(({ login }) => login)).toEqual([
      'pupil10',
      'pupil15',
      'parent',
      'parent2',
      'teacher',
      'unconfirmed',
      'wrongparent',
      'pupil14',
      'noconsent',
      'foreigner',
      'birthdate',
      'nosnils',
      'pupila',
      'pupilb',
      'twina',
      'twinb',
      'stranger',
      'schooladmin',
      'municipal',
      'ministry',
    ]);
  });

  it('expect what the truth says of them', () => {
    const oids = new Map(esia.map(({ login, oid }) => [login, oid]));
    const told = personas.map(({ login }) => {
      const line = truth.find(({ oid }) => oid === oids.get(login));
      return [
        login,
        [...new Set([line?.outcome, ...(line?.accounts ?? []).map(({ expected }) => expected)])].join(''),
      ];
    });
    expect(told).toEqual(personas.map(({ login, expected }) => [login, expected]));
  });

  it('bring as many pupils as the plan leaves room for', () => {
    const rows = column(region.csv('students'), 'source_id').filter((id) => id.startsWith('p-'));
    expect(rows).toHaveLength(PERSONA_PUPILS);
  });

  it.each(['2026-11-21', '2027-06-01', '2028-02-29', '2030-09-01'])('have their ages on %s', (today) => {
    const day = parseCalendarDate(today)!;
    const born = new Map(
      generated(100, '1', 0, today).personas.map(({ login, birthDate }) => [login, birthDate]),
    );
    const age = (login: string) => ageOn(day, born.get(login) as CalendarDate);
    expect([age('pupil10'), age('pupil15'), age('pupil14'), age('foreigner')]).toEqual([10, 15, 14, 16]);
    expect(born.get('pupila')).toMatch(/-02-29$/);
  });

  it('name administrators that `npm run grant` can appoint', () => {
    const admins = personas.filter(({ grants }) => grants.length > 0);
    expect(admins.map(({ login }) => login)).toEqual(['schooladmin', 'municipal', 'ministry']);
    expect(
      admins.filter(({ snils, birthDate }) => snils === null || parseCalendarDate(birthDate) === null),
    ).toEqual([]);
  });
});

function danglingReferences(region: ReadRegion): string[] {
  const ids = (table: string) => new Set(column(region.csv(table), 'source_id'));
  const [places, schools, groups, students] = ['municipalities', 'schools', 'classes', 'students'].map(
    ids,
  ) as [Set<string>, Set<string>, Set<string>, Set<string>];
  const owners = new Map([
    ['student', students],
    ['representative', ids('representatives')],
    ['staff', ids('staff')],
  ]);
  const missing = (table: string, name: string, known: ReadonlySet<string> | undefined) =>
    column(region.csv(table), name).filter((id) => known?.has(id) !== true);
  return [
    ...missing('schools', 'municipality_source_id', places),
    ...missing('classes', 'school_source_id', schools),
    ...missing('students', 'school_source_id', schools),
    ...missing('students', 'class_source_id', groups),
    ...missing('staff', 'school_source_id', schools),
    ...missing('family_ties', 'student_source_id', students),
    ...missing('family_ties', 'representative_source_id', owners.get('representative')),
    ...region.csv('journal_accounts').flatMap((line) => {
      const owner = owners.get(line['owner_kind'] ?? '')?.has(line['owner_source_id'] ?? '') === true;
      const served = (line['school_source_ids'] ?? '').split('|').every((id) => schools.has(id));
      return owner && served ? [] : [line['external_id'] ?? ''];
    }),
  ];
}
