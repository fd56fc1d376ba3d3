import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { EndAccountSessions } from '../../../src/journal/index.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  CLIENT_SECRET,
  type OpenidStand,
  overHttp,
  REDIRECT_URI,
  SIGNED_OUT_URI,
  signInAt,
  startOpenidStand,
  testClient,
} from '../../support/openid-stand.js';
import { locationOf, TestBrowser } from '../../support/test-browser.js';

let database: TestDatabase;
let stand: OpenidStand;
let receiver: Server;
let client: oidc.Configuration;
let keyClient: oidc.Configuration;
const logoutTokens: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      logoutTokens.push(new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? '');
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, 'localhost', resolve));
  const { port } = receiver.address() as { port: number };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  );
  const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'client-1' };
  stand = await startOpenidStand({
    dataSource: database.dataSource,
    clients: [
      { ...testClient, backchannel_logout_uri: `http://localhost:${port}/logout` },
      {
        client_id: 'key-journal',
        client_name: 'Другой журнал',
        redirect_uris: [REDIRECT_URI],
        post_logout_redirect_uris: [SIGNED_OUT_URI],
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
        id_token_signed_response_alg: 'ES256',
      },
    ],
  });
  const insecure = { execute: [overHttp] };
  client = await oidc.discovery(
    new URL(stand.issuer),
    'test-journal',
    CLIENT_SECRET,
    oidc.ClientSecretBasic(CLIENT_SECRET),
    insecure,
  );
  keyClient = await oidc.discovery(
    new URL(stand.issuer),
    'key-journal',
    { id_token_signed_response_alg: 'ES256' },
    oidc.PrivateKeyJwt({ key: privateKey, kid: 'client-1' }),
    insecure,
  );
});

afterAll(async () => {
  await stand.close();
  await database.drop();
  receiver.close();
});

interface Attempt {
  readonly url: string;
  readonly checks: oidc.AuthorizationCodeGrantChecks & { pkceCodeVerifier: string };
}

async function attempt(configuration = client, parameters: Record<string, string> = {}): Promise<Attempt> {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { url: url.href, checks: { pkceCodeVerifier, expectedState, expectedNonce } };
}

async function signedIn(
  configuration = client,
  overrides: Parameters<typeof stand.world.addAccount>[0] = {},
  scope = 'openid',
) {
  const browser = new TestBrowser();
  const account = stand.world.addAccount(overrides);
  const { url, checks } = await attempt(configuration, { scope });
  const back = await signInAt(stand, browser, url, account);
  const tokens = await oidc.authorizationCodeGrant(configuration, back, checks);
  return { browser, account, back, checks, tokens, claims: tokens.claims()! };
}

const oauthError = (error: string): unknown => expect.objectContaining({ error });

describe('signing in', () => {
  it('tells a stock client who has signed in, in the id_token', async () => {
    const { account, claims } = await signedIn();
    expect(claims).toMatchObject({
      iss: stand.issuer,
      aud: 'test-journal',
      sub: account.id,
      journal_account: account.externalId,
      journal_role: 'student',
      journal_access: 'full',
      school: account.schools.map(({ id, shortName }) => ({ id, name: shortName })),
      acr: 'urn:perehod:esia',
    });
    expect(claims['person']).toMatch(/^[\w-]{43}$/);
    expect(claims['auth_time']).toEqual(expect.any(Number));
  });

  it('PD-09: gives no name without the scope profile', async () => {
    const { claims } = await signedIn();
    expect(JSON.stringify(claims)).not.toContain('Иванов');
    const named = await signedIn(client, {}, 'openid profile');
    expect(named.claims).toMatchObject({ name: 'Иванов Пётр' });
  });

  it('PD-09: calls one person the same at one client and otherwise at another', async () => {
    const esiaPersonId = newUuid();
    const asTeacher = await signedIn(client, { esiaPersonId, role: 'teacher' });
    const asParent = await signedIn(client, { esiaPersonId, role: 'representative' });
    const elsewhere = await signedIn(keyClient, { esiaPersonId });
    expect(asTeacher.claims['person']).toBe(asParent.claims['person']);
    expect(asTeacher.claims.sub).not.toBe(asParent.claims.sub);
    expect(elsewhere.claims['person']).not.toBe(asTeacher.claims['person']);
  });

  it('signs by ES256 for a client that asks for it, which proves itself by its key', async () => {
    const { tokens } = await signedIn(keyClient);
    const [header = ''] = tokens.id_token!.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'ES256',
      kid: 'ec-1',
    });
  });

  it('EC-128: asks for a new ESIA sign-in although somebody is signed in', async () => {
    const { browser } = await signedIn();
    const begun = stand.world.begun.length;
    const { url } = await attempt();
    const answer = await browser.follow(url, stand.url);
    expect(locationOf(answer)).toBe('https://esia.test/authorize?for=test-journal');
    expect(stand.world.begun).toHaveLength(begun + 1);
  });

  it('EC-128: prompt=none is login_required although somebody is signed in', async () => {
    const { browser } = await signedIn();
    const { url } = await attempt(client, { prompt: 'none' });
    const back = new URL(locationOf(await browser.get(url))!);
    expect(back.searchParams.get('error')).toBe('login_required');
  });

  it('EC-128: the next pupil in the browser ends the session of the previous one, in the e-journal too', async () => {
    const first = await signedIn();
    logoutTokens.length = 0;
    const next = stand.world.addAccount();
    const { url, checks } = await attempt();
    const back = await signInAt(stand, first.browser, url, next);
    const tokens = await oidc.authorizationCodeGrant(client, back, checks);
    expect(tokens.claims()?.sub).toBe(next.id);
    expect(logoutTokens).toHaveLength(1);
    expect(JSON.parse(Buffer.from(logoutTokens[0]!.split('.')[1]!, 'base64url').toString())).toMatchObject({
      sub: first.account.id,
      sid: first.claims['sid'],
    });
    await expect(oidc.fetchUserInfo(client, first.tokens.access_token, first.account.id)).rejects.toThrow();
  });

  it('two tabs of one browser sign in side by side', async () => {
    const browser = new TestBrowser();
    const [one, two] = [stand.world.addAccount(), stand.world.addAccount()];
    const firstTab = await attempt();
    await browser.follow(firstTab.url, stand.url);
    const firstReturn = stand.world.begun.at(-1)!.returnTo;
    const secondTab = await attempt();
    const second = await signInAt(stand, browser, secondTab.url, two);
    expect((await oidc.authorizationCodeGrant(client, second, secondTab.checks)).claims()?.sub).toBe(two.id);
    const first = await browser.follow(
      `${stand.url}${firstReturn}?sign_in=${stand.world.signIn(one)}`,
      stand.url,
    );
    const firstBack = new URL(locationOf(first)!);
    expect((await oidc.authorizationCodeGrant(client, firstBack, firstTab.checks)).claims()?.sub).toBe(
      one.id,
    );
  });

  it('a refused sign-in goes back to the e-journal as access_denied with the code of the refusal', async () => {
    const { url } = await attempt();
    const back = await signInAt(stand, new TestBrowser(), url, 'NOT_FOUND');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'NOT_FOUND',
      iss: stand.issuer,
    });
  });

  it('one cannot have another person finish a sign-in for him', async () => {
    const attacker = new TestBrowser();
    const { url } = await attempt();
    await attacker.follow(url, stand.url);
    const { returnTo } = stand.world.begun.at(-1)!;
    const victim = new TestBrowser();
    // Even if the victim's browser was given the attacker's cookies of the interaction: the __Host- one it cannot be given.
    victim.cookies.push(...attacker.cookies.filter(({ name }) => !name.startsWith('__Host-')));
    const lured = await victim.get(
      `${stand.url}${returnTo}?sign_in=${stand.world.signIn(stand.world.addAccount())}`,
    );
    expect(lured.status).toBe(400);
    const lost = await new TestBrowser().get(`${stand.url}${returnTo.replace('/complete', '')}`);
    expect(lost.status).toBe(400);
    expect(await lost.text()).toContain('Вход нужно начать заново');
  });
});

describe('what is refused', () => {
  it.each([
    ['a redirect URI that only begins like the registered one', `${REDIRECT_URI}/more`],
    ['a redirect URI with another query', `${REDIRECT_URI}?x=1`],
    ['a redirect URI on another host', 'https://evil.test/callback'],
  ])('%s', async (_, redirect_uri) => {
    const { url } = await attempt(client, { redirect_uri });
    const answer = await new TestBrowser().get(url);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toContain('Неизвестный адрес возврата');
  });

  it.each(['state', 'nonce', 'login_hint'])(
    'a null character in %s, which no database holds',
    async (name) => {
      const { url } = await attempt(client, { [name]: 'a\0b' });
      const back = locationOf(await new TestBrowser().get(url)) ?? '';
      expect(back.startsWith(REDIRECT_URI)).toBe(true);
      expect(new URL(back).searchParams.get('error')).toBe('invalid_request');
    },
  );

  it.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
  ])('%s', async (_, parameters) => {
    const { url } = await attempt(client, parameters);
    const back = new URL(locationOf(await new TestBrowser().get(url))!);
    expect(back.searchParams.get('error')).toBe('invalid_request');
  });

  it.each(['token', 'id_token', 'code id_token'])('response_type %s', async (response_type) => {
    const { url } = await attempt(client, { response_type });
    const back = locationOf(await new TestBrowser().get(url)) ?? '';
    expect(back).toMatch(/error=unsupported_response_type/);
  });

  it('a wrong code_verifier', async () => {
    const { url, checks } = await attempt();
    const back = await signInAt(stand, new TestBrowser(), url, stand.world.addAccount());
    const wrong = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
    await expect(oidc.authorizationCodeGrant(client, back, wrong)).rejects.toEqual(
      oauthError('invalid_grant'),
    );
  });

  it('a wrong secret of the client', async () => {
    const wrong = 'x'.repeat(40);
    const over = { execute: [overHttp] };
    const impostor = await oidc.discovery(
      new URL(stand.issuer),
      'test-journal',
      wrong,
      oidc.ClientSecretPost(wrong),
      over,
    );
    const { url, checks } = await attempt();
    const back = await signInAt(stand, new TestBrowser(), url, stand.world.addAccount());
    await expect(oidc.authorizationCodeGrant(impostor, back, checks)).rejects.toEqual(
      oauthError('invalid_client'),
    );
  });

  it("another client's code", async () => {
    const { url, checks } = await attempt();
    const back = await signInAt(stand, new TestBrowser(), url, stand.world.addAccount());
    await expect(oidc.authorizationCodeGrant(keyClient, back, checks)).rejects.toEqual(
      oauthError('invalid_grant'),
    );
  });

  it('a code for the second time; and what the first gave is revoked', async () => {
    const { back, checks, tokens, account } = await signedIn();
    await expect(oidc.authorizationCodeGrant(client, back, checks)).rejects.toEqual(
      oauthError('invalid_grant'),
    );
    await expect(oidc.fetchUserInfo(client, tokens.access_token, account.id)).rejects.toThrow();
  });

  it('a code whose link was revoked before it was redeemed', async () => {
    const account = stand.world.addAccount();
    const { url, checks } = await attempt();
    const back = await signInAt(stand, new TestBrowser(), url, account);
    stand.world.accounts.delete(account.id);
    await expect(oidc.authorizationCodeGrant(client, back, checks)).rejects.toEqual(
      oauthError('invalid_grant'),
    );
  });

  it('a code whose account was linked to another person before it was redeemed', async () => {
    const account = stand.world.addAccount();
    const { url, checks } = await attempt();
    const back = await signInAt(stand, new TestBrowser(), url, account);
    stand.world.accounts.set(account.id, { ...account, esiaPersonId: newUuid() });
    await expect(oidc.authorizationCodeGrant(client, back, checks)).rejects.toEqual(
      oauthError('invalid_grant'),
    );
  });
});

describe('signing out', () => {
  it('AUTH-11: with the id_token goes through ESIA to the registered address, and nothing of the session is left', async () => {
    const { browser, tokens, account } = await signedIn();
    logoutTokens.length = 0;
    const url = oidc.buildEndSessionUrl(client, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: SIGNED_OUT_URI,
      state: 'bye',
    });
    const toEsia = new URL(locationOf(await browser.get(url.href))!);
    expect(toEsia.origin).toBe('https://esia.test');
    const returned = await browser.get(toEsia.searchParams.get('redirect_url')!);
    expect(locationOf(returned)).toBe(`${SIGNED_OUT_URI}?state=bye`);
    expect(logoutTokens).toHaveLength(1);
    await expect(oidc.fetchUserInfo(client, tokens.access_token, account.id)).rejects.toThrow();
    expect(browser.cookies.map(({ name }) => name)).not.toContain('__Host-perehod_signed_out');
  });

  it('without the id_token asks first, on a page without scripts, and then does the same', async () => {
    const { browser } = await signedIn();
    const parameters = { client_id: 'test-journal', post_logout_redirect_uri: SIGNED_OUT_URI };
    const asked = await browser.get(oidc.buildEndSessionUrl(client, parameters).href);
    const page = await asked.text();
    expect(page).toContain('Выйти из журнала и Госуслуг?');
    expect(page).not.toContain('<script');
    expect(asked.headers.get('content-security-policy')).toContain("form-action 'self'");
    const [, xsrf] = /name="xsrf" value="(\w+)"/.exec(page)!;
    const done = await browser.post(`${stand.issuer}/session/end/confirm`, { xsrf: xsrf!, logout: 'yes' });
    const [, onward] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(await done.text())!;
    const toEsia = new URL(onward!.replaceAll('&amp;', '&'));
    expect(toEsia.origin).toBe('https://esia.test');
    expect(locationOf(await browser.get(toEsia.searchParams.get('redirect_url')!))).toBe(SIGNED_OUT_URI);
  });

  it('after the session has expired still ends the ESIA session', async () => {
    const { tokens } = await signedIn();
    const url = oidc.buildEndSessionUrl(client, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: SIGNED_OUT_URI,
    });
    const answer = await new TestBrowser().get(url.href);
    expect(new URL(locationOf(answer)!).origin).toBe('https://esia.test');
  });

  it('a foreign page cannot sign anybody out without being asked', async () => {
    const answer = await new TestBrowser().get(`${stand.issuer}/session/end`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Выйти из журнала и Госуслуг?');
  });

  it('never returns to an address that is not registered', async () => {
    const { browser, tokens } = await signedIn();
    const url = oidc.buildEndSessionUrl(client, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: 'https://evil.test/',
    });
    const answer = await browser.get(url.href);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('a forged return cookie leads nowhere', async () => {
    const forged = `${Buffer.from('https://evil.test/').toString('base64url')}.9999999999.${'A'.repeat(43)}`;
    const answer = await new TestBrowser().get(`${stand.url}/oidc-logout/return`, {
      cookie: `__Host-perehod_signed_out=${forged}`,
    });
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toContain('Вы вышли');
  });

  it('a link that is no more ends the sessions it made', async () => {
    const { account, tokens } = await signedIn();
    logoutTokens.length = 0;
    const { app } = stand.instances[0]!;
    expect(
      await app.get(EndAccountSessions, { strict: false }).execute(account.id, account.esiaPersonId),
    ).toBe(1);
    expect(logoutTokens).toHaveLength(1);
    await expect(oidc.fetchUserInfo(client, tokens.access_token, account.id)).rejects.toThrow();
  });

  describe('news of a link', () => {
    /** Tells a step of the account's link and lets the journal's side take the news. */
    const step = async (
      account: { id: string; esiaPersonId: string },
      told: { from: string | null; to: string; reason: string },
    ) => {
      const regionId = await aRegion();
      const body = { link_id: newUuid(), account_id: account.id, esia_person_id: account.esiaPersonId };
      await database.unitOfWork.run((tx) =>
        new Outbox().tell(tx, [
          { regionId, topic: 'link.changed', body: { ...body, event: 'any', ...told }, at: new Date(0) },
        ]),
      );
      logoutTokens.length = 0;
      await stand.instances[0]!.app.get(Jobs, { strict: false }).runNow('outbox.journal.end_sessions');
    };
    const aRegion = async () => {
      const [row] = await database.query<{ id: Uuid }>(
        `INSERT INTO regions (code, name, time_zone) VALUES ('39', 'Регион', 'Europe/Kaliningrad')
         ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id`,
      );
      return row!.id;
    };
    const isSignedIn = async ({ account, tokens }: Awaited<ReturnType<typeof signedIn>>) => {
      try {
        await oidc.fetchUserInfo(client, tokens.access_token, account.id);
        return true;
      } catch {
        return false;
      }
    };

    it.each([
      { from: 'active', to: 'revoked', reason: 'representation_ended' },
      { from: 'active', to: 'suspended', reason: 'restriction' },
      { from: 'suspended', to: 'suspended', reason: 'security' },
      { from: 'suspended', to: 'revoked', reason: 'suspension_timeout' },
    ])(
      'EC-048: $from to $to by $reason: the e-journal is told to sign out, and the tokens are void',
      async (told) => {
        const visit = await signedIn();
        stand.world.accounts.delete(visit.account.id);
        await step(visit.account, told);
        expect(logoutTokens).toHaveLength(1);
        expect(await isSignedIn(visit)).toBe(false);
      },
    );

    it.each([
      { from: null, to: 'active', reason: 'R1' },
      { from: 'active', to: 'suspended', reason: 'between_schools' },
      { from: 'pending_proof', to: 'expired', reason: 'lapsed' },
    ])('EC-067: $from to $to by $reason ends no session', async (told) => {
      const visit = await signedIn();
      await step(visit.account, told);
      expect([logoutTokens, await isSignedIn(visit)]).toEqual([[], true]);
    });

    it('LNK-10: whoever may use the account when the news comes stays, as does another person at the same account', async () => {
      const visit = await signedIn();
      await step(visit.account, { from: 'active', to: 'superseded', reason: 'new_oid' });
      expect(await isSignedIn(visit)).toBe(true);
      await step(
        { id: visit.account.id, esiaPersonId: newUuid() },
        { from: 'active', to: 'superseded', reason: 'new_oid' },
      );
      expect(await isSignedIn(visit)).toBe(true);
    });
  });
});

describe('client credentials', () => {
  const call = async (token?: string) =>
    fetch(
      `${stand.url}/internal/v1/whoami`,
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    );

  it('INT-07: open the internal API as the journal system of the client', async () => {
    const { access_token } = await oidc.clientCredentialsGrant(client, { scope: 'internal' });
    const answer = await call(access_token);
    expect(await answer.json()).toEqual({ code: 'test-journal' });
  });

  it('INT-07: without a token, with a foreign or a personal one, or without the scope the internal API is closed', async () => {
    const { tokens } = await signedIn();
    const { access_token: scopeless } = await oidc.clientCredentialsGrant(client);
    for (const token of [undefined, 'x'.repeat(43), tokens.access_token, scopeless]) {
      const answer = await call(token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('INT-07: are refused to a client that is not allowed the internal API', async () => {
    await expect(oidc.clientCredentialsGrant(keyClient, { scope: 'internal' })).rejects.toEqual(
      oauthError('invalid_request'),
    );
  });

  it('tokens are introspected and revoked by their own client only', async () => {
    const { access_token } = await oidc.clientCredentialsGrant(client, { scope: 'internal' });
    expect(await oidc.tokenIntrospection(client, access_token)).toMatchObject({
      active: true,
      scope: 'internal',
    });
    expect(await oidc.tokenIntrospection(keyClient, access_token)).toEqual({ active: false });
    await oidc.tokenRevocation(keyClient, access_token).catch(() => undefined);
    expect(await oidc.tokenIntrospection(client, access_token)).toMatchObject({ active: true });
    await oidc.tokenRevocation(client, access_token);
    expect(await oidc.tokenIntrospection(client, access_token)).toEqual({ active: false });
  });
});

describe('the start', () => {
  it('is refused, naming client and setting, when the library would refuse the client later', async () => {
    const faulty = {
      ...{ client_id: 'faulty', client_name: 'Журнал', redirect_uris: [REDIRECT_URI] },
      jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'half a key' }] },
    };
    const start = startOpenidStand({ dataSource: database.dataSource, clients: [faulty] });
    await expect(start).rejects.toMatchObject({
      complaints: [expect.stringMatching(/^OIDC_CLIENTS_FILE: клиент faulty: /)],
    });
  });
});

describe('what is published', () => {
  it('discovery names what is there and nothing else, at addresses of PUBLIC_URL whatever the Host header says', async () => {
    const answer = await fetch(`${stand.issuer}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.test' },
    });
    expect(await answer.json()).toMatchObject({
      issuer: stand.issuer,
      authorization_endpoint: `${stand.issuer}/auth`,
      token_endpoint: `${stand.issuer}/token`,
      introspection_endpoint: `${stand.issuer}/token/introspection`,
      revocation_endpoint: `${stand.issuer}/token/revocation`,
      end_session_endpoint: `${stand.issuer}/session/end`,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      response_types_supported: ['code'],
      grant_types_supported: expect.arrayContaining(['authorization_code', 'client_credentials']),
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256'],
      scopes_supported: ['openid', 'profile', 'internal', 'roster'],
      authorization_response_iss_parameter_supported: true,
      claims_supported: expect.arrayContaining(['journal_account', 'journal_role', 'school', 'person']),
    });
  });

  it('only the public halves of all keys', async () => {
    const { keys } = (await (await fetch(`${stand.issuer}/jwks`)).json()) as {
      keys: Record<string, unknown>[];
    };
    expect(keys.map(({ kid }) => kid)).toEqual(['rsa-1', 'ec-1']);
    for (const key of keys) expect(Object.keys(key)).not.toContain('d');
  });

  it('cookies are Secure, HttpOnly, SameSite=Lax and carry a prefix', async () => {
    const { browser } = await signedIn();
    const { url } = await attempt();
    await browser.follow(url, stand.url);
    expect(browser.cookies.length).toBeGreaterThan(4);
    for (const { name, written } of browser.cookies) {
      expect(name).toMatch(/^__(Host|Secure)-/);
      expect(written).toMatch(/secure/i);
      expect(written).toMatch(/httponly/i);
      expect(written).toMatch(/samesite=lax/i);
      expect(/^__Host-/.test(name) ? /path=\/(;|$)/i.test(written) : true).toBe(true);
    }
  });

  it('pages carry a policy under which nothing loads and nothing runs', async () => {
    const answer = await new TestBrowser().get(`${stand.issuer}/auth`);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
