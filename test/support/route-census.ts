import type { INestApplication } from '@nestjs/common';

export { type DeclaredRoute, routesOfApplication as declaredRoutes } from '../../src/routes.js';

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
