import type { Uuid } from '../../kernel/ids.js';
import type { Right } from './rights.js';

/** Rights that a key may hold: numbers only. What concerns single people is for people who signed in. */
export const MACHINE_RIGHTS = [
  'statistics.read',
  'statistics.export',
  'statistics.federal',
] as const satisfies readonly Right[];
export type MachineRight = (typeof MACHINE_RIGHTS)[number];

/**
 * The key of an external reader (roles.md, 19) has that right alone and the whole region: published files, nothing beside them.
 * The database says so again: api_keys_federal_alone.
 */
export function isMixedFederalKey(rights: readonly MachineRight[], scope: MachineScope): boolean {
  return rights.includes('statistics.federal') && (rights.length > 1 || scope !== 'region');
}

/** How far a key reaches. */
export const MACHINE_SCOPES = ['region', 'municipality'] as const;
export type MachineScope = (typeof MACHINE_SCOPES)[number];

/** What time says of a key: `retiring` is live and has a successor already. */
export type ApiKeyState = 'live' | 'retiring' | 'retired' | 'expired' | 'revoked';

/** The moments that decide it. */
export interface ApiKeyTimes {
  readonly expiresAt: Date;
  readonly retiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export function stateOfKey({ expiresAt, retiresAt, revokedAt }: ApiKeyTimes, now: Date): ApiKeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt <= now) return 'expired';
  if (retiresAt === null) return 'live';
  return retiresAt <= now ? 'retired' : 'retiring';
}

/** The longest life of a key, in days of the region, its last day included. */
export const LONGEST_KEY_DAYS = 365;
/** The longest overlap of a key and its successor. */
export const LONGEST_OVERLAP_HOURS = 30 * 24;

/** A key as administrators see it: never its secret. */
export interface ApiKey extends ApiKeyTimes {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly name: string;
  readonly basis: string;
  readonly scope: MachineScope;
  readonly municipalityId: Uuid | null;
  readonly municipalityName: string | null;
  readonly rights: readonly MachineRight[];
  readonly prefix: string;
  /** Networks in CIDR; none: from anywhere. */
  readonly allowedAddresses: readonly string[];
  readonly createdBy: Uuid;
  readonly createdAt: Date;
  readonly predecessorId: Uuid | null;
  readonly successorId: Uuid | null;
  readonly revokeReason: string | null;
  readonly revision: number;
  readonly lastUsedAt: Date | null;
}

/** How often a key was used on a civil day of its region. */
export interface ApiKeyUse {
  readonly day: string;
  readonly requests: number;
  /** The right secret, but refused: a key that is over, a foreign address, no right. */
  readonly refusals: number;
  readonly lastAt: Date;
}
