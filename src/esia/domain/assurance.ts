import { addDays, birthdayOn, type CalendarDate } from '../../kernel/calendar-date.js';
import { type EsiaLevel } from './esia-profile.js';

/** In what capacity somebody signs in. */
export type AssuranceSubject = 'student' | 'representative' | 'staff' | 'administrator';

/**
 * One row of the assurance policy (AUTH-06, c.1.1): the levels accepted from the day that comes `fromDay` days after the
 * `fromAge`-th birthday, until the next row of the same subject begins. `P` cannot be accepted.
 */
export interface AssuranceRule {
  readonly subject: AssuranceSubject;
  /** A region's own rows for a subject replace the common ones altogether. */
  readonly regional: boolean;
  readonly fromAge: number;
  readonly fromDay: number;
  readonly levels: readonly Exclude<EsiaLevel, 'P'>[];
}

/**
 * The levels at which a subject born on `born` may sign in on `day`. None before the birth and where no rule applies: what
 * the policy does not allow, it forbids. Born on 29 February, birthdays of common years are on 1 March (EC-023).
 */
export function acceptedLevels(
  rules: readonly AssuranceRule[],
  subject: AssuranceSubject,
  born: CalendarDate,
  day: CalendarDate,
): readonly EsiaLevel[] {
  const ofSubject = rules.filter((rule) => rule.subject === subject);
  const own = ofSubject.filter(({ regional }) => regional);
  const begun = (own.length > 0 ? own : ofSubject)
    .map(({ fromAge, fromDay, levels }) => ({
      from: addDays(birthdayOn(born, fromAge), fromDay),
      fromAge,
      levels,
    }))
    .filter(({ from }) => from <= day)
    .sort((a, b) => (a.from === b.from ? a.fromAge - b.fromAge : a.from < b.from ? -1 : 1));
  return begun.at(-1)?.levels ?? [];
}

/** How far ahead an end of acceptance is looked for: no grace of the policy is longer. */
const YEARS_AHEAD_DAYS = 4 * 366;

/**
 * The last day from `day` on, without a break, at which the level is accepted; null when it is accepted for the next four
 * years, `never` when it is not accepted on `day` itself.
 */
export function lastAcceptedDay(
  rules: readonly AssuranceRule[],
  subject: AssuranceSubject,
  born: CalendarDate,
  day: CalendarDate,
  level: EsiaLevel,
): CalendarDate | 'never' | null {
  const isAccepted = (on: CalendarDate): boolean => acceptedLevels(rules, subject, born, on).includes(level);
  if (!isAccepted(day)) return 'never';
  for (let ahead = 1; ahead <= YEARS_AHEAD_DAYS; ahead++) {
    if (!isAccepted(addDays(day, ahead))) return addDays(day, ahead - 1);
  }
  return null;
}
