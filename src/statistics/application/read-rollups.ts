import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import type { ReportForm } from '../domain/report-form.js';
import { ReportForms } from '../store/report-forms.repository.js';
import {
  type Publication,
  type PublishedReport,
  type PublishedRollup,
  ReportPublications,
} from '../store/report-publications.repository.js';
import { ReportPeriods } from '../store/report-periods.repository.js';
import { type ReportOfRollup, ReportsOfRollups } from '../store/reports-of-rollups.repository.js';
import { RollupHistory, type RollupRevision, type RollupStep } from '../store/rollup-history.repository.js';
import { type Rollup, Rollups } from '../store/rollups.repository.js';

/** A roll-up with everything that stands behind it. */
export interface RollupReading {
  readonly rollup: Rollup;
  readonly form: ReportForm;
  readonly schools: readonly ReportOfRollup[];
  readonly steps: readonly RollupStep[];
}

/** What a locked period has published, as far as the reader may see. */
export interface PublicationReading {
  readonly publication: Publication;
  readonly form: ReportForm;
  readonly reports: readonly PublishedReport[];
  readonly rollups: readonly PublishedRollup[];
  /** Null for a reader who does not see the whole region. */
  readonly region: Publication['figures'] | null;
}

/** Reads of roll-ups and of published figures, in the reader's scope. */
@Injectable()
export class ReadRollups {
  constructor(
    @Inject(Rollups) private readonly rollups: Rollups,
    @Inject(RollupHistory) private readonly history: RollupHistory,
    @Inject(ReportsOfRollups) private readonly reports: ReportsOfRollups,
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(ReportPeriods) private readonly periods: ReportPeriods,
    @Inject(ReportPublications) private readonly publications: ReportPublications,
  ) {}

  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: Parameters<Rollups['list']>[2],
    page: Parameters<Rollups['list']>[3],
  ): Promise<Rollup[]> {
    return this.rollups.list(tx, scope, filter, page);
  }

  /** @throws DomainError NOT_FOUND */
  async one(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<RollupReading> {
    const rollup = await this.rollups.find(tx, scope, id);
    if (rollup === null) throw new DomainError('NOT_FOUND', 'not_found');
    return {
      rollup,
      form: await this.formOf(tx, rollup.regionId, rollup.period.form),
      schools: await this.reports.of(tx, id),
      steps: await this.history.steps(tx, id),
    };
  }

  /** Everything that was ever signed, the newest first. @throws DomainError NOT_FOUND */
  async revisions(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<RollupRevision[]> {
    const rollup = await this.rollups.find(tx, scope, id);
    if (rollup === null) throw new DomainError('NOT_FOUND', 'not_found');
    return this.history.revisions(tx, id);
  }

  /**
   * @param number null: the newest
   * @throws DomainError NOT_FOUND also while the period was never locked
   */
  async publication(
    tx: EntityManager,
    scope: SchoolScope,
    { periodId, number }: { readonly periodId: Uuid; readonly number: number | null },
  ): Promise<PublicationReading> {
    const period = await this.periods.find(tx, scope, periodId);
    const publication =
      number === null
        ? await this.publications.newest(tx, scope.regionId, periodId)
        : await this.publications.byNumber(tx, scope.regionId, periodId, number);
    if (period === null || publication === null) throw new DomainError('NOT_FOUND', 'not_found');
    const { formCode: code, formVersion: version } = period;
    return {
      publication,
      form: await this.formOf(tx, scope.regionId, { code, version }),
      reports: await this.publications.reports(tx, scope, publication.id),
      rollups: await this.publications.rollups(tx, scope, publication.id),
      region: scope.wholeRegion ? publication.figures : null,
    };
  }

  private async formOf(
    tx: EntityManager,
    regionId: Uuid,
    which: { readonly code: string; readonly version: number },
  ): Promise<ReportForm> {
    const form = await this.forms.find(tx, regionId, which);
    if (form === null) throw new Error('a period without its form');
    return form;
  }
}
