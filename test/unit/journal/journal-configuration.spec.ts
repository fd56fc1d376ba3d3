import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readJournalConfiguration } from '../../../src/journal/journal-configuration.js';
import { JournalSettings } from '../../../src/journal/journal.settings.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { readSettings, type SettingsError } from '../../../src/platform/config/read-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'perehod-oidc-'));
const file = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const key = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'a',
};
const client = {
  client_id: 'journal',
  client_name: 'Журнал',
  redirect_uris: ['https://journal.example.ru/callback'],
  token_endpoint_auth_method: 'client_secret_post',
  client_secret: 's'.repeat(32),
};
const base64Key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const production = {
  NODE_ENV: 'production',
  OIDC_COOKIE_KEYS: `${base64Key(1)},${base64Key(2)}`,
  OIDC_PAIRWISE_KEY: base64Key(3),
  OIDC_JWKS_FILE: file('keys.json', { keys: [key] }),
  OIDC_CLIENTS_FILE: file('clients.json', [client]),
};
const platform = Object.assign(new PlatformSettings(), {
  environment: 'production',
  publicUrl: 'https://perehod.example.ru',
});

const read = (environment: Record<string, string>, over = platform) =>
  readJournalConfiguration(readSettings(JournalSettings, environment).value, over);
const complaintsOf = (environment: Record<string, string>, over = platform): readonly string[] => {
  try {
    read(environment, over);
    return [];
  } catch (error) {
    return (error as SettingsError).complaints;
  }
};

describe('the configuration of the OpenID Provider', () => {
  it('is read from settings and files', () => {
    const configuration = read(production);
    expect(configuration.issuer).toBe('https://perehod.example.ru/oidc');
    expect(configuration.clients).toHaveLength(1);
    expect(configuration.signingKeys).toHaveLength(1);
    expect(configuration.cookieKeys).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
  });

  it('production refuses missing files, missing keys and keys for development', () => {
    const { complaints } = readSettings(JournalSettings, { NODE_ENV: 'production' });
    for (const name of ['OIDC_CLIENTS_FILE', 'OIDC_JWKS_FILE', 'OIDC_COOKIE_KEYS', 'OIDC_PAIRWISE_KEY']) {
      expect(complaints.join('\n')).toContain(name);
    }
    const kept = readSettings(JournalSettings, {
      ...production,
      OIDC_COOKIE_KEYS: new JournalSettings().cookieKeys,
    });
    expect(kept.complaints).toEqual([expect.stringContaining('OIDC_COOKIE_KEYS')]);
  });

  it('development needs none of them', () => {
    const configuration = read({}, new PlatformSettings());
    expect(configuration.clients).toEqual([]);
    expect(configuration.signingKeys).toHaveLength(1);
  });

  it('every complaint is told at once, by key, client and field, without values', () => {
    const complaints = complaintsOf({
      ...production,
      OIDC_JWKS_FILE: file('bad-keys.json', '{"keys": [{"kid": "x", "d": "very-secret"'),
      OIDC_CLIENTS_FILE: file('bad-clients.json', [
        { ...client, redirect_uris: ['http://journal.example.ru/'] },
      ]),
    });
    expect(complaints).toEqual([
      expect.stringMatching(/^OIDC_CLIENTS_FILE: клиент journal: redirect_uris\[0\]: /),
      'OIDC_JWKS_FILE: в файле не JSON',
    ]);
    expect(complaintsOf({ ...production, OIDC_JWKS_FILE: join(folder, 'absent.json') })).toEqual([
      'OIDC_JWKS_FILE: файл не читается',
    ]);
  });

  it('a client that wants ES256 needs an EC key', () => {
    const clients = file('es256.json', [{ ...client, id_token_signed_response_alg: 'ES256' }]);
    expect(complaintsOf({ ...production, OIDC_CLIENTS_FILE: clients })).toEqual([
      expect.stringContaining('нет ключа ES256'),
    ]);
  });

  it('production wants https in PUBLIC_URL', () => {
    const http = Object.assign(new PlatformSettings(), {
      environment: 'production',
      publicUrl: 'http://perehod.example.ru',
    });
    expect(complaintsOf(production, http)).toEqual([expect.stringContaining('PUBLIC_URL')]);
  });
});
