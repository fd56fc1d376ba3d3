import { PERSONA_PASSWORD } from '../../../../src/stand/esia/index.js';
import { type RequestChanges, type TinyClient } from './tiny-client.js';
import { TinyBrowser, type Visit } from './tiny-browser.js';

/** The answer of an authorize request that never shows a page. */
export async function authorize(client: TinyClient, changes: RequestChanges = {}): Promise<Visit> {
  return new TinyBrowser(client.url).open(client.authorizeUrl(client.authorizeFields(changes)));
}

/** `ESIA-007053 access_denied` of a refusal that came back to the client, `page ESIA-007023` of one that did not. */
export function refusalOf({ left, page }: Visit): string {
  const [code = 'no code'] = /ESIA-\d{6}/.exec(left?.searchParams.get('error_description') ?? page) ?? [];
  return left === null ? `page ${code}` : `${code} ${left.searchParams.get('error') ?? ''}`;
}

/** `400 ESIA-007011 invalid_grant` of a refusal of the token endpoint. */
export function tokenRefusalOf({ status, body }: { status: number; body: Record<string, unknown> }): string {
  const [code = 'no code'] = /ESIA-\d{6}/.exec(String(body['error_description'])) ?? [];
  return `${status} ${code} ${String(body['error'])}`;
}

export async function signInAs(
  client: TinyClient,
  login: string,
  changes: RequestChanges = {},
  browser = new TinyBrowser(client.url),
): Promise<Visit> {
  const address = client.authorizeUrl(client.authorizeFields(changes));
  return browser.signIn(address, login, PERSONA_PASSWORD, '123456');
}

export async function codeFor(
  client: TinyClient,
  login: string,
  before: RequestChanges['before'] = {},
): Promise<string> {
  const { left, page } = await signInAs(client, login, { before });
  const code = left?.searchParams.get('code');
  if (typeof code !== 'string') throw new Error(`no code: ${left?.href ?? page}`);
  return code;
}

/** Tokens of a person for a scope, from the very beginning. */
export async function tokensFor(
  client: TinyClient,
  login: string,
  before: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const code = await codeFor(client, login, before);
  const { scope, scope_org: scopeOrg } = before;
  const same = {
    ...(scope === undefined ? {} : { scope }),
    ...(scopeOrg === undefined ? {} : { scope_org: scopeOrg }),
  };
  const { status, body } = await client.token(client.tokenFields(code, { before: same }));
  if (status !== 200) throw new Error(`no tokens: ${status}`);
  return body;
}
