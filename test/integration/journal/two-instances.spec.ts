import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  CLIENT_SECRET,
  type OpenidStand,
  overHttp,
  REDIRECT_URI,
  signInAt,
  startOpenidStand,
} from '../../support/openid-stand.js';
import { TestBrowser } from '../../support/test-browser.js';

let database: TestDatabase;
let stand: OpenidStand;
let client: oidc.Configuration;

beforeAll(async () => {
  database = await freshDatabase();
  stand = await startOpenidStand({ dataSource: database.dataSource, instances: 2 });
  const authentication = oidc.ClientSecretBasic(CLIENT_SECRET);
  client = await oidc.discovery(new URL(stand.issuer), 'test-journal', CLIENT_SECRET, authentication, {
    execute: [overHttp],
  });
});

afterAll(async () => {
  await stand.close();
  await database.drop();
});

async function newCode(): Promise<{ code: string; verifier: string }> {
  const verifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const back = await signInAt(stand, new TestBrowser(), url.href, stand.world.addAccount());
  return { code: back.searchParams.get('code')!, verifier };
}

async function redeem(
  instance: number,
  { code, verifier }: { code: string; verifier: string },
): Promise<Response> {
  return fetch(`${stand.instances[instance]!.url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`test-journal:${CLIENT_SECRET}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
    }),
  });
}

describe('two instances on one database', () => {
  it('a code given by one is redeemed at the other, whose token the first accepts', async () => {
    const answer = await redeem(1, await newCode());
    expect(answer.status).toBe(200);
    const { access_token } = (await answer.json()) as { access_token: string };
    const me = await fetch(`${stand.instances[0]!.url}/oidc/me`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(me.status).toBe(200);
  });

  it('of two that redeem one code at once at most one gets tokens, and these are revoked', async () => {
    for (let round = 0; round < 5; round++) {
      const code = await newCode();
      const answers = await Promise.all([redeem(0, code), redeem(1, code), redeem(0, code), redeem(1, code)]);
      const given = answers.filter(({ status }) => status === 200);
      expect(given.length).toBeLessThanOrEqual(1);
      for (const answer of given) {
        const { access_token } = (await answer.json()) as { access_token: string };
        const me = await fetch(`${stand.instances[1]!.url}/oidc/me`, {
          headers: { authorization: `Bearer ${access_token}` },
        });
        expect(me.status).toBe(401);
      }
    }
  });
});
