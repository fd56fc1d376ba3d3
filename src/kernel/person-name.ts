import { isPlaceholder, tidySpaces, unifyDashes } from './written-text.js';

/** A person's name as written, tidied; `middle` (patronymic) is null where the person has none. */
export interface PersonName {
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
}

/** A name in the form in which names are compared (`norm()` of c.3.1); never shown to people. */
export interface NormalizedName {
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
}

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;

/** The commonest name by far: one Russian word. The whole of norm() does to it nothing but case and ё. */
const ONE_RUSSIAN_WORD = /^[А-Яа-яЁё]+$/;

/** U+0027, U+2019, U+02BC, U+0060 of c.3.1 and the other signs that keyboards and Word put in their place. */
const APOSTROPHES = /['\u2019\u02BC`\u2018\u201B\u02BB\u02B9\u2032\u00B4\uFF07]/g;

/** Latin letters that look like Cyrillic ones in one of their cases; lower case, since norm() lowers before. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['a', 'а'],
  ['b', 'в'],
  ['c', 'с'],
  ['e', 'е'],
  ['ë', 'е'],
  ['h', 'н'],
  ['k', 'к'],
  ['m', 'м'],
  ['o', 'о'],
  ['p', 'р'],
  ['t', 'т'],
  ['x', 'х'],
  ['y', 'у'],
]);

/** Trims, makes every kind of space one ordinary space and drops invisible characters; the writing stays (EC-011). */
export function tidyNamePart(raw: string): string {
  return tidySpaces(raw);
}

/** Tidies a patronymic; null when there is none or a placeholder stands for it: «нет», «-», «б/о», «.» (EC-004). */
export function tidyMiddleName(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null;
  // The normalised text is asked, so that «нeт» with a Latin letter is a placeholder too.
  return isPlaceholder(normalizeNamePart(raw)) ? null : tidyNamePart(raw);
}

/**
 * `norm()` of c.3.1 for one part of a name: two writings of one name give one text, two names give two.
 *
 * Composed (NFC); spaces trimmed and collapsed; lower case; ё as е (EC-001); apostrophes dropped (EC-010); every dash
 * a hyphen without spaces round it (EC-002); Latin look-alikes made Cyrillic where all other letters are Cyrillic, and
 * only there: a name wholly in Latin stays Latin (EC-007, EC-008); the suffixes оглы and кызы in one writing (EC-006).
 * The order of the words is part of the name (EC-003). Idempotent. Placeholders are the matter of
 * {@link tidyMiddleName}; {@link normalizeName} does both.
 *
 * This is the only norm() there is: SQL compares the columns that it filled and never repeats it. A change here means
 * that stored names must be normalised anew.
 */
export function normalizeNamePart(raw: string): string {
  if (ONE_RUSSIAN_WORD.test(raw)) return raw.toLowerCase().replaceAll('ё', 'е');
  // A dropped sign can bring a letter and its combining mark together, so the steps run until nothing changes.
  let text = raw;
  for (;;) {
    const next = normalizeOnce(text);
    if (next === text) return text;
    text = next;
  }
}

/** `norm()` of every part; a patronymic that is absent, blank or a placeholder becomes null. */
export function normalizeName(name: PersonName): NormalizedName {
  const middle = tidyMiddleName(name.middle);
  return {
    last: normalizeNamePart(name.last),
    first: normalizeNamePart(name.first),
    middle: middle === null ? null : normalizeNamePart(middle),
  };
}

/** True when Cyrillic and Latin letters stand in one text: row warning `MIXED_ALPHABET` (EC-007). */
export function isMixedAlphabet(raw: string): boolean {
  return CYRILLIC.test(raw) && LATIN.test(raw);
}

/** True for a text with Latin letters and no Cyrillic one: the name of a foreign citizen, never auto-linked (EC-008). */
export function isWhollyLatin(raw: string): boolean {
  return LATIN.test(raw) && !CYRILLIC.test(raw);
}

/** Patronymics as R1 and R4 take them, both already normalised: equal, or empty on one side at least (EC-005). */
export function middleNamesCompatible(a: string | null, b: string | null): boolean {
  return a === null || a === '' || b === null || b === '' || a === b;
}

/** The name for eyes that may not see it whole (roles.md): `И*** П. С.`; one letter of each part, whatever its length. */
export function maskName(name: PersonName): string {
  const initials = [name.first, tidyMiddleName(name.middle) ?? '']
    .map(initialOf)
    .filter((letter) => letter !== '')
    .map((letter) => `${letter}.`);
  return [`${initialOf(name.last)}***`, ...initials].join(' ');
}

function normalizeOnce(text: string): string {
  const lower = tidySpaces(text.replace(APOSTROPHES, '')).toLowerCase();
  const dashed = unifyDashes(lower).replace(/ ?-[ -]*/g, '-');
  const oneAlphabet = replaceLookAlikes(dashed);
  return unifySuffix(oneAlphabet.replace(/ё\u0308*/g, 'е'));
}

/** Leaves the text alone when a Latin letter in it looks like no Cyrillic one: then Latin was meant. */
function replaceLookAlikes(lower: string): string {
  if (!isMixedAlphabet(lower)) return lower;
  const letters = Array.from(lower);
  if (letters.some((letter) => LATIN.test(letter) && !LOOK_ALIKES.has(letter))) return lower;
  return letters.map((letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
}

/**
 * One writing for the Turkic "son of" and "daughter of" at the end of a patronymic, set off by a space or a hyphen
 * (EC-006; угли is the Uzbek partner of кизи). Alone, the word is a name and stays.
 */
function unifySuffix(text: string): string {
  return text
    .replace(/(?<=[^ -])[ -](?:оглы|оглу|углы|угли)$/, ' оглы')
    .replace(/(?<=[^ -])[ -](?:кызы|кизи|гызы)$/, ' кызы');
}

function initialOf(part: string): string {
  return /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u.exec(tidyNamePart(part))?.[0].toUpperCase() ?? '';
}
