import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import * as oidc from 'openid-client';

/** The password of every account of the demo e-journal; the login is the account's id there. */
const DEMO_PASSWORD = 'demo';
/** The place of the claim's API beside the OpenID Provider, `/oidc`. */
const CLAIMS = '/internal/v1/link-claims';

/** What an e-journal needs to vouch for an old login: its own key, and its address at the server. */
export interface Voucher {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientKey: JWK & { readonly kid: string; readonly alg: string };
}

/** An e-journal checks its passwords itself; a real one compares hashes and counts the tries. */
export function isDemoPassword(login: string, password: string): boolean {
  return /^[\w.@-]{1,100}$/.test(login) && password === DEMO_PASSWORD;
}

/**
 * Tells the server that the password of an account was right (docs/integration.md, «Старый пароль»): a JWS of the journal's
 * own key, posted with a client-credentials token. Returns where the browser goes next.
 */
export async function vouch(
  { issuer, clientId, clientKey }: Voucher,
  provider: oidc.Configuration,
  account: string,
  claimRequest: string | null,
): Promise<string> {
  const address = new URL(CLAIMS, issuer).href;
  const proof = await new SignJWT({
    journal_account: account,
    purpose: 'link',
    ...(claimRequest !== null && { claim_request: claimRequest }),
  })
    .setProtectedHeader({ alg: clientKey.alg, kid: clientKey.kid, typ: 'legacy-proof+jwt' })
    .setIssuer(clientId)
    .setAudience(address)
    .setIssuedAt()
    .setExpirationTime('2 minutes')
    .setJti(randomUUID())
    .sign(await importJWK(clientKey));
  const { access_token: token } = await oidc.clientCredentialsGrant(provider, { scope: 'internal' });
  const answer = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ proof, ...(claimRequest !== null && { claim_request: claimRequest }) }),
  });
  const { redirect_to: next, code } = (await answer.json()) as { redirect_to?: string; code?: string };
  if (next === undefined) throw new Error(code ?? `link-claims answered ${answer.status}`);
  return next;
}

/** The form of the old login; `claimRequest` comes with the browser that the server sent here. */
export function passwordForm(claimRequest: string | null): string {
  const hidden =
    claimRequest === null ? '' : `<input type="hidden" name="claim_request" value="${claimRequest}">`;
  return `<p>Пароль проверит этот журнал. Учебные записи: логин — номер записи, пароль <code>${DEMO_PASSWORD}</code>.</p>
<form method="post" action="/password">${hidden}
<p><label>Логин <input name="login" required autocomplete="username"></label></p>
<p><label>Пароль <input name="password" type="password" required autocomplete="current-password"></label></p>
<button>Войти старым паролем</button></form>`;
}
