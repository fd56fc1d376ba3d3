import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { HeldGrant } from './principal.js';
import type { Role } from './rights.js';

/** A role at a place: the school stands with a class too. */
export interface RoleAtPlace {
  readonly role: Role;
  readonly schoolId: Uuid | null;
  readonly isDelegate: boolean;
}

/**
 * Who appoints whom (roles.md). The ministry's administrator appoints the first of all others and is appointed by an operator
 * alone; a principal the people of the own school. Nobody else appoints, so that no role raises itself.
 */
const APPOINTED_BY: Partial<Readonly<Record<Role, readonly Role[]>>> = {
  ministry_admin: [
    ...(['school_admin', 'principal', 'municipal_operator', 'municipal_head'] as const),
    ...(['ministry_analyst', 'campaign_manager', 'support_agent', 'security_officer', 'pd_officer'] as const),
  ],
  principal: ['school_admin', 'homeroom'],
};

/** In which of their roles somebody may give or end this one; the ministry's before the principal's. Null: in none. */
export function appointerOf(
  held: readonly HeldGrant[],
  { role, schoolId, isDelegate }: RoleAtPlace,
): 'ministry_admin' | 'principal' | null {
  const appoints = (by: Role): boolean => APPOINTED_BY[by]?.includes(role) === true;
  if (appoints('ministry_admin') && held.some((own) => own.role === 'ministry_admin'))
    return 'ministry_admin';
  // A delegate decides where the school's own people are relatives: they do not end who decides about them.
  if (isDelegate || !appoints('principal')) return null;
  const isTheirs = held.some((own) => own.role === 'principal' && own.schoolId === schoolId);
  return isTheirs ? 'principal' : null;
}

/** The first day after the school year in which a day lies: the school year ends on 31 August (273-ФЗ, ст. 28; EC-078). */
export function schoolYearEndsBefore(day: CalendarDate): CalendarDate {
  const year = Number(day.slice(0, 4));
  const thisYear = `${day.slice(0, 4)}-09-01` as CalendarDate;
  return day < thisYear ? thisYear : (`${year + 1}-09-01` as CalendarDate);
}

/** So long before its first day a role may be given. */
const LONGEST_AHEAD_DAYS = 365;

/** What is wrong with the days of a grant that an administrator gives; null when nothing is. */
export function faultOfTerm(
  appointer: 'ministry_admin' | 'principal',
  {
    from,
    to,
    today,
  }: { readonly from: CalendarDate; readonly to: CalendarDate | null; readonly today: CalendarDate },
): 'GRANT_BEGINS_WRONG' | 'GRANT_DATES_WRONG' | 'GRANT_TERM_WRONG' | null {
  if (from < today || from > addDays(today, LONGEST_AHEAD_DAYS)) return 'GRANT_BEGINS_WRONG';
  if (to !== null && to <= from) return 'GRANT_DATES_WRONG';
  switch (appointer) {
    case 'ministry_admin':
      return null;
    case 'principal':
      return to === null || to > schoolYearEndsBefore(from) ? 'GRANT_TERM_WRONG' : null;
  }
}

/** What time says of a grant on a civil day of its region. */
export type GrantState = 'coming' | 'held' | 'expired' | 'ended';

export function stateOfGrant(
  grant: {
    readonly validFrom: CalendarDate;
    readonly validTo: CalendarDate | null;
    readonly endedAt: Date | null;
  },
  today: CalendarDate,
): GrantState {
  if (grant.endedAt !== null) return 'ended';
  if (grant.validTo !== null && grant.validTo <= today) return 'expired';
  return grant.validFrom > today ? 'coming' : 'held';
}
