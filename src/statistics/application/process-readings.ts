import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { type Fraction, roundedShare, valueOf } from '../domain/indicator.js';
import {
  type Breakdown,
  PROCESS_INDICATORS,
  type ProcessIndicator,
  type ProcessLevel,
} from '../domain/process-indicators.js';
import { ProcessDays, type ProcessUnit } from '../store/process-days.repository.js';

/** One indicator of one unit. */
export interface ProcessValue {
  readonly id: string;
  readonly key: string;
  readonly kind: ProcessIndicator['kind'];
  /** Percent with one decimal for a share; null where the card says so. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly breakdown: Breakdown | null;
}

/** A unit with all its indicators. */
export interface ProcessReading extends Omit<ProcessUnit, 'counts'> {
  readonly indicators: readonly ProcessValue[];
}

/** Process indicators of a day (STAT-06), as they were frozen. */
@Injectable()
export class ProcessReadings {
  constructor(@Inject(ProcessDays) private readonly days: ProcessDays) {}

  /**
   * One more than the limit when there are more.
   *
   * @throws DomainError STATISTICS_DAY_NOT_COUNTED; NOT_FOUND for a unit named that is out of reach
   */
  async of(
    tx: EntityManager,
    scope: SchoolScope,
    asked: {
      readonly asOf: CalendarDate | null;
      readonly level: ProcessLevel;
      readonly unitId: Uuid | null;
      readonly limit: number;
      readonly after: Uuid | null;
    },
  ): Promise<{ readonly asOf: CalendarDate; readonly units: readonly ProcessReading[] }> {
    const day = await this.days.newest(tx, scope.regionId, asked.asOf);
    if (day === null) throw new DomainError('STATISTICS_DAY_NOT_COUNTED', 'not_found', { as_of: asked.asOf });
    const found = await this.days.units(tx, scope, { ...asked, day, limit: asked.limit + 1 });
    if (asked.unitId !== null && found.length === 0) throw new DomainError('NOT_FOUND', 'not_found');
    return {
      asOf: day,
      units: found.map(({ counts, ...unit }) => ({
        ...unit,
        indicators: PROCESS_INDICATORS.map((one) => valueIn(one, one.of(counts))),
      })),
    };
  }
}

function valueIn({ id, key, kind, breakdown }: ProcessIndicator, fraction: Fraction | null): ProcessValue {
  const value = kind === 'share' ? roundedShare(fraction) : valueOf(fraction);
  const { numerator, denominator } = fraction ?? { numerator: null, denominator: null };
  return { id, key, kind, value, numerator, denominator, breakdown };
}
