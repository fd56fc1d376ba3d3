import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair, makeSelfSigned, writeCertificatePem } from '../../../../src/kernel/gost/index.js';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import {
  shiftToAppendix,
  TEST_KEY,
  testClient,
  timestampOf,
  TinyClient,
  type RequestChanges,
} from './tiny-client.js';
import { authorize, refusalOf } from './way.js';

const day = (offset: number): Date => new Date(Date.now() + offset * 86_400_000);

const certificateOf = (key: typeof TEST_KEY, from: number, to: number) =>
  makeSelfSigned({
    privateKey: key,
    subject: { commonName: 'TEST' },
    notBefore: day(from),
    notAfter: day(to),
  });

describe('emulator of ESIA: checks of an authorize request', () => {
  const otherKey = generateKeyPair(TEST_KEY.curve).privateKey;
  const otherCertificate = certificateOf(otherKey, -10, 10);
  const expired = certificateOf(otherKey, -10, -1);
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({
      clients: [
        testClient({
          certificatePems: [...(testClient().certificatePems ?? []), writeCertificatePem(expired)],
        }),
        testClient({ clientId: 'BARE01', certificatePems: [] }),
        testClient({
          clientId: 'OTHER01',
          certificatePems: [writeCertificatePem(otherCertificate)],
          grants: [],
        }),
      ],
    });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const refused = async (changes: RequestChanges): Promise<string> =>
    refusalOf(await authorize(client, changes));

  it('rule 1: a signature by another key is 007053', async () => {
    expect(await refused({ key: otherKey })).toBe('ESIA-007053 access_denied');
  });

  it('rule 1: a certificate of another client is 007053, though its signature is right', async () => {
    const before = { client_certificate_hash: otherCertificate.gostHashHex };
    expect(await refused({ before, key: otherKey })).toBe('ESIA-007053 access_denied');
  });

  it('rule 1: an expired certificate is 007053, though its signature is right', async () => {
    const before = { client_certificate_hash: expired.gostHashHex };
    expect(await refused({ before, key: otherKey })).toBe('ESIA-007053 access_denied');
  });

  it('rule 1: a certificate that has not begun is 007053', async () => {
    emulator.control.shiftClock(shiftToAppendix() - 60);
    const before = { timestamp: timestampOf(Date.now() + (shiftToAppendix() - 60) * 1000) };
    expect(await refused({ before })).toBe('ESIA-007053 access_denied');
  });

  it('rule 1: a client without any certificate is 007002', async () => {
    expect(await refused({ before: { client_id: 'BARE01' } })).toBe('ESIA-007002 unauthorized_client');
  });

  it('rule 1: scope_org is part of the signed string', async () => {
    const fields = client.authorizeFields({ after: { scope_org: 'org_ogrn' } });
    const visit = await fetch(client.authorizeUrl(fields), { redirect: 'manual' });
    expect(visit.headers.get('location')).toContain('007053');
    expect(await authorize(client, { before: { scope_org: 'org_ogrn' } })).toMatchObject({ path: '/login' });
  });

  it('rule 2: a duplicated parameter is 007003, before anything else is looked at', async () => {
    const url = `${client.authorizeUrl(client.authorizeFields({ after: { state: null } }))}&scope=openid`;
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.headers.get('location')).toContain('007003');
  });

  it('rule 2: missing parameters are named in 007014', async () => {
    const { left } = await authorize(client, { after: { client_certificate_hash: null, access_type: null } });
    expect(left?.searchParams.get('error_description')).toBe(
      'ESIA-007014: The request doesn`t contain the mandatory parameter [client_certificate_hash, access_type].',
    );
    expect(left?.searchParams.get('error')).toBe('invalid_request');
  });

  it('rule 2: an unknown client is a page, and 007005 at an address of this machine', async () => {
    expect(await refused({ before: { client_id: 'NOBODY' } })).toBe('page ESIA-007023');
    const before = { client_id: 'NOBODY', redirect_uri: 'http://127.0.0.1:9/callback' };
    expect(await refused({ before })).toBe('ESIA-007005 unauthorized_client');
  });

  it('rule 2: a client without the right to this way is 007005, before its signature is looked at', async () => {
    expect(await refused({ before: { client_id: 'OTHER01' } })).toBe('ESIA-007005 unauthorized_client');
  });

  it('rule 2: a wrong signature comes before a wrong time, a wrong time before a wrong type', async () => {
    const late = { timestamp: timestampOf(Date.now() - 3_600_000), response_type: 'token' };
    expect(await refused({ before: late, key: otherKey })).toBe('ESIA-007053 access_denied');
    expect(await refused({ before: late })).toBe('ESIA-007015 invalid_request');
    expect(await refused({ before: { response_type: 'token', scope: 'nonsense' } })).toBe(
      'ESIA-007009 unsupported_response_type',
    );
  });

  it.each([
    ['2026.02.30 10:00:00 +0300', 'a day that does not exist'],
    ['2026.11.21 24:00:00 +0300', 'an hour that does not exist'],
    ['2026-11-21 10:00:00 +0300', 'dashes'],
    ['2026.11.21 10:00:00 +03:00', 'a colon in the zone'],
    ['2026.11.21 10:00:00  0300', 'a space for the plus'],
  ])('rule 3: timestamp %s (%s) is 007014', async (timestamp) => {
    expect(await refused({ before: { timestamp } })).toBe('ESIA-007014 invalid_request');
  });

  it('rule 3: the window is five minutes either way, and the zone counts', async () => {
    const at = (seconds: number) => ({ before: { timestamp: timestampOf(Date.now() + seconds * 1000) } });
    expect(await authorize(client, at(-290))).toMatchObject({ path: '/login' });
    expect(await authorize(client, at(290))).toMatchObject({ path: '/login' });
    expect(await refused(at(-310))).toBe('ESIA-007015 invalid_request');
    expect(await refused(at(310))).toBe('ESIA-007015 invalid_request');
    const moscow = timestampOf(Date.now() + 3 * 3_600_000).replace('+0000', '+0300');
    expect(await authorize(client, { before: { timestamp: moscow } })).toMatchObject({ path: '/login' });
  });

  it('rule 4: a state that is no UUID is 007003, unless the switch says otherwise', async () => {
    const before = { state: 'CfDJ8_protected_state' };
    expect(await refused({ before })).toBe('ESIA-007003 invalid_request');
    emulator.control.turn({ stateMustBeUuid: false });
    expect(await authorize(client, { before })).toMatchObject({ path: '/login' });
  });

  it('rule 4: the same signed request is refused the second time when the switch says so', async () => {
    emulator.control.turn({ refuseReplay: true });
    const fields = client.authorizeFields();
    const ask = async () =>
      (await fetch(client.authorizeUrl(fields), { redirect: 'manual' })).headers.get('location');
    expect(await ask()).toMatch(/^\/login/);
    expect(await ask()).toContain('007053');
  });

  it('rule 5: standard base64 passes only with its switch', async () => {
    const fields = client.authorizeFields();
    const standard = Buffer.from(fields['client_secret'] ?? '', 'base64url').toString('base64');
    const url = client.authorizeUrl({ ...fields, client_secret: standard });
    const ask = async () => (await fetch(url, { redirect: 'manual' })).headers.get('location');
    expect(await ask()).toContain('007053');
    emulator.control.turn({ acceptStandardBase64: true });
    expect(await ask()).toMatch(/^\/login/);
  });

  it.each([
    'https://evil.example.ru/auth',
    'http://journal.example.ru/auth',
    'https://journal.example.ru@evil.example.ru/',
    'https://journal.example.ru.evil.ru/',
    'https://journal.example.ru/auth#fragment',
    'javascript://journal.example.ru/%0Aalert(1)',
    'journal.example.ru',
  ])('rule 6: %s is a page with 007023, not a redirect', async (address) => {
    expect(await refused({ before: { redirect_uri: address } })).toBe('page ESIA-007023');
  });

  it('rule 6: another path of the registered host is free', async () => {
    const before = { redirect_uri: 'https://journal.example.ru/other?x=1' };
    expect(await authorize(client, { before })).toMatchObject({ path: '/login' });
    const russian = { redirect_uri: 'https://journal.example.ru/вход', response_type: 'token' };
    expect(await refused({ before: russian })).toBe('ESIA-007009 unsupported_response_type');
  });

  it.each([
    [null, 'ESIA-007013 invalid_request'],
    ['openid nonsense', 'ESIA-007006 invalid_scope'],
    ['openid  fullname', 'ESIA-007006 invalid_scope'],
    ['openid vehicles', 'ESIA-007019 invalid_scope'],
  ])('rule 7: scope %s is %s', async (scope, expected) => {
    expect(await refused({ before: { scope } })).toBe(expected);
  });

  it('rule 7: scope_org is checked against the known and the granted names', async () => {
    expect(await refused({ before: { scope_org: 'nonsense' } })).toBe('ESIA-007006 invalid_scope');
    expect(await refused({ before: { scope_org: 'org_emps' } })).toBe('ESIA-007019 invalid_scope');
  });

  it('unreadable percent-encoding is 007038 on a page', async () => {
    const response = await fetch(`${emulator.url}/aas/oauth2/v2/ac?state=%E0%A4%A`);
    expect(await response.text()).toContain('ESIA-007038');
  });
});
