import { SetMetadata } from '@nestjs/common';

/** The metadata key that the guard reads. */
export const API_KEYS_KEY = 'perehod:api-keys';

/** Lets machines with an API key use a route, or all of a controller, beside administrators; its right still has to be theirs. */
export const OpenToApiKeys = (): MethodDecorator & ClassDecorator => SetMetadata(API_KEYS_KEY, true);
