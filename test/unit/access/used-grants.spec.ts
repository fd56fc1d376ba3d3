import { describe, expect, it } from '@jest/globals';
import { type HeldGrant, ROLES, type Role, roleGives, SCOPE_OF_ROLE } from '../../../src/access/index.js';
import { usedGrants } from '../../../src/access/domain/used-grants.js';
import type { Uuid } from '../../../src/kernel/ids.js';

const id = (n: number): Uuid => `00000000-0000-4000-8000-00000000000${n}` as Uuid;
const [SCHOOL, OTHER_SCHOOL, TOWN, OTHER_TOWN] = [id(1), id(2), id(3), id(4)];
const HERE = { id: SCHOOL, municipalityId: TOWN };

const grant = (n: number, role: Role, place: Partial<HeldGrant> = {}): HeldGrant => ({
  ...{
    id: id(n),
    role,
    scope: SCOPE_OF_ROLE[role],
    municipalityId: null,
    schoolId: null,
    classGroupId: null,
  },
  ...place,
});
const idsOf = (grants: readonly HeldGrant[]) => grants.map((one) => one.id);

describe('the roles by which a right is used', () => {
  it('are those that give it, and of these those at the school, the narrowest first', () => {
    const held = [
      grant(5, 'campaign_manager'),
      grant(6, 'municipal_operator', { municipalityId: TOWN }),
      grant(7, 'principal', { schoolId: SCHOOL }),
      grant(8, 'principal', { schoolId: OTHER_SCHOOL }),
      grant(9, 'municipal_operator', { municipalityId: OTHER_TOWN }),
    ];
    expect(idsOf(usedGrants(held, 'statistics.read', HERE))).toEqual([id(7), id(6), id(5)]);
    expect(idsOf(usedGrants(held, 'delegates.appoint', HERE))).toEqual([id(6)]);
  });

  it('are all that give it where no school is named, or none of them is of that school', () => {
    const held = [
      grant(5, 'school_admin', { schoolId: SCHOOL }),
      grant(6, 'school_admin', { schoolId: OTHER_SCHOOL }),
    ];
    expect(idsOf(usedGrants(held, 'people.read', null))).toEqual([id(5), id(6)]);
    expect(idsOf(usedGrants(held, 'people.read', { id: id(9), municipalityId: TOWN }))).toEqual([
      id(5),
      id(6),
    ]);
  });

  it('never name a role that does not give the right', () => {
    for (const role of ROLES) {
      const held = [grant(5, role, { schoolId: SCHOOL, municipalityId: TOWN })];
      expect([role, usedGrants(held, 'people.read', HERE).length]).toEqual([
        role,
        roleGives(role, 'people.read') ? 1 : 0,
      ]);
    }
  });
});
