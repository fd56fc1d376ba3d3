import { createHash, randomBytes } from 'node:crypto';
import type { Uuid } from '../../kernel/ids.js';
import { encodeForm, esiaTimestamp, type SignedParameters, textToSign } from '../domain/signed-request.js';
import type { EsiaSettings } from '../esia.settings.js';
import type { EsiaSigner } from './signer/index.js';

/** A PKCE verifier (RFC 7636, 4.1): 43 characters of 256 random bits. */
export function newCodeVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** Builds and signs our requests to ESIA: `client_secret` is computed anew for each (esia-protocol.md, 2.3–2.7). */
export class EsiaRequests {
  constructor(
    private readonly settings: EsiaSettings,
    private readonly signer: EsiaSigner,
    private readonly redirectUri: string,
  ) {}

  /**
   * Where to send the browser: `/aas/oauth2/v2/ac`. The challenge of PKCE is S256; `moreScopes` are asked for beside those
   * of the settings.
   *
   * @throws SignerError
   */
  async authorizeUrl(
    state: Uuid,
    codeVerifier: string | null,
    now: Date,
    moreScopes: readonly string[] = [],
  ): Promise<string> {
    const { url, accessType, permissions, personFilter } = this.settings;
    const parameters = {
      ...(await this.signedParameters(state, now, moreScopes)),
      response_type: 'code',
      access_type: accessType,
      ...(permissions !== undefined && { permissions: Buffer.from(permissions).toString('base64url') }),
      ...(personFilter !== undefined && { person_filter: Buffer.from(personFilter).toString('base64') }),
      ...(codeVerifier !== null && {
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      }),
    };
    return `${url}/aas/oauth2/v2/ac?${encodeForm(parameters)}`;
  }

  /**
   * The form that exchanges a code at `/aas/oauth2/v3/te`; `state` and the time are fresh ones.
   *
   * @throws SignerError
   */
  async tokenForm(
    code: string,
    state: Uuid,
    codeVerifier: string | null,
    now: Date,
    moreScopes: readonly string[] = [],
  ): Promise<string> {
    return encodeForm({
      ...(await this.signedParameters(state, now, moreScopes, code)),
      grant_type: 'authorization_code',
      token_type: 'Bearer',
      code,
      ...(codeVerifier !== null && { code_verifier: codeVerifier }),
    });
  }

  private async signedParameters(state: Uuid, now: Date, moreScopes: readonly string[], code?: string) {
    const { clientId, scopes, scopesOrg } = this.settings;
    const signed: SignedParameters = {
      clientId,
      scope: [...scopes, ...moreScopes].join(' '),
      scopeOrg: scopesOrg.join(' '),
      timestamp: esiaTimestamp(now),
      state,
      redirectUri: this.redirectUri,
      ...(code !== undefined && { code }),
    };
    const signature = await this.signer.signRaw(Buffer.from(textToSign(signed)));
    return {
      client_id: signed.clientId,
      client_certificate_hash: this.signer.certificate().gostHashHex,
      client_secret: Buffer.from(signature).toString('base64url'),
      redirect_uri: signed.redirectUri,
      scope: signed.scope,
      ...(signed.scopeOrg !== '' && { scope_org: signed.scopeOrg }),
      state: signed.state,
      timestamp: signed.timestamp,
    };
  }
}
