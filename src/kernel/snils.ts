import { isPlaceholder, tidySpaces, unifyDashes } from './written-text.js';

declare const brand: unique symbol;

/** A СНИЛС in canonical form: 11 digits, nine of the number and two of the control number, nothing else. */
export type Snils = string & { readonly [brand]: 'Snils' };

/**
 * Why a text is no СНИЛС. `format`: not eleven digits; `checksum`: the control number does not agree;
 * `zero_prefix`: a number 000-…, which is never issued to people (test numbers of ESIA begin so).
 */
export type SnilsInvalidReason = 'format' | 'checksum' | 'zero_prefix';

/** What a written СНИЛС is worth. A missing or invalid one counts as absent in every comparison (c.3.1). */
export type SnilsVerdict =
  | { readonly kind: 'valid'; readonly snils: Snils }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly reason: SnilsInvalidReason };

/** `allowTestNumbers`: numbers 000-… are good; only for test ESIA, production forbids them (EC-014). */
export interface SnilsRules {
  readonly allowTestNumbers: boolean;
}

const PRODUCTION: SnilsRules = { allowTestNumbers: false };

/** The control number is defined only for numbers above 001-001-998 (official text, F:P19). */
const LAST_NUMBER_WITHOUT_CONTROL = '001001998';

/**
 * The control number of a СНИЛС: Σ digit × its position from the end; below 100 the sum itself, 100 and 101 give 00,
 * above 101 the remainder mod 101, where 100 gives 00 (official text, F:P19; EC-015). The double remainder says all of it.
 *
 * @param number nine digits
 * @returns two digits; without meaning for numbers up to 001-001-998
 * @throws RangeError when `number` is not nine digits
 */
export function snilsControlNumber(number: string): string {
  if (!/^\d{9}$/.test(number)) throw new RangeError('the number of a SNILS has nine digits');
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += Number(number[index]) * (9 - index);
  return String((sum % 101) % 100).padStart(2, '0');
}

/**
 * Judges a СНИЛС as written in a roster or told by ESIA. Spaces and dashes of every kind may stand anywhere, since a
 * school writes `112-233-445 95`, `11223344595` or `112 233 445 95` (EC-016). Blank, dashes and words like «нет» are
 * missing; any other text without exactly eleven digits is invalid, with one exception: {@link restoreLeadingZero}.
 */
export function judgeSnils(raw: string | null | undefined, rules: SnilsRules): SnilsVerdict {
  if (raw === null || raw === undefined) return { kind: 'missing' };
  const written = unifyDashes(tidySpaces(raw));
  if (!/\d/.test(written) && isPlaceholder(written)) return { kind: 'missing' };
  if (!/^[\d -]*$/.test(written)) return { kind: 'invalid', reason: 'format' };
  return judgeDigits(restoreLeadingZero(written).replace(/[ -]/g, ''), rules);
}

/** Parses a СНИЛС in any accepted writing (see {@link judgeSnils}); null when missing or invalid. */
export function parseSnils(raw: string, rules: SnilsRules = PRODUCTION): Snils | null {
  const verdict = judgeSnils(raw, rules);
  return verdict.kind === 'valid' ? verdict.snils : null;
}

/** The official writing, also ESIA's: `112-233-445 95`. */
export function formatSnils(snils: Snils): string {
  return `${snils.slice(0, 3)}-${snils.slice(3, 6)}-${snils.slice(6, 9)} ${snils.slice(9)}`;
}

/** The writing for eyes that may not see the number: `***-***-*** 95` (PD-02, roles.md). */
export function maskSnils(snils: Snils): string {
  return `***-***-*** ${snilsLast2(snils)}`;
}

/** The last two digits (the control number), all that a mask shows. */
export function snilsLast2(snils: Snils): string {
  return snils.slice(9);
}

function judgeDigits(digits: string, rules: SnilsRules): SnilsVerdict {
  if (digits.length !== 11) return { kind: 'invalid', reason: 'format' };
  const number = digits.slice(0, 9);
  // Nine zeros are a filler even where test numbers are good: everybody who typed them would be one person.
  if (number === '000000000' || (number.startsWith('000') && !rules.allowTestNumbers)) {
    return { kind: 'invalid', reason: 'zero_prefix' };
  }
  if (number > LAST_NUMBER_WITHOUT_CONTROL && snilsControlNumber(number) !== digits.slice(9)) {
    return { kind: 'invalid', reason: 'checksum' };
  }
  return { kind: 'valid', snils: digits as Snils };
}

/**
 * Gives back the zero that Excel dropped from a number of eleven digits (EC-017), only where the control number then
 * agrees; otherwise the text is returned as it is.
 *
 * Excel drops every leading zero and writes no dashes, so ten digits that begin with a zero, or carry dashes, are a
 * typing error and not its work (its groups of thousands, `8 765 430 300`, are). Nine digits are refused although they
 * may have lost two zeros: they are as often a number without its control number, and a guess between the two would
 * give one pupil in a hundred the СНИЛС of a stranger.
 */
function restoreLeadingZero(written: string): string {
  const digits = written.replaceAll(' ', '');
  if (!/^[1-9]\d{9}$/.test(digits)) return written;
  const restored = `0${digits}`;
  return snilsControlNumber(restored.slice(0, 9)) === restored.slice(9) ? restored : written;
}
