import type {
  Counts,
  HistoryReading,
  IndicatorValues,
  Level,
  SnapshotHead,
} from '../../../statistics/index.js';
import {
  type CountIndicator,
  INDICATORS,
  statisticsDay,
  type UnitCounts,
  valuesOf,
} from '../../../statistics/index.js';
import { InvalidInput } from '../../../platform/http/validation.js';
import type {
  IndicatorDto,
  SnapshotDto,
  StatisticsHistoryDto,
  StatisticsRowDto,
  StatisticsUnitDto,
} from './statistics.dto.js';

/** The indicators that a query names by key, in the order of the catalogue; all without one. */
export function indicatorsOf(named: string | undefined): readonly CountIndicator[] {
  if (named === undefined) return INDICATORS;
  const keys = new Set(named.split(','));
  const known = INDICATORS.filter(({ key }) => keys.has(key));
  if (known.length < keys.size) {
    throw new InvalidInput([{ field: 'indicators', message: 'возьмите ключи из списка показателей' }]);
  }
  return known;
}

export function presentIndicator(indicator: CountIndicator): IndicatorDto {
  const { id, key, name, sentence, numerator, denominator, nullRule, kind, levels, distinct } = indicator;
  return {
    id,
    key,
    name,
    sentence,
    numerator,
    denominator,
    null_rule: nullRule,
    kind,
    levels: [...levels],
    distinct,
  };
}

export function presentHead(head: SnapshotHead, timeZone: string): SnapshotDto {
  return {
    ...{
      id: head.id,
      as_of: head.asOf,
      until: statisticsDay(head.asOf, timeZone).moment,
      time_zone: timeZone,
    },
    ...{
      age_basis: head.ageBasis,
      revision: head.revision,
      cause: head.cause,
      methodology: head.methodology,
    },
    ...{ computed_at: head.computedAt, schools_without_data: head.schoolsWithoutData },
  };
}

export function presentUnit(unit: {
  readonly level: Level;
  readonly unitId: string;
  readonly gradeLevel: number | null;
  readonly name: string;
}): StatisticsUnitDto {
  return { level: unit.level, id: unit.unitId, grade: unit.gradeLevel, name: unit.name };
}

export function presentValues(
  indicators: readonly CountIndicator[],
  level: Level,
  counts: Counts | null,
): IndicatorValues | null {
  return counts === null ? null : valuesOf(indicators, level, counts);
}

export function presentRow(indicators: readonly CountIndicator[], unit: UnitCounts): StatisticsRowDto {
  const { level, id, grade, name } = presentUnit(unit);
  return {
    ...{ level, id, grade, name },
    ...{ school_kind: unit.schoolKind, founder_type: unit.founderType, general: unit.general },
    ...{ suppressed: unit.counts === null, values: presentValues(indicators, unit.level, unit.counts) },
  };
}

export function presentHistory(
  indicators: readonly CountIndicator[],
  { region, unit, points }: HistoryReading,
  basis: string,
): StatisticsHistoryDto {
  const methodologies = new Set(points.map(({ head }) => head.methodology));
  return {
    ...{ unit: presentUnit(unit), time_zone: region.timeZone, age_basis: basis },
    methodology_changed: methodologies.size > 1,
    items: points.map(({ head, counts }) => ({
      ...{ as_of: head.asOf, revision: head.revision, cause: head.cause, methodology: head.methodology },
      values: presentValues(indicators, unit.level, counts),
    })),
  };
}
