import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SchoolScope } from '../../territory/index.js';
import { placesOf, returnRate, submissionRate } from '../domain/discipline.js';
import type { Fraction } from '../domain/indicator.js';
import {
  type DisciplineFilter,
  DisciplineReadings,
  type DisciplineRow,
} from '../store/discipline.repository.js';

/** A line of the board with its rates and its place. */
export type DisciplineLine = DisciplineRow & {
  readonly submissionRate: Fraction;
  readonly returnRate: Fraction;
  /** Among all of the region, so only for who sees the whole region; null for fewer than ten reports (STAT-07). */
  readonly place: number | null;
};

/** Who reports on time, who late, who not at all (REP-07). */
@Injectable()
export class DisciplineBoard {
  constructor(@Inject(DisciplineReadings) private readonly readings: DisciplineReadings) {}

  async execute(
    tx: EntityManager,
    scope: SchoolScope,
    now: Date,
    { by, ...filter }: DisciplineFilter & { readonly by: 'municipality' | 'school' },
  ): Promise<DisciplineLine[]> {
    const rows =
      by === 'municipality'
        ? await this.readings.byMunicipality(tx, scope, now, filter)
        : await this.readings.bySchool(tx, scope, now, filter);
    const places = scope.wholeRegion ? placesOf(rows) : [];
    return rows.map((row, index) => ({
      ...{ ...row, submissionRate: submissionRate(row), returnRate: returnRate(row) },
      place: row.unitId === null ? null : (places[index] ?? null),
    }));
  }
}
