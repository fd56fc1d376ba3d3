import type { Uuid } from '../../../kernel/ids.js';
import { InvalidInput } from '../../../platform/http/validation.js';
import type { AskedUnit, Level } from '../../../statistics/index.js';
import type { SchoolScope } from '../../../territory/index.js';

/**
 * The unit that a query means. Who has one place only need not name it: the ministry its region, a municipality its schools,
 * a school itself.
 */
export function unitOf(
  reach: SchoolScope,
  query: { readonly level?: Level; readonly unit_id?: string; readonly grade?: number },
): AskedUnit {
  const level = query.level ?? ownLevel(reach);
  const unitId = (query.unit_id?.toLowerCase() as Uuid | undefined) ?? ownUnit(reach, level);
  if (unitId === null) {
    throw new InvalidInput([
      { field: 'unit_id', message: 'назовите единицу: у вас их несколько или нет ни одной такой' },
    ]);
  }
  if ((level === 'grade') !== (query.grade !== undefined)) {
    throw new InvalidInput([{ field: 'grade', message: 'нужна при level=grade и только при нём' }]);
  }
  return { level, unitId, gradeLevel: query.grade ?? null };
}

function ownLevel({ wholeRegion, municipalityIds }: SchoolScope): Level {
  if (wholeRegion) return 'region';
  return municipalityIds.length > 0 ? 'founder' : 'school';
}

function ownUnit({ regionId, municipalityIds, schoolIds }: SchoolScope, level: Level): Uuid | null {
  switch (level) {
    case 'region':
      return regionId;
    case 'municipality':
    case 'founder':
      return only(municipalityIds);
    case 'school':
    case 'grade':
      return only(schoolIds);
    case 'class':
      return null;
  }
}

const only = (ids: readonly Uuid[]): Uuid | null => (new Set(ids).size === 1 ? (ids[0] ?? null) : null);
