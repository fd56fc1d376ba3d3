import { describe, expect, it } from '@jest/globals';
import { type HeldGrant, type Principal, reachOf } from '../../../src/access/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';

const id = (n: number): Uuid => `00000000-0000-4000-8000-00000000000${n}` as Uuid;
const [SCHOOL, OTHER_SCHOOL, CLASS, OTHER_CLASS] = [id(1), id(2), id(3), id(4)];

const holder = (...grants: readonly HeldGrant[]): Principal => ({
  ...{ sessionId: id(8), regionId: id(9), esiaPersonId: id(7), grants },
});
const homeroomOf = (classGroupId: Uuid, schoolId = SCHOOL): HeldGrant => ({
  ...{ id: id(6), role: 'homeroom', scope: 'class', municipalityId: null, schoolId, classGroupId },
});

describe('the reach of a right', () => {
  it('of a homeroom teacher is the class, and nothing else of its school (roles.md, 6)', () => {
    const reach = reachOf(holder(homeroomOf(CLASS), homeroomOf(OTHER_CLASS)), 'declarations.record');
    expect(reach).toMatchObject({ wholeRegion: false, municipalityIds: [], schoolIds: [] });
    expect(reach.classGroupIds).toEqual([CLASS, OTHER_CLASS]);
  });

  it('of a homeroom teacher shows which school the class is in', () => {
    expect(reachOf(holder(homeroomOf(CLASS)), 'schools.read').schoolIds).toEqual([SCHOOL]);
  });

  it('of an administrator who has a class elsewhere is the union of both', () => {
    const admin = {
      id: id(5),
      role: 'school_admin',
      scope: 'school',
      municipalityId: null,
      classGroupId: null,
    } as const;
    const both = holder({ ...admin, schoolId: SCHOOL }, homeroomOf(CLASS, OTHER_SCHOOL));
    expect(reachOf(both, 'declarations.record')).toMatchObject({
      ...{ schoolIds: [SCHOOL], classGroupIds: [CLASS] },
    });
    expect(reachOf(both, 'people.read')).toMatchObject({ schoolIds: [SCHOOL], classGroupIds: [] });
  });

  it('of a homeroom teacher who was appointed to a whole school once is no class of it', () => {
    const former = homeroomOf(CLASS);
    const reach = reachOf(holder({ ...former, scope: 'school', classGroupId: null }), 'declarations.record');
    expect(reach).toMatchObject({ schoolIds: [], classGroupIds: [] });
  });
});
