import { join } from 'node:path';
import type { StandKeys } from './stand-keys.js';
import type { StandPorts } from './stand-ports.js';

/** What the programs of the stand are told: each knows the others by their addresses only. */
const ESIA_CLIENT = 'PEREHOD01';
const TOKEN_ALGORITHM = 'GOST3410_2012_256';

/** The operator takes ESIA's certificates from its site; so does the stand, both generations. */
export const CERTIFICATES = ['esia-emulator-gost-1.cer', 'esia-emulator-gost-2.cer'] as const;

/** Where a certificate of the emulator is kept for the server to pin. */
export function pinnedFile(folder: string, name: string): string {
  return join(folder, `pinned-${name}`);
}

/** A program of the stand as browsers see it. */
export function addressOf(port: number): string {
  return `http://localhost:${port}`;
}

/** Options of the ESIA emulator (docs/esia-emulator.md). */
export function emulatorConfig(ports: StandPorts, keys: StandKeys, folder: string): object {
  return {
    port: ports.esia,
    publicUrl: addressOf(ports.esia),
    populationFile: join(folder, 'region', 'esia-population.json'),
    keysDirectory: join(folder, 'keys'),
    clients: [
      {
        clientId: ESIA_CLIENT,
        name: 'Переход',
        certificateFiles: [keys.esiaCertificate],
        redirectHosts: [`localhost:${ports.server}`],
        scopes: ['openid', 'fullname', 'birthdate', 'snils'],
        tokenAlgorithm: TOKEN_ALGORITHM,
      },
    ],
  };
}

/** Options of the stand-in of the message gateway (docs/delivery.md). */
export function messagesConfig(ports: StandPorts, keys: StandKeys): object {
  const statesUrl = `${addressOf(ports.server)}/gateway/v1/delivery-states`;
  const { messages: port, mail: mailPort } = ports;
  return { port, mailPort, secret: keys.gatewaySecret, statesUrl, delayMs: 3_000 };
}

/** The server's settings, but for those of the database. */
export function serverEnvironment(
  ports: StandPorts,
  keys: StandKeys,
  folder: string,
): Record<string, string> {
  return {
    PORT: String(ports.server),
    PUBLIC_URL: addressOf(ports.server),
    ESIA_URL: addressOf(ports.esia),
    ESIA_CLIENT_ID: ESIA_CLIENT,
    ESIA_ISSUERS: 'http://esia-emulator.local/',
    ESIA_TOKEN_ALGORITHM: TOKEN_ALGORITHM,
    ESIA_CERTIFICATE_FILES: CERTIFICATES.map((name) => pinnedFile(folder, name)).join(','),
    ESIA_SIGNER_KEY_FILE: keys.esiaKey,
    ESIA_SIGNER_CERTIFICATE_FILE: keys.esiaCertificate,
    ESIA_TEST_SNILS: 'да',
    OIDC_JWKS_FILE: keys.providerKeys,
    SMTP_URL: `smtp://127.0.0.1:${ports.mail}`,
    MAIL_FROM: 'perehod@stand.example',
    GATEWAY_URL: `${addressOf(ports.messages)}/v1/messages`,
    GATEWAY_SECRET: keys.gatewaySecret,
  };
}
