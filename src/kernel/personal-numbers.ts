/** As people write a СНИЛС: three threes and two, with dashes, blanks or neither; no part of a longer number. */
const SNILS = /(?<![\d-])\d{3}[-\s]?\d{3}[-\s]?\d{3}[-\s]?\d{2}(?![\d-])/;
/** A Russian telephone: +7 or 8 and ten digits, however grouped. */
const PHONE = /(?:\+\s?7|(?<![\d-])8)[-\s(]*\d{3}[-\s)]*\d{3}[-\s]?\d{2}[-\s]?\d{2}(?![\d-])/;
const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]{2,}/;

/** True for words in which somebody has written a СНИЛС, a telephone or an e-mail address, or what looks like one. */
export function holdsPersonalNumbers(words: string): boolean {
  return [SNILS, PHONE, EMAIL].some((pattern) => pattern.test(words));
}
