import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { type CalendarPeriod, firstAllowed } from './calendar.js';
import type { RoleWave } from './campaign-phase.js';

/** The states of an exemption (state-machines.md e.5). */
export const EXEMPTION_STATES = [
  'requested',
  'approved',
  'active',
  'rejected',
  'expired',
  'revoked',
] as const;

export type ExemptionState = (typeof EXEMPTION_STATES)[number];

/** `start` on its first day; `expire` on its date; `revoke` by a person, or because its ground has gone. */
export type ExemptionEvent = 'approve' | 'reject' | 'start' | 'expire' | 'revoke' | 'renew';

const MOVES: Readonly<Record<ExemptionState, Partial<Record<ExemptionEvent, ExemptionState>>>> = {
  requested: { approve: 'approved', reject: 'rejected' },
  approved: { start: 'active', expire: 'expired', revoke: 'revoked' },
  active: { renew: 'active', expire: 'expired', revoke: 'revoked' },
  rejected: {},
  expired: {},
  revoked: {},
};

/** The state after an event; null when the state has no such move. */
export function nextExemptionState(state: ExemptionState, event: ExemptionEvent): ExemptionState | null {
  return MOVES[state][event] ?? null;
}

/** Why somebody needs one (LEG-09). `case_open` is computed, a refusal of ESIA is none. */
export const EXEMPTION_TYPES = ['no_esia_possible', 'waiting_esia_check', 'joined_late', 'other'] as const;

export type ExemptionType = (typeof EXEMPTION_TYPES)[number];

/** What stands behind it, where the rules ask: a child without documents is looked at each quarter (EC-060); abroad: EC-065. */
export const EXEMPTION_GROUNDS = ['no_documents', 'abroad', 'foreign_citizen', 'health'] as const;

export type ExemptionGround = (typeof EXEMPTION_GROUNDS)[number];

/** Whom it covers, at one school. */
export type ExemptionTarget =
  | { readonly scope: 'person'; readonly personId: string }
  | { readonly scope: 'class'; readonly classGroupId: string }
  | { readonly scope: 'role'; readonly wave: RoleWave }
  | { readonly scope: 'school' };

export type ExemptionScope = ExemptionTarget['scope'];

/** A renewal may be asked for from so many days before the end. */
const RENEWAL_DAYS = 60;
/** The check of a birth certificate (EC-098) and the first days at a school that is cut over (EC-132) take so long. */
const SHORT_DAYS = 30;
/** The school year begins on 1 September; what is granted in it lasts to 30 September of the next one at most (LEG-09). */
const LAST_DAY = '09-30';
const YEAR_BEGINS = '09-01';

const SHORT: ReadonlySet<ExemptionType> = new Set(['waiting_esia_check', 'joined_late']);

/** 30 September of the school year after that of the day. The end of an exemption is the first day on which it no longer holds. */
export function latestEnd(day: CalendarDate): CalendarDate {
  const year = Number(day.slice(0, 4));
  const begunIn = day.slice(5) >= YEAR_BEGINS ? year : year - 1;
  return `${begunIn + 1}-${LAST_DAY}` as CalendarDate;
}

export interface WantedTerm {
  readonly type: ExemptionType;
  readonly startsOn: CalendarDate;
  /** Null: the latest that the type allows. */
  readonly endsOn: CalendarDate | null;
  readonly today: CalendarDate;
}

export type Term =
  | { readonly kind: 'term'; readonly endsOn: CalendarDate }
  | {
      readonly kind: 'refused';
      readonly code: 'start_past' | 'end_before_start' | 'end_too_late';
      readonly latest: CalendarDate;
    };

/**
 * The end of an exemption that begins on a day: as asked, never later than {@link latestEnd} or the thirty days of its type,
 * by default the latest. An end inside the forbidden calendar moves to the first day after it, whatever the latest: nobody
 * loses a password in those days (LEG-09, EC-111). A Sunday is a day like any other.
 */
export function termOf(
  { type, startsOn, endsOn, today }: WantedTerm,
  periods: readonly CalendarPeriod[],
): Term {
  const yearly = latestEnd(today);
  const short = addDays(startsOn, SHORT_DAYS);
  const latest = SHORT.has(type) && short < yearly ? short : yearly;
  if (startsOn < today) return { kind: 'refused', code: 'start_past', latest };
  const wanted = endsOn ?? latest;
  if (wanted > latest) return { kind: 'refused', code: 'end_too_late', latest };
  if (wanted <= startsOn) return { kind: 'refused', code: 'end_before_start', latest };
  return { kind: 'term', endsOn: firstAllowed(wanted, periods) };
}

/** What a renewal looks at. */
export interface RenewableExemption {
  readonly state: ExemptionState;
  readonly type: ExemptionType;
  readonly endsOn: CalendarDate;
  readonly renewalUntil: CalendarDate | null;
}

export type Renewal =
  | { readonly kind: 'term'; readonly endsOn: CalendarDate }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'not_active'
        | 'short_type'
        | 'asked_already'
        | 'too_early'
        | 'over'
        | 'end_before_start'
        | 'end_too_late';
      readonly latest: CalendarDate;
      readonly from: CalendarDate;
    };

/**
 * The end that a renewal asks for: from T-60 to the last day, counted from the old end, to 30 September of the school year
 * after it (LEG-09). Thirty days are no more than thirty: such types are not renewed.
 */
export function renewalOf(
  one: RenewableExemption,
  { endsOn, today }: { readonly endsOn: CalendarDate | null; readonly today: CalendarDate },
  periods: readonly CalendarPeriod[],
): Renewal {
  const latest = latestEnd(one.endsOn);
  const from = addDays(one.endsOn, -RENEWAL_DAYS);
  const refused = (code: Extract<Renewal, { kind: 'refused' }>['code']): Renewal => ({
    kind: 'refused',
    code,
    latest,
    from,
  });
  if (one.state !== 'active' && one.state !== 'approved') return refused('not_active');
  if (SHORT.has(one.type)) return refused('short_type');
  if (one.renewalUntil !== null) return refused('asked_already');
  if (today < from) return refused('too_early');
  if (today >= one.endsOn) return refused('over');
  const wanted = endsOn ?? latest;
  if (wanted > latest) return refused('end_too_late');
  if (wanted <= one.endsOn) return refused('end_before_start');
  return { kind: 'term', endsOn: firstAllowed(wanted, periods) };
}

/**
 * The end after a refused renewal: the old one; when that has passed meanwhile, today; the forbidden calendar moves it on.
 */
export function endAfterRefusal(
  endsOn: CalendarDate,
  today: CalendarDate,
  periods: readonly CalendarPeriod[],
): CalendarDate {
  return firstAllowed(endsOn > today ? endsOn : today, periods);
}

/** The first day on which it holds no longer: its end, or that of a renewal which nobody has decided yet (EC-111). */
export function holdsUntil({
  endsOn,
  renewalUntil,
}: Pick<RenewableExemption, 'endsOn' | 'renewalUntil'>): CalendarDate {
  return renewalUntil !== null && renewalUntil > endsOn ? renewalUntil : endsOn;
}

/** In which office somebody decides. */
export type DecidingOffice = 'principal' | 'campaign_manager';

/**
 * Who decides about a request (e.5): the principal about a person while the quota lasts and nobody has passed it up; the
 * campaign manager about everything, and alone about classes, roles and schools.
 */
export function mayGrant(
  office: DecidingOffice,
  { scope, isEscalated }: { readonly scope: ExemptionScope; readonly isEscalated: boolean },
): boolean {
  switch (office) {
    case 'campaign_manager':
      return true;
    case 'principal':
      return scope === 'person' && !isEscalated;
  }
}

/**
 * Who revokes: the principal what covers a person; the campaign manager what only they may grant. A personal exemption is
 * a legal one, which the manager must not override (roles.md, 12).
 */
export function mayRevoke(office: DecidingOffice, scope: ExemptionScope): boolean {
  switch (office) {
    case 'principal':
      return scope === 'person';
    case 'campaign_manager':
      return scope !== 'person';
  }
}

/** The day of the next look at a child without documents: three months on (EC-060). */
export function nextReview(day: CalendarDate): CalendarDate {
  const month = Number(day.slice(5, 7)) + 3;
  const year = Number(day.slice(0, 4)) + (month > 12 ? 1 : 0);
  const first = `${year}-${String(month > 12 ? month - 12 : month).padStart(2, '0')}-01` as CalendarDate;
  return addDays(first, Math.min(Number(day.slice(8)), 28) - 1);
}
