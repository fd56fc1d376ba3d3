import { addDays, type CalendarDate } from '../../../kernel/calendar-date.js';

/** Built-in formats that show a day, East Asian ones included (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 36],
  [50, 58],
];

/** Whether a number format shows a date; `code` is that of a format of the workbook's own. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last);
  // Texts in quotes, escaped characters, and what stands in brackets (colours, locales) are no parts of a date.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  return /[dy]/.test(bare) && !/general|[0#?]/.test(bare);
}

/** Excel counts a 29 February 1900 that never was: behind it every number is one too large. */
const NEVER_WAS = 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/**
 * The civil day of Excel's day number: the whole part alone, so no time zone can shift it. Null for what is no day, and
 * for days outside the years 1900–2100.
 */
export function civilDay(serial: number, from1904: boolean): CalendarDate | null {
  const day = Math.floor(serial);
  if (!(day >= 0 && day <= LAST_DAY)) return null;
  if (!from1904 && (day === NEVER_WAS || day === 0)) return null;
  const [start, offset] = from1904
    ? ['1904-01-01', day]
    : ['1900-01-01', day > NEVER_WAS ? day - 2 : day - 1];
  try {
    return addDays(start as CalendarDate, offset);
  } catch {
    return null;
  }
}

/** A number as people write it: without exponent and without the tail that binary fractions get. */
export function plainNumber(written: string): string {
  const number = Number(written);
  if (written.trim() === '' || !Number.isFinite(number)) return written;
  return Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(15)));
}

/** Undoes `_xHHHH_`, by which Excel writes characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}
