import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { encodeForm, esiaTimestamp, textToSign } from '../src/esia/domain/signed-request.js';
import { parseCertificate, parsePrivateKey, sign } from '../src/kernel/gost/index.js';

/**
 * The floor of the sign-in bench: the same redirects, pages and calls to ESIA as the product's, on bare `node:http`, with
 * every check and every write cut out. What remains is what no server can save: the requests themselves, and the two
 * signatures without which the emulator answers nothing.
 */
interface Config {
  readonly server: string;
  readonly esia: string;
  readonly journal: string;
  readonly clientId: string;
  readonly keyFile: string;
  readonly certificateFile: string;
}

const SCOPE = 'openid fullname birthdate snils';
const config = JSON.parse(process.argv[2] ?? '{}') as Config;
const key = parsePrivateKey(readFileSync(config.keyFile));
const certificateHash = parseCertificate(readFileSync(config.certificateFile)).gostHashHex;
const redirectUri = `${config.server}/esia/callback`;
const esia = new Pool(`http://127.0.0.1:${new URL(config.esia).port}`, { connections: 50 });

type Route = (url: URL, response: ServerResponse, request: IncomingMessage) => unknown;

/** By the first two segments; the second may be anything where it is an id. */
const routes: Readonly<Record<string, Route>> = {
  '/readyz': (_url, response) => response.end('ok'),
  '/oidc/auth': (url, response) => {
    const state = url.searchParams.get('state') ?? '';
    response.setHeader('set-cookie', `state=${state}`);
    redirect(response, `/oidc-interaction/${state}`);
  },
  '/oidc-interaction': (_url, response) => redirect(response, authorizeUrl()),
  '/esia/callback': async (url, response) => {
    const tokens = await exchange(url.searchParams.get('code') ?? '');
    await person(tokens);
    redirect(response, `/sign-in/${url.searchParams.get('state') ?? ''}`);
  },
  '/sign-in': (url, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<form method="post" action="/to${url.pathname}/me">\n<input type="hidden" name="form" value="x"></form>`,
    );
  },
  '/to': (url, response) => redirect(response, `/confirmed${url.pathname}`),
  '/confirmed': (_url, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<meta http-equiv="refresh" content="0; url=/complete">`);
  },
  '/complete': (_url, response) => redirect(response, '/resume'),
  '/resume': (_url, response, request) =>
    redirect(response, `${config.journal}/callback?code=x&${request.headers.cookie ?? ''}`),
  '/oidc/token': (_url, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"id_token":"x"}');
  },
};

createServer((request, response) => void answer(request, response)).listen(
  Number(new URL(config.server).port),
  '127.0.0.1',
);
process.once('disconnect', () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', config.server);
  const [, first = '', second = ''] = url.pathname.split('/');
  const route = routes[`/${first}/${second}`] ?? routes[`/${first}`];
  request.resume();
  try {
    await (route ?? notFound)(url, response, request);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}

function notFound(_url: URL, response: ServerResponse): void {
  response.writeHead(404).end();
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function signed(code?: string): Record<string, string> {
  const parameters = {
    ...{ clientId: config.clientId, scope: SCOPE, scopeOrg: '', redirectUri },
    ...{ timestamp: esiaTimestamp(new Date()), state: randomUUID() },
    ...(code !== undefined && { code }),
  };
  return {
    client_id: config.clientId,
    client_certificate_hash: certificateHash,
    client_secret: Buffer.from(sign(Buffer.from(textToSign(parameters)), key)).toString('base64url'),
    redirect_uri: redirectUri,
    scope: SCOPE,
    state: parameters.state,
    timestamp: parameters.timestamp,
  };
}

function authorizeUrl(): string {
  return `${config.esia}/aas/oauth2/v2/ac?${encodeForm({ ...signed(), response_type: 'code', access_type: 'online' })}`;
}

async function exchange(code: string): Promise<{ id_token: string; access_token: string }> {
  const form = { ...signed(code), grant_type: 'authorization_code', token_type: 'Bearer', code };
  const { body, statusCode } = await esia.request({
    path: '/aas/oauth2/v3/te',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: encodeForm(form),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(text);
  return JSON.parse(text) as { id_token: string; access_token: string };
}

async function person(tokens: { id_token: string; access_token: string }): Promise<void> {
  const claims = Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString();
  const oid = (JSON.parse(claims) as { 'urn:esia:sbj'?: { 'urn:esia:sbj:oid'?: number } })['urn:esia:sbj']?.[
    'urn:esia:sbj:oid'
  ];
  const { body } = await esia.request({
    path: `/rs/prns/${oid ?? ''}`,
    method: 'GET',
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  await body.json();
}
