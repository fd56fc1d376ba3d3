import { type Parameters } from '../http/parameters.js';
import { type Person } from '../population/person.js';
import { EsiaRefusal } from '../refusal.js';
import { type Switches } from '../switches.js';

const FILTERS = ['conf_acc', 'acc_kid', 'acc_not_kid'] as const;
export type PersonFilter = (typeof FILTERS)[number];

/** `person_filter`: base64 of one name, either alphabet (2.3). @throws EsiaRefusal 007003 */
export function readPersonFilter(parameters: Parameters): PersonFilter | null {
  const text = parameters.get('person_filter');
  if (text === undefined) return null;
  const filter = FILTERS.find((name) => name === Buffer.from(text, 'base64').toString('utf8'));
  if (filter === undefined) throw new EsiaRefusal('007003');
  return filter;
}

/** `obj_type`: 007061, and `roles`: 007060, for values that are not known [?] (2.3). @throws EsiaRefusal */
export function readTypeAndRoles(
  parameters: Parameters,
  switches: Switches,
): { objType: string | null; roles: string[] } {
  const objType = parameters.get('obj_type') ?? null;
  if (objType !== null && !switches.objTypes.includes(objType)) throw new EsiaRefusal('007061');
  const roles = parameters.get('roles')?.split(/[ ,]/) ?? [];
  if (!roles.every((role) => switches.roles.includes(role))) throw new EsiaRefusal('007060');
  return { objType, roles };
}

/** Rule 10: does the filter admit this account? @throws EsiaRefusal 007055 or the code of the switch */
export function checkPersonFilter(filter: PersonFilter | null, person: Person, switches: Switches): void {
  const child = person.level === 'KD';
  if (filter === 'conf_acc' && person.level !== 'PR') throw new EsiaRefusal('007055');
  if ((filter === 'acc_kid' && !child) || (filter === 'acc_not_kid' && child))
    throw new EsiaRefusal(switches.childFilterCode);
}

/** The person has the type and one of the roles that were asked for [?]. @throws EsiaRefusal 007062 */
export function checkTypeAndRoles(objType: string | null, roles: readonly string[], person: Person): void {
  const suits = objType === null || hasType(person, objType);
  if (!suits || (roles.length > 0 && !roles.some((role) => hasRole(person, role))))
    throw new EsiaRefusal('007062');
}

function hasType(person: Person, objType: string): boolean {
  if (objType === 'K') return person.level === 'KD';
  if (objType === 'P' || objType === 'F') return person.level !== 'KD';
  const kind = { L: 'LEGAL', B: 'BUSINESS', A: 'AGENCY' }[objType];
  return person.roles.some(({ type }) => (type ?? 'LEGAL') === kind);
}

function hasRole(person: Person, role: string): boolean {
  switch (role) {
    case 'PRIVATE':
      return true;
    case 'EMPLOYEE':
      return person.roles.length > 0;
    case 'SUPERVISOR':
      return person.roles.some(({ chief }) => chief);
    default:
      return person.roles.some(({ type }) => (type ?? 'LEGAL') === role);
  }
}
