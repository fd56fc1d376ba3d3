import { birthdayOn, type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { type RosterRow } from './household.js';

const LATIN_TWINS: ReadonlyMap<string, string> = new Map([
  ['а', 'a'],
  ['е', 'e'],
  ['о', 'o'],
  ['с', 'c'],
  ['р', 'p'],
  ['х', 'x'],
]);

/** 05.06 written as 06.05 (EC-021); null when that is no day. */
export function swapDayAndMonth(born: CalendarDate): CalendarDate | null {
  const [year = '', month = '', day = ''] = born.split('-');
  return parseCalendarDate(`${year}-${day}-${month}`);
}

/** The birthday in a neighbouring year. */
export function otherYear(born: CalendarDate, by: number): CalendarDate {
  return birthdayOn(born, by);
}

/** Writes е for every ё (EC-001); false where there is none. */
export function withoutYo({ written }: RosterRow): boolean {
  if (!/ё/i.test(written.last + written.first + written.middle)) return false;
  const plain = (text: string) => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');
  written.last = plain(written.last);
  written.first = plain(written.first);
  written.middle = plain(written.middle);
  return true;
}

/** «Иванова-Петрова» → «Петрова-Иванова» (EC-003); null for other surnames. */
export function reversed(last: string): string | null {
  const [one, two] = last.split('-');
  return one === undefined || two === undefined ? null : `${two}-${one}`;
}

/** Makes one Cyrillic letter of the surname its Latin twin (EC-007); false where no letter has one. */
export function latinize({ written }: RosterRow): boolean {
  const letter = Array.from(written.last).find((candidate) => LATIN_TWINS.has(candidate));
  if (letter === undefined) return false;
  written.last = written.last.replace(letter, LATIN_TWINS.get(letter) ?? letter);
  return true;
}
