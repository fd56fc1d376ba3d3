import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import { testClient, TinyClient } from './tiny-client.js';
import { authorize, refusalOf, signInAs } from './way.js';

describe('emulator of ESIA: control over HTTP', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient()] });
    client = new TinyClient(emulator.url);
  });
  afterEach(async () => {
    await control('POST', 'reset', {});
  });
  afterAll(() => emulator.close());

  const control = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${emulator.url}/_control/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
    };
  };
  const autoLocation = async (headers: Record<string, string>): Promise<string> => {
    const url = client.authorizeUrl(client.authorizeFields());
    return (await fetch(url, { redirect: 'manual', headers })).headers.get('location') ?? '';
  };

  it('faults are ordered, listed and reset', async () => {
    const order = { name: 'unavailable', endpoint: 'authorize', times: 2 };
    expect((await control('POST', 'faults', order)).status).toBe(204);
    expect((await control('GET', 'state')).body).toMatchObject({ faults: [{ order, left: 2 }] });
    await control('DELETE', 'faults');
    expect((await control('GET', 'state')).body).toMatchObject({ faults: [] });
    expect((await control('POST', 'faults', { name: 'no-such-fault' })).status).toBe(400);
  });

  it('keys rotate, the clock shifts, switches turn, reset undoes all', async () => {
    expect((await control('POST', 'keys/rotate', {})).body).toEqual({ generation: 2 });
    await control('POST', 'clock', { shiftSeconds: 3600 });
    expect(refusalOf(await authorize(client))).toBe('ESIA-007015 invalid_request');
    await control('PATCH', 'switches', { timestampWindowSeconds: 7200 });
    expect((await authorize(client)).path).toBe('/login');
    expect((await control('PATCH', 'switches', { noSuchSwitch: 1 })).status).toBe(400);
    await control('POST', 'reset', {});
    expect((await control('GET', 'state')).body).toMatchObject({
      keyGeneration: 1,
      clockShiftSeconds: 0,
      switches: { timestampWindowSeconds: 300 },
    });
  });

  it('a person is put, found by login, patched, and may change the OID', async () => {
    const person = { login: 'visitor', password: 'p', level: 'P', lastName: 'А', firstName: 'Б' };
    const put = await control('PUT', 'persons/2000000001', {
      ...person,
      birthDate: '1990-01-01',
      gender: 'F',
    });
    expect(put).toMatchObject({ status: 200, body: { oid: '2000000001', status: 'REGISTERED' } });
    await control('PATCH', 'persons/2000000001', { oid: '2000000002', level: 'PR', snils: '00000079900' });
    expect((await control('GET', 'persons/visitor')).body).toMatchObject({ oid: '2000000002', level: 'PR' });
    expect((await control('GET', 'persons/2000000001')).status).toBe(404);
    expect((await control('PATCH', 'persons/2000000002', { birthDate: '30.02.1990' })).status).toBe(400);
  });

  it('sessions are reset', async () => {
    const { left } = await signInAs(client, 'child');
    await control('DELETE', 'sessions');
    const answer = await client.token(client.tokenFields(left?.searchParams.get('code') ?? ''));
    expect(answer.body).toMatchObject({ error: 'invalid_grant' });
  });

  it('a client is registered while the emulator runs', async () => {
    await control('PUT', 'clients/LATER01', testClient());
    const before = { client_id: 'LATER01' };
    expect((await authorize(client, { before })).path).toBe('/login');
  });

  it('automatic login answers with a code at once, by header or cookie, only when it is on', async () => {
    expect(await autoLocation({ 'x-emulator-login': 'child' })).toMatch(/^\/login/);
    await control('POST', 'auto-login', { enabled: true });
    expect(await autoLocation({ 'x-emulator-login': 'child' })).toMatch(
      /^https:\/\/journal\.example\.ru\/.*code=/,
    );
    expect(await autoLocation({ cookie: 'x-emulator-login=parent' })).toContain('code=');
    expect(await autoLocation({ 'x-emulator-login': 'child-no-consent' })).toContain('007004');
    expect(await autoLocation({})).toMatch(/^\/login/);
  });

  it('metrics count requests and refusals, and name no people', async () => {
    await control('DELETE', 'metrics');
    await authorize(client, { before: { response_type: 'token' } });
    await signInAs(client, 'child');
    const { body } = await control('GET', 'metrics');
    expect(body).toEqual({
      requests: expect.objectContaining({ authorize: 2, login: 1 }),
      refusals: { '007009': 1 },
      events: { login: 1, consent: 1, code: 1 },
    });
  });

  it('its own CPU time is told, for a bench to subtract', async () => {
    expect((await control('GET', 'cpu')).body).toEqual({
      user: expect.any(Number),
      system: expect.any(Number),
    });
  });

  it('a form of a foreign page, a forwarded request and an unknown command are refused', async () => {
    expect((await control('POST', 'reset', {}, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await control('GET', 'state', undefined, { 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
    expect((await control('GET', 'nonsense')).status).toBe(404);
  });
});
