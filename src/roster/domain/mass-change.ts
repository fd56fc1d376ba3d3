import type { Uuid } from '../../kernel/ids.js';

/** What an import would do to the pupils whom a school has today; moves between its classes and graduates are not in it. */
export interface SchoolChange {
  readonly schoolId: Uuid;
  readonly schoolSourceId: string;
  readonly left: number;
  /** Name, birth date, СНИЛС or school would be another; a value where there was none is not. */
  readonly changed: number;
  readonly pupils: number;
}

/** The schools that an import touches, and the pupils of the whole region. */
export interface RosterChange {
  readonly schools: readonly SchoolChange[];
  readonly regionPupils: number;
}

/** So much that somebody must confirm it, and who. Counts only. */
export interface MassChange {
  readonly schools: readonly SchoolChange[];
  readonly region: { readonly affected: number; readonly pupils: number } | null;
  readonly decides: 'school' | 'ministry';
}

const FEWEST = 10;
const SCHOOL_SHARE = 0.05;
const REGION_SHARE = 0.01;

/**
 * The guard of ROS-03: over 5 % and at least 10 pupils of a school, or over 1 % of the region's. Fewer than ten are no
 * mass anywhere: in a region of 500 pupils six corrections would be. The school decides for its own upload; whatever the
 * region sends, and over 1 % of it, the ministry.
 */
export function judgeMassChange(
  { schools, regionPupils }: RosterChange,
  ofSchool: boolean,
): MassChange | null {
  const affected = ({ left, changed }: SchoolChange): number => left + changed;
  const over = schools.filter(
    (school) => affected(school) >= FEWEST && affected(school) > school.pupils * SCHOOL_SHARE,
  );
  const all = schools.reduce((sum, school) => sum + affected(school), 0);
  const overRegion = all >= FEWEST && all > regionPupils * REGION_SHARE;
  if (over.length === 0 && !overRegion) return null;
  return {
    schools: over,
    region: overRegion ? { affected: all, pupils: regionPupils } : null,
    decides: ofSchool && !overRegion ? 'school' : 'ministry',
  };
}

/** True when somebody who may decide this mass change allowed it beforehand. */
export function isAllowed(mass: MassChange, forced: 'school' | 'ministry' | null): boolean {
  return forced === 'ministry' || (forced === 'school' && mass.decides === 'school');
}
