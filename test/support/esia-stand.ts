import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../src/platform/logging/log.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { type Person, type RunningEmulator, startEsiaEmulator } from '../../src/stand/esia/index.js';
import { startApplication, type TestApplication } from './application.js';
import type { TestDatabase } from './database.js';
import { esiaKeys } from './esia-keys.js';
import { freePort } from './free-port.js';

/** The whole server with the emulator of ESIA beside it. */
export interface EsiaStand extends TestApplication {
  /** As browsers see the server: PUBLIC_URL. */
  readonly publicUrl: string;
  readonly emulator: RunningEmulator;
}

const SCOPES = ['openid', 'fullname', 'birthdate', 'snils'];

/** Starts both; the population is the personas of the emulator and `persons`. */
export async function startEsiaStand(
  database: TestDatabase,
  options: {
    readonly persons?: readonly Person[];
    readonly regionCode: string;
    readonly clock?: Clock;
    readonly settings?: Readonly<Record<string, string>>;
    readonly log?: Log;
  },
): Promise<EsiaStand> {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const { certificatePem } = esiaKeys();
  const emulator = await startEsiaEmulator({
    persons: options.persons ?? [],
    clients: [
      {
        clientId: 'PEREHOD01',
        certificatePems: [certificatePem],
        redirectHosts: [`localhost:${port}`, 'localhost'],
        scopes: SCOPES,
        tokenAlgorithm: 'RS256',
      },
    ],
  });
  const application = await startApplication(database, {
    port,
    settings: {
      ...settingsFor(emulator),
      PUBLIC_URL: publicUrl,
      REGION_CODE: options.regionCode,
      ...options.settings,
    },
    ...(options.clock && { clock: options.clock }),
    ...(options.log && { log: options.log }),
  });
  return {
    ...application,
    ...{ publicUrl, emulator },
    close: async () => {
      await application.close();
      await emulator.close();
    },
  };
}

function settingsFor({ url, control }: RunningEmulator): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'perehod-test-esia-'));
  const files = control
    .certificates()
    .filter(({ algorithm }) => algorithm === 'RS256')
    .map(({ pem, thumbprint }) => {
      const file = join(folder, `${thumbprint}.cer`);
      writeFileSync(file, pem);
      return file;
    });
  return {
    ESIA_URL: url,
    ESIA_ISSUERS: 'http://esia-emulator.local/',
    ESIA_TOKEN_ALGORITHM: 'RS256',
    ESIA_CERTIFICATE_FILES: files.join(','),
    ESIA_TEST_SNILS: 'да',
    DATA_KEYS: `test-1:${Buffer.alloc(32, 1).toString('base64')}`,
    SNILS_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
  };
}
