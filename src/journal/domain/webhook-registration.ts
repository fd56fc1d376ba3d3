/** Where an e-journal takes events, and by what it knows that they are ours. */
export interface WebhookRegistration {
  readonly uri: string;
  /** One, or two while a secret is replaced: each event is signed by all. */
  readonly secrets: readonly string[];
}

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Bytes; the range of Standard Webhooks 1.0. 24 bytes are 192 bits. */
const [SHORTEST, LONGEST] = [24, 64];

const WANTED = `нужно ${PREFIX} и base64 от ${SHORTEST} до ${LONGEST} случайных байт`;

type Complaint = readonly [field: string, why: string];

/**
 * Reads `webhook_secret` and `webhook_secret_next` of a client with a `webhook_uri`: the second signs beside the first while
 * the e-journal changes over to it. Complaints are Russian and hold no value.
 */
export function readWebhookSecrets(fields: Readonly<Record<string, unknown>>): {
  readonly secrets: readonly string[];
  readonly complaints: readonly Complaint[];
} {
  const [secret, next] = [fields['webhook_secret'], fields['webhook_secret_next']];
  const given = { webhook_secret: secret, ...(next === undefined ? {} : { webhook_secret_next: next }) };
  const entries = Object.entries(given);
  if (fields['webhook_uri'] === undefined) {
    const idle = entries.filter(([, value]) => value !== undefined);
    return { secrets: [], complaints: idle.map(([field]) => [field, 'не нужно без webhook_uri']) };
  }
  const complaints = entries
    .filter(([, value]) => !isWebhookSecret(value))
    .map(([field]): Complaint => [field, WANTED]);
  if (next !== undefined && next === secret)
    complaints.push(['webhook_secret_next', 'нужен другой секрет, чем webhook_secret']);
  return { secrets: entries.flatMap(([, value]) => (isWebhookSecret(value) ? [value] : [])), complaints };
}

/** True for a secret as Standard Webhooks writes it: `whsec_` and the key in base64. */
function isWebhookSecret(value: unknown): value is string {
  if (typeof value !== 'string' || !value.startsWith(PREFIX)) return false;
  const key = secretBytes(value);
  const bytes = Math.floor((key.replace(/=+$/, '').length * 3) / 4);
  return BASE64.test(key) && bytes >= SHORTEST && bytes <= LONGEST;
}

/** The key of a secret, in base64. */
export function secretBytes(secret: string): string {
  return secret.slice(PREFIX.length);
}
