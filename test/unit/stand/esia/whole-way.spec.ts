import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  PERSONA_PASSWORD,
  startEsiaEmulator,
  type RunningEmulator,
} from '../../../../src/stand/esia/index.js';
import { PARENT_SCOPE, peek, testClient, TinyClient } from './tiny-client.js';
import { TinyBrowser } from './tiny-browser.js';

describe('emulator of ESIA: the whole way of a parent', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient()] });
    client = new TinyClient(emulator.url);
  });
  afterAll(() => emulator.close());

  it('authorize, login, consent, code, tokens, person, children', async () => {
    const fields = client.authorizeFields();
    const browser = new TinyBrowser(emulator.url);
    const back = await browser.signIn(client.authorizeUrl(fields), 'parent', PERSONA_PASSWORD);
    expect(back.left?.searchParams.get('state')).toBe(fields['state']);

    const tokenFields = client.tokenFields(back.left?.searchParams.get('code') ?? '');
    const { status, body } = await client.token(tokenFields);
    expect({ status, state: body['state'], type: body['token_type'], ends: body['expires_in'] }).toEqual({
      status: 200,
      state: tokenFields['state'],
      type: 'Bearer',
      ends: 3600,
    });
    expect(peek(body['id_token'], 1)).toMatchObject({ sub: 1000090001, aud: 'TESTIS01' });
    expect(String(peek(body['access_token'], 1)['scope']).split(' ')).toHaveLength(
      PARENT_SCOPE.split(' ').length,
    );

    const token = String(body['access_token']);
    const person = await client.rest('/prns/1000090001', token);
    expect(person.body).toMatchObject({ lastName: 'Берёзова', birthDate: '03.02.1985', trusted: true });
    const kids = await client.rest('/prns/1000090001/kids?embed=(elements)', token);
    expect(kids.body).toMatchObject({ size: 3 });
  });
});
