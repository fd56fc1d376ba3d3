/** What went wrong, from the caller's side; platform/http gives each kind its HTTP status. */
export type DomainErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'precondition_failed'
  | 'precondition_required'
  | 'too_large'
  | 'too_many'
  | 'unavailable';

/** Facts that a problem may show: ids, field names, numbers and dates; never personal data. */
export type DomainFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * A refusal that a rule made. `code` is stable and listed in docs/problems.md, where its Russian text for people
 * stands; `facts` fill the text and are shown to the caller.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    readonly kind: DomainErrorKind,
    readonly facts: DomainFacts = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
