import type { Facts, Pupil, School } from './facts.js';
import { type Age, isBetween, type Seen, type TrueDay } from './true-day.js';
import type { TrueUnit } from './true-numbers.js';

export const BUCKETS = ['minors', 'under14', '14to17'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** f.4 with its subtypes; what is 0 is absent. */
export type Reasons = Readonly<Record<string, number>>;

const isOf = (bucket: Bucket, age: Age): boolean =>
  bucket === 'minors' ? age === 'under14' || age === '14to17' : bucket === age;

type DayPair = readonly [TrueDay, TrueDay];

/** Why linked pupils of a unit became more or fewer between two days, one pupil after another (f.4). */
export function trueReasons(
  facts: Facts,
  unit: TrueUnit,
  bucket: Bucket,
  days: DayPair,
  known: number,
): Reasons {
  const found: Record<string, number> = {};
  for (const pupil of facts.pupils.values()) tellOf(found, facts, pupil, unit, bucket, days, known);
  return found;
}

/** The same of all units and buckets at once: unit → bucket → reasons. Whoever is linked on neither day is in none. */
export function trueReasonsOfAll(
  facts: Facts,
  units: readonly TrueUnit[],
  days: DayPair,
  known: number,
): ReadonlyMap<TrueUnit, Readonly<Record<Bucket, Reasons>>> {
  type Found = Readonly<Record<Bucket, Record<string, number>>>;
  const all = new Map(
    units.map((unit): [TrueUnit, Found] => [unit, { minors: {}, under14: {}, '14to17': {} }]),
  );
  const [before, after] = days;
  const around = new Map<School, TrueUnit[]>();
  const of = (seen: Seen | undefined): readonly TrueUnit[] => {
    if (seen === undefined) return [];
    const known = around.get(seen.school) ?? units.filter((unit) => unit.has(seen.school));
    around.set(seen.school, known);
    return known;
  };
  for (const [id, pupil] of facts.pupils) {
    const [then, now] = [before.pupils.get(id), after.pupils.get(id)];
    if (then?.linked !== true && now?.linked !== true) continue;
    for (const unit of new Set([...of(then), ...of(now)])) {
      for (const bucket of BUCKETS) {
        const found = all.get(unit)?.[bucket];
        if (found !== undefined) tellOf(found, facts, pupil, unit, bucket, days, known);
      }
    }
  }
  return all;
}

/** Adds what one pupil does to the numbers of a unit. */
function tellOf(
  found: Record<string, number>,
  facts: Facts,
  pupil: Pupil,
  unit: TrueUnit,
  bucket: Bucket,
  [before, after]: DayPair,
  known: number,
): void {
  const add = (key: string) => (found[key] = (found[key] ?? 0) + 1);
  const isHere = (seen: Seen | undefined): boolean => seen !== undefined && unit.has(seen.school);
  const [then, now] = [before.pupils.get(pupil.id), after.pupils.get(pupil.id)];
  const was = then !== undefined && isHere(then) && then.linked && isOf(bucket, then.age);
  const is = now !== undefined && isHere(now) && now.linked && isOf(bucket, now.age);
  if (was) add('linked_from');
  if (is) add('linked_to');
  if (was === is) return;
  const moves = pupil.stays.between(before.day, after.day, known);
  const start = pupil.stays.on(before.day, known)?.school ?? null;
  const crossed = crossings(unit, facts, start, moves);
  if (is) {
    const reason = whyIn(then, now);
    add(reason);
    if (reason.startsWith('in_')) add('inflow');
  } else {
    const reason = whyOut(now);
    add(reason);
    if (reason.startsWith('out_')) add('outflow');
  }

  function whyIn(earlier: Seen | undefined, later: Seen | undefined): string {
    if (earlier !== undefined && isHere(earlier)) {
      if (isOf(bucket, earlier.age)) return 'new_links';
      if (bucket === '14to17' && earlier.age === 'under14') return 'aged_in_14';
      return earlier.born === later?.born ? 'in_newcomer' : 'in_birth_date_corrected';
    }
    if (crossed.in === 'reorganised') return 'in_reorganised';
    if (earlier !== undefined && isCounted(earlier))
      return earlier.linked ? 'in_transfer_linked' : 'in_transfer_unlinked';
    return earlier === undefined && isBetween(pupil, before.day, known) ? 'in_unplaced' : 'in_newcomer';
  }

  function whyOut(later: Seen | undefined): string {
    if (later !== undefined && isHere(later)) {
      if (isOf(bucket, later.age)) return 'lost_links';
      if (bucket === 'under14' && later.age === '14to17') return 'aged_out_14';
      return later.age === '18plus' ? 'turned_18' : 'out_birth_date_corrected';
    }
    if (crossed.out === 'reorganised') return 'out_reorganised';
    if (later !== undefined) return 'out_transfer';
    if (pupil.stays.on(after.day, known)?.kind === 'graduated') return 'out_graduated';
    return isBetween(pupil, after.day, known) ? 'out_unplaced' : 'out_left_region';
  }
}

/** A school of the forms' kinds, which are the general ones. */
const isCounted = ({ school }: Seen): boolean => school.kind !== 'preschool' && school.kind !== 'vocational';

/** How the last way into a unit and out of it was called. */
function crossings(
  unit: TrueUnit,
  facts: Facts,
  start: string | null,
  moves: readonly { readonly value: { readonly school: string | null; readonly kind: string } }[],
): { readonly in: string | null; readonly out: string | null } {
  const inside = (id: string | null) => {
    const school = id === null ? undefined : facts.schools.get(id);
    return school !== undefined && unit.has(school);
  };
  const found: { in: string | null; out: string | null } = { in: null, out: null };
  let at = start;
  for (const { value } of moves) {
    if (inside(value.school) && !inside(at)) found.in = value.kind;
    if (!inside(value.school) && inside(at)) found.out = value.kind;
    at = value.school;
  }
  return found;
}
