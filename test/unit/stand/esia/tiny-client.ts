import { randomUUID } from 'node:crypto';
import { parsePrivateKey, sign, type GostPrivateKey } from '../../../../src/kernel/gost/index.js';
import { type ClientSettings } from '../../../../src/stand/esia/index.js';

/** The published key and certificate of esia-protocol.md, 9.7. */
export const TEST_KEY = parsePrivateKey(
  Buffer.from(
    '3046020100301f06082a85030701010101301306072a85030202240006082a850307010102020420' +
      'bff2b6bf0032ecc0da4a42d1fcc0f956cadb15fed616b5e52b9d2fd1e2810477',
    'hex',
  ),
);
export const TEST_CERTIFICATE_HASH = '6A2946D66E10FBCB049B2361E27668939A3D70839826EB98CE1DF9AA180AA3CF';
const TEST_CERTIFICATE =
  'MIIBaTCCARQCFDbXWS29/5HmFVVX3uHBQUyQeSmgMAwGCCqFAwcBAQMCBQAwMjELMAkGA1UEBhMCUlUxEDAOBgNVBAoMB1Rlc3QgSVMxETAPBgNVBAMMCFRFU1RJUzAxMB4XDTI2MTEyMTIwMDQwOFoXDTM2MTExODIwMDQwOFowMjELMAkGA1UEBhMCUlUxEDAOBgNVBAoMB1Rlc3QgSVMxETAPBgNVBAMMCFRFU1RJUzAxMGYwHwYIKoUDBwEBAQEwEwYHKoUDAgIkAAYIKoUDBwEBAgIDQwAEQJFHgBXp5OefavUxHBSyH8kXSGSO/Q5tUyc6L+U8zm4htyD7sN01VMXK29ltBX/ezs7uxqeizF2Hq5WaZgyHkGMwDAYIKoUDBwEBAwIFAANBAKIxb89rNfJK/0flFZD6SNFc/F24s8YJLPfvr/41K08oGzpFM7S6gaP2bMxWmd1b+cuG+4TVK/5HDRwmPy0Nrt4=';
export const TEST_CERTIFICATE_DER = Buffer.from(TEST_CERTIFICATE, 'base64');
export const TEST_CERTIFICATE_PEM = `-----BEGIN CERTIFICATE-----\n${TEST_CERTIFICATE}\n-----END CERTIFICATE-----\n`;

/** The moment of Appendix A. */
const APPENDIX_TIME = Date.parse('2026-11-21T20:04:08Z');
/** Seconds from the machine's clock to a minute after the certificate began. */
export const shiftToAppendix = (): number => Math.round((APPENDIX_TIME - Date.now()) / 1000);

const CALLBACK = 'https://journal.example.ru/auth/esia/callback';
export const PARENT_SCOPE =
  'openid fullname birthdate gender snils kid_fullname kid_birthdate kid_gender kid_snils kid_birth_cert_doc';

export const testClient = (overrides: Partial<ClientSettings> = {}): ClientSettings => ({
  clientId: 'TESTIS01',
  name: 'Электронный журнал',
  certificatePems: [TEST_CERTIFICATE_PEM],
  redirectHosts: ['journal.example.ru'],
  scopes: [
    ...PARENT_SCOPE.split(' '),
    'usr_org',
    'contacts',
    'email',
    'mobile',
    'addresses',
    'id_doc',
    'birth_cert_doc',
    'kid_medical_doc',
  ],
  orgScopes: ['org_fullname', 'org_ogrn'],
  tokenAlgorithm: 'RS256',
  ...overrides,
});

export type Fields = Record<string, string>;

/** What to change in a request: null removes a parameter. Changes come before the signature, `after` behind it. */
export interface RequestChanges {
  readonly before?: Readonly<Record<string, string | null>>;
  readonly after?: Readonly<Record<string, string | null>>;
  readonly key?: GostPrivateKey;
}

const changed = (fields: Fields, changes: Readonly<Record<string, string | null>> = {}): Fields =>
  Object.fromEntries(
    Object.entries({ ...fields, ...changes }).filter((pair): pair is [string, string] => pair[1] !== null),
  );

/** `yyyy.MM.dd HH:mm:ss +0000` of a moment in milliseconds. */
export const timestampOf = (moment: number): string => {
  const [day = '', time = ''] = new Date(moment).toISOString().split('T');
  return `${day.replaceAll('-', '.')} ${time.slice(0, 8)} +0000`;
};

export const signText = (text: string, key = TEST_KEY): string =>
  Buffer.from(sign(Buffer.from(text), key)).toString('base64url');

/** A client of its own, written for these tests from the protocol: it shares nothing with the product's. */
export class TinyClient {
  readonly url: string;
  /** Milliseconds added to the machine's clock. */
  shift = 0;

  constructor(url: string) {
    this.url = url;
  }

  authorizeFields({ before, after, key = TEST_KEY }: RequestChanges = {}): Fields {
    const fields = changed(
      {
        client_id: 'TESTIS01',
        client_certificate_hash: TEST_CERTIFICATE_HASH,
        redirect_uri: CALLBACK,
        scope: PARENT_SCOPE,
        response_type: 'code',
        state: randomUUID(),
        access_type: 'online',
        timestamp: timestampOf(Date.now() + this.shift),
      },
      before,
    );
    const signed = ['client_id', 'scope', 'scope_org', 'timestamp', 'state', 'redirect_uri']
      .map((name) => fields[name] ?? '')
      .join('');
    return changed({ ...fields, client_secret: signText(signed, key) }, after);
  }

  authorizeUrl(fields: Fields): string {
    return `${this.url}/aas/oauth2/v2/ac?${new URLSearchParams(fields).toString()}`;
  }

  tokenFields(code: string, { before, after, key = TEST_KEY }: RequestChanges = {}): Fields {
    const fields = changed(
      {
        client_id: 'TESTIS01',
        code,
        grant_type: 'authorization_code',
        client_certificate_hash: TEST_CERTIFICATE_HASH,
        state: randomUUID(),
        redirect_uri: CALLBACK,
        scope: PARENT_SCOPE,
        timestamp: timestampOf(Date.now() + this.shift),
        token_type: 'Bearer',
      },
      before,
    );
    const signed = ['client_id', 'scope', 'scope_org', 'timestamp', 'state', 'redirect_uri', 'code']
      .map((name) => fields[name] ?? '')
      .join('');
    return changed({ ...fields, client_secret: signText(signed, key) }, after);
  }

  /** A refresh signs the same string without any token (2.7). */
  refreshFields(token: string, { before, after }: RequestChanges = {}): Fields {
    return this.tokenFields('', {
      before: { code: null, grant_type: 'refresh_token', refresh_token: token, ...before },
      after: after ?? {},
    });
  }

  async token(fields: Fields): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.url}/aas/oauth2/v3/te`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async rest(path: string, token: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.url}/rs${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}

/** The JSON of a token's header or claims, unverified. */
export function peek(token: unknown, segment: 0 | 1): Record<string, unknown> {
  const text = String(token).split('.')[segment] ?? '';
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
}
