import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import { PARENT_SCOPE, signText, testClient, TinyClient, type RequestChanges } from './tiny-client.js';
import { codeFor, tokenRefusalOf } from './way.js';

describe('emulator of ESIA: token endpoint', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient(), testClient({ clientId: 'OTHER01' })] });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => {
    client.shift = 0;
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const spend = async (code: string, changes: RequestChanges = {}): Promise<string> => {
    const answer = await client.token(client.tokenFields(code, changes));
    return answer.status === 200 ? 'tokens' : tokenRefusalOf(answer);
  };
  const shift = (seconds: number): void => {
    client.shift = seconds * 1000;
    emulator.control.shiftClock(seconds);
  };
  const offlineTokens = async (): Promise<Record<string, unknown>> => {
    const code = await codeFor(client, 'child', { access_type: 'offline' });
    return (await client.token(client.tokenFields(code))).body;
  };

  it('rule 8: a JSON body has no parameters: 007014 in the words of ESIA', async () => {
    const response = await fetch(`${emulator.url}/aas/oauth2/v3/te`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: 'TESTIS01' }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringMatching(
        /^ESIA-007014: The request doesn`t contain the mandatory parameter \[client_id, .*\]\.$/,
      ),
    });
  });

  it('rule 8: only POST is served', async () => {
    expect((await fetch(`${emulator.url}/aas/oauth2/v3/te?grant_type=x`)).status).toBe(405);
  });

  it('rule 8: a code is used once', async () => {
    const code = await codeFor(client, 'child');
    expect(await spend(code)).toBe('tokens');
    expect(await spend(code)).toBe('400 ESIA-007011 invalid_grant');
  });

  it('rule 8: the second use of a code revokes the tokens of the first, unless the switch says otherwise', async () => {
    const twice = async (): Promise<number> => {
      const code = await codeFor(client, 'child');
      const { body } = await client.token(client.tokenFields(code));
      await spend(code);
      return (await client.rest('/prns/1000090011', String(body['access_token']))).status;
    };
    expect(await twice()).toBe(401);
    emulator.control.turn({ revokeTokensOnCodeReplay: false });
    expect(await twice()).toBe(200);
  });

  it('rule 8: a code lives 240 seconds', async () => {
    const [early, late] = [await codeFor(client, 'child'), await codeFor(client, 'child')];
    shift(230);
    expect(await spend(early)).toBe('tokens');
    shift(241);
    expect(await spend(late)).toBe('400 ESIA-007011 invalid_grant');
  });

  it.each([
    [{ redirect_uri: 'https://journal.example.ru/other' }, 'another redirect_uri'],
    [{ scope: 'openid fullname' }, 'other scopes'],
    [{ scope_org: 'org_ogrn' }, 'other organisation scopes'],
    [{ client_id: 'OTHER01' }, 'another client'],
  ])('rule 8: a code is bound: %j (%s) is 007011', async (before: Record<string, string>, _what) => {
    expect(await spend(await codeFor(client, 'child'), { before })).toBe('400 ESIA-007011 invalid_grant');
  });

  it('rule 8: the signature must cover the code', async () => {
    const code = await codeFor(client, 'child');
    const fields = client.tokenFields(code);
    const withoutCode = ['client_id', 'scope', 'timestamp', 'state', 'redirect_uri'].map(
      (name) => fields[name] ?? '',
    );
    const after = { client_secret: signText(withoutCode.join('')) };
    expect(await spend(code, { before: fields, after })).toBe('400 ESIA-007053 access_denied');
  });

  it('rule 8: an unknown grant is 007012, one that is not for this client 007005', async () => {
    expect(await spend('x', { before: { grant_type: 'password' } })).toBe(
      '400 ESIA-007012 unsupported_grant_type',
    );
    const before = { grant_type: 'client_credentials' };
    expect(await spend('x', { before })).toBe('400 ESIA-007005 unauthorized_client');
  });

  it('rule 8: a refusal repeats the state of this request', async () => {
    const fields = client.tokenFields('no such code');
    expect((await client.token(fields)).body).toMatchObject({
      error: 'invalid_grant',
      state: fields['state'],
    });
  });

  it('rule 9: no refresh token for online access', async () => {
    const { body } = await client.token(client.tokenFields(await codeFor(client, 'child')));
    expect(body).not.toHaveProperty('refresh_token');
  });

  it('rule 9: a refresh token gives the next one, and is used once', async () => {
    const first = await offlineTokens();
    const old = String(first['refresh_token']);
    const second = await client.token(client.refreshFields(old));
    expect(second).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
    expect(second.body['refresh_token']).not.toBe(old);
    expect(second.body).not.toHaveProperty('id_token');
    expect(tokenRefusalOf(await client.token(client.refreshFields(old)))).toBe(
      '400 ESIA-007011 invalid_grant',
    );
    const third = await client.token(client.refreshFields(String(second.body['refresh_token'])));
    expect(third.status).toBe(200);
  });

  it('rule 9: the string of AIS passes only with its switch', async () => {
    const ais = async (): Promise<number> => {
      const fields = client.refreshFields(String((await offlineTokens())['refresh_token']));
      const signed = ['client_id', 'scope', 'timestamp', 'state', 'refresh_token'].map(
        (name) => fields[name] ?? '',
      );
      return (await client.token({ ...fields, client_secret: signText(signed.join('')) })).status;
    };
    expect(await ais()).toBe(400);
    emulator.control.turn({ refreshString: 'ais' });
    expect(await ais()).toBe(200);
  });

  it('PKCE: the verifier must match the challenge, and there must have been one', async () => {
    const verifier = randomUUID() + randomUUID();
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const withChallenge = { code_challenge: challenge, code_challenge_method: 'S256' };
    const code = await codeFor(client, 'child', withChallenge);
    expect(await spend(code)).toBe('400 ESIA-007040 invalid_grant');
    const wrong = { code_verifier: randomUUID() + randomUUID() };
    expect(await spend(code, { before: wrong })).toBe('400 ESIA-007040 invalid_grant');
    expect(await spend(code, { before: { code_verifier: verifier } })).toBe('tokens');
    const plain = await codeFor(client, 'child');
    expect(await spend(plain, { before: { code_verifier: verifier } })).toBe('400 ESIA-007039 invalid_grant');
  });

  it('a code of a person who was deleted since is 007011', async () => {
    const code = await codeFor(client, 'namesake-1');
    emulator.control.patchPerson('1000090019', { status: 'DELETED' });
    expect(await spend(code)).toBe('400 ESIA-007011 invalid_grant');
    emulator.control.patchPerson('1000090019', { status: 'REGISTERED' });
  });

  it('scope is asked for at the token endpoint, too', async () => {
    const code = await codeFor(client, 'child');
    expect(await spend(code, { before: { scope: null } })).toBe('400 ESIA-007013 invalid_request');
    expect(await spend(code, { before: { scope: PARENT_SCOPE } })).toBe('tokens');
  });
});
