import type { AuditActor } from './audit-event.js';

/** An entry as the security officer sees it: codes, ids, numbers, no words of people. */
export interface ShownEntry {
  readonly id: number;
  readonly at: Date;
  readonly actor: AuditActor;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly schoolId: string | null;
  /** A code; null also when the entry holds free words, which {@link ShownEntry.reasonWithheld} says. */
  readonly reason: string | null;
  readonly reasonWithheld: boolean;
  readonly facts: unknown;
  readonly traceId: string | null;
  /** The roles by which the actor had the right there, the narrowest first; none for whoever has no role. */
  readonly grants: readonly { readonly id: string; readonly role: string }[];
}

/** Codes, ids, moments, addresses of fields: Latin letters, digits and signs, without a blank. */
const CODE = /^[\w.:+/@-]{0,100}$/;
/** Eleven digits, however grouped, may be a СНИЛС. */
const LIKE_SNILS = /(?<!\d)(\d[-\s]?){10}\d(?!\d)/;
const WITHHELD = '…';

/** True for a text that can only be a code or an id. */
export function isCode(text: string): boolean {
  return CODE.test(text) && !LIKE_SNILS.test(text);
}

/** The same value with every text that may be words of people replaced by «…» (roles.md: no content of personal data). */
export function withoutWords(value: unknown): unknown {
  if (typeof value === 'string') return isCode(value) ? value : WITHHELD;
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [isCode(name) ? name : WITHHELD, withoutWords(inner)]),
    );
  }
  return value;
}
