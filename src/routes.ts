import {
  type DynamicModule,
  type ForwardReference,
  type INestApplication,
  RequestMethod,
  type Type,
} from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type DeclaredAccess, declaredAccess } from './access/index.js';
import { isForJournalSystems, isForRosterSources } from './journal/index.js';

/** One route of a controller, and what it declares of who may use it. */
export interface DeclaredRoute extends DeclaredAccess {
  readonly method: string;
  /** With a slash in front, parameters as `:name`. */
  readonly path: string;
  /** Behind the token of an e-journal's backend. */
  readonly forJournals: boolean;
  /** Behind the token of whoever brings rosters in. */
  readonly forRosterSources: boolean;
}

type Imported = Type | DynamicModule | Promise<DynamicModule> | ForwardReference;

/** The routes of an application that was built. */
export function routesOfApplication(app: INestApplication): readonly DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap(({ controllers }) => [
    ...controllers.keys(),
  ]);
  return (controllers as Type[]).flatMap(routesOfController);
}

/** The routes of a module and of all that it imports, read from what they declare; nothing is built. */
export function routesOfModule(root: Type | DynamicModule): readonly DeclaredRoute[] {
  const [seen, waiting] = [new Set<Type>(), [root] as Imported[]];
  const controllers = new Set<Type>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof Promise || 'forwardRef' in next)
      throw new Error('no such module is in this application');
    const type = 'module' in next ? next.module : next;
    const dynamic = 'module' in next ? next : null;
    for (const controller of [...(dynamic?.controllers ?? []), ...(listed(type, 'controllers') as Type[])]) {
      controllers.add(controller);
    }
    waiting.push(...((dynamic?.imports ?? []) as Imported[]));
    if (!seen.has(type)) waiting.push(...(listed(type, 'imports') as Imported[]));
    seen.add(type);
  }
  return [...controllers].flatMap(routesOfController);
}

/**
 * The routes that say nothing of who may use them, or something else than their API wants: the administrators' a right,
 * the internal one of two guards, API keys a right of their own.
 */
export function undeclaredRoutes(routes: readonly DeclaredRoute[]): readonly string[] {
  return routes.filter((route) => !isDeclared(route)).map(({ method, path }) => `${method} ${path}`);
}

function isDeclared(route: DeclaredRoute): boolean {
  const { path, right, openToApiKeys, isPublic, forJournals, forRosterSources } = route;
  if (path.startsWith('/api/')) return right !== null && !isPublic && !forJournals && !forRosterSources;
  if (path.startsWith('/internal/'))
    return forJournals !== forRosterSources && right === null && !openToApiKeys;
  return isPublic && right === null && !openToApiKeys;
}

/** The server does not start with a route that nobody has thought about (quality.md, Security). */
export function refuseUndeclared(app: INestApplication): void {
  const undeclared = undeclaredRoutes(routesOfApplication(app));
  if (undeclared.length === 0) return;
  throw new Error(`routes that do not declare who may use them: ${undeclared.join(', ')}`);
}

function routesOfController(controller: Type): DeclaredRoute[] {
  const prototype = controller.prototype as object;
  return Object.getOwnPropertyNames(prototype)
    .map((name) => Reflect.get(prototype, name) as unknown)
    .filter((member) => typeof member === 'function' && Reflect.hasMetadata('method', member))
    .flatMap((handler) => routesOfHandler(controller, handler as object));
}

function routesOfHandler(controller: Type, handler: object): DeclaredRoute[] {
  const [above, below] = [controller, handler].map((target) =>
    [Reflect.getMetadata('path', target) as string | string[]].flat(),
  );
  const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod];
  const access = {
    ...declaredAccess(controller, handler),
    forJournals: isForJournalSystems(controller),
    forRosterSources: isForRosterSources(controller),
  };
  return (above ?? []).flatMap((first) =>
    (below ?? []).map((second) => ({ method, path: joined(first, second), ...access })),
  );
}

function joined(...parts: readonly string[]): string {
  const named = parts.map((part) => part.replace(/^\/|\/$/g, '')).filter((part) => part !== '');
  return `/${named.join('/')}`;
}

function listed(module: Type, what: 'controllers' | 'imports'): readonly unknown[] {
  return (Reflect.getMetadata(what, module) ?? []) as unknown[];
}
