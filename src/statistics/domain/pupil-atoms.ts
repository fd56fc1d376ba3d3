import { type Counts, type PupilCount } from './counts.js';
import type { GuardedForm } from './small-cells.js';

const AGES = ['under14', '14to17', '18plus', 'unknown'] as const;
type Age = (typeof AGES)[number];
const SETS = ['declared', 'linked', 'used'] as const;

/** Each pupil is in one of these: used ⊆ linked ⊆ declared ⊆ enrolled (f.0.5–f.0.7). */
const STEPS = ['none', 'declared', 'linked', 'used'] as const;

/** What a column of pupils is the sum of: `linked_under14` of `under14.linked` and `under14.used`. */
export function atomsOf(column: PupilCount): readonly string[] {
  if (column === 'refusals') return ['refusals.paper', 'refusals.rest'];
  if (column === 'refusals_with_paper') return ['refusals.paper'];
  const [set = '', age] = column.split('_');
  const steps = stepsFrom(set);
  if (steps === null) return [column];
  const ages = age === undefined ? AGES : AGES.filter((each) => each === age);
  return ages.flatMap((each) => steps.map((step) => `${each}.${step}`));
}

function stepsFrom(set: string): readonly string[] | null {
  if (set === 'students') return STEPS;
  const at = SETS.findIndex((each) => each === set);
  return at === -1 ? null : STEPS.slice(at + 1);
}

/** The smallest parts of one row of counts; {@link atomsOf} says which of them a column adds up. */
export function atomsOfCounts(counts: Counts): Readonly<Record<string, number>> {
  const atoms: Record<string, number> = {
    'refusals.paper': counts.refusals_with_paper,
    'refusals.rest': counts.refusals - counts.refusals_with_paper,
    impossible: counts.impossible,
  };
  for (const age of AGES) {
    const [enrolled, declared, linked, used] = [
      ofAge(counts, 'students', age),
      ofAge(counts, 'declared', age),
      ofAge(counts, 'linked', age),
      ofAge(counts, 'used', age),
    ];
    atoms[`${age}.none`] = enrolled - declared;
    atoms[`${age}.declared`] = declared - linked;
    atoms[`${age}.linked`] = linked - used;
    atoms[`${age}.used`] = used;
  }
  return atoms;
}

/** The ages add up to the bare column; pupils without a birth date are what is left of it. */
function ofAge(counts: Counts, set: 'students' | (typeof SETS)[number], age: Age): number {
  if (age !== 'unknown') return counts[`${set}_${age}`];
  return counts[set] - counts[`${set}_under14`] - counts[`${set}_14to17`] - counts[`${set}_18plus`];
}

/** Groups of pupils by the steps that they have come to and the columns of which a reader takes one from another. */
const BETWEEN = [
  ['not_declared', ['none']],
  ['not_linked', ['none', 'declared']],
  ['declared_only', ['declared']],
] as const;

/** `used` is one column for all ages: what it is less than the others by. */
const BEYOND_USED = [
  ['linked_only', ['linked']],
  ['declared_unused', ['declared', 'linked']],
  ['unused', ['none', 'declared', 'linked']],
] as const;

const guarded = (key: string, ages: readonly Age[], steps: readonly string[]): GuardedForm => ({
  key,
  parts: ages.flatMap((age) => steps.map((step) => `${age}.${step}`)),
});

/** Of pupils without a birth date there is one column, and the sets are what their ages leave of them. */
const OF_UNKNOWN_AGE = [
  ['declared', stepsFrom('declared') ?? []],
  ['linked', stepsFrom('linked') ?? []],
  ...BETWEEN,
] as const;

/**
 * Every group of pupils that no column shows and a difference of columns does: not declared, not linked, declared and not linked,
 * by age and in all; linked and never signed in; with no birth date and declared, linked, or not.
 */
export const GUARDED: readonly GuardedForm[] = [
  ...BETWEEN.flatMap(([key, steps]) => [
    guarded(`${key}_under14`, ['under14'], steps),
    guarded(`${key}_14to17`, ['14to17'], steps),
    guarded(`${key}_minors`, ['under14', '14to17'], steps),
    guarded(`${key}_18plus`, ['18plus'], steps),
    guarded(`${key}_all`, AGES, steps),
  ]),
  ...BEYOND_USED.map(([key, steps]) => guarded(`${key}_all`, AGES, steps)),
  ...OF_UNKNOWN_AGE.map(([key, steps]): GuardedForm => ({
    ...guarded(`${key}_unknown`, ['unknown'], steps),
    nobodyTellsNothing: true,
  })),
];
