import type { Type } from '@nestjs/common';
import { PUBLIC_KEY } from '../../platform/http/public.decorator.js';
import type { Right } from '../domain/rights.js';
import { API_KEYS_KEY } from './open-to-api-keys.decorator.js';
import { RIGHT_KEY } from './requires-right.decorator.js';

/** What a route declares of who may use it. */
export interface DeclaredAccess {
  readonly right: Right | null;
  /** Machines with an API key beside administrators. */
  readonly openToApiKeys: boolean;
  /** No right of an administrator: open to all, or behind a guard of its own. */
  readonly isPublic: boolean;
}

/** Read as the guard reads it: the handler's word goes before its controller's. */
export function declaredAccess(controller: Type, handler: object): DeclaredAccess {
  const own = (key: string): unknown =>
    Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  return {
    right: (own(RIGHT_KEY) as Right | undefined) ?? null,
    openToApiKeys: own(API_KEYS_KEY) === true,
    isPublic: own(PUBLIC_KEY) === true,
  };
}
