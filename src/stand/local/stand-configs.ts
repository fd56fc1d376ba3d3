import { join } from 'node:path';
import type { StandKeys } from './stand-keys.js';
import type { StandPorts } from './stand-ports.js';

/** What the programs of the stand are told: each knows the others by their addresses only. */
const ESIA_CLIENT = 'PEREHOD01';
const JOURNAL_CLIENT = 'demo-journal';
/** The colleges' journal of the demo region: nobody's pages use it, so the contract test may. */
const CONTRACT_CLIENT = 'demo-college';
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

/** Options of the demo e-journal. */
export function journalConfig(ports: StandPorts, keys: StandKeys): object {
  return {
    port: ports.journal,
    publicUrl: addressOf(ports.journal),
    name: 'Электронный журнал',
    issuer: `${addressOf(ports.server)}/oidc`,
    clientId: JOURNAL_CLIENT,
    clientKey: keys.journalKey,
    internalApi: true,
    webhookSecrets: [keys.journalWebhook],
  };
}

/** Options of `npm run contract` (docs/integration.md): a client, an account of its own and one of another journal. */
export function contractConfig(
  { server, journal }: StandPorts,
  keys: StandKeys,
  webhookPort: number,
  accounts: { readonly own: string; readonly foreign: string },
): object {
  return {
    issuer: `${addressOf(server)}/oidc`,
    clientId: CONTRACT_CLIENT,
    clientSecret: keys.contractSecret,
    account: accounts.own,
    foreignAccount: accounts.foreign,
    webhookSecret: keys.contractWebhook,
    webhookPort,
    receiver: `${addressOf(journal)}/perehod-events`,
    receiverSecret: keys.journalWebhook,
  };
}

/** The list of e-journals for the server's OpenID Provider (docs/integration.md). */
export function providerClients(ports: StandPorts, keys: StandKeys, contractPort: number): readonly object[] {
  const journal = addressOf(ports.journal);
  return [
    {
      client_id: JOURNAL_CLIENT,
      client_name: 'Демо-журнал',
      redirect_uris: [`${journal}/callback`],
      post_logout_redirect_uris: [`${journal}/`],
      backchannel_logout_uri: `${journal}/backchannel-logout`,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [publicPart(keys.journalKey)] },
      internal_api: true,
      legacy_proof_uri: `${journal}/password`,
      webhook_uri: `${journal}/perehod-events`,
      webhook_secret: keys.journalWebhook,
    },
    {
      client_id: CONTRACT_CLIENT,
      client_name: 'Журнал для проверки',
      redirect_uris: [`${addressOf(contractPort)}/callback`],
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: keys.contractSecret,
      internal_api: true,
      webhook_uri: `${addressOf(contractPort)}/perehod-events`,
      webhook_secret: keys.contractWebhook,
    },
  ];
}

function publicPart({ d: _, ...key }: StandKeys['journalKey']): object {
  return key;
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
  };
}
