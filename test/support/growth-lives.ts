import fc from 'fast-check';
import {
  addDays,
  ageOn,
  birthdayOn,
  type CalendarDate,
  startOfDay as startOfDayIn,
} from '../../src/kernel/calendar-date.js';

/** The small region of these lives: four general schools in two municipalities, a kindergarten and a college. */
export const SCHOOLS = [
  { town: 0, founder: 'municipal', kind: 'secondary' },
  { town: 0, founder: 'municipal', kind: 'lyceum' },
  { town: 1, founder: 'municipal', kind: 'basic' },
  { town: 1, founder: 'regional', kind: 'boarding' },
  { town: 0, founder: 'municipal', kind: 'preschool' },
  { town: 1, founder: 'regional', kind: 'vocational' },
] as const;
export const TOWNS = [0, 1];
export const ZONE = 'Europe/Kaliningrad';
const FIRST = '2026-08-25' as CalendarDate;
const LONG_AGO = '2020-09-01' as CalendarDate;

type EndKind = 'transfer' | 'reorganised' | 'left' | 'graduated' | 'deceased';

/** A pupil went from a school (null: from nowhere) to a school on a day. */
export interface Move {
  readonly day: CalendarDate;
  readonly from: number | null;
  readonly to: number | null;
  readonly kind: EndKind | 'entered';
}
/** An account of the e-journal, the schools it belonged to, and when it was linked and unlinked. */
export interface Account {
  readonly places: { school: number; since: Date | null; until: Date | null }[];
  readonly turns: { readonly at: Date; readonly linked: boolean }[];
}
/** All that happened to one pupil; what is told of the birth date at first, and told otherwise from a moment on. */
export interface Life {
  readonly born: CalendarDate | null;
  readonly corrections: { readonly at: Date; readonly born: CalendarDate | null }[];
  readonly moves: readonly Move[];
  readonly classChanges: readonly CalendarDate[];
  readonly accounts: readonly Account[];
}
export interface Reorganisation {
  readonly day: CalendarDate;
  readonly from: number;
  readonly to: number;
}
export interface Lives {
  readonly pupils: readonly Life[];
  readonly reorganisations: readonly Reorganisation[];
  readonly days: readonly CalendarDate[];
}

const starts = new Map<CalendarDate, Date>();

/** Asking the zone costs much, and the same days are asked for again and again. */
function startOfDay(on: CalendarDate): Date {
  const known = starts.get(on) ?? startOfDayIn(on, ZONE);
  starts.set(on, known);
  return known;
}

const day = (offset: number): CalendarDate => addDays(FIRST, offset);
const moment = (offset: number, minute: number): Date =>
  new Date(startOfDay(day(offset)).getTime() + minute * 60_000);

const offsets = fc.integer({ min: 0, max: 20 });
const minutes = fc.oneof(fc.constantFrom(0, 1, 1439), fc.integer({ min: 0, max: 1439 }));
const schools = fc.integer({ min: 0, max: SCHOOLS.length - 1 });
/** Birthdays crowd round the days that are asked for. */
const births: fc.Arbitrary<CalendarDate | null> = fc.oneof(
  fc
    .record({ years: fc.constantFrom(14, 18), offset: fc.integer({ min: -3, max: 22 }) })
    .map(({ years, offset }) => birthdayOn(day(offset), -years)),
  fc.constantFrom<CalendarDate | null>(
    '2016-03-03' as CalendarDate,
    '2010-03-03' as CalendarDate,
    '2007-03-03' as CalendarDate,
    null,
  ),
);

interface Plan {
  readonly start: number | null;
  readonly born: CalendarDate | null;
  readonly linkedAtFirst: boolean;
  readonly steps: readonly {
    readonly offset: number;
    readonly kind: Exclude<EndKind, 'reorganised'>;
    readonly school: number;
  }[];
  readonly turns: readonly { readonly offset: number; readonly minute: number; readonly linked: boolean }[];
  readonly corrections: readonly {
    readonly offset: number;
    readonly minute: number;
    readonly born: CalendarDate | null;
  }[];
  readonly classChanges: readonly number[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  start: fc.option(schools, { freq: 6 }),
  born: births,
  linkedAtFirst: fc.constantFrom(true, true, false),
  steps: fc.uniqueArray(
    fc.record({
      offset: offsets,
      kind: fc.constantFrom('transfer', 'transfer', 'transfer', 'left', 'graduated', 'deceased'),
      school: schools,
    }),
    { maxLength: 4, selector: ({ offset }) => offset },
  ),
  turns: fc.uniqueArray(
    fc.record({ offset: offsets, minute: minutes, linked: fc.constantFrom(true, true, false) }),
    {
      maxLength: 5,
      selector: ({ offset, minute }) => offset * 1440 + minute,
    },
  ),
  corrections: fc.array(fc.record({ offset: offsets, minute: minutes, born: births }), { maxLength: 1 }),
  classChanges: fc.uniqueArray(offsets, { maxLength: 2 }),
});

/** Random lives of a small region: pupils are enrolled, move, are linked, unlinked and linked again, grow older. */
export const lives: fc.Arbitrary<Lives> = fc
  .record({
    plans: fc.array(plans, { minLength: 1, maxLength: 200, size: 'max' }),
    reorganisations: fc.uniqueArray(fc.record({ offset: offsets, from: schools, to: schools }), {
      maxLength: 2,
      selector: ({ offset }) => offset,
    }),
    days: fc.uniqueArray(fc.integer({ min: -1, max: 21 }), { minLength: 2, maxLength: 3 }),
  })
  .map(({ plans: all, reorganisations, days }) => {
    const told = reorganisations
      .filter(({ from, to }) => from !== to)
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, from, to }) => ({ day: day(offset), from, to }));
    return {
      pupils: all.map((plan) => lived(plan, told)),
      reorganisations: told,
      days: days.sort((a, b) => a - b).map(day),
    };
  });

function lived(plan: Plan, reorganisations: readonly Reorganisation[]): Life {
  const moves = movesOf(plan, reorganisations);
  const visited = [...new Set(moves.flatMap(({ to }) => (to === null ? [] : [to])))];
  return {
    ...{ born: plan.born, moves },
    corrections: plan.corrections.map(({ offset, minute, born }) => ({ at: moment(offset, minute), born })),
    classChanges: plan.classChanges.map(day),
    accounts: visited.map((school) => accountOf(school, plan, moves, reorganisations)),
  };
}

function movesOf(plan: Plan, reorganisations: readonly Reorganisation[]): Move[] {
  const moves: Move[] = [];
  let at: number | null = plan.start;
  if (at !== null) moves.push({ day: LONG_AGO, from: null, to: at, kind: 'entered' });
  for (let offset = 0; offset <= 20; offset++) {
    const today = day(offset);
    const order = reorganisations.find((known) => known.day === today);
    const step = plan.steps.find((known) => known.offset === offset);
    if (moves.at(-1)?.kind === 'deceased') break;
    let move: Move | null = null;
    if (order !== undefined) {
      // A reorganisation fills its day: nobody moves otherwise on it.
      if (at === order.from) move = { day: today, from: at, to: order.to, kind: 'reorganised' };
    } else if (step !== undefined && at === null) {
      move = { day: today, from: null, to: step.school, kind: 'entered' };
    } else if (step !== undefined) {
      const to = step.kind === 'transfer' ? step.school : null;
      if (to !== at) move = { day: today, from: at, to, kind: step.kind };
    }
    if (move !== null) {
      moves.push(move);
      at = move.to;
    }
  }
  return moves;
}

/** The account that a school gave; it goes with the school's reorganisation, and its link with it (EC-070). */
function accountOf(
  school: number,
  plan: Plan,
  moves: readonly Move[],
  reorganisations: readonly Reorganisation[],
): Account {
  const places: Account['places'] = [{ school, since: null, until: null }];
  for (const { day: on, from, to } of reorganisations) {
    const open = places.find((place) => place.until === null);
    if (open?.school !== from) continue;
    open.until = startOfDay(on);
    places.push({ school: to, since: open.until, until: null });
  }
  const turns = plan.turns
    .map(({ offset, minute, linked }) => ({ at: moment(offset, minute), linked, on: day(offset) }))
    .filter(({ on }) => schoolOn(moves, on) === school)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, linked }) => ({ at, linked }));
  const first =
    plan.linkedAtFirst && plan.start === school ? [{ at: startOfDay(LONG_AGO), linked: true }] : [];
  return { places, turns: [...first, ...turns] };
}

/** Where a pupil learns on a day; null: nowhere. */
function schoolOn(moves: readonly Move[], on: CalendarDate): number | null {
  return moves.filter((move) => move.day <= on).at(-1)?.to ?? null;
}

type Bucket = 'minors' | 'under14' | '14to17';
type Age = 'under14' | '14to17' | '18plus' | 'unknown';

/** What is true of a pupil on a day. */
interface Seen {
  readonly school: number | null;
  readonly age: Age;
  readonly born: CalendarDate | null;
  readonly linked: boolean;
}

const seen = new WeakMap<Life, Map<CalendarDate, Seen>>();

function seenOn(life: Life, on: CalendarDate): Seen {
  const days = seen.get(life) ?? new Map<CalendarDate, Seen>();
  const known = days.get(on) ?? lookAt(life, on);
  days.set(on, known);
  seen.set(life, days);
  return known;
}

function lookAt(life: Life, on: CalendarDate): Seen {
  const end = startOfDay(addDays(on, 1));
  const school = schoolOn(life.moves, on);
  const told = life.corrections.filter(({ at }) => at < end).at(-1);
  const born = told === undefined ? life.born : told.born;
  const linked = life.accounts.some(
    ({ places, turns }) =>
      places.some(
        (place) =>
          place.school === school &&
          (place.since === null || place.since < end) &&
          (place.until === null || place.until >= end),
      ) && turns.filter(({ at }) => at < end).at(-1)?.linked === true,
  );
  return { school, born, linked, age: ageOf(born, on) };
}

function ageOf(born: CalendarDate | null, on: CalendarDate): Age {
  if (born === null) return 'unknown';
  const years = ageOn(on, born);
  return years < 14 ? 'under14' : years < 18 ? '14to17' : '18plus';
}

const isGeneral = (school: number): boolean => {
  const kind = SCHOOLS[school]?.kind;
  return kind !== 'preschool' && kind !== 'vocational';
};

/** A unit of a level as the set of its general schools. */
export interface Unit {
  readonly level: 'region' | 'municipality' | 'founder' | 'school';
  readonly index: number;
  readonly has: (school: number | null) => boolean;
}

const unit = (level: Unit['level'], index: number, holds: (school: number) => boolean): Unit => ({
  ...{ level, index },
  has: (school) => school !== null && isGeneral(school) && holds(school),
});

export const UNITS: readonly Unit[] = [
  unit('region', 0, () => true),
  ...TOWNS.map((town) => unit('municipality', town, (school) => SCHOOLS[school]?.town === town)),
  ...TOWNS.map((town) =>
    unit(
      'founder',
      town,
      (school) => SCHOOLS[school]?.town === town && SCHOOLS[school].founder === 'municipal',
    ),
  ),
  ...SCHOOLS.flatMap((_, index) =>
    isGeneral(index) ? [unit('school', index, (school) => school === index)] : [],
  ),
];

/** f.4 read off the lives, one pupil after another; `delta` is counted apart from the reasons. */
export function trueDecomposition(
  pupils: readonly Life[],
  place: Unit,
  bucket: Bucket,
  [d1, d2]: readonly [CalendarDate, CalendarDate],
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const life of pupils) {
    const [then, now] = [seenOn(life, d1), seenOn(life, d2)];
    const inA = place.has(then.school) && then.linked && isOf(bucket, then.age);
    const inB = place.has(now.school) && now.linked && isOf(bucket, now.age);
    if (inA) add(found, 'linked_from');
    if (inB) add(found, 'linked_to');
    if (inA === inB) continue;
    const between = life.moves.filter((move) => move.day > d1 && move.day <= d2);
    const reason = inB
      ? whyIn(place, bucket, then, now, between, life, d1)
      : whyOut(place, bucket, then, now, between, life, d2);
    add(found, reason);
    if (reason.startsWith('in_')) add(found, 'inflow');
    if (reason.startsWith('out_')) add(found, 'outflow');
  }
  return found;
}

function add(found: Record<string, number>, key: string): void {
  found[key] = (found[key] ?? 0) + 1;
}

const isMinor = (age: Age): boolean => age === 'under14' || age === '14to17';
const isOf = (bucket: Bucket, age: Age): boolean => (bucket === 'minors' ? isMinor(age) : bucket === age);

function whyIn(
  place: Unit,
  bucket: Bucket,
  then: Seen,
  now: Seen,
  between: readonly Move[],
  life: Life,
  d1: CalendarDate,
): string {
  if (place.has(then.school)) {
    if (isOf(bucket, then.age)) return 'new_links';
    if (bucket === '14to17' && then.age === 'under14') return 'aged_in_14';
    if (then.born === null || then.born !== now.born) return 'in_birth_date_corrected';
    return 'in_newcomer';
  }
  const entry = between.filter(({ from, to }) => place.has(to) && !place.has(from)).at(-1);
  if (entry?.kind === 'reorganised') return 'in_reorganised';
  if (then.school !== null && isGeneral(then.school)) {
    return then.linked ? 'in_transfer_linked' : 'in_transfer_unlinked';
  }
  return isBetweenSchools(life, d1) ? 'in_unplaced' : 'in_newcomer';
}

function whyOut(
  place: Unit,
  bucket: Bucket,
  then: Seen,
  now: Seen,
  between: readonly Move[],
  life: Life,
  d2: CalendarDate,
): string {
  if (place.has(now.school)) {
    if (isOf(bucket, now.age)) return 'lost_links';
    if (bucket === 'under14' && now.age === '14to17') return 'aged_out_14';
    return now.age === '18plus' ? 'turned_18' : 'out_birth_date_corrected';
  }
  const exit = between.filter(({ from, to }) => place.has(from) && !place.has(to)).at(-1);
  if (exit?.kind === 'reorganised') return 'out_reorganised';
  if (now.school !== null) return 'out_transfer';
  if (life.moves.filter((move) => move.day <= d2).at(-1)?.kind === 'graduated') return 'out_graduated';
  return isBetweenSchools(life, d2) ? 'out_unplaced' : 'out_left_region';
}

/** I-42: in no school, since 30 days at most, and neither graduated nor dead. */
function isBetweenSchools(life: Life, on: CalendarDate): boolean {
  const last = life.moves.filter((move) => move.day <= on).at(-1);
  return (
    last !== undefined &&
    last.to === null &&
    last.kind !== 'graduated' &&
    last.kind !== 'deceased' &&
    addDays(last.day, 30) > on
  );
}
