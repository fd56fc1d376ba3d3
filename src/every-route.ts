import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { PlatformSettings } from './platform/config/platform.settings.js';
import { ProblemCatalog } from './platform/http/problem-catalog.js';
import { Log } from './platform/logging/log.js';
import { problems } from './problems.js';
import { type DeclaredRoute, routesOfModule } from './routes.js';

/** Every route of the application, without building it: no settings, no database. */
export function everyRoute(): readonly DeclaredRoute[] {
  return routesOfModule(
    AppModule.with({
      settings: new Map([[PlatformSettings, new PlatformSettings()]]),
      // Named among the providers and never asked for.
      dataSource: {} as DataSource,
      catalog: new ProblemCatalog(problems),
      log: new Log('silent'),
    }),
  );
}
