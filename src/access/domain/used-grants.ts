import type { Uuid } from '../../kernel/ids.js';
import type { HeldGrant } from './principal.js';
import { type Right, roleGives, type ScopeLevel } from './rights.js';

/** The school at which a right is used. */
interface SchoolOfUse {
  readonly id: Uuid;
  readonly municipalityId: Uuid;
}

const WIDTH: Readonly<Record<ScopeLevel, number>> = { class: 0, school: 1, municipality: 2, region: 3 };

/**
 * The grants by which somebody has a right at a school, the narrowest first: whoever looks at the trail learns which role let it
 * happen, and which role more there would have been. Without a school, or where none of the grants is of it (an act whose entry
 * names another school than it was asked for), all that give the right.
 */
export function usedGrants(
  held: readonly HeldGrant[],
  right: Right,
  school: SchoolOfUse | null,
): readonly HeldGrant[] {
  const giving = held
    .filter(({ role }) => roleGives(role, right))
    .sort((a, b) => WIDTH[a.scope] - WIDTH[b.scope]);
  if (school === null) return giving;
  const there = giving.filter((grant) => reaches(grant, school));
  return there.length === 0 ? giving : there;
}

function reaches({ scope, municipalityId, schoolId }: HeldGrant, school: SchoolOfUse): boolean {
  switch (scope) {
    case 'region':
      return true;
    case 'municipality':
      return municipalityId === school.municipalityId;
    case 'school':
    case 'class':
      return schoolId === school.id;
  }
}
