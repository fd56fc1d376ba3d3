/** ESIA codes that the emulator answers with, and the `error` of RFC 6749 that goes with each (esia-protocol.md, 3.4). */
export const OAUTH_ERROR = {
  '007002': 'unauthorized_client',
  '007003': 'invalid_request',
  '007004': 'access_denied',
  '007005': 'unauthorized_client',
  '007006': 'invalid_scope',
  '007007': 'server_error',
  '007008': 'temporarily_unavailable',
  '007009': 'unsupported_response_type',
  '007011': 'invalid_grant',
  '007012': 'unsupported_grant_type',
  '007013': 'invalid_request',
  '007014': 'invalid_request',
  '007015': 'invalid_request',
  '007019': 'invalid_scope',
  '007023': 'invalid_request',
  '007038': 'invalid_request',
  '007039': 'invalid_grant',
  '007040': 'invalid_grant',
  '007053': 'access_denied',
  '007055': 'access_denied',
  '007060': 'invalid_request',
  '007061': 'invalid_request',
  '007062': 'access_denied',
  '007194': 'invalid_scope',
  '036700': 'invalid_request',
  '036701': 'invalid_request',
  '036702': 'invalid_request',
  '036703': 'invalid_request',
  '036704': 'invalid_request',
  '036705': 'invalid_request',
  '036706': 'invalid_request',
  '036707': 'invalid_request',
  '036716': 'invalid_request',
  '036726': 'invalid_request',
  '036727': 'invalid_request',
} as const;

export type EsiaCode = keyof typeof OAUTH_ERROR;

const TEXT: Readonly<Partial<Record<EsiaCode, string>>> = {
  '007002': 'The certificate does not belong to the client.',
  '007003':
    'The request is missing a required parameter, includes an invalid parameter value or a parameter twice.',
  '007004': 'The resource owner or authorization server denied the request.',
  '007005': 'The client is not authorized to request an access token using this method.',
  '007006': 'The requested scope is invalid, unknown, or malformed.',
  '007007': 'The authorization server encountered an unexpected condition.',
  '007008': 'The authorization server is currently unable to handle the request.',
  '007009': 'The authorization server does not support obtaining an access token using this response type.',
  '007011':
    'The provided authorization grant or refresh token is invalid, expired, revoked, or was issued to another client.',
  '007012': 'The authorization grant type is not supported by the authorization server.',
  '007013': 'The request doesn`t contain the scope.',
  '007015': 'Wrong request time.',
  '007019': 'OAuthErrorEnum.noGrants',
  '007023': 'The redirect_uri is not among the allowed ones of the client.',
  '007038': 'Cannot read the parameters of the request.',
  '007039': 'code_challenge was not given in the initial request to /v2/ac.',
  '007040': 'code_verifier does not match code_challenge.',
  '007053': 'OAuthErrorEnum.clientSecretWrong',
  '007055': 'The account is not confirmed.',
  '007060': 'Wrong roles.',
  '007061': 'Wrong obj_type.',
  '007062': 'The user has not the requested type or role.',
  '007194': 'The user does not belong to the organisation of the requested scope.',
};

/** A request that ESIA refuses. `code` without the prefix; the text goes into `error_description`, never into a log. */
export class EsiaRefusal extends Error {
  override readonly name = 'EsiaRefusal';
  readonly code: EsiaCode;

  constructor(code: EsiaCode, text = TEXT[code] ?? 'Consent parameters are wrong.') {
    super(`ESIA-${code}: ${text}`);
    this.code = code;
  }

  get oauthError(): string {
    return OAUTH_ERROR[this.code];
  }

  /** 007014 as ESIA really writes it, back-tick included (esia-protocol.md, 3.3). */
  static missing(names: readonly string[]): EsiaRefusal {
    return new EsiaRefusal(
      '007014',
      `The request doesn\`t contain the mandatory parameter [${names.join(', ')}].`,
    );
  }
}

export const isEsiaCode = (text: string): text is EsiaCode => Object.hasOwn(OAUTH_ERROR, text);
