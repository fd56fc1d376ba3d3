import type { Quality } from './facts.js';
import { type Age, isGeneral, type Seen, type SeenAdult, type TrueDay } from './true-day.js';
import type { School } from './facts.js';

export type UnitLevel = 'region' | 'municipality' | 'founder' | 'school';

/** A unit of a level: which schools it counts. Above the school only general ones (f.0.3). */
export interface TrueUnit {
  readonly level: UnitLevel;
  /** The source's id of the town or school; `region`. */
  readonly id: string;
  readonly has: (school: School) => boolean;
}

/** Indicator → `numerator` or `numerator/denominator`, «—» where nothing is known. */
export type Numbers = Readonly<Record<string, string>>;

export function unitsOf(schools: readonly School[]): readonly TrueUnit[] {
  const general = schools.filter(isGeneral);
  const towns = (of: readonly School[]) => [...new Set(of.map(({ town }) => town))];
  const isOwn = ({ founder }: School) => founder === 'municipal';
  return [
    { level: 'region', id: 'region', has: isGeneral },
    ...towns(general).map((id): TrueUnit => ({
      ...{ level: 'municipality', id },
      has: (one) => isGeneral(one) && one.town === id,
    })),
    ...towns(general.filter(isOwn)).map((id): TrueUnit => ({
      ...{ level: 'founder', id },
      has: (one) => isGeneral(one) && isOwn(one) && one.town === id,
    })),
    ...schools.map(({ id }): TrueUnit => ({ level: 'school', id, has: (one) => one.id === id })),
  ];
}

export const nameOf = ({ level, id }: Pick<TrueUnit, 'level' | 'id'>): string => `${level} ${id}`;

const isMinor = (age: Age): boolean => age === 'under14' || age === '14to17';

/** f.1, f.2 of one unit, counted person by person. */
export function trueNumbers(unit: TrueUnit, { pupils, adults, unplaced }: TrueDay): Numbers {
  const here = [...pupils.values()].filter(({ school }) => unit.has(school));
  const minors = here.filter(({ age }) => isMinor(age));
  const count = (of: readonly Seen[], is: (one: Seen) => boolean) => of.filter(is).length;
  const share = (part: number, whole: number) => `${String(part)}/${String(whole)}`;
  const found: Record<string, number | string> = {
    'I-01': here.length,
    ...{
      'I-02': count(here, ({ age }) => age === 'under14'),
      'I-03': count(here, ({ age }) => age === '14to17'),
    },
    ...{
      'I-04': count(here, ({ age }) => age === '18plus'),
      'I-05': count(here, ({ age }) => age === 'unknown'),
    },
    'I-09': count(here, ({ impossible }) => impossible),
    'I-10': count(here, ({ refused }) => refused),
    'I-10.paper': count(here, ({ refused, paper }) => refused && paper),
  };
  for (const [id, set] of [
    ['I-06', 'declared'],
    ['I-07', 'linked'],
    ['I-08', 'used'],
  ] as const) {
    for (const age of ['under14', '14to17', '18plus'] as const)
      found[`${id}.${age}`] = count(here, (one) => one[set] && one.age === age);
    found[`${id}.all`] = count(here, (one) => one[set]);
    found[`${id}.minors`] = count(minors, (one) => one[set]);
  }
  const [declared, linked] = [count(minors, (one) => one.declared), count(minors, (one) => one.linked)];
  const cannot = count(minors, (one) => !one.linked && (one.impossible || one.refused));
  const ofAge = (age: Age) => {
    const those = here.filter((one) => one.age === age);
    return share(
      count(those, (one) => one.linked),
      those.length,
    );
  };
  return text({
    ...found,
    ...{ 'I-11': share(declared, minors.length), 'I-12': share(linked, minors.length) },
    ...{ 'I-13.under14': ofAge('under14'), 'I-13.14to17': ofAge('14to17') },
    'I-14': share(linked, minors.length - cannot),
    'I-15': declared - linked,
    'I-16': share(
      count(minors, ({ household }) => household),
      minors.length,
    ),
    ...{ 'I-17': distinct(unit, adults, 'representative'), 'I-18': distinct(unit, adults, 'staff') },
    'I-42': unit.level === 'region' ? unplaced : '—',
  });
}

/** Grades and classes: `grade school/number` and `class school/class` → numbers. Adults and data are not of them (f.0.8). */
export function trueCells(
  then: TrueDay,
  grades: ReadonlyMap<string, number>,
): Readonly<Record<string, Numbers>> {
  const cells = new Map<string, Map<string, Seen>>();
  for (const [id, seen] of then.pupils) {
    const { classId } = seen.stay;
    if (classId === null || classId === '') continue;
    const grade = grades.get(classId);
    if (grade === undefined) throw new Error(`the class ${classId} has no grade`);
    for (const name of [`grade ${seen.school.id}/${String(grade)}`, `class ${seen.school.id}/${classId}`]) {
      const cell = cells.get(name) ?? new Map<string, Seen>();
      cells.set(name, cell.set(id, seen));
    }
  }
  const whole: TrueUnit = { level: 'school', id: '', has: () => true };
  const unknown = { ...UNKNOWN_QUALITY, 'I-17': '—', 'I-18': '—', 'I-42': '—' };
  return Object.fromEntries(
    [...cells].map(([name, pupils]) => [
      name,
      { ...trueNumbers(whole, { ...then, pupils, adults: [] }), ...unknown },
    ]),
  );
}

/** How good what the roster says of a human is, each way it is counted (I-34, I-35). */
export type Judged = Readonly<Record<'ready' | 'missing' | 'invalid' | 'duplicate' | 'unborn', boolean>>;

/** Judges all rows of the roster: a СНИЛС that two humans share is nobody's. */
export function judge(rows: ReadonlyMap<string, Quality>): ReadonlyMap<string, Judged> {
  const holders = new Map<string, number>();
  for (const { snils, isValid } of rows.values()) {
    if (isValid) holders.set(snils, (holders.get(snils) ?? 0) + 1);
  }
  return new Map(
    [...rows].map(([human, { snils, isValid, hasBirthDate }]) => {
      const duplicate = isValid && (holders.get(snils) ?? 0) > 1;
      const ready = isValid && !duplicate && hasBirthDate;
      const missing = snils === '';
      return [human, { ready, missing, invalid: !missing && !isValid, duplicate, unborn: !hasBirthDate }];
    }),
  );
}

/** I-34, I-35 of one unit, as the roster says on the morning after the day. */
export function trueQuality(
  unit: TrueUnit,
  { pupils }: TrueDay,
  judged: ReadonlyMap<string, Judged>,
): Numbers {
  const here = [...pupils.values()].filter(({ school }) => unit.has(school));
  const count = (what: keyof Judged) =>
    here.filter(({ pupil }) => {
      const row = judged.get(pupil.human);
      if (row === undefined) throw new Error(`nothing is said of ${pupil.id}`);
      return row[what];
    }).length;
  return text({
    'I-34': `${String(count('ready'))}/${String(here.length)}`,
    'I-35.snils_missing': count('missing'),
    'I-35.snils_invalid': count('invalid'),
    'I-35.snils_duplicate': count('duplicate'),
    'I-35.birth_date_missing': count('unborn'),
  });
}

/** What is told of the data where others are counted than those who were judged. */
export const UNKNOWN_QUALITY: Numbers = {
  ...{ 'I-34': '—', 'I-35.snils_missing': '—', 'I-35.snils_invalid': '—', 'I-35.snils_duplicate': '—' },
  'I-35.birth_date_missing': '—',
};

/** True where a day counts the same pupils in a unit, however it is known. */
export function haveSamePupils(unit: TrueUnit, ...days: readonly [TrueDay, TrueDay]): boolean {
  const [one, other] = days.map(({ pupils }) =>
    [...pupils.values()].filter(({ school }) => unit.has(school)).map(({ pupil }) => pupil.human),
  ) as [string[], string[]];
  const also = new Set(other);
  return one.length === other.length && one.every((human) => also.has(human));
}

/** Each adult of the unit once, linked if linked at any of its schools (f.0.8, EC-044). */
function distinct(unit: TrueUnit, adults: readonly SeenAdult[], kind: SeenAdult['kind']): string {
  const here = adults.filter((one) => one.kind === kind && unit.has(one.school));
  const humans = (of: readonly SeenAdult[]) => new Set(of.map(({ human }) => human)).size;
  return `${String(humans(here.filter(({ linked }) => linked)))}/${String(humans(here))}`;
}

const text = (numbers: Readonly<Record<string, number | string>>): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([id, value]) => [id, String(value)]));
