import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { streebog256 } from '../../../../src/kernel/gost/index.js';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import {
  shiftToAppendix,
  signText,
  TEST_CERTIFICATE_DER,
  TEST_CERTIFICATE_HASH,
  TEST_CERTIFICATE_PEM,
  testClient,
} from './tiny-client.js';
import { TinyBrowser } from './tiny-browser.js';
import { refusalOf } from './way.js';

const SCOPE = 'openid fullname snils kid_fullname';
const STATE = '7648d7bd-6369-4073-b545-90250f68025e';
const SECRET = '30qKshPxgG0CltT_TJhNgiqCyVlTCqztnUKDAmZqAHR06TnGN6eaW3453BWXa--zJKzbdOL6jUNKug2p6_jejw';
const QUERY =
  `client_id=TESTIS01&client_certificate_hash=${TEST_CERTIFICATE_HASH}&client_secret=${SECRET}` +
  '&redirect_uri=https%3A%2F%2Fjournal.example.ru%2Fauth%2Fesia%2Fcallback' +
  `&scope=openid+fullname+snils+kid_fullname&response_type=code&state=${STATE}&access_type=offline` +
  '&timestamp=2026.11.21+20%3A04%3A08+%2B0000';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

describe('emulator of ESIA: Appendix A of the protocol', () => {
  let emulator: RunningEmulator;

  beforeAll(async () => {
    // Half a minute after the request was signed: the certificate began in the very second of its timestamp.
    emulator = await startEsiaEmulator({
      clients: [testClient()],
      clockShiftSeconds: shiftToAppendix() + 30,
    });
  });
  afterAll(() => emulator.close());

  const open = (query: string) => new TinyBrowser(emulator.url).open(`/aas/oauth2/v2/ac?${query}`);
  const withSecret = (secret: string): string => QUERY.replace(SECRET, secret);
  const withHash = (hash: string): string => QUERY.replace(TEST_CERTIFICATE_HASH, hash);

  it('the request as printed brings the login page', async () => {
    expect(await open(QUERY)).toMatchObject({ status: 200, path: '/login' });
  });

  it('the other valid signature over the same message brings it, too', async () => {
    const other = 'lsPihH2-Vqy6AIOh6NHBpj_21ySIpk95YPjtMz7Cifs2MztKupU1THAaOkjqQBk7G9IBC0dI5sv1nodQo6F1Nw';
    expect(await open(withSecret(other))).toMatchObject({ status: 200, path: '/login' });
  });

  it('percent-encoding variants do not change the signed value', async () => {
    const variant = QUERY.replace('openid+fullname', 'openid%20fullname').replace('%3A%2F%2F', '://');
    expect(await open(variant)).toMatchObject({ status: 200, path: '/login' });
  });

  it.each([
    [
      'bytes reversed',
      'j97466kNukpDjfridNusJLPva5cV3Dl-W5qnN8Y56XR0AGpmAoNCne2sClNZyYIqgk2YTP_UlgJtgPETsopK3w',
    ],
    [
      'halves swapped',
      'dOk5xjenmlt-OdwVl2vvsySs23Ti-o1DSroNqev43o_fSoqyE_GAbQKW1P9MmE2CKoLJWVMKrO2dQoMCZmoAdA',
    ],
    ['order of v1', signText(`${SCOPE}2026.11.21 20:04:08 +0000TESTIS01${STATE}`)],
    ['a PKCS#7 instead of 64 bytes', Buffer.alloc(600, 0x30).toString('base64url')],
    ['padding', `${SECRET}==`],
    ['the standard alphabet', encodeURIComponent(Buffer.from(SECRET, 'base64url').toString('base64'))],
  ])('refused with 007053: %s', async (_name, secret) => {
    expect(refusalOf(await open(withSecret(secret)))).toBe('ESIA-007053 access_denied');
  });

  it.each([
    ['SHA-256 of the DER', createHash('sha256').update(TEST_CERTIFICATE_DER).digest('hex').toUpperCase()],
    ['SHA-1 of the DER', createHash('sha1').update(TEST_CERTIFICATE_DER).digest('hex').toUpperCase()],
    ['Streebog of the PEM', hex(streebog256(Buffer.from(TEST_CERTIFICATE_PEM)))],
    ['lower case', TEST_CERTIFICATE_HASH.toLowerCase()],
  ])('refused with 007053: hash is %s', async (_name, hash) => {
    expect(refusalOf(await open(withHash(hash)))).toBe('ESIA-007053 access_denied');
  });

  it('an unencoded plus in the timestamp is refused with 007014 [timestamp]', async () => {
    const { left } = await open(QUERY.replace('%2B0000', '+0000'));
    expect(left?.searchParams.get('error_description')).toContain('007014');
    expect(left?.searchParams.get('error_description')).toContain('[timestamp]');
    expect([...(left?.searchParams.keys() ?? [])]).toEqual(['error_description', 'state', 'error']);
  });
});
