import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import type { Finding } from '../domain/report-checks.js';
import type { ReportColumn } from '../domain/report-form.js';
import { ReportCounts } from '../store/report-counts.repository.js';
import { type ReportTrailStep, ReportTrail, type SignedRevision } from '../store/report-trail.repository.js';
import { type SchoolReport, SchoolReports } from '../store/school-reports.repository.js';
import { ReportGrounds } from './report-grounds.js';

/** A report with what one reads beside it. */
export interface ReportReading {
  readonly report: SchoolReport;
  readonly columns: readonly ReportColumn[];
  readonly findings: readonly Finding[];
  /** A later revision of the same day was counted since: the restated series (EC-119). */
  readonly restated: boolean;
}

/** Reads reports within a scope; what is out of it is not found. */
@Injectable()
export class ReadReports {
  constructor(
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(ReportTrail) private readonly trail: ReportTrail,
    @Inject(ReportGrounds) private readonly grounds: ReportGrounds,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
  ) {}

  /** @throws DomainError NOT_FOUND */
  async one(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<ReportReading> {
    return this.read(tx, await this.find(tx, scope, id));
  }

  async read(tx: EntityManager, report: SchoolReport): Promise<ReportReading> {
    const ground = await this.grounds.of(tx, report);
    const { regionId, asOf, snapshotId } = report;
    const newest = await this.counts.newest(tx, { regionId, asOf, ageBasis: ground.form.ageBasis });
    return {
      report,
      columns: ground.form.columns,
      findings: this.grounds.check(ground, report),
      restated: newest !== null && newest.id !== snapshotId,
    };
  }

  /** @throws DomainError NOT_FOUND */
  async steps(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<readonly ReportTrailStep[]> {
    await this.find(tx, scope, id);
    return this.trail.steps(tx, id);
  }

  /** @throws DomainError NOT_FOUND */
  async revisions(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<readonly SignedRevision[]> {
    await this.find(tx, scope, id);
    return this.trail.revisions(tx, id);
  }

  private async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<SchoolReport> {
    const report = await this.reports.find(tx, scope, id);
    if (report === null) throw new DomainError('NOT_FOUND', 'not_found');
    return report;
  }
}
