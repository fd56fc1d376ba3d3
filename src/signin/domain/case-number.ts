const DIGITS = 12;

/** «Номер обращения» as a person reads it out: `4821-0937-1528`. */
export function formatCaseNumber(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1-');
}

/** The twelve digits of a case number in any writing, with blanks or dashes; null for anything else. */
export function parseCaseNumber(written: string): string | null {
  const digits = written.replace(/[\s\-‐‑–—]/g, '');
  return digits.length === DIGITS && /^\d+$/.test(digits) ? digits : null;
}
