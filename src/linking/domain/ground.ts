import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { AccountRole } from './facts.js';
import type { RevocationReason } from './link-state.js';

/** An enrolment or an appointment. `to` is the first day on which it no longer holds. */
export interface GroundPlace {
  /** At a school that the account serves, or at one that took this school's place (EC-070). */
  readonly here: boolean;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  /** `enrollments.end_kind`; null for appointments and where the source did not say. */
  readonly endKind: string | null;
}

/** A family tie as it stands, with the restrictions that have not been taken back. */
export interface GroundTie {
  readonly kind: string;
  readonly state: 'asserted' | 'confirmed' | 'disputed' | 'ended';
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly endReason: string | null;
  readonly childDied: boolean;
  readonly restrictions: readonly {
    readonly kind: 'restriction' | 'deprivation';
    readonly from: CalendarDate;
    /** First day on which it no longer holds; null: until the school records the end. */
    readonly to: CalendarDate | null;
  }[];
}

/** All that the roster says of the right to one account, past and future included. */
export interface GroundFacts {
  readonly id: Uuid;
  readonly role: AccountRole;
  /** Null when the roster names nobody for the account. */
  readonly personId: Uuid | null;
  readonly isClosed: boolean;
  readonly personDied: boolean;
  /** The processing of the person's data is blocked until the officer lets it go on (152-ФЗ, ст. 21). */
  readonly personBlocked: boolean;
  /** IANA name of the region's time zone: a ground ends at 00:00 there. */
  readonly timeZone: string;
  /** Enrolments of a pupil's account, appointments of a member of staff's. */
  readonly places: readonly GroundPlace[];
  readonly ties: readonly GroundTie[];
}

/** What stands behind an account on a day, and so what becomes of its link (docs/linking.md, "Grounds"). */
export type Ground =
  | { readonly kind: 'valid' }
  /** Left a school and is enrolled nowhere (EC-067, EC-079). */
  | { readonly kind: 'between_schools' }
  /** Finished school: may read until this day (EC-075). */
  | { readonly kind: 'graduated'; readonly until: CalendarDate }
  | { readonly kind: 'restricted'; readonly until: CalendarDate | null }
  | { readonly kind: 'disputed' }
  | { readonly kind: 'ended'; readonly reason: RevocationReason }
  /** The roster has never said what stands behind the account: nothing that was said has ended. */
  | { readonly kind: 'unknown' };

/** EC-075: so long a graduate may read, for the documents. */
const READ_AFTER_GRADUATION_DAYS = 90;

/** The ground of an account on a civil day of the region; the account's own end, and a death, come before all else. */
export function groundOf(facts: GroundFacts, day: CalendarDate): Ground {
  if (facts.personDied) return ended('person_deceased');
  const ground = groundOfRole(facts, day);
  // A pupil's account that a full file leaves out may be back with the next (EC-079): only the thirty days end that link.
  const holds = ground.kind === 'valid' || ground.kind === 'graduated' || ground.kind === 'unknown';
  return blocked(facts, facts.isClosed && holds ? ended('account_closed') : ground);
}

/** A right that is there is held back; what has ended has ended, blocked or not. */
function blocked({ personBlocked }: GroundFacts, ground: Ground): Ground {
  return personBlocked && ground.kind !== 'ended' ? { kind: 'restricted', until: null } : ground;
}

function groundOfRole(facts: GroundFacts, day: CalendarDate): Ground {
  switch (facts.role) {
    case 'student':
      return groundOfPupil(facts.places, day);
    case 'representative':
      return groundOfRepresentative(facts.ties, day);
    case 'teacher':
    case 'homeroom':
    case 'school_admin':
      return groundOfStaff(facts.places, day);
  }
}

/** A place that begins later counts already: a first-grader links in August. */
function lasts({ to }: GroundPlace, day: CalendarDate): boolean {
  return to === null || to > day;
}

function groundOfPupil(places: readonly GroundPlace[], day: CalendarDate): Ground {
  const here = places.filter((place) => place.here);
  if (here.some((place) => lasts(place, day))) return { kind: 'valid' };
  const last = [...here].sort(laterFirst)[0];
  if (last?.endKind === 'deceased') return ended('person_deceased');
  if (last?.endKind === 'graduated' && last.to !== null) {
    const until = addDays(last.to, READ_AFTER_GRADUATION_DAYS);
    return day < until ? { kind: 'graduated', until } : ended('enrollment_ended');
  }
  const placed = places.some((place) => !place.here && place.from <= day && lasts(place, day));
  if (placed) return ended('enrollment_ended');
  return last === undefined ? { kind: 'unknown' } : { kind: 'between_schools' };
}

function groundOfStaff(places: readonly GroundPlace[], day: CalendarDate): Ground {
  const here = places.filter((place) => place.here);
  if (here.some((place) => lasts(place, day))) return { kind: 'valid' };
  return places.length === 0 ? { kind: 'unknown' } : ended('staff_dismissed');
}

/** Where a tie stands on a day. */
type TieStanding =
  | { readonly kind: 'valid' | 'disputed' | 'ended' }
  | { readonly kind: 'restricted'; readonly until: CalendarDate | null };

function standingOf(tie: GroundTie, day: CalendarDate): TieStanding {
  const over = tie.state === 'ended' || tie.from > day || (tie.to !== null && tie.to <= day);
  if (over || tie.childDied) return { kind: 'ended' };
  const open = tie.restrictions.filter(({ from, to }) => from <= day && (to === null || to > day));
  if (open.some(({ kind }) => kind === 'deprivation')) return { kind: 'ended' };
  if (open.length > 0) return { kind: 'restricted', until: latest(open.map(({ to }) => to)) };
  return { kind: tie.state === 'disputed' ? 'disputed' : 'valid' };
}

/** One valid child keeps the account open: restriction, dispute and end concern that one child only (e.1). */
function groundOfRepresentative(ties: readonly GroundTie[], day: CalendarDate): Ground {
  const standings = ties.map((tie) => standingOf(tie, day));
  if (standings.some(({ kind }) => kind === 'valid')) return { kind: 'valid' };
  const restricted = standings.filter((one) => one.kind === 'restricted');
  if (restricted.length > 0)
    return { kind: 'restricted', until: earliest(restricted.map((one) => one.until)) };
  if (standings.some(({ kind }) => kind === 'disputed')) return { kind: 'disputed' };
  const last = [...ties].sort(laterFirst)[0];
  if (last === undefined) return { kind: 'unknown' };
  return ended(isExpiry(last) ? 'guardianship_expired' : 'representation_ended');
}

/** Representations that rest on an order or a power of attorney: a date in the past means that it ran out (EC-050). */
const BY_ORDER: ReadonlySet<string> = new Set([
  'guardian',
  'trustee',
  'foster_parent',
  'institution_representative',
]);

function isExpiry({ kind, endReason }: GroundTie): boolean {
  return endReason === 'order_expired' || (endReason === null && BY_ORDER.has(kind));
}

function ended(reason: RevocationReason): Ground {
  return { kind: 'ended', reason };
}

function laterFirst(
  a: { readonly to: CalendarDate | null; readonly from: CalendarDate },
  b: { readonly to: CalendarDate | null; readonly from: CalendarDate },
): number {
  const key = ({ to, from }: typeof a) => `${to ?? '9999-12-31'}${from}`;
  return key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0;
}

/** The end of several that must all end; null as soon as one has no end. */
function latest(ends: readonly (CalendarDate | null)[]): CalendarDate | null {
  return ends.reduce((a, b) => (a === null || b === null ? null : a > b ? a : b));
}

/** The end of several of which one is enough; null when none has an end. */
function earliest(ends: readonly (CalendarDate | null)[]): CalendarDate | null {
  const dated = ends.filter((end) => end !== null).sort();
  return dated[0] ?? null;
}
