import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import type { Cells } from '../domain/report-cells.js';
import type { HeldPeriod } from '../store/period-locks.repository.js';
import {
  type PublishedReport,
  type PublishedRollup,
  ReportPublications,
  type RollupToPublish,
} from '../store/report-publications.repository.js';
import { type LevelReport, LevelFigures } from './level-figures.js';
import type { ReportsAct } from './reports-act.js';

/** What a lock makes public: accepted reports and what adds up from them; everybody else stands in the list of the missing. */
@Injectable()
export class PublishFigures {
  constructor(
    @Inject(ReportPublications) private readonly publications: ReportPublications,
    @Inject(LevelFigures) private readonly figures: LevelFigures,
  ) {}

  /**
   * @param isNew false: nothing was locked, so the newest publication stands
   * @returns the number of the newest publication
   */
  async execute(
    tx: EntityManager,
    act: ReportsAct,
    { id: periodId, regionId }: HeldPeriod,
    { isNew }: { readonly isNew: boolean },
  ): Promise<number> {
    const before = await this.publications.newest(tx, regionId, periodId);
    if (!isNew && before !== null) return before.number;
    const reports = await this.publications.reportsToPublish(tx, periodId, before?.id ?? null);
    const rollups = await this.rollups(tx, { periodId, regionId, before: before?.id ?? null }, reports);
    const level = { name: 'region', unitId: regionId } as const;
    const place = { municipality: null, oktmo: null, school: null, inn: null };
    const region = await this.figures.of(tx, { periodId, level, place }, reports.flatMap(levelReport));
    const number = (before?.number ?? 0) + 1;
    const published = { id: newUuid(), number, publishedBy: act.administratorId, publishedAt: act.now };
    await this.publications.add(tx, { ...published, ...region, regionId, periodId }, reports, rollups);
    return number;
  }

  private async rollups(
    tx: EntityManager,
    {
      periodId,
      regionId,
      before,
    }: { readonly periodId: Uuid; readonly regionId: Uuid; readonly before: Uuid | null },
    reports: readonly PublishedReport[],
  ): Promise<PublishedRollup[]> {
    const region = { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    const former = before === null ? [] : await this.publications.rollups(tx, region, before);
    const published: PublishedRollup[] = [];
    for (const rollup of await this.publications.rollupsToPublish(tx, periodId)) {
      const kept = former.find(({ rollupId }) => rollupId === rollup.rollupId);
      if (rollup.underCorrection && kept !== undefined) published.push({ ...kept, underCorrection: true });
      else published.push({ ...rollup, figures: await this.figuresOf(tx, periodId, rollup, reports) });
    }
    return published;
  }

  /** Null for a roll-up that was not accepted: no figure of it is published (e.4). */
  private async figuresOf(
    tx: EntityManager,
    periodId: Uuid,
    { municipalityId, municipalityName, oktmo, missingReason }: RollupToPublish,
    reports: readonly PublishedReport[],
  ): Promise<Cells | null> {
    if (missingReason !== null) return null;
    const level = { name: 'founder', unitId: municipalityId } as const;
    const place = { municipality: municipalityName, oktmo, school: null, inn: null };
    const own = reports.filter((report) => report.municipalityId === municipalityId).flatMap(levelReport);
    return (await this.figures.of(tx, { periodId, level, place }, own)).figures;
  }
}

function levelReport({ schoolId, snapshotId, cells }: PublishedReport): LevelReport[] {
  return cells === null ? [] : [{ schoolId, snapshotId, cells }];
}
