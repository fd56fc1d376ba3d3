import { addDays, birthdayOn, type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { type BirthSpan } from './people.js';
import { type Random } from './random.js';
import { type Seat } from './rows.js';

/** The 1st of September of a year. @throws RangeError for a year outside 1900–2100 */
export function firstOfSeptember(year: number): CalendarDate {
  return day(`${year}-09-01`);
}

/**
 * When a pupil of this seat was born: a first-grader is 6½ to 7½ on the 1st of September; an evening school teaches
 * people three to eight years older (EC-036); a kindergarten those of 3 to 6.
 */
export function pupilSpan({ school, group }: Seat, startYear: number, random: Random): BirthSpan {
  if (school.kind === 'preschool') return { from: day(`${startYear - 6}-03-01`), days: 3 * 365 };
  const older = school.kind === 'evening' ? random.between(3, 8) : 0;
  return { from: day(`${startYear - 6 - group.grade - older}-03-01`), days: 365 };
}

/** The year before a birth in which a parent `years` older was born. */
export function parentSpan(child: CalendarDate, years: number): BirthSpan {
  return { from: addDays(birthdayOn(child, -years), -365), days: 365 };
}

/** When the employees of today were born: 23 to 67 years ago. */
export function staffSpan(startYear: number): BirthSpan {
  return { from: day(`${startYear - 67}-01-01`), days: 44 * 365 };
}

/** The 1st of September on which a pupil came: mostly into the first grade of the school, some later. */
export function enrolledFrom({ school, group }: Seat, startYear: number, random: Random): CalendarDate {
  if (school.kind === 'preschool') return firstOfSeptember(startYear - random.below(2));
  const lowest = Math.min(...school.classes.map(({ grade }) => grade));
  const years = group.grade - lowest;
  const stayed = random.chance(0.15) ? random.between(0, years) : years;
  return firstOfSeptember(startYear - stayed);
}

function day(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new RangeError('the day lies outside 1900–2100');
  return parsed;
}
