import { type Client, type ConsentType } from '../clients.js';
import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';

/** A consent that is asked for, as in section 8. */
export interface Permission {
  readonly sysname: string;
  readonly responsibleObject: string | null;
  /** Minutes. */
  readonly expire: number;
  readonly actions: readonly string[];
  readonly purposes: readonly string[];
  readonly scopes: readonly string[];
}

const ACTIONS = ['ALL_ACTIONS_TO_DATA', 'SHARE_DATA', 'USE_DATA'];

type Raw = Readonly<Record<string, unknown>>;

/**
 * `permissions`: base64url of a JSON array of consents (section 8). It is not part of the signed string.
 * @throws EsiaRefusal 007003 when it cannot be read, 0367xx for what is wrong in it (3.4)
 */
export function readPermissions(parameters: Parameters, client: Client): Permission[] {
  const text = parameters.get('permissions');
  if (text === undefined) return [];
  return parseArray(text).map((raw) => readPermission(raw, client));
}

function parseArray(text: string): Raw[] {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new EsiaRefusal('007003');
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new EsiaRefusal('007003');
  }
  const isRecord = (item: unknown): item is Raw =>
    typeof item === 'object' && item !== null && !Array.isArray(item);
  if (!Array.isArray(parsed) || parsed.length === 0 || !parsed.every(isRecord))
    throw new EsiaRefusal('007003');
  return parsed;
}

function sysnames(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new EsiaRefusal('007003');
  return value.map((item: unknown) => {
    const sysname = typeof item === 'object' && item !== null ? (item as Raw)['sysname'] : undefined;
    if (typeof sysname !== 'string') throw new EsiaRefusal('007003');
    return sysname;
  });
}

function readPermission(raw: Raw, client: Client): Permission {
  const { sysname, expire, responsibleObject } = raw;
  if (typeof sysname !== 'string' || sysname === '') throw new EsiaRefusal('036700');
  const type = client.consentTypes.find((registered) => registered.sysname === sysname);
  if (type === undefined) throw new EsiaRefusal('036701');
  const permission = {
    sysname,
    responsibleObject: typeof responsibleObject === 'string' ? responsibleObject : null,
    expire: typeof expire === 'number' ? expire : Number.NaN,
    actions: sysnames(raw['actions']),
    purposes: sysnames(raw['purposes']),
    scopes: sysnames(raw['scopes']),
  };
  checkScopes(permission, type);
  checkActions(permission);
  checkPurposes(permission, type);
  const longest = type.maxExpireMinutes ?? Infinity;
  if (!Number.isInteger(permission.expire) || permission.expire <= 0 || permission.expire > longest)
    throw new EsiaRefusal('036716');
  return permission;
}

function checkScopes({ scopes }: Permission, type: ConsentType): void {
  if (!(type.mandatoryScopes ?? []).every((name) => scopes.includes(name))) throw new EsiaRefusal('036702');
  if (scopes.some((name) => type.forbiddenScopes?.includes(name) === true)) throw new EsiaRefusal('036704');
  if (scopes.length === 0 || !scopes.every((name) => type.scopes.includes(name)))
    throw new EsiaRefusal('036703');
}

function checkActions({ actions }: Permission): void {
  if (actions.length === 0) throw new EsiaRefusal('036705');
  if (!actions.every((name) => ACTIONS.includes(name))) throw new EsiaRefusal('036706');
}

function checkPurposes({ purposes }: Permission, type: ConsentType): void {
  if (purposes.length === 0) throw new EsiaRefusal('036707');
  if (purposes.length > 1) throw new EsiaRefusal('036727');
  if (!purposes.every((name) => type.purposes.includes(name))) throw new EsiaRefusal('036726');
}
