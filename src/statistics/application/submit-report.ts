import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Finding } from '../domain/report-checks.js';
import type { ReportContent } from '../domain/report-content.js';
import { ReportTrail } from '../store/report-trail.repository.js';
import type { SchoolReport } from '../store/school-reports.repository.js';
import { hashOfContent } from './content-hash.js';
import type { SeenReport } from './fill-report.js';
import { MoveReport } from './move-report.js';
import { type ReportGround, ReportGrounds } from './report-grounds.js';
import type { ReportsAct } from './reports-act.js';

/** The principal signs and submits: the checks pass or are explained, and what was signed is kept for ever (REP-03, EC-119). */
@Injectable()
export class SubmitReport {
  constructor(
    @Inject(MoveReport) private readonly moves: MoveReport,
    @Inject(ReportGrounds) private readonly grounds: ReportGrounds,
    @Inject(ReportTrail) private readonly trail: ReportTrail,
  ) {}

  /** @throws DomainError REPORT_CHECKS_FAILED with a message for each cell; those of {@link MoveReport} */
  async execute(tx: EntityManager, act: ReportsAct, seen: SeenReport): Promise<SchoolReport> {
    const report = await this.moves.lock(tx, act, seen);
    const submitted = await this.moves.execute(tx, act, report, { event: 'submit' });
    const ground = await this.grounds.of(tx, submitted);
    const findings = this.grounds.check(ground, submitted);
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length > 0) {
      const facts = { cells: errors.map(({ cell }) => cell), errors: errors.map(({ message }) => message) };
      const said = facts.errors.join(' ');
      throw new DomainError('REPORT_CHECKS_FAILED', 'conflict', { ...facts, said });
    }
    const content = contentOf(submitted, ground, findings);
    await this.trail.addRevision(tx, submitted.id, {
      ...{ revision: submitted.revision, snapshotId: submitted.snapshotId, late: submitted.late },
      ...{ content, contentHash: hashOfContent(content), signedBy: act.administratorId, signedAt: act.now },
    });
    return { ...submitted, signedRevision: submitted.revision };
  }
}

function contentOf(
  report: SchoolReport,
  { form, snapshot }: ReportGround,
  warnings: readonly Finding[],
): ReportContent {
  const { periodId, asOf, schoolId, revision, cells, own } = report;
  return {
    form: { code: form.code, version: form.version },
    period: { id: periodId, asOf },
    snapshot: { id: snapshot.id, revision: snapshot.revision, methodology: snapshot.methodology },
    ...{ schoolId, revision, cells, own },
    warnings: warnings.map(({ cell, message }) => ({ cell, message })),
  };
}
