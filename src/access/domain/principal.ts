import type { Uuid } from '../../kernel/ids.js';
import { type Right, type Role, roleGives, type ScopeLevel } from './rights.js';

/** A role that somebody holds today. */
export interface HeldGrant {
  readonly role: Role;
  readonly scope: ScopeLevel;
  readonly municipalityId: Uuid | null;
  readonly schoolId: Uuid | null;
}

/** An administrator who is signed in, with the grants that hold at this moment. */
export interface Principal {
  readonly sessionId: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly grants: readonly HeldGrant[];
}

/** Where a right reaches: the union of all grants that give it. Shaped as territory's SchoolScope. */
export interface ReachOfRight {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly municipalityIds: readonly Uuid[];
  readonly schoolIds: readonly Uuid[];
}

export function mayAnywhere(principal: Principal, right: Right): boolean {
  return principal.grants.some(({ role }) => roleGives(role, right));
}

export function reachOf(principal: Principal, right: Right): ReachOfRight {
  const grants = principal.grants.filter(({ role }) => roleGives(role, right));
  return {
    regionId: principal.regionId,
    wholeRegion: grants.some(({ scope }) => scope === 'region'),
    municipalityIds: grants.flatMap(({ municipalityId }) => municipalityId ?? []),
    schoolIds: grants.flatMap(({ schoolId }) => schoolId ?? []),
  };
}
