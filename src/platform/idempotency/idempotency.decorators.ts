import { SetMetadata } from '@nestjs/common';

/**
 * How a route treats an Idempotency-Key where it is not by keeping the whole answer: `said_once` keeps none of it, `without`
 * keeps it without fields that are secrets, `by_row` goes on where a server died in the middle.
 */
export const IDEMPOTENCY = 'perehod:idempotency';
export type Idempotency =
  | { readonly kind: 'said_once' }
  | { readonly kind: 'without'; readonly secrets: readonly string[] }
  | { readonly kind: 'by_row' };

/** What is answered may not be kept, sealed or not: a repetition does nothing and says so. */
export const SaidOnce = (): MethodDecorator =>
  SetMetadata(IDEMPOTENCY, { kind: 'said_once' } satisfies Idempotency);

/** These fields of the answer are said once and kept nowhere, sealed or not: a repetition gives null in their place. */
export const KeptWithout = (...secrets: readonly string[]): MethodDecorator =>
  SetMetadata(IDEMPOTENCY, { kind: 'without', secrets } satisfies Idempotency);

/** The rows of the act are transactions of their own: whoever repeats what a dead server left does the rows that it did not. */
export const DoneByRow = (): MethodDecorator =>
  SetMetadata(IDEMPOTENCY, { kind: 'by_row' } satisfies Idempotency);
