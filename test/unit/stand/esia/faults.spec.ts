import { createPublicKey, verify as verifyRsa, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  startEsiaEmulator,
  type FaultOrder,
  type RunningEmulator,
} from '../../../../src/stand/esia/index.js';
import { peek, testClient, TinyClient } from './tiny-client.js';
import { authorize, codeFor, refusalOf, signInAs, tokenRefusalOf, tokensFor } from './way.js';

describe('emulator of ESIA: faults to order (rule 15)', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient()] });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const order = (fault: FaultOrder): void => emulator.control.orderFault({ times: 1, ...fault });
  const idToken = async (): Promise<string> => String((await tokensFor(client, 'child'))['id_token']);
  const isSigned = (token: string): boolean => {
    const [header, claims, signature = ''] = token.split('.');
    const { pem = '' } = emulator.control.certificates().find(({ algorithm }) => algorithm === 'RS256') ?? {};
    const key = createPublicKey(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' }));
    return verifyRsa('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'));
  };

  it('bad-signature: the signature does not verify, once; then it does', async () => {
    order({ name: 'bad-signature' });
    const [spoiled, sound] = [await idToken(), await idToken()];
    expect([isSigned(spoiled), isSigned(sound)]).toEqual([false, true]);
    expect(spoiled).toHaveLength(sound.length);
  });

  it('an order without times strikes until reset', async () => {
    emulator.control.orderFault({ name: 'bad-signature', times: null });
    expect([isSigned(await idToken()), isSigned(await idToken())]).toEqual([false, false]);
    emulator.control.resetFaults();
    expect(isSigned(await idToken())).toBe(true);
  });

  it('an order can be meant for the access token', async () => {
    order({ name: 'bad-signature', tokens: ['access'] });
    const body = await tokensFor(client, 'child');
    expect([isSigned(String(body['id_token'])), isSigned(String(body['access_token']))]).toEqual([
      true,
      false,
    ]);
  });

  it('wrong-iss, wrong-aud, wrong-sub: the claim is wrong, the signature is right', async () => {
    for (const [name, claim, value] of [
      ['wrong-iss', 'iss', 'http://another-issuer.local/'],
      ['wrong-aud', 'aud', 'OTHERIS01'],
      ['wrong-sub', 'sub', 1000090012],
    ] as const) {
      order({ name });
      const token = await idToken();
      expect(peek(token, 1)[claim]).toBe(value);
      expect(isSigned(token)).toBe(true);
    }
  });

  it('expired: the token ended long ago', async () => {
    order({ name: 'expired' });
    const { exp } = peek(await idToken(), 1);
    expect(Number(exp)).toBeLessThan(Date.now() / 1000 - 3600);
  });

  it('alg-none: no signature at all', async () => {
    order({ name: 'alg-none' });
    const token = await idToken();
    expect(peek(token, 0)['alg']).toBe('none');
    expect(token.endsWith('.')).toBe(true);
  });

  it('alg-swapped: a good token of the other algorithm', async () => {
    order({ name: 'alg-swapped' });
    const header = peek(await idToken(), 0);
    expect(header['alg']).toBe('GOST3410_2012_256');
    const gost = emulator.control.certificates().filter(({ algorithm }) => algorithm === 'GOST3410_2012_256');
    expect(gost.map(({ thumbprint }) => thumbprint)).toContain(header['x5t#St256']);
  });

  it('wrong-sbt: an access token in place of the id_token', async () => {
    order({ name: 'wrong-sbt' });
    expect(peek(await idToken(), 0)['sbt']).toBe('access');
  });

  it('missing-id-token', async () => {
    order({ name: 'missing-id-token' });
    expect(await tokensFor(client, 'child')).not.toHaveProperty('id_token');
  });

  it('mixed-oids: id_token and access token tell of different people', async () => {
    order({ name: 'mixed-oids', oid: '1000090001' });
    const body = await tokensFor(client, 'child');
    expect(peek(body['id_token'], 1)).toMatchObject({
      sub: 1000090001,
      'urn:esia:sbj': { 'urn:esia:sbj:lvl': 'PR' },
    });
    expect(peek(body['access_token'], 1)['urn:esia:sbj_id']).toBe(1000090011);
  });

  it('te-html: a page in place of JSON', async () => {
    const fields = client.tokenFields(await codeFor(client, 'child'));
    order({ name: 'te-html' });
    const response = await fetch(`${emulator.url}/aas/oauth2/v3/te`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('server-error and unavailable: 007007 and 007008 at each endpoint', async () => {
    order({ name: 'server-error', endpoint: 'authorize' });
    expect(refusalOf(await authorize(client))).toBe('ESIA-007007 server_error');
    order({ name: 'unavailable', endpoint: 'authorize' });
    expect(refusalOf(await authorize(client))).toBe('ESIA-007008 temporarily_unavailable');

    const fields = client.tokenFields(await codeFor(client, 'child'));
    order({ name: 'server-error', endpoint: 'token' });
    expect(tokenRefusalOf(await client.token(fields))).toBe('500 ESIA-007007 server_error');
    order({ name: 'unavailable', endpoint: 'token' });
    expect(tokenRefusalOf(await client.token(fields))).toBe('503 ESIA-007008 temporarily_unavailable');

    const token = String((await tokensFor(client, 'child'))['access_token']);
    order({ name: 'unavailable', endpoint: 'rest' });
    expect((await client.rest('/prns/1000090011', token)).status).toBe(503);
    expect((await client.rest('/prns/1000090011', token)).status).toBe(200);
  });

  it('slow: the answer comes after the wait', async () => {
    order({ name: 'slow', endpoint: 'authorize', delayMs: 40 });
    const aborted = fetch(client.authorizeUrl(client.authorizeFields()), { signal: AbortSignal.timeout(5) });
    await expect(aborted).rejects.toThrow();
    expect((await authorize(client)).path).toBe('/login');
  });

  it('drop: the connection ends without an answer', async () => {
    order({ name: 'drop', endpoint: 'token' });
    await expect(client.token({})).rejects.toThrow();
    expect(tokenRefusalOf(await client.token({}))).toBe('400 ESIA-007014 invalid_request');
  });

  it('state-mismatch: another state comes back, in the callback and in the token answer', async () => {
    const state = '7648d7bd-6369-4073-b545-90250f68025e';
    order({ name: 'state-mismatch', endpoint: 'authorize' });
    const { left } = await signInAs(client, 'child', { before: { state } });
    expect(left?.searchParams.get('state')).toMatch(/^[0-9a-f-]{36}$/);
    expect(left?.searchParams.get('state')).not.toBe(state);
    const fields = client.tokenFields(left?.searchParams.get('code') ?? '');
    order({ name: 'state-mismatch', endpoint: 'token' });
    expect((await client.token(fields)).body['state']).not.toBe(fields['state']);
  });

  it('foreign-kid: a card of somebody else’s child is in the list', async () => {
    const token = String((await tokensFor(client, 'parent'))['access_token']);
    order({ name: 'foreign-kid' });
    const kids = await client.rest('/prns/1000090001/kids?embed=(elements)', token);
    expect(kids.body).toMatchObject({ size: 4 });
    expect((await client.rest('/prns/1000090001/kids', token)).body).toMatchObject({ size: 3 });
  });

  it('the clock can be shifted: tokens are dated by it, and so is the Date header', async () => {
    emulator.control.shiftClock(-600);
    client.shift = -600_000;
    const { iat } = peek(await idToken(), 1);
    client.shift = 0;
    expect(Math.abs(Number(iat) - (Date.now() / 1000 - 600))).toBeLessThan(60);
    const date = (await fetch(`${emulator.url}/_control/state`)).headers.get('date') ?? '';
    expect(Math.abs(Date.parse(date) - (Date.now() - 600_000))).toBeLessThan(60_000);
  });
});
