import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PlatformSettings } from '../platform/config/platform.settings.js';
import { SettingsError } from '../platform/config/read-settings.js';
import { type ClientRegistration, parseClients } from './domain/client-registration.js';
import { parseSigningKeys, type PrivateJwk } from './domain/signing-keys.js';
import type { JournalSettings } from './journal.settings.js';

/** Everything the OpenID Provider is set up with: settings, and what the files they name hold. */
export class JournalConfiguration {
  constructor(
    /** `https://host[:port]`, without a slash at the end. */
    readonly publicUrl: string,
    readonly clients: readonly ClientRegistration[],
    readonly signingKeys: readonly PrivateJwk[],
    readonly cookieKeys: readonly Buffer[],
    readonly pairwiseKey: Buffer,
    readonly trustProxy: boolean,
  ) {}

  get issuer(): string {
    return `${this.publicUrl}/oidc`;
  }
}

/**
 * Reads the files of clients and keys. Throws SettingsError with every complaint at once; complaints name the setting, the
 * client and the field, never a value. Outside production a missing list of clients is empty, and a missing key is made anew
 * for this process alone.
 */
export function readJournalConfiguration(
  settings: JournalSettings,
  platform: PlatformSettings,
): JournalConfiguration {
  const production = platform.environment === 'production';
  const complaints: string[] = [];
  if (production && !platform.publicUrl.startsWith('https://'))
    complaints.push('PUBLIC_URL: в рабочей среде нужен https');
  const read = <T extends { readonly complaints: readonly string[] }>(
    key: string,
    file: string,
    parse: (raw: unknown) => T,
  ) => {
    const parsed = readJson(file);
    if (parsed.kind === 'unreadable') {
      complaints.push(`${key}: ${parsed.why}`);
      return null;
    }
    const value = parse(parsed.raw);
    complaints.push(...value.complaints.map((complaint) => `${key}: ${complaint}`));
    return value;
  };
  const clients =
    settings.clientsFile === undefined
      ? []
      : read('OIDC_CLIENTS_FILE', settings.clientsFile, (raw) => parseClients(raw, production))?.clients;
  const keys =
    settings.keysFile === undefined
      ? [temporaryKey()]
      : read('OIDC_JWKS_FILE', settings.keysFile, (raw) => parseSigningKeys(raw))?.keys;
  for (const { clientId, idTokenAlgorithm } of clients ?? []) {
    if (keys?.some(({ alg }) => alg === idTokenAlgorithm) === false) {
      complaints.push(
        `OIDC_CLIENTS_FILE: клиент ${clientId}: id_token_signed_response_alg: нет ключа ${idTokenAlgorithm}`,
      );
    }
  }
  if (complaints.length > 0) throw new SettingsError(complaints);
  const cookieKeys = settings.cookieKeys.split(',').map((key) => Buffer.from(key, 'base64'));
  const pairwiseKey = Buffer.from(settings.pairwiseKey, 'base64');
  return new JournalConfiguration(
    platform.publicUrl,
    clients ?? [],
    keys ?? [],
    cookieKeys,
    pairwiseKey,
    settings.trustProxy,
  );
}

type ReadJson =
  { readonly kind: 'read'; readonly raw: unknown } | { readonly kind: 'unreadable'; readonly why: string };

function readJson(file: string): ReadJson {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { kind: 'unreadable', why: 'файл не читается' };
  }
  try {
    return { kind: 'read', raw: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'unreadable', why: 'в файле не JSON' };
  }
}

function temporaryKey(): PrivateJwk {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'temporary', alg: 'RS256', use: 'sig' };
}
