import type { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import Provider, {
  type ClientMetadata,
  type Configuration,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { ensureBrowserToken } from '../../platform/http/browser-token.js';
import type { Log } from '../../platform/logging/log.js';
import type { JournalPeople } from '../application/journal-people.js';
import { INTERNAL_SCOPES, scopesOf } from '../application/internal-clients.js';
import type { SignedText } from '../application/signed-text.js';
import { GRANT_SECONDS } from '../application/sign-in-interaction.js';
import { claimsOfScope, SIGNED_IN_AT_ESIA } from '../domain/account-claims.js';
import type { ClientRegistration } from '../domain/client-registration.js';
import type { JournalConfiguration } from '../journal-configuration.js';
import type { OidcRecords } from '../store/oidc-records.js';
import type { JournalPages } from '../pages/journal-pages.js';
import type { SignOut } from './sign-out.js';

/** Seconds. A code lives a minute (AUTH-10); the person has half an hour for ESIA and the chooser. */
const LIFETIMES = {
  AuthorizationCode: 60,
  AccessToken: 600,
  ClientCredentials: 600,
  IdToken: 600,
  Interaction: 1800,
  Session: GRANT_SECONDS,
  Grant: GRANT_SECONDS,
};

export interface ProviderParts {
  readonly configuration: JournalConfiguration;
  readonly records: (model: string) => OidcRecords;
  readonly people: JournalPeople;
  readonly signOut: SignOut;
  readonly signedText: SignedText;
  readonly pages: JournalPages;
  readonly log: Log;
}

/** Of what the provider answers besides our pages; `script-src` lets the library add the hash of its form_post page. */
const POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The OpenID Provider for e-journals, to be mounted at `/oidc` in front of body parsers. */
export function makeProvider(parts: ProviderParts): Provider {
  const { configuration, signOut, log } = parts;
  const provider = new Provider(configuration.issuer, providerConfiguration(parts));
  provider.proxy = configuration.trustProxy;
  provider.on('server_error', (ctx, error) =>
    log.error('oidc.server_error', { route: ctx.oidc.route, error }),
  );
  // Koa prints errors to the console when nobody listens.
  (provider as EventEmitter).on('error', (error: Error) => log.error('oidc.error', { error }));
  const address = new URL(configuration.publicUrl);
  provider.use(async (ctx, next) => {
    // Addresses are made of PUBLIC_URL, not of the Host header that anybody may write. "secure": browsers take Secure cookies
    // from https and from localhost, the only two that PUBLIC_URL may be where people sign in.
    Object.defineProperties(ctx.request, {
      protocol: { value: address.protocol.slice(0, -1) },
      host: { value: address.host },
      secure: { value: true },
    });
    ctx.set('content-security-policy', POLICY);
    await next();
    if (ctx.status === 404 && ctx.body === undefined) {
      ctx.status = 404;
      parts.pages.showError(ctx as KoaContextWithOIDC, 'not_found');
    }
  });
  provider.use((ctx, next) => signOut.around(ctx as KoaContextWithOIDC, next));
  return provider;
}

/** One literal, read top to bottom beside the library's documentation: cut up, it would only be harder to compare. */
function providerConfiguration(parts: ProviderParts): Configuration {
  const { configuration, people, records, signOut, pages } = parts;
  const algorithms = [...new Set(configuration.signingKeys.map(({ alg }) => alg))];
  return {
    adapter: records,
    clients: configuration.clients.map(clientMetadata),
    jwks: { keys: configuration.signingKeys.map((key) => ({ ...key })) },
    cookies: {
      // The session's cookie is the host's; the other two belong to one authorization request by their path, so that two
      // journals opened side by side do not meet, and a path forbids the __Host- prefix (RFC 6265bis, 4.1.3).
      names: {
        session: '__Host-perehod_oidc',
        interaction: '__Secure-perehod_interaction',
        resume: '__Secure-perehod_resume',
      },
      long: { httpOnly: true, sameSite: 'lax', secure: true, signed: true, path: '/' },
      short: { httpOnly: true, sameSite: 'lax', secure: true, signed: true },
      keys: configuration.cookieKeys.map((key) => key.toString('base64')),
    },
    claims: claimsOfScope,
    scopes: ['openid', 'profile', ...INTERNAL_SCOPES],
    acrValues: [SIGNED_IN_AT_ESIA],
    // A stock client reads the id_token and never asks userinfo: what the scope grants stands in the id_token.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
    enabledJWA: {
      idTokenSigningAlgValues: algorithms,
      userinfoSigningAlgValues: algorithms,
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256'],
    },
    clientDefaults: { id_token_signed_response_alg: 'RS256', require_auth_time: true },
    clientBasedCORS: () => false,
    discovery: { ui_locales_supported: ['ru'] },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: signOut.ask,
        postLogoutSuccessSource: signOut.done,
      },
    },
    interactions: {
      policy: signInEachTime(),
      url: (ctx, interaction) => interactionPath(ctx, interaction.uid, parts.signedText),
    },
    findAccount: (ctx, accountId, token) => {
      const grantId = token?.grantId ?? ctx.oidc.result?.consent?.grantId;
      // An account of the session alone, before a new sign-in, is nobody's word: nothing is issued for it.
      if (grantId === undefined) return undefined;
      return people.find({ accountId, clientId: ctx.oidc.client?.clientId ?? '', grantId });
    },
    // Only the grant of this very sign-in: what an earlier one granted is not inherited.
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    renderError: (ctx, out) => pages.showError(ctx, out.error),
    ttl: LIFETIMES,
    // The library (time-out 2.5 s) would refuse private networks; the addresses of back-channel logout and of clients' keys stand in
    // our own file, and e-journals may live in the region's own network.
    fetch: (url, options) => fetch(url, withoutDispatcher(options)),
  };
}

/** Where the person goes on; the proof says that this browser began. Koa's request is Express's: we are mounted in it. */
function interactionPath(ctx: KoaContextWithOIDC, uid: string, signedText: SignedText): string {
  const browserToken = ensureBrowserToken(ctx.req as Request, ctx.res as Response);
  return `/oidc-interaction/${uid}/${signedText.proof(uid, browserToken)}`;
}

function withoutDispatcher(options: RequestInit | undefined): RequestInit {
  const plain = { ...options };
  Reflect.deleteProperty(plain, 'dispatcher');
  return plain;
}

/**
 * Every authorization request asks for a new sign-in at ESIA: on a school computer the provider's own session is the previous
 * pupil's (EC-128). The session serves signing out only. `prompt=none` therefore always ends in `login_required`.
 */
function signInEachTime(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const check = new interactionPolicy.Check(
    'sign_in_each_time',
    'every authorization request needs a sign-in of its own',
    'login_required',
    (ctx) => ctx.oidc.result?.login === undefined,
  );
  policy.get('login')?.checks.add(check, 0);
  return policy;
}

/** Nobody signs in at a contingent system (roles.md, 16): it has no way of asking for a person. */
function rightsOf(
  client: ClientRegistration,
): Pick<ClientMetadata, 'response_types' | 'grant_types' | 'scope'> {
  const scopes = scopesOf(client);
  if (client.rosterSource && !client.internalApi)
    return { response_types: [], grant_types: ['client_credentials'], scope: scopes.join(' ') };
  return {
    response_types: ['code'],
    grant_types: ['authorization_code', ...(scopes.length === 0 ? [] : ['client_credentials'])],
    scope: ['openid', 'profile', ...scopes].join(' '),
  };
}

function clientMetadata(client: ClientRegistration): ClientMetadata {
  return {
    client_id: client.clientId,
    client_name: client.name,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    ...rightsOf(client),
    token_endpoint_auth_method: client.authentication,
    id_token_signed_response_alg: client.idTokenAlgorithm,
    ...(client.secret !== null && { client_secret: client.secret }),
    ...(client.keys !== null && {
      jwks: { keys: client.keys.map((key) => ({ ...key })) },
    }),
    ...(client.keysUri !== null && { jwks_uri: client.keysUri }),
    ...(client.backchannelLogoutUri !== null && {
      backchannel_logout_uri: client.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
  };
}
