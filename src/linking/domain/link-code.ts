declare const brand: unique symbol;

/** A link code as it is compared: eight characters of the alphabet below, no dash. */
export type LinkCode = string & { readonly [brand]: 'LinkCode' };

/**
 * No two of these look alike on paper: neither 0, 1, I, L, O, nor B, S, Z beside 8, 5, 2. 28 characters, eight of them:
 * 8 × log2(28) = 38.4 bits. Codes are guarded by their throttle as well (five tries in a quarter of an hour).
 */
export const ALPHABET = '23456789ACDEFGHJKMNPQRTUVWXY';
export const CODE_LENGTH = 8;

/** What a Russian keyboard writes for a letter of the alphabet, and what is misread for one of its digits. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ...Array.from('АСЕНКМРТХУ').map((letter, at) => [letter, 'ACEHKMPTXY'.charAt(at)] as const),
  ...Array.from('ВBSZЗ').map((letter, at) => [letter, '88523'.charAt(at)] as const),
]);

/**
 * Reads a code as people type it (LNK-05): in any letter case, with spaces and dashes anywhere, with Cyrillic letters that
 * look like the Latin ones. Null when it cannot be a code.
 */
export function parseLinkCode(typed: string): LinkCode | null {
  const letters = Array.from(typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase()).map(
    (one) => READ_AS.get(one) ?? one,
  );
  if (letters.length !== CODE_LENGTH || letters.some((one) => !ALPHABET.includes(one))) return null;
  return letters.join('') as LinkCode;
}

/** A code as it is printed: `7KMT-4WXA`. */
export function printLinkCode(code: LinkCode): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The code that evenly distributed numbers below 28 spell. */
export function spellLinkCode(numbers: readonly number[]): LinkCode {
  if (numbers.length !== CODE_LENGTH) throw new RangeError(`a link code has ${CODE_LENGTH} characters`);
  return numbers.map((number) => ALPHABET.charAt(number)).join('') as LinkCode;
}

const DAY_MS = 86_400_000;

/** LNK-05: 90 days; a notice may make it longer, until its wave has closed. */
export const LINK_CODE_LIVES_MS = 90 * DAY_MS;
