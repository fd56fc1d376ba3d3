import { type CalendarDate, daysBetween, formatRussianDate } from '../../kernel/calendar-date.js';

const plural = new Intl.PluralRules('ru');
const DAYS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'день', few: 'дня', many: 'дней' };
const REMAIN: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'остался' };

/** How a sentence «Вход по паролю …» ends on a day: what will happen when, or what has happened. */
export function writtenTerm(cutoverOn: CalendarDate, day: CalendarDate): string {
  const left = daysBetween(day, cutoverOn);
  const date = formatRussianDate(cutoverOn);
  if (left < 0) return `прекращён ${date}`;
  if (left === 0) return `прекращается сегодня, ${date}`;
  const rule = plural.select(left);
  return `прекратится ${date} (${REMAIN[rule] ?? 'осталось'} ${left} ${DAYS[rule] ?? 'дня'})`;
}

/** The same for paper, which is read on other days than it is printed on. */
export function printedTerm(cutoverOn: CalendarDate, day: CalendarDate): string {
  return `${daysBetween(day, cutoverOn) < 0 ? 'прекращён' : 'прекратится'} ${formatRussianDate(cutoverOn)}`;
}
