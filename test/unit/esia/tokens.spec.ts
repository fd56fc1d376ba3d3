import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/esia/domain/json.js';
import { parseJsonObject } from '../../../src/esia/domain/json.js';
import { canonicalOid, sameOid } from '../../../src/esia/domain/oid.js';
import * as checks from '../../../src/esia/domain/token-checks.js';
import { judgeClaims } from '../../../src/esia/domain/token-claims.js';
import { readTokenText } from '../../../src/esia/domain/token-text.js';

const NOW = 1_760_000_000;
const b64 = (text: string): string => Buffer.from(text).toString('base64url');
const token = (header: string, payload = '{}', signature = 'c2ln'): string =>
  `${b64(header)}.${b64(payload)}.${signature}`;

const idClaims = (over: JsonObject = {}): JsonObject => ({
  iss: 'http://esia.test/',
  aud: 'TESTIS01',
  sub: '1000000001',
  nbf: NOW,
  iat: NOW,
  exp: NOW + 3600,
  'urn:esia:sbj': {
    'urn:esia:sbj:lvl': 'PR',
    'urn:esia:sbj:typ': 'P',
    'urn:esia:sbj:is_tru': true,
    'urn:esia:sbj:oid': '1000000001',
  },
  ...over,
});
const accessClaims = (over: JsonObject = {}): JsonObject => ({
  iss: 'http://esia.test/',
  client_id: 'TESTIS01',
  'urn:esia:sbj_id': '1000000001',
  scope: 'fullname?oid=1000000001 openid snils?oid=1000000001',
  nbf: NOW,
  iat: NOW,
  exp: NOW + 3600,
  ...over,
});
const rules = { issuers: ['http://esia.test/'], clientId: 'TESTIS01', now: NOW + 1 };
const faultOf = (id: JsonObject, access: JsonObject, over = {}): string | null => {
  const judged = judgeClaims(id, access, { ...rules, ...over });
  return judged.ok ? null : judged.fault;
};

describe('the text of a token', () => {
  it('is three segments with a header that is a JSON object', () => {
    const read = readTokenText(token('{"alg":"RS256"}', '{"a":1}'));
    expect(read).toMatchObject({
      ok: true,
      value: { header: { alg: 'RS256' }, signedText: `${b64('{"alg":"RS256"}')}.${b64('{"a":1}')}` },
    });
  });

  it.each([
    ['nothing', undefined, 'token_missing'],
    ['empty text', '', 'token_missing'],
    ['a number', 7, 'token_missing'],
    ['two segments', 'e30.e30', 'token_malformed'],
    ['four segments', 'e30.e30.e30.e30', 'token_malformed'],
    ['an empty signature (alg none)', 'e30.e30.', 'token_malformed'],
    ['padding', `${b64('{"alg":"RS256"}')}=.e30.c2ln`, 'token_malformed'],
    ['the other alphabet', 'e30.e30.++//', 'token_malformed'],
    ['bits after the end', 'e30.e30.c2lo_x', 'token_malformed'],
    ['blanks', 'e30 .e30.c2ln', 'token_malformed'],
    ['a header that is a list', token('[]'), 'token_malformed'],
    ['a header that is no JSON', token('{'), 'token_malformed'],
    [
      'a header that is no UTF-8',
      `${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.e30.c2ln`,
      'token_malformed',
    ],
    ['a header of 2 kB', token(`{"a":"${'x'.repeat(2000)}"}`), 'token_too_long'],
    ['a token of 20 kB', token('{}', 'x'.repeat(20_000)), 'token_too_long'],
  ])('refuses %s', (_what, raw, fault) => {
    expect(readTokenText(raw)).toEqual({ ok: false, fault });
  });

  it('law: no text whatever makes it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[\w.=+/-]{0,60}$/)),
        (raw) => typeof readTokenText(raw).ok === 'boolean',
      ),
    );
  });

  it('law: one token has one writing: no other text of a segment is accepted for the same bytes', () => {
    const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        fc.constantFrom(...ALPHABET.split('')),
        (bytes, last) => {
          const good = Buffer.from(bytes).toString('base64url');
          const other = good.slice(0, -1) + last;
          const sameBytes = Buffer.from(other, 'base64url').equals(Buffer.from(bytes));
          return other === good || !sameBytes || !readTokenText(`e30.e30.${other}`).ok;
        },
      ),
    );
  });
});

describe('the header of a token', () => {
  it.each(['none', 'RS512', 'rs256', 'GOST3410_2012_256', '', undefined])(
    'with alg %s is refused where RS256 is configured',
    (alg) => {
      expect(checks.checkAlgorithm({ alg }, 'RS256')).toBe('token_algorithm');
    },
  );

  it('RS256 is refused where GOST is configured: the token does not choose', () => {
    expect(checks.checkAlgorithm({ alg: 'RS256' }, 'GOST3410_2012_256')).toBe('token_algorithm');
    expect(checks.checkAlgorithm({ alg: 'GOST3410_2012_256' }, 'GOST3410_2012_256')).toBeNull();
  });

  it('has typ JWT, the sbt that was asked for, and no critical extension', () => {
    expect(checks.checkType({ typ: 'JWT' })).toBeNull();
    expect(checks.checkType({})).toBe('token_type');
    expect(checks.checkSubtype({ sbt: 'access' }, 'id')).toBe('token_subtype');
    expect(checks.checkSubtype({ sbt: 'authorization_code' }, 'access')).toBe('token_subtype');
    expect(checks.checkSubtype({ sbt: 'id' }, 'id')).toBeNull();
    expect(checks.checkCritical({ crit: ['b64'] })).toBe('token_type');
    expect(checks.checkCritical({})).toBeNull();
  });
});

describe('the claims of both tokens', () => {
  it('of one subject are accepted, with the granted scopes', () => {
    expect(judgeClaims(idClaims(), accessClaims(), rules)).toEqual({
      ok: true,
      value: { oid: '1000000001', level: 'PR', type: 'P', scopes: new Set(['fullname', 'openid', 'snils']) },
    });
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a foreign issuer', { iss: 'http://esia.evil/' }, {}, 'token_issuer'],
    ['an issuer without its slash', { iss: 'http://esia.test' }, {}, 'token_issuer'],
    ['a foreign issuer of the access token', {}, { iss: 'http://esia.evil/' }, 'token_issuer'],
    ['another audience', { aud: 'OTHER' }, {}, 'token_audience'],
    ['no audience', { aud: undefined }, {}, 'token_audience'],
    ['a second audience', { aud: ['TESTIS01', 'OTHER'] }, {}, 'token_audience'],
    ['an access token of another system', {}, { client_id: 'OTHER' }, 'token_audience'],
    ['no exp', { exp: undefined }, {}, 'token_times'],
    ['exp as text', { exp: '1760003600' }, {}, 'token_times'],
    ['exp before iat', { exp: NOW - 1 }, {}, 'token_times'],
    ['no nbf of the access token', {}, { nbf: undefined }, 'token_times'],
    ['no sub', { sub: undefined }, {}, 'token_subject'],
    ['a sub in a second writing', { sub: '01000000001' }, {}, 'token_subject'],
    ['no urn:esia:sbj', { 'urn:esia:sbj': undefined }, {}, 'token_subject'],
    ['another sub', { sub: '1000000002' }, {}, 'subject_mismatch'],
    ['an access token of another person', {}, { 'urn:esia:sbj_id': '1000000002' }, 'subject_mismatch'],
    [
      'an unknown level',
      {
        'urn:esia:sbj': {
          'urn:esia:sbj:lvl': 'PX',
          'urn:esia:sbj:typ': 'P',
          'urn:esia:sbj:oid': '1000000001',
        },
      },
      {},
      'token_level',
    ],
    [
      'no subject type',
      { 'urn:esia:sbj': { 'urn:esia:sbj:lvl': 'PR', 'urn:esia:sbj:oid': '1000000001' } },
      {},
      'token_level',
    ],
  ])('with %s are refused', (_what, id, access, fault) => {
    expect(faultOf(idClaims(id), accessClaims(access))).toBe(fault);
  });

  it('an audience list of us alone is accepted', () => {
    expect(faultOf(idClaims({ aud: ['TESTIS01'] }), accessClaims())).toBeNull();
  });

  it.each([
    ['60 s before nbf', NOW - 60, null],
    ['61 s before nbf', NOW - 61, 'token_not_yet_valid'],
    ['60 s after exp', NOW + 3660, null],
    ['61 s after exp', NOW + 3661, 'token_expired'],
  ])('are judged by our clock give or take a minute: %s', (_when, now, fault) => {
    expect(faultOf(idClaims(), accessClaims(), { now })).toBe(fault);
  });

  it('a scope that names another oid is not granted', () => {
    const judged = judgeClaims(idClaims(), accessClaims({ scope: 'openid snils?oid=2' }), rules);
    expect(judged.ok && [...judged.value.scopes]).toEqual(['openid']);
  });
});

describe('the period of the key', () => {
  const key = { notBefore: new Date(NOW * 1000), notAfter: new Date((NOW + 100) * 1000) };

  it('covers the time of issue, give or take a minute', () => {
    expect(checks.checkKeyPeriod({ iat: NOW - 60 }, key)).toBeNull();
    expect(checks.checkKeyPeriod({ iat: NOW + 160 }, key)).toBeNull();
    expect(checks.checkKeyPeriod({ iat: NOW - 61 }, key)).toBe('token_key_not_valid_then');
    expect(checks.checkKeyPeriod({ iat: NOW + 161 }, key)).toBe('token_key_not_valid_then');
    expect(checks.checkKeyPeriod({}, key)).toBe('token_times');
  });
});

describe('an oid', () => {
  it('of 19 digits that ESIA writes as a number is not rounded', () => {
    const parsed = parseJsonObject(
      '{"sub":9007199254740993,"urn:esia:sbj":{"urn:esia:sbj:oid":9007199254740993}}',
    );
    expect(parsed).toEqual({
      sub: '9007199254740993',
      'urn:esia:sbj': { 'urn:esia:sbj:oid': '9007199254740993' },
    });
  });

  it('other numbers stay numbers', () => {
    expect(parseJsonObject('{"exp":1760000000,"size":2}')).toEqual({ exp: 1_760_000_000, size: 2 });
  });

  it.each(['0', '007', '1e9', '1.0', '-1', ' 1', '12345678901234567890', '', 1, null, undefined])(
    'is not %j',
    (raw) => {
      expect(canonicalOid(raw)).toBeNull();
    },
  );

  it('is the same everywhere or it is nothing', () => {
    expect(sameOid(['1', '1', '1'])).toBe(true);
    expect(sameOid(['1', '2'])).toBe(false);
    expect(sameOid([null, null])).toBe(false);
    expect(sameOid([])).toBe(false);
  });
});
