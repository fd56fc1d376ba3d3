import type { INestApplication, Type } from '@nestjs/common';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { InternalClientGuard } from '../../src/journal/http/internal-client.guard.js';
import { RIGHT_KEY } from '../../src/access/http/requires-right.decorator.js';
import { PUBLIC_KEY } from '../../src/platform/http/public.decorator.js';

/** One route of a controller, and what it declares of who may use it. */
export interface DeclaredRoute {
  readonly method: string;
  /** With a slash in front, parameters as `:name`. */
  readonly path: string;
  readonly right: string | undefined;
  readonly isPublic: boolean;
  readonly forJournals: boolean;
}

/** Every route of every controller, from Nest's own metadata. */
export function declaredRoutes(app: INestApplication): readonly DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.keys(),
  ]);
  return (controllers as Type[]).flatMap((controller) => {
    const handlers = Object.getOwnPropertyNames(controller.prototype)
      .map((name) => Reflect.get(controller.prototype as object, name) as object)
      .filter((member) => typeof member === 'function' && Reflect.hasMetadata('method', member));
    return handlers.map((handler) => routeOf(controller, handler));
  });
}

function routeOf(controller: Type, handler: object): DeclaredRoute {
  const own = (key: string): unknown =>
    Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  const parts = [Reflect.getMetadata('path', controller), Reflect.getMetadata('path', handler)] as string[];
  const guards = [controller, handler].flatMap(
    (target) => (Reflect.getMetadata('__guards__', target) ?? []) as unknown[],
  );
  return {
    method: RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod],
    path: `/${parts
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter((part) => part !== '')
      .join('/')}`,
    right: own(RIGHT_KEY) as string | undefined,
    isPublic: own(PUBLIC_KEY) === true,
    forJournals: guards.includes(InternalClientGuard),
  };
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route that Express knows, as `GET /path`: what answers, whoever put it there. */
export function servedRoutes(app: INestApplication): readonly string[] {
  const express = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return express.router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
  );
}
