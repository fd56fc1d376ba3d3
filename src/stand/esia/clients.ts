import { readFileSync } from 'node:fs';
import { parseCertificate, type Certificate } from '../../kernel/gost/index.js';
import { TOKEN_ALGORITHMS, type TokenAlgorithm } from './keys/signing-keys.js';
import { ORG_SCOPES, PERSON_SCOPES } from './scopes.js';

export type Grant = 'authorization_code' | 'refresh_token';

/** A registered kind of consent (esia-protocol.md, section 8); lists bound what a request may ask. */
export interface ConsentType {
  readonly sysname: string;
  readonly purposes: readonly string[];
  readonly scopes: readonly string[];
  readonly mandatoryScopes?: readonly string[];
  readonly forbiddenScopes?: readonly string[];
  readonly maxExpireMinutes?: number;
}

/** A client information system as the tech portal would register it (section 1); from the JSON config. */
export interface ClientSettings {
  /** Мнемоника. */
  readonly clientId: string;
  /** Shown on the login and consent pages. */
  readonly name?: string;
  readonly certificateFiles?: readonly string[];
  readonly certificatePems?: readonly string[];
  /** Host names, or `host:port`, without scheme and path: only these are checked (2.1). */
  readonly redirectHosts: readonly string[];
  readonly scopes: readonly string[];
  readonly orgScopes?: readonly string[];
  readonly tokenAlgorithm: TokenAlgorithm;
  readonly grants?: readonly Grant[];
  readonly consentTypes?: readonly ConsentType[];
}

export interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly certificates: readonly Certificate[];
  readonly redirectHosts: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
  readonly orgScopes: ReadonlySet<string>;
  readonly tokenAlgorithm: TokenAlgorithm;
  readonly grants: ReadonlySet<string>;
  readonly consentTypes: readonly ConsentType[];
}

/** Registered clients by мнемоника; the control API may add and replace them. */
export class ClientRegistry {
  readonly #clients = new Map<string, Client>();

  get(clientId: string): Client | undefined {
    return this.#clients.get(clientId);
  }

  ids(): string[] {
    return [...this.#clients.keys()];
  }

  /** @throws Error that names the client and the wrong key of its settings */
  put(settings: ClientSettings): void {
    this.#clients.set(settings.clientId, readClient(settings));
  }
}

const areTexts = (list: unknown): list is readonly string[] =>
  Array.isArray(list) && list.every((item) => typeof item === 'string');

function readClient(settings: ClientSettings): Client {
  const { clientId, tokenAlgorithm, redirectHosts, scopes } = settings;
  const wrong = (key: string): Error => new Error(`клиент «${clientId}»: неверно значение «${key}»`);
  if (typeof clientId !== 'string' || clientId === '') throw wrong('clientId');
  if (!TOKEN_ALGORITHMS.includes(tokenAlgorithm)) throw wrong('tokenAlgorithm');
  if (!areTexts(redirectHosts)) throw wrong('redirectHosts');
  if (!areTexts(scopes) || scopes.some((name) => !Object.hasOwn(PERSON_SCOPES, name))) throw wrong('scopes');
  const orgScopes = settings.orgScopes ?? [];
  if (orgScopes.some((name) => !ORG_SCOPES.has(name))) throw wrong('orgScopes');
  const files = (settings.certificateFiles ?? []).map((file) => readFileSync(file));
  const pems = (settings.certificatePems ?? []).map((pem) => Buffer.from(pem));
  return {
    clientId,
    name: settings.name ?? clientId,
    certificates: [...files, ...pems].map((file) => readCertificate(file)),
    redirectHosts: new Set(redirectHosts.map((host) => host.toLowerCase())),
    scopes: new Set(scopes),
    orgScopes: new Set(orgScopes),
    tokenAlgorithm,
    grants: new Set(settings.grants ?? ['authorization_code', 'refresh_token']),
    consentTypes: settings.consentTypes ?? [],
  };
}

function readCertificate(file: Uint8Array): Certificate {
  const certificate = parseCertificate(file);
  // A client's certificate verifies many signatures, so its tables are worth their memory.
  if (certificate.key.kind === 'gost') certificate.key.publicKey.forManyVerifications();
  return certificate;
}
