/** Injects the OpenID Provider (oidc-provider's `Provider`). */
export const OPENID_PROVIDER = Symbol('OpenidProvider');
