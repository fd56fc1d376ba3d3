/** One thing with an end. `name` tells it from others of its kind and may be said aloud: a hash, a prefix, a file. */
export interface Expiry {
  readonly kind: ExpiryKind;
  readonly name: string;
  readonly endsAt: Date;
}

/**
 * What ends, in Russian for people. Certificates and API keys stop working by themselves; settings that hold keys end a year
 * after they were first seen, which is when they should be changed (docs/runbooks/keys.md).
 */
export const EXPIRY_KINDS = {
  esia_certificate_own: 'сертификат нашей системы в ЕСИА',
  esia_certificate_esia: 'сертификат ЕСИА (маркеры)',
  signer_tls_certificate: 'сертификат клиента сервиса подписи',
  tls_certificate: 'сертификат сайта (TLS)',
  api_key: 'ключ API',
  DATA_KEYS: 'ключ шифрования данных: пора сменить',
  OIDC_COOKIE_KEYS: 'ключ cookie журналов: пора сменить',
  OIDC_JWKS_FILE: 'ключ id_token: пора сменить',
} as const;

export type ExpiryKind = keyof typeof EXPIRY_KINDS;

const DAY_MS = 86_400_000;
/** T-60 (OPS-04): a new certificate of ESIA takes weeks of letters. */
const NEAR_DAYS = 60;

/** Whole days until the end, negative after it. */
export function daysLeft({ endsAt }: Pick<Expiry, 'endsAt'>, now: Date): number {
  return Math.floor((endsAt.getTime() - now.getTime()) / DAY_MS);
}

export function isNear(expiry: Pick<Expiry, 'endsAt'>, now: Date): boolean {
  return daysLeft(expiry, now) <= NEAR_DAYS;
}
