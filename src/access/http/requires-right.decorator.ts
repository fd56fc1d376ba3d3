import { SetMetadata } from '@nestjs/common';
import type { Right } from '../domain/rights.js';

/** The metadata key that the guard reads. */
export const RIGHT_KEY = 'perehod:right';

/** Names the one right that a route of the administrators' API needs. */
export const RequiresRight = (right: Right): MethodDecorator => SetMetadata(RIGHT_KEY, right);
