import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { SchoolScope } from '../../territory/index.js';
import type { KeptSnapshot } from '../domain/snapshot.js';
import type { AgeBasis } from '../domain/statistics-day.js';
import { type DifferenceLevel, Differences, type UnitDifference } from '../store/differences.repository.js';
import { Snapshots } from '../store/snapshots.repository.js';
import type { RowPage } from '../store/unit-rows.repository.js';

/** Which two revisions of a day; nothing named: the first and the newest. */
export interface RevisionsAsked {
  readonly asOf: CalendarDate;
  readonly basis: AgeBasis;
  readonly from: number | null;
  readonly to: number | null;
  readonly level: DifferenceLevel;
}

/** The report of differences between what was submitted and what is known now (STAT-09, EC-119). */
@Injectable()
export class CompareRevisions {
  constructor(
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(Differences) private readonly differences: Differences,
  ) {}

  /** @throws DomainError `NOT_FOUND` when the day has no such revision */
  async execute(
    tx: EntityManager,
    scope: SchoolScope,
    { asOf, basis, from, to, level }: RevisionsAsked,
    page: RowPage,
  ): Promise<{
    readonly before: KeptSnapshot;
    readonly after: KeptSnapshot;
    readonly units: readonly UnitDifference[];
  }> {
    const before = await this.snapshots.find(tx, scope.regionId, asOf, basis, from ?? 1);
    const after = await this.snapshots.find(tx, scope.regionId, asOf, basis, to);
    if (before === null || after === null) throw new DomainError('NOT_FOUND', 'not_found');
    return {
      before,
      after,
      units: await this.differences.between(tx, scope, { before, after }, level, page),
    };
  }
}
