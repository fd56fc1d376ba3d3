import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';

/** Where a representation stands (state-machines.md e.5, FamilyTie). */
export type TieState = 'asserted' | 'confirmed' | 'disputed' | 'ended';

export type TieEvent = 'confirm' | 'dispute' | 'end';

/** Who may bring an event about. `system`: a date has come, or the appointment behind the tie has ended. */
export type TieActor = 'school' | 'esia' | 'representative' | 'pupil' | 'system';

export type TieKind =
  'parent' | 'adoptive_parent' | 'guardian' | 'trustee' | 'foster_parent' | 'institution_representative';

/** Why a tie ended. `adult`: the pupil of full age decided so, or the enrolment of an adult pupil ended (EC-030). */
export type TieEndReason =
  'source' | 'order_expired' | 'deprivation' | 'not_representative' | 'adult' | 'adoption' | 'deceased';

/**
 * The whole life of a tie. A tie that only the roster asserts may be disputed too: «это не мой ребёнок» (EC-055) is said
 * of exactly such ties, and the machine of e.5 names the way over `confirmed` only. An ended tie never returns: the
 * source that names the two again makes a new one.
 */
const moves: Readonly<Record<TieState, Readonly<Partial<Record<TieEvent, TieState>>>>> = {
  asserted: { confirm: 'confirmed', dispute: 'disputed', end: 'ended' },
  confirmed: { dispute: 'disputed', end: 'ended' },
  disputed: { confirm: 'confirmed', end: 'ended' },
  ended: {},
};

const actors: Readonly<Record<TieEvent, readonly TieActor[]>> = {
  confirm: ['school', 'esia'],
  dispute: ['representative'],
  end: ['school', 'pupil', 'system'],
};

/** The state after an event; null when it may not happen there, or not by this actor. */
export function nextTieState(state: TieState, event: TieEvent, actor: TieActor): TieState | null {
  if (!actors[event].includes(actor)) return null;
  // Only the school settles a dispute: a card of ESIA says no more than it did before.
  if (state === 'disputed' && event === 'confirm' && actor !== 'school') return null;
  return moves[state][event] ?? null;
}

/** Under this age a guardian acts for the child, from it on a trustee (ГК РФ, arts. 32, 33, 40). */
const AGE_OF_TRUSTEES = 14;

/** EC-051: a guardian becomes a trustee on the 14th birthday by law, without an act of anybody (ФЗ-48, art. 2). */
export function kindOn(day: CalendarDate, kind: TieKind, childBorn: CalendarDate | null): TieKind {
  if (kind !== 'guardian' || childBorn === null) return kind;
  return ageOn(day, childBorn) >= AGE_OF_TRUSTEES ? 'trustee' : kind;
}

/** Kinds that rest on an order or a power of attorney: their end by date is the end of the order (EC-050). */
export const KINDS_BY_ORDER: readonly TieKind[] = [
  'guardian',
  'trustee',
  'foster_parent',
  'institution_representative',
];

/** The kind as anybody but the keeper of the roster may see it: that a parent adopted the child is secret (СК РФ, art. 139). */
export function shownKind(kind: TieKind): Exclude<TieKind, 'adoptive_parent'> {
  return kind === 'adoptive_parent' ? 'parent' : kind;
}
