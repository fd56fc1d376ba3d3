import { SetMetadata } from '@nestjs/common';

/** How a route treats an Idempotency-Key. */
export const IDEMPOTENCY = 'perehod:idempotency';
export type Idempotency = 'own' | 'said_once';

/** The act keeps its key and its answer itself, in its own transaction and for good. */
export const KeepsItsAnswers = (): MethodDecorator => SetMetadata(IDEMPOTENCY, 'own' satisfies Idempotency);

/** What is answered may not be kept, sealed or not: a repetition does nothing and says so. */
export const SaidOnce = (): MethodDecorator => SetMetadata(IDEMPOTENCY, 'said_once' satisfies Idempotency);
