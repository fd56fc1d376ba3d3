import { isEsiaCode, type EsiaCode } from './refusal.js';

/**
 * Everything that no public source settles (marks [?] and [≠] of esia-protocol.md): each is UNVERIFIED against the real
 * ESIA, so it has a name here and can be turned at start or through `/_control/switches`. Defaults are the strict side.
 */
export interface Switches {
  /** Rule 3: how far `timestamp` may be from the emulator's clock, either way. */
  timestampWindowSeconds: number;
  /** Rule 4: must `state` be a UUID? AIS#45 says that other states break. */
  stateMustBeUuid: boolean;
  /** Rule 4: is the same timestamp + state + signature refused the second time? */
  refuseReplay: boolean;
  /** Rule 5: the standard alphabet and padding of base64 in `client_secret` (AIS sends them). */
  acceptStandardBase64: boolean;
  /** 2.6: `client_certificate_hash` in lower case. */
  acceptLowerCaseHash: boolean;
  /** 2.7: what a refresh request signs: the string of ILI and VSE, or that of AIS, for study only. */
  refreshString: 'without_token' | 'ais';
  /** 4.1: lifetime of a refresh token. */
  refreshLifetimeSeconds: number;
  /** Section 7: does a refresh give an id_token? */
  idTokenOnRefresh: boolean;
  /** Rule 8: does the second use of a code revoke the tokens of the first (RFC 6749, 4.1.2)? */
  revokeTokensOnCodeReplay: boolean;
  /** 4.1: `expires_in` as text, as AIS and LEO read it. */
  expiresInAsString: boolean;
  /** 4.3: `acr` in the id_token after a second factor. */
  acrInIdToken: boolean;
  /** 6.1: are `is_tru` and `trusted` true for a child's account? */
  childIsTrusted: boolean;
  /** 5.6: does a card show the `oid` of the child's own account? */
  kidCardShowsOid: boolean;
  /** 5.6: documents inside the elements of `/kids?embed=(elements)`: whole, or as addresses. */
  kidDocumentsInList: 'embedded' | 'urls';
  /** Rule 12: code when a child enters without a parent's consent. */
  childWithoutConsentCode: EsiaCode;
  /** Rule 10: code when `acc_kid` or `acc_not_kid` does not suit the account. */
  childFilterCode: EsiaCode;
  /** 5.1: scope that shows `citizenship`. */
  citizenshipScope: string;
  /** Section 5: HTTP status of 005029. */
  scopeNotAllowedStatus: number;
  /** Section 5: REST errors inside an array, as one source shows 005013. */
  restErrorsInArray: boolean;
  /** Section 7: must the host of `redirect_url` at logout be registered? Off is an open redirect: study only. */
  logoutChecksHost: boolean;
  /** 2.3: values of `obj_type` that are known to the emulator. */
  objTypes: string[];
  /** 2.3: values of `roles`. */
  roles: string[];
  /** 2.3: methods of PKCE; only S256 can be computed. */
  pkceMethods: 'S256'[];
  /** Section 7: the SSO session. */
  sessionLifetimeSeconds: number;
}

export const DEFAULT_SWITCHES: Readonly<Switches> = {
  timestampWindowSeconds: 300,
  stateMustBeUuid: true,
  refuseReplay: false,
  acceptStandardBase64: false,
  acceptLowerCaseHash: false,
  refreshString: 'without_token',
  refreshLifetimeSeconds: 90 * 86_400,
  idTokenOnRefresh: false,
  revokeTokensOnCodeReplay: true,
  expiresInAsString: false,
  acrInIdToken: false,
  childIsTrusted: false,
  kidCardShowsOid: true,
  kidDocumentsInList: 'embedded',
  childWithoutConsentCode: '007004',
  childFilterCode: '007062',
  citizenshipScope: 'id_doc',
  scopeNotAllowedStatus: 403,
  restErrorsInArray: false,
  logoutChecksHost: true,
  objTypes: ['P', 'L', 'B', 'F', 'A', 'K'],
  roles: ['PRIVATE', 'BUSINESS', 'LEGAL', 'AGENCY', 'EMPLOYEE', 'SUPERVISOR'],
  pkceMethods: ['S256'],
  sessionLifetimeSeconds: 3 * 3600,
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  refreshString: ['without_token', 'ais'],
  kidDocumentsInList: ['embedded', 'urls'],
};

/**
 * Turns switches by name. Every value must have the kind of its default.
 * @throws Error with the name of an unknown switch or of a value of another kind; nothing is turned then
 */
export function turnSwitches(switches: Switches, changes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(changes)) checkSwitch(name, value);
  Object.assign(switches, changes);
}

function checkSwitch(name: string, value: unknown): void {
  if (!Object.hasOwn(DEFAULT_SWITCHES, name)) throw new Error(`нет переключателя «${name}»`);
  const standard = DEFAULT_SWITCHES[name as keyof Switches];
  const suits = Array.isArray(standard)
    ? Array.isArray(value) && value.every((item) => typeof item === 'string')
    : typeof value === typeof standard;
  const choices = name.endsWith('Code') && typeof value === 'string' ? isEsiaCode(value) : true;
  const chosen = CHOICES[name]?.includes(String(value)) ?? true;
  if (!suits || !choices || !chosen) throw new Error(`переключатель «${name}» не принимает это значение`);
}
