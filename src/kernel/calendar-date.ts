import { tidySpaces } from './written-text.js';

declare const brand: unique symbol;

/**
 * A day of the Gregorian calendar as `YYYY-MM-DD`, 1900 to 2100, without time and zone: a birthday has none.
 * The order of the texts is the order of the days, so `<` and `===` compare them.
 */
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

const DAY_MS = 86_400_000;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const RUSSIAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Parses `YYYY-MM-DD` and nothing else; null for other writings, days that do not exist, years outside 1900–2100. */
export function parseCalendarDate(raw: string): CalendarDate | null {
  const [, year, month, day] = ISO.exec(raw) ?? [];
  return fromParts(Number(year), Number(month), Number(day));
}

/**
 * Parses a date as rosters, Excel and ESIA write it: `2015-06-05`, `05.06.2015`, `5.6.2015`; blanks round it are
 * dropped. Whatever can be read in two ways is null: slashes, two-digit years, Excel's day numbers.
 */
export function parseWrittenDate(raw: string): CalendarDate | null {
  const text = tidySpaces(raw);
  const [, day, month, year] = RUSSIAN.exec(text) ?? [];
  return parseCalendarDate(text) ?? fromParts(Number(year), Number(month), Number(day));
}

/**
 * Full years of age on a day; the birthday itself counts. Born on 29 February, the age changes on 1 March in common
 * years (EC-023). The same as PostgreSQL's `extract(year from age(day, born))` (f.0.2) from the birth on; before it
 * negative, never 0.
 */
export function ageOn(day: CalendarDate, born: CalendarDate): number {
  const years = yearOf(day) - yearOf(born);
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}

/**
 * The first day on which {@link ageOn} is `years`: the birthday, for 29 February in common years 1 March (EC-023).
 *
 * @throws RangeError when `years` is not whole or the day lies outside 1900–2100
 */
export function birthdayOn(born: CalendarDate, years: number): CalendarDate {
  const year = yearOf(born) + years;
  const day =
    fromParts(year, monthOf(born), dayOf(born)) ?? (born.endsWith('-02-29') ? fromParts(year, 3, 1) : null);
  return day ?? outOfRange();
}

/**
 * The day `n` days later; earlier for a negative `n`.
 *
 * @throws RangeError when `n` is not whole or the day lies outside 1900–2100
 */
export function addDays(day: CalendarDate, n: number): CalendarDate {
  if (!Number.isSafeInteger(n)) throw new RangeError('the number of days must be whole');
  return fromEpochDay(epochDay(day) + n);
}

/** Days from `a` to `b`: 1 when `b` is the day after `a`, negative when `b` is earlier. */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
  return epochDay(b) - epochDay(a);
}

/**
 * The civil day of a moment in an IANA time zone: 22:00 in Kaliningrad is already tomorrow in Novokuznetsk (EC-120).
 *
 * @param timeZone for example `Europe/Kaliningrad`, `Asia/Novokuznetsk`
 * @throws RangeError for an unknown zone, an invalid moment, or a day outside 1900–2100
 */
export function dayIn(moment: Date, timeZone: string): CalendarDate {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return (
    fromParts(parts.get('year') ?? NaN, parts.get('month') ?? NaN, parts.get('day') ?? NaN) ?? outOfRange()
  );
}

/**
 * The moment at which a civil day begins in an IANA time zone: what ends on a day ends at its 00:00 in the region.
 *
 * @throws RangeError for an unknown zone
 */
export function startOfDay(day: CalendarDate, timeZone: string): Date {
  const midnight = epochDay(day) * DAY_MS;
  // The zone's offset is asked at a moment near the wanted one, then at the moment it gave: the two differ at a change only.
  const near = midnight - offsetAt(new Date(midnight), timeZone);
  return new Date(midnight - offsetAt(new Date(near), timeZone));
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offsetAt(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    moment,
  );
  const written = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})/.exec(written) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}

/** The Russian writing: `05.06.2015`. */
export function formatRussianDate(date: CalendarDate): string {
  return `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
}

/** True for two different days of one year with day and month swapped, 05.06 and 06.05: hint `DAY_MONTH_SWAPPED` (EC-021). */
export function dayMonthSwapped(a: CalendarDate, b: CalendarDate): boolean {
  return a !== b && yearOf(a) === yearOf(b) && monthOf(a) === dayOf(b) && dayOf(a) === monthOf(b);
}

/** Null for what is no real day: JavaScript rolls 31.04 over to 01.05, and the roll-over is seen in the parts. */
function fromParts(year: number, month: number, day: number): CalendarDate | null {
  if (!(Number.isInteger(year) && year >= 1900 && year <= 2100)) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10) as CalendarDate;
}

function fromEpochDay(days: number): CalendarDate {
  const date = new Date(days * DAY_MS);
  return fromParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) ?? outOfRange();
}

function epochDay(day: CalendarDate): number {
  return Date.UTC(yearOf(day), monthOf(day) - 1, dayOf(day)) / DAY_MS;
}

function outOfRange(): never {
  throw new RangeError('the day lies outside 1900–2100');
}

/** Building a format costs a hundred times what using it does. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

function monthOf(date: CalendarDate): number {
  return Number(date.slice(5, 7));
}

function dayOf(date: CalendarDate): number {
  return Number(date.slice(8));
}
