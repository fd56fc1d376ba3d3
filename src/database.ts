import { join, resolve } from 'node:path';
import { PlatformSettings } from './platform/config/platform.settings.js';
import { startEmbeddedServer } from './platform/database/embedded-server.js';
import { type AllSettings, settingsOf } from './settings.js';

/** Addresses of the database for both roles, and how to let go of it. */
export interface DatabaseAddress {
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** True for the PostgreSQL that we brought ourselves. */
  readonly embedded: boolean;
  /** Starts our own PostgreSQL again if it died. */
  revive(): Promise<void>;
  release(): Promise<void>;
}

/**
 * The configured database, or, outside of production and when none is configured, our own PostgreSQL under DATA_DIR:
 * joined if it runs, started if not.
 */
export async function openDatabase(
  all: AllSettings,
  onProgress?: (russian: string) => void,
): Promise<DatabaseAddress> {
  const settings = settingsOf(all, PlatformSettings);
  if (settings.databaseUrl !== undefined) {
    const appUrl = settings.databaseUrl;
    const ownerUrl = settings.databaseOwnerUrl ?? appUrl;
    const nothing = (): Promise<void> => Promise.resolve();
    return { appUrl, ownerUrl, embedded: false, revive: nothing, release: nothing };
  }
  const server = await startEmbeddedServer({
    folder: join(resolve(settings.dataDir), 'postgres'),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return {
    appUrl: server.url('perehod_app'),
    ownerUrl: server.url('perehod_owner'),
    embedded: true,
    revive: () => server.revive(),
    release: () => server.stop(),
  };
}
