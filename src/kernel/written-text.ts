/**
 * What people, Excel and Word do to short texts, and how it is undone without changing what is written.
 * Shared by names and numbers of the kernel.
 */

/** Characters that print as nothing (zero-width spaces, soft hyphen, byte order mark, direction marks). */
const INVISIBLE = /\p{Cf}/gu;

/** Every space and control character: no-break, thin, ideographic, tab, line end, NUL (which PostgreSQL refuses). */
const BLANKS = /[\p{Z}\p{Cc}]+/gu;

/** Every dash: the Unicode class, the minus sign and the hyphen bullet. */
const DASHES = /[\p{Pd}\u2212\u2043]/gu;

/** What schools type into a field to say "there is none", as {@link isPlaceholder} sees it: words only, lower case. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'нет',
  'нету',
  'отсутствует',
  'б о',
  'без отчества',
  'нет отчества',
  'отчества нет',
  'отчество отсутствует',
  'не имеет',
  'не имеется',
  'не указано',
  'н д',
  'нет данных',
  'null',
]);

/**
 * Removes invisible characters, makes every run of blanks one ordinary space, trims, composes (Unicode NFC).
 * The writing itself stays: letters, case, dashes and apostrophes as given (EC-011). Idempotent.
 */
export function tidySpaces(raw: string): string {
  return raw.replace(INVISIBLE, '').replace(BLANKS, ' ').trim().normalize('NFC');
}

/** Turns every dash variant into the ASCII hyphen-minus; spaces round it stay. */
export function unifyDashes(text: string): string {
  return text.replace(DASHES, '-');
}

/**
 * True when the text says "there is none": nothing but blanks and signs («», «-», «—», «.», «***», «0»), or a word
 * like «нет», «б/о», «отсутствует» (c.3.1, EC-004) in any case, with any signs round it («(нет)», «Б.О.»).
 */
export function isPlaceholder(raw: string): boolean {
  const words = tidySpaces(raw)
    .toLowerCase()
    .replace(/\P{L}+/gu, ' ')
    .trim();
  return words === '' || PLACEHOLDERS.has(words);
}
