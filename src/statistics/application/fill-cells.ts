import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Counts } from '../domain/counts.js';
import { baseDay, type CellSources } from '../domain/report-cells.js';
import type { ReportForm } from '../domain/report-form.js';
import {
  type BindableSnapshot,
  keyOf,
  ReportCounts,
  type SchoolInSnapshot,
} from '../store/report-counts.repository.js';

/** Counts of one school for the day of its report and for the days that growth is counted from. */
export type SchoolCounts = Omit<CellSources, 'place'>;

/** Finds the frozen counts that cells are filled from, for many schools in a few statements. */
@Injectable()
export class FillCells {
  constructor(@Inject(ReportCounts) private readonly counts: ReportCounts) {}

  /** By school; null where nothing is known of a day: the day was not counted, or lies before the school's first import. */
  async countsOf(
    tx: EntityManager,
    {
      regionId,
      form,
      snapshot,
    }: { readonly regionId: Uuid; readonly form: ReportForm; readonly snapshot: BindableSnapshot },
    schoolIds: readonly Uuid[],
  ): Promise<ReadonlyMap<Uuid, SchoolCounts>> {
    const { ageBasis, code: formCode } = form;
    const { asOf } = snapshot;
    const week = await this.counts.newest(tx, { regionId, ageBasis, asOf: baseDay('week', asOf) });
    const month = await this.counts.newest(tx, { regionId, ageBasis, asOf: baseDay('month', asOf) });
    const accepted = await this.counts.lastAccepted(
      tx,
      { regionId, formCode, ageBasis, before: asOf },
      schoolIds,
    );
    const days = [snapshot, week, month].flatMap((one) => one ?? []);
    const rows = await this.counts.ofSchools(tx, [
      ...days.flatMap(({ id, asOf: day }) =>
        schoolIds.map((schoolId) => ({ schoolId, snapshotId: id, asOf: day })),
      ),
      ...accepted.filter(({ snapshotId }) => days.every(({ id }) => id !== snapshotId)),
    ]);
    const of = (schoolId: Uuid, snapshotId: Uuid | undefined): Counts | null =>
      snapshotId === undefined ? null : (rows.get(keyOf({ schoolId, snapshotId })) ?? null);
    const lastOf = new Map(accepted.map((one: SchoolInSnapshot) => [one.schoolId, one.snapshotId]));
    return new Map(
      schoolIds.map((schoolId) => {
        const bases = {
          week: of(schoolId, week?.id),
          month: of(schoolId, month?.id),
          accepted: of(schoolId, lastOf.get(schoolId)),
        };
        return [schoolId, { now: of(schoolId, snapshot.id), bases }];
      }),
    );
  }
}
