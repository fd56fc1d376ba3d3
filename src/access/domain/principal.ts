import type { Uuid } from '../../kernel/ids.js';
import type { MachineRight } from './api-key.js';
import { type Right, type Role, roleGives, SCOPE_OF_ROLE, type ScopeLevel } from './rights.js';

/** A role that somebody holds today. */
export interface HeldGrant {
  readonly id: Uuid;
  readonly role: Role;
  readonly scope: ScopeLevel;
  readonly municipalityId: Uuid | null;
  /** Of a class: the school that the class is in. */
  readonly schoolId: Uuid | null;
  readonly classGroupId: Uuid | null;
}

/** An administrator who is signed in, with the grants that hold at this moment. */
export interface Principal {
  readonly sessionId: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly grants: readonly HeldGrant[];
}

/** A machine that brought an API key (REP-05). */
export interface Machine {
  readonly apiKeyId: Uuid;
  readonly regionId: Uuid;
  /** Null: the whole region. */
  readonly municipalityId: Uuid | null;
  readonly rights: readonly MachineRight[];
}

/** Whoever may ask for numbers: an administrator or a machine. */
export type Caller = Principal | Machine;

export function isMachine(caller: Caller): caller is Machine {
  return 'apiKeyId' in caller;
}

/** Where a right reaches: the union of all grants that give it. Shaped as territory's SchoolScope, with classes beside. */
export interface ReachOfRight {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly municipalityIds: readonly Uuid[];
  /** Whole schools. */
  readonly schoolIds: readonly Uuid[];
  /** Classes of a homeroom teacher: nothing of their schools but these. */
  readonly classGroupIds: readonly Uuid[];
}

export function mayAnywhere(caller: Caller, right: Right): boolean {
  if (isMachine(caller)) return caller.rights.some((held) => held === right);
  return caller.grants.some(({ role }) => roleGives(role, right));
}

/** Rights that show a school's card and no person: a homeroom teacher sees what school the class is in. */
const OF_THE_CARD: ReadonlySet<Right> = new Set<Right>(['schools.read']);

export function reachOf(caller: Caller, right: Right): ReachOfRight {
  const { regionId } = caller;
  if (isMachine(caller)) {
    const { municipalityId } = caller;
    const mayAtAll = mayAnywhere(caller, right);
    return {
      regionId,
      wholeRegion: mayAtAll && municipalityId === null,
      municipalityIds: mayAtAll && municipalityId !== null ? [municipalityId] : [],
      schoolIds: [],
      classGroupIds: [],
    };
  }
  const grants = caller.grants.filter(({ role }) => roleGives(role, right));
  // A homeroom teacher who was appointed to a whole school, before classes could be named, has no class.
  const ofSchools = grants.filter(({ role }) => SCOPE_OF_ROLE[role] !== 'class' || OF_THE_CARD.has(right));
  return {
    regionId,
    wholeRegion: grants.some(({ scope }) => scope === 'region'),
    municipalityIds: grants.flatMap(({ municipalityId }) => municipalityId ?? []),
    schoolIds: ofSchools.flatMap(({ schoolId }) => schoolId ?? []),
    classGroupIds: grants.flatMap(({ classGroupId }) => classGroupId ?? []),
  };
}
