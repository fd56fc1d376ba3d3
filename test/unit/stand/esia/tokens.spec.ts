import { X509Certificate, verify as verifyRsa } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCertificate, verify as verifyGost } from '../../../../src/kernel/gost/index.js';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import { peek, testClient, TinyClient } from './tiny-client.js';
import { codeFor, tokensFor } from './way.js';

const rawClaims = (token: string): string =>
  Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');

describe('emulator of ESIA: codes and tokens', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({
      clients: [testClient(), testClient({ clientId: 'GOSTIS01', tokenAlgorithm: 'GOST3410_2012_256' })],
    });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  it('rule 13: the code is a JWT of the known shape', async () => {
    const code = await codeFor(client, 'parent', { scope: 'openid fullname snils' });
    const header = peek(code, 0);
    expect(Object.keys(header)).toEqual(['ver', 'typ', 'x5t#St256', 'sbt', 'alg']);
    expect(header).toMatchObject({ ver: 1, typ: 'JWT', sbt: 'authorization_code', alg: 'RS256' });
    expect(header['x5t#St256']).toMatch(/^[0-9A-F]{64}$/);
    const claims = peek(code, 1);
    expect(claims).toMatchObject({
      scope: 'fullname?oid=1000090001 openid snils?oid=1000090001',
      iss: 'http://esia-emulator.local/',
      auth_mthd: 'PWD',
      params: {},
      client_id: 'TESTIS01',
      'urn:esia:sbj': {
        'urn:esia:sbj:lvl': 'PR',
        'urn:esia:sbj:typ': 'P',
        'urn:esia:sbj:is_tru': true,
        'urn:esia:sbj:oid': 1000090001,
        'urn:esia:sbj:nam': 'OID.1000090001',
      },
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(240);
    expect(rawClaims(code)).toContain('"iss":"http:\\/\\/esia-emulator.local\\/"');
  });

  it('rule 13: the code carries the state of the authorize request, and acr after a second factor', async () => {
    const state = '7648d7bd-6369-4073-b545-90250f68025e';
    const code = await codeFor(client, 'parent-teacher', { state });
    expect(peek(code, 1)).toMatchObject({ 'urn:esia:client:state': state, acr: { '2fa': 'otp' } });
  });

  it('rule 13: access token and id_token have their claims, no nonce, and one subject', async () => {
    const body = await tokensFor(client, 'parent', { nonce: 'n', scope: 'openid fullname' });
    expect(peek(body['access_token'], 0)).toMatchObject({ sbt: 'access', alg: 'RS256' });
    expect(Object.keys(peek(body['access_token'], 1)).sort()).toEqual(
      ['client_id', 'exp', 'iat', 'iss', 'nbf', 'scope', 'urn:esia:sbj_id', 'urn:esia:sid'].sort(),
    );
    expect(peek(body['id_token'], 0)).toMatchObject({ sbt: 'id' });
    const claims = peek(body['id_token'], 1);
    expect(claims).toMatchObject({ sub: 1000090001, aud: 'TESTIS01', amr: 'PWD', 'urn:esia:amd': 'PWD' });
    expect(claims).not.toHaveProperty('nonce');
    expect(claims['sub']).toBe(peek(body['access_token'], 1)['urn:esia:sbj_id']);
  });

  it('rule 13: is_tru is absent for P and KD', async () => {
    for (const [login, level] of [
      ['parent-simple', 'P'],
      ['child', 'KD'],
    ] as const) {
      const subject = peek((await tokensFor(client, login))['id_token'], 1)['urn:esia:sbj'];
      expect(subject).toMatchObject({ 'urn:esia:sbj:lvl': level });
      expect(subject).not.toHaveProperty('urn:esia:sbj:is_tru');
    }
  });

  it('rule 13: no id_token without openid; expires_in is text with its switch', async () => {
    const body = await tokensFor(client, 'parent', { scope: 'fullname' });
    expect(body).not.toHaveProperty('id_token');
    expect(body['expires_in']).toBe(3600);
    emulator.control.turn({ expiresInAsString: true });
    expect((await tokensFor(client, 'parent', { scope: 'fullname' }))['expires_in']).toBe('3600');
  });

  it.each([1, 2] as const)(
    'rule 14: RS256 of generation %i verifies with the published certificate',
    async (generation) => {
      emulator.control.rotateKeys(generation);
      const token = String((await tokensFor(client, 'child'))['id_token']);
      const published = emulator.control
        .certificates()
        .find(({ thumbprint }) => thumbprint === peek(token, 0)['x5t#St256']);
      expect(published).toMatchObject({ generation, algorithm: 'RS256' });
      const certificate = new X509Certificate(await download(published?.url));
      const [header, claims, signature = ''] = token.split('.');
      const bytes = Buffer.from(signature, 'base64url');
      expect(verifyRsa('sha256', Buffer.from(`${header}.${claims}`), certificate.publicKey, bytes)).toBe(
        true,
      );
      expect(certificate.verify(certificate.publicKey)).toBe(true);
    },
  );

  it.each([1, 2] as const)(
    'rule 14: GOST of generation %i verifies with the published certificate',
    async (generation) => {
      emulator.control.rotateKeys(generation);
      const code = await codeFor(client, 'child', { client_id: 'GOSTIS01' });
      const { body } = await client.token(client.tokenFields(code, { before: { client_id: 'GOSTIS01' } }));
      const token = String(body['access_token']);
      expect(peek(token, 0)['alg']).toBe('GOST3410_2012_256');
      const published = emulator.control
        .certificates()
        .find(({ thumbprint }) => thumbprint === peek(token, 0)['x5t#St256']);
      expect(published).toMatchObject({ generation, algorithm: 'GOST3410_2012_256' });
      const { key } = parseCertificate(await download(published?.url));
      const [header, claims, signature = ''] = token.split('.');
      const bytes = Buffer.from(signature, 'base64url');
      expect(
        key.kind === 'gost' && verifyGost(Buffer.from(`${header}.${claims}`), bytes, key.publicKey),
      ).toBe(true);
    },
  );

  it('rule 14: there is neither discovery nor JWKS', async () => {
    for (const path of ['/.well-known/openid-configuration', '/jwks', '/.well-known/jwks.json'])
      expect((await fetch(emulator.url + path)).status).toBe(404);
  });

  const download = async (url = ''): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());
});
