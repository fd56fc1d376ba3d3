import { readWebhookSecrets, type WebhookRegistration } from './webhook-registration.js';

/** How an e-journal proves itself at the token endpoint (RFC 6749, 2.3.1; OpenID Connect Core, 9). */
type ClientAuthentication = 'private_key_jwt' | 'client_secret_basic' | 'client_secret_post';

type PublicJwk = Readonly<Record<string, unknown>>;

/** One e-journal, or one contingent system, as an OpenID Connect client. */
export interface ClientRegistration {
  /** Equals the code of the journal system, or of the contingent system. */
  readonly clientId: string;
  readonly name: string;
  /** Compared whole, character by character (RFC 9700, 4.1.3). */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly authentication: ClientAuthentication;
  readonly secret: string | null;
  readonly keys: readonly PublicJwk[] | null;
  readonly keysUri: string | null;
  readonly idTokenAlgorithm: 'RS256' | 'ES256';
  readonly backchannelLogoutUri: string | null;
  /** An e-journal's backend: may ask for tokens of scope `internal` (roles.md, 15). */
  readonly internalApi: boolean;
  /** Brings rosters in: may ask for tokens of scope `roster` (roles.md, 16). Without `internalApi` a contingent system: nobody signs in at it. */
  readonly rosterSource: boolean;
  /** The page that checks an old password for us (docs/integration.md); null where the e-journal has none. */
  readonly legacyProofUri: string | null;
  /** Where it takes events; null where it reads the feed only. */
  readonly webhook: WebhookRegistration | null;
}

export interface ParsedClients {
  readonly clients: readonly ClientRegistration[];
  /** Russian sentences that name the client and the field, never a value that may be a secret. */
  readonly complaints: readonly string[];
}

const KNOWN_FIELDS = new Set([
  'client_id',
  'client_name',
  'redirect_uris',
  'post_logout_redirect_uris',
  'token_endpoint_auth_method',
  'client_secret',
  'jwks',
  'jwks_uri',
  'id_token_signed_response_alg',
  'backchannel_logout_uri',
  'internal_api',
  'roster_source',
  'legacy_proof_uri',
  'webhook_uri',
  'webhook_secret',
  'webhook_secret_next',
]);
/** Fields of clients at which people sign in. */
const SIGN_IN_FIELDS = ['redirect_uris', 'post_logout_redirect_uris', 'backchannel_logout_uri'] as const;
const AUTHENTICATIONS = ['private_key_jwt', 'client_secret_basic', 'client_secret_post'] as const;
const ALGORITHMS = ['RS256', 'ES256'] as const;
/** The form of a journal system's code (journal_systems_code_form). */
const CLIENT_ID = /^[a-z0-9][a-z0-9._-]{1,62}$/;
/** 32 characters of base64url are 192 bits; whoever guesses a secret reads a region's pupils. */
const SHORTEST_SECRET = 32;
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the list of clients (`OIDC_CLIENTS_FILE`, already parsed from JSON; names of fields as in OpenID Connect Dynamic Client
 * Registration 1.0, section 2, and our own, such as `internal_api`). `production`: addresses must be https.
 */
export function parseClients(raw: unknown, production: boolean): ParsedClients {
  if (!Array.isArray(raw))
    return { clients: [], complaints: ['нужен список клиентов: [ { "client_id": … } ]'] };
  const complaints: string[] = [];
  const clients = raw.flatMap((item: unknown, index) => {
    const reader = new FieldReader(item, index, production, complaints);
    const client = reader.client();
    return client === null ? [] : [client];
  });
  const seen = new Set<string>();
  for (const { clientId } of clients) {
    if (seen.has(clientId)) complaints.push(`клиент ${clientId}: client_id повторяется`);
    seen.add(clientId);
  }
  return { clients, complaints };
}

class FieldReader {
  private readonly fields: Fields | null;
  private readonly title: string;

  constructor(
    item: unknown,
    index: number,
    private readonly production: boolean,
    private readonly complaints: string[],
  ) {
    this.fields = isObject(item) ? item : null;
    const id = this.fields?.['client_id'];
    this.title = typeof id === 'string' && CLIENT_ID.test(id) ? id : `№ ${index + 1}`;
  }

  client(): ClientRegistration | null {
    if (this.fields === null) return this.refuse('', 'нужен объект с полями клиента');
    for (const field of Object.keys(this.fields))
      if (!KNOWN_FIELDS.has(field)) this.refuse(field, 'такого поля нет');
    const before = this.complaints.length;
    const authentication = this.oneOf('token_endpoint_auth_method', AUTHENTICATIONS, 'private_key_jwt');
    const client: ClientRegistration = {
      clientId: this.text(
        'client_id',
        CLIENT_ID,
        'нужны строчные латинские буквы, цифры, точка, дефис, подчёркивание: 2–63',
      ),
      name: this.text('client_name', /\S/, 'нужно название, которое увидят люди'),
      redirectUris: this.addresses('redirect_uris', this.isContingent() ? 0 : 1),
      postLogoutRedirectUris: this.addresses('post_logout_redirect_uris', 0),
      authentication,
      secret: authentication === 'private_key_jwt' ? this.absent('client_secret') : this.secret(),
      keys: authentication === 'private_key_jwt' ? this.keys() : this.absent('jwks'),
      keysUri: authentication === 'private_key_jwt' ? this.keysUri() : this.absent('jwks_uri'),
      idTokenAlgorithm: this.oneOf('id_token_signed_response_alg', ALGORITHMS, 'RS256'),
      backchannelLogoutUri: this.optionalAddress('backchannel_logout_uri'),
      internalApi: this.flag('internal_api'),
      rosterSource: this.rosterSource(),
      legacyProofUri: this.legacyProofUri(authentication),
      webhook: this.webhook(),
    };
    return this.complaints.length === before ? client : null;
  }

  private refuse(field: string, why: string): null {
    this.complaints.push(`клиент ${this.title}: ${field === '' ? '' : `${field}: `}${why}`);
    return null;
  }

  private value(field: string): unknown {
    return this.fields?.[field];
  }

  private text(field: string, form: RegExp, why: string): string {
    const value = this.value(field);
    if (typeof value === 'string' && form.test(value)) return value;
    this.refuse(field, why);
    return '';
  }

  private oneOf<T extends string>(field: string, allowed: readonly T[], otherwise: T): T {
    const value = this.value(field) ?? otherwise;
    const known = allowed.find((item) => item === value);
    if (known === undefined) this.refuse(field, `допустимо ${allowed.join(', ')}`);
    return known ?? otherwise;
  }

  /** A roster source that is no e-journal. */
  private isContingent(): boolean {
    return this.value('roster_source') === true && this.value('internal_api') !== true;
  }

  private rosterSource(): boolean {
    if (this.isContingent()) {
      const given = SIGN_IN_FIELDS.filter((field) => this.value(field) !== undefined);
      for (const field of given) this.refuse(field, 'в систему контингента не входят: уберите');
    }
    return this.flag('roster_source');
  }

  private flag(field: string): boolean {
    const value = this.value(field) ?? false;
    if (typeof value !== 'boolean') this.refuse(field, 'нужно true или false');
    return value === true;
  }

  private absent(field: string): null {
    if (this.value(field) !== undefined) this.refuse(field, 'не нужно при таком token_endpoint_auth_method');
    return null;
  }

  private secret(): string | null {
    const value = this.value('client_secret');
    if (typeof value === 'string' && value.length >= SHORTEST_SECRET) return value;
    return this.refuse('client_secret', `нужен случайный секрет не короче ${SHORTEST_SECRET} знаков`);
  }

  private keys(): readonly PublicJwk[] | null {
    const value = this.value('jwks');
    if (value === undefined) {
      if (this.value('jwks_uri') === undefined)
        this.refuse('jwks', 'для private_key_jwt нужны открытые ключи: jwks или jwks_uri');
      return null;
    }
    const keys: unknown = isObject(value) ? value['keys'] : undefined;
    if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isObject))
      return this.refuse('jwks', 'нужно { "keys": [ … ] }');
    if (keys.some((key) => key['kty'] !== 'RSA' && key['kty'] !== 'EC'))
      return this.refuse('jwks', 'нужны ключи RSA или EC');
    if (keys.some((key) => PRIVATE_MEMBERS.some((member) => member in key))) {
      return this.refuse('jwks', 'ключ закрытый: оставьте только открытую часть, а этот ключ замените');
    }
    return keys;
  }

  private keysUri(): string | null {
    if (this.value('jwks') !== undefined && this.value('jwks_uri') !== undefined) {
      return this.refuse('jwks_uri', 'задайте одно из двух: jwks или jwks_uri');
    }
    return this.optionalAddress('jwks_uri');
  }

  /** A proof is signed with the client's own key: who has only a shared secret cannot give one. */
  private legacyProofUri(authentication: ClientAuthentication): string | null {
    const address = this.optionalAddress('legacy_proof_uri');
    if (address === null) return null;
    if (authentication !== 'private_key_jwt')
      return this.refuse('legacy_proof_uri', 'заявление подписывают ключом: нужен private_key_jwt');
    if (this.value('internal_api') !== true)
      return this.refuse('legacy_proof_uri', 'заявление передают по внутреннему API: нужно internal_api');
    return address;
  }

  private webhook(): WebhookRegistration | null {
    const uri = this.optionalAddress('webhook_uri');
    const { secrets, complaints } = readWebhookSecrets(this.fields ?? {});
    for (const [field, why] of complaints) this.refuse(field, why);
    if (uri !== null && this.value('internal_api') !== true)
      return this.refuse('webhook_uri', 'события повторяют по внутреннему API: нужно internal_api');
    return uri === null ? null : { uri, secrets };
  }

  private addresses(field: string, least: number): readonly string[] {
    const value = this.value(field) ?? [];
    if (!Array.isArray(value) || value.length < least) {
      this.refuse(field, least > 0 ? 'нужен список хотя бы из одного адреса' : 'нужен список адресов');
      return [];
    }
    return value.flatMap((item: unknown, index) => this.address(`${field}[${index}]`, item) ?? []);
  }

  private optionalAddress(field: string): string | null {
    const value = this.value(field);
    return value === undefined ? null : this.address(field, value);
  }

  private address(field: string, value: unknown): string | null {
    const url = typeof value === 'string' ? URL.parse(value) : null;
    if (url === null || typeof value !== 'string') return this.refuse(field, 'нужен полный адрес https://…');
    if (value.includes('*')) return this.refuse(field, 'звёздочка недопустима: адрес сравнивается целиком');
    if (value.includes('#')) return this.refuse(field, 'часть после # недопустима');
    if (url.username !== '' || url.password !== '')
      return this.refuse(field, 'имя и пароль в адресе недопустимы');
    if (url.protocol === 'https:') return value;
    const local = url.protocol === 'http:' && LOOPBACK.has(url.hostname);
    return local && !this.production
      ? value
      : this.refuse(field, 'нужен https (http допустим для localhost вне рабочей среды)');
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
