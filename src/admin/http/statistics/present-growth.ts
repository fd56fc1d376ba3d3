import {
  type Decomposed,
  type DecompositionReading,
  FLOWS,
  type Growth,
  GROWTH_BUCKETS,
  type GrowthReading,
  INFLOWS,
  OUTFLOWS,
  roundedGrowth,
} from '../../../statistics/index.js';
import type {
  GrowthBucketDto,
  GrowthDecompositionDto,
  GrowthDto,
  GrowthPartDto,
  GrowthSubtypeDto,
  GrowthValueDto,
} from './growth.dto.js';
import { presentHead, presentUnit } from './present-statistics.js';

type Item = GrowthReading['growth'][number];

export function presentGrowth(
  reading: GrowthReading,
  keys: ReadonlySet<string>,
  timeZone: string,
): GrowthDto {
  const { unit, from, to } = reading;
  return {
    ...{ unit: presentUnit(unit), new_academic_year: reading.newAcademicYear },
    from: from === null ? null : presentHead(from, timeZone),
    to: to === null ? null : presentHead(to, timeZone),
    ...{ methodologies_differ: reading.methodologiesDiffer, like_for_like: reading.likeForLike },
    items: reading.growth.filter(({ indicator }) => keys.has(indicator.key)).map(presentItem),
  };
}

function presentItem({ indicator: { key, name }, growth }: Item): GrowthValueDto {
  const { absolute, rate, points } = growth;
  return {
    ...{ key, name, from: levelOf(growth.from), to: levelOf(growth.to), absolute },
    ...{ rate_pct: roundedGrowth(rate), points: roundedGrowth(points) },
  };
}

function levelOf(fraction: Growth['from']): number | null {
  if (fraction === null) return null;
  return fraction.denominator === null ? fraction.numerator : roundedGrowth(fraction);
}

export function presentDecomposition(reading: DecompositionReading): GrowthDecompositionDto {
  const { unit, days, decomposition: found } = reading;
  return {
    ...{ unit: presentUnit(unit), new_academic_year: reading.newAcademicYear },
    ...{ from: days?.from ?? null, to: days?.to ?? null },
    ...{ from_revision: found?.fromRevision ?? null, to_revision: found?.toRevision ?? null },
    computed_at: found?.computedAt ?? null,
    items: found === null ? [] : GROWTH_BUCKETS.map((bucket) => presentBucket(bucket, found.parts[bucket])),
  };
}

function presentBucket(bucket: string, part: Decomposed): GrowthBucketDto {
  const { linked_from, linked_to, delta } = part;
  return { bucket, linked_from, linked_to, delta, parts: partsOf(bucket, part) };
}

/** Only the parts that a bucket has: nobody comes of 14 among all minors, nor out of the older column. */
function partsOf(bucket: string, part: Decomposed): GrowthPartDto[] {
  const absent = {
    minors: ['aged_in_14', 'aged_out_14'],
    under14: ['aged_in_14'],
    '14to17': ['aged_out_14'],
  };
  const without = absent[bucket as keyof typeof absent];
  return FLOWS.filter(({ key }) => !without.includes(key)).map(({ key, sign, name }) => ({
    ...{ key, name, sign, value: part[key], of: subtypes(key, part) },
  }));
}

function subtypes(key: string, part: Decomposed): GrowthSubtypeDto[] {
  const kinds = key === 'inflow' ? INFLOWS : key === 'outflow' ? OUTFLOWS : [];
  return kinds.map((kind) => ({ key: kind.key, name: kind.name, value: part[kind.key] }));
}
