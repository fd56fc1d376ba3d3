import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { encodeForm, esiaTimestamp, textToSign } from '../../../src/esia/domain/signed-request.js';
import { EsiaSettings } from '../../../src/esia/esia.settings.js';
import { EsiaRequests } from '../../../src/esia/gateway/esia-requests.js';
import type { EsiaSigner } from '../../../src/esia/gateway/signer/index.js';
import { EsiaLogout } from '../../../src/esia/application/esia-logout.js';
import { parseUuid } from '../../../src/kernel/ids.js';

const STATE = parseUuid('7648d7bd-6369-4073-b545-90250f68025e')!;
const CALLBACK = 'https://journal.example.ru/auth/esia/callback';
const MOMENT = new Date('2026-11-21T20:04:08.900Z');
/** The message of esia-protocol.md, 9.7. */
const MESSAGE = `TESTIS01openid fullname snils kid_fullname2026.11.21 20:04:08 +0000${STATE}${CALLBACK}`;

function settings(over: Partial<EsiaSettings> = {}): EsiaSettings {
  const base = { url: 'https://esia-portal1.test.gosuslugi.ru', clientId: 'TESTIS01', pkce: false };
  return Object.assign(
    new EsiaSettings(),
    base,
    { scopes: ['openid', 'fullname', 'snils', 'kid_fullname'] },
    over,
  );
}

/** Keeps what it was asked to sign; 64 bytes of one value are its signature. */
function recordingSigner(): { signer: EsiaSigner; signed: string[] } {
  const signed: string[] = [];
  const signer: EsiaSigner = {
    name: 'recording',
    certificate: () => ({
      der: new Uint8Array(),
      gostHashHex: 'AB'.repeat(32),
      notBefore: MOMENT,
      notAfter: MOMENT,
      curveOid: '',
    }),
    signRaw: (bytes) => {
      signed.push(new TextDecoder().decode(bytes));
      return Promise.resolve(new Uint8Array(64).fill(0xfb));
    },
    close: () => Promise.resolve(),
  };
  return { signer, signed };
}

describe('the text to sign', () => {
  it('is the worked example of esia-protocol.md, 9.7', () => {
    const parameters = {
      clientId: 'TESTIS01',
      scope: 'openid fullname snils kid_fullname',
      scopeOrg: '',
      state: STATE,
      redirectUri: CALLBACK,
    };
    expect(textToSign({ ...parameters, timestamp: esiaTimestamp(MOMENT) })).toBe(MESSAGE);
    expect(createHash('sha256').update(MESSAGE).digest('hex')).toHaveLength(64);
    expect(MESSAGE).toHaveLength(148);
  });

  it('has scope_org after scope, and the code at the end', () => {
    const text = textToSign({
      clientId: 'a',
      scope: 'b',
      scopeOrg: 'c',
      timestamp: 'd',
      state: 'e',
      redirectUri: 'f',
      code: 'g',
    });
    expect(text).toBe('abcdefg');
  });

  it('has a time without zone letters and without fractions, on any day of a month', () => {
    expect(esiaTimestamp(new Date('2025-01-02T03:04:05Z'))).toBe('2025.01.02 03:04:05 +0000');
  });
});

describe('the encoding of a form', () => {
  it('leaves no bare plus and no bare space: ESIA refuses the timestamp otherwise (007014)', () => {
    expect(encodeForm({ timestamp: '2026.11.21 20:04:08 +0000' })).toBe(
      'timestamp=2026.11.21%2020%3A04%3A08%20%2B0000',
    );
  });
});

describe('the authorize request', () => {
  it('goes to v2/ac with the hash of the certificate and a signature in base64url without padding', async () => {
    const { signer, signed } = recordingSigner();
    const url = new URL(
      await new EsiaRequests(settings(), signer, CALLBACK).authorizeUrl(STATE, null, MOMENT),
    );
    expect(url.origin + url.pathname).toBe('https://esia-portal1.test.gosuslugi.ru/aas/oauth2/v2/ac');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'TESTIS01',
      client_certificate_hash: 'AB'.repeat(32),
      client_secret: Buffer.alloc(64, 0xfb).toString('base64url'),
      redirect_uri: CALLBACK,
      scope: 'openid fullname snils kid_fullname',
      state: STATE,
      timestamp: '2026.11.21 20:04:08 +0000',
      response_type: 'code',
      access_type: 'online',
    });
    expect(signed).toEqual([MESSAGE]);
  });

  it('says scope_org, person_filter, permissions and the challenge only where configured', async () => {
    const given = {
      scopesOrg: ['org_ogrn'],
      personFilter: 'conf_acc' as const,
      permissions: '[{"sysname":"Ж"}]',
      accessType: 'offline' as const,
    };
    const { signer, signed } = recordingSigner();
    const url = new URL(
      await new EsiaRequests(settings(given), signer, CALLBACK).authorizeUrl(STATE, 'verifier', MOMENT),
    );
    expect(url.searchParams.get('scope_org')).toBe('org_ogrn');
    expect(url.searchParams.get('person_filter')).toBe(Buffer.from('conf_acc').toString('base64'));
    expect(Buffer.from(url.searchParams.get('permissions')!, 'base64url').toString()).toBe(
      '[{"sysname":"Ж"}]',
    );
    expect(url.searchParams.get('code_challenge')).toBe(
      createHash('sha256').update('verifier').digest('base64url'),
    );
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('access_type')).toBe('offline');
    expect(signed[0]).toContain('kid_fullnameorg_ogrn2026');
  });
});

describe('the token request', () => {
  it('signs the code too, and repeats scope and redirect_uri', async () => {
    const { signer, signed } = recordingSigner();
    const form = new URLSearchParams(
      await new EsiaRequests(settings(), signer, CALLBACK).tokenForm('a.b.c', STATE, 'verifier', MOMENT),
    );
    expect(signed).toEqual([`${MESSAGE}a.b.c`]);
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'authorization_code',
      token_type: 'Bearer',
      code: 'a.b.c',
      code_verifier: 'verifier',
      redirect_uri: CALLBACK,
      scope: 'openid fullname snils kid_fullname',
    });
  });
});

describe('the logout', () => {
  it('AUTH-11: goes to /idp/ext/Logout, and its parameter is redirect_url', () => {
    const url = new EsiaLogout(settings()).url('https://perehod.example.ru/account?a=1&b=2');
    expect(url).toBe(
      'https://esia-portal1.test.gosuslugi.ru/idp/ext/Logout?client_id=TESTIS01&redirect_url=https%3A%2F%2Fperehod.example.ru%2Faccount%3Fa%3D1%26b%3D2',
    );
  });
});
