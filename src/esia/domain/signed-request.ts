/** The parameters that the signature of a request to ESIA covers (esia-protocol.md, 2.3 and 2.7). */
export interface SignedParameters {
  readonly clientId: string;
  readonly scope: string;
  readonly scopeOrg: string;
  readonly timestamp: string;
  readonly state: string;
  readonly redirectUri: string;
  /** Only in the token request. */
  readonly code?: string;
}

/**
 * The text to sign, UTF-8 without separators: `client_id + scope + scope_org + timestamp + state + redirect_uri`, and the
 * code at the end of a token request. Values as they are before any percent-encoding.
 */
export function textToSign({
  clientId,
  scope,
  scopeOrg,
  timestamp,
  state,
  redirectUri,
  code,
}: SignedParameters): string {
  return [clientId, scope, scopeOrg, timestamp, state, redirectUri, code ?? ''].join('');
}

/** `yyyy.MM.dd HH:mm:ss Z` in UTC: `2025.09.02 10:00:29 +0000` (esia-protocol.md, 2.1). */
export function esiaTimestamp(moment: Date): string {
  const [day = '', time = ''] = moment.toISOString().split('T');
  return `${day.replaceAll('-', '.')} ${time.slice(0, 8)} +0000`;
}

/**
 * Form encoding in which nothing can be mistaken: a space is `%20` and a plus `%2B`, since ESIA reads a bare plus as a
 * space and then refuses the timestamp (esia-protocol.md, 2.1).
 */
export function encodeForm(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
