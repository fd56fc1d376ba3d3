import { readFileSync } from 'node:fs';
import { addressOf } from './stand-configs.js';
import type { StandKeys } from './stand-keys.js';
import { StandError, type StandPorts } from './stand-ports.js';

const JOURNAL_CLIENT = 'demo-journal';
/** The colleges' journal of the demo region: nobody's pages use it, so the contract test may. */
const CONTRACT_CLIENT = 'demo-college';
/** Brings rosters in and sees nothing else (docs/integration.md, «Система контингента»). */
export const CONTINGENT_CLIENT = 'demo-contingent';

/** The e-journal that people of the stand begin at. */
export interface StandJournal {
  readonly address: string;
  /** As `OIDC_CLIENTS_FILE` has it (docs/integration.md, «Что зарегистрировать»). */
  readonly registration: Readonly<Record<string, unknown>>;
  /** Options of the demo e-journal's program; null for a journal that its maker starts. */
  readonly options: object | null;
}

/** The stand's own e-journal. */
export function demoJournal(ports: StandPorts, keys: StandKeys): StandJournal {
  const address = addressOf(ports.journal);
  return {
    address,
    registration: {
      client_id: JOURNAL_CLIENT,
      client_name: 'Демо-журнал',
      redirect_uris: [`${address}/callback`],
      post_logout_redirect_uris: [`${address}/`],
      backchannel_logout_uri: `${address}/backchannel-logout`,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [publicPart(keys.journalKey)] },
      internal_api: true,
      legacy_proof_uri: `${address}/password`,
      webhook_uri: `${address}/perehod-events`,
      webhook_secret: keys.journalWebhook,
    },
    options: {
      port: ports.journal,
      publicUrl: address,
      name: 'Электронный журнал',
      issuer: `${addressOf(ports.server)}/oidc`,
      clientId: JOURNAL_CLIENT,
      clientKey: keys.journalKey,
      internalApi: true,
      webhookSecrets: [keys.journalWebhook],
    },
  };
}

function publicPart({ d: _, ...key }: StandKeys['journalKey']): object {
  return key;
}

/**
 * An e-journal that somebody is building: its registration, one object of JSON, takes the demo e-journal's place, so that the
 * people and accounts of the stand are its own.
 *
 * @throws StandError for a file that holds no such object
 */
export function ownJournal(file: string): StandJournal {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new StandError(`JOURNAL_CLIENT_FILE: ${file} не читается или это не JSON.`);
  }
  const fields = typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  const [redirect] = Array.isArray(fields['redirect_uris']) ? (fields['redirect_uris'] as unknown[]) : [];
  const address = URL.parse(typeof redirect === 'string' ? redirect : '')?.origin;
  if (address === undefined)
    throw new StandError(`JOURNAL_CLIENT_FILE: нужен объект с redirect_uris (docs/integration.md).`);
  return { address, registration: { ...fields, client_id: JOURNAL_CLIENT }, options: null };
}

/** The list of clients for the server's OpenID Provider: the stand's e-journal, the one that the contract test asks as, and a contingent system. */
export function providerClients(
  { registration }: StandJournal,
  keys: StandKeys,
  contractPort: number,
): readonly object[] {
  const kit = addressOf(contractPort);
  return [
    registration,
    {
      client_id: CONTRACT_CLIENT,
      client_name: 'Журнал для проверки',
      redirect_uris: [`${kit}/callback`],
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: keys.contractSecret,
      internal_api: true,
      webhook_uri: `${kit}/perehod-events`,
      webhook_secret: keys.contractWebhook,
    },
    {
      client_id: CONTINGENT_CLIENT,
      client_name: 'Система контингента',
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: keys.contingentSecret,
      roster_source: true,
    },
  ];
}

/** What whoever tries the pushes of a contingent system needs. */
export function contingentOptions({ server }: StandPorts, keys: StandKeys): object {
  return {
    issuer: `${addressOf(server)}/oidc`,
    clientId: CONTINGENT_CLIENT,
    clientSecret: keys.contingentSecret,
  };
}

/** Options of `npm run contract`: a client of its own, its first account and one of the stand's journal, whose receiver it tries. */
export function contractOptions(
  { server }: StandPorts,
  { registration }: StandJournal,
  keys: StandKeys,
  kit: { readonly port: number; readonly accounts: ReadonlyMap<string, string> },
): object {
  return {
    issuer: `${addressOf(server)}/oidc`,
    clientId: CONTRACT_CLIENT,
    clientSecret: keys.contractSecret,
    account: kit.accounts.get(CONTRACT_CLIENT),
    foreignAccount: kit.accounts.get(JOURNAL_CLIENT),
    webhookSecret: keys.contractWebhook,
    webhookPort: kit.port,
    receiver: registration['webhook_uri'],
    receiverSecret: registration['webhook_secret'],
  };
}
