import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Counts, PARTIAL_COUNTS, PUPIL_COUNTS } from '../domain/counts.js';
import type { BindableSnapshot } from './report-counts.repository.js';

/** A level above the school, in the hierarchy of founders (EC-126), and which unit of it. */
export interface ReportingLevel {
  readonly name: 'founder' | 'region';
  /** The municipality of level `founder`; the region itself. */
  readonly unitId: Uuid;
}

/** What figures of a period rest on. */
export interface FiguresPeriod {
  readonly regionId: Uuid;
  readonly formCode: string;
  readonly formVersion: number;
  readonly asOf: CalendarDate;
  readonly snapshotId: Uuid;
}

const COUNTS = [...PUPIL_COUNTS, ...PARTIAL_COUNTS].map((column) => `'${column}', c.${column}`).join(', ');

/** The rows of levels above the school in frozen snapshots: distinct adults are read there (f.0.8). */
@Injectable()
export class LevelRows {
  async period(tx: EntityManager, periodId: Uuid): Promise<FiguresPeriod> {
    const [row] = await tx.query<FiguresPeriod[]>(
      `SELECT region_id AS "regionId", form_code AS "formCode", form_version AS "formVersion", as_of AS "asOf",
              snapshot_id AS "snapshotId" FROM report_periods WHERE id = $1`,
      [periodId],
    );
    if (row === undefined) throw new Error('a roll-up without its period');
    return row;
  }

  /** Of these snapshots of one day the one that knows most: the newest revision. */
  async newestOf(tx: EntityManager, ids: readonly Uuid[]): Promise<BindableSnapshot> {
    const [row] = await tx.query<BindableSnapshot[]>(
      `SELECT id, as_of AS "asOf", revision, methodology FROM statistics_snapshots WHERE id = ANY ($1::uuid[])
        ORDER BY revision DESC LIMIT 1`,
      [ids],
    );
    if (row === undefined) throw new Error('a report without its snapshot');
    return row;
  }

  /** Null where the snapshot has no row of the unit, or there is no snapshot. */
  async of(
    tx: EntityManager,
    { name, unitId }: ReportingLevel,
    snapshot: Pick<BindableSnapshot, 'id' | 'asOf'> | null,
  ): Promise<Counts | null> {
    if (snapshot === null) return null;
    const [row] = await tx.query<{ counts: Counts }[]>(
      `SELECT json_build_object(${COUNTS}) AS counts FROM statistics_rows c
        WHERE c.snapshot_id = $1 AND c.as_of = $2 AND c.level = $3 AND c.unit_id = $4 AND c.grade_level = -1`,
      [snapshot.id, snapshot.asOf, name, unitId],
    );
    return row?.counts ?? null;
  }

  /** What the unit's last accepted figures of this form before the period rested on; null for its first ones. */
  async lastAccepted(
    tx: EntityManager,
    { name, unitId }: ReportingLevel,
    { regionId, formCode, asOf }: FiguresPeriod,
  ): Promise<Pick<BindableSnapshot, 'id' | 'asOf'> | null> {
    const accepted =
      name === 'founder'
        ? `SELECT r.built_snapshot_id AS snapshot, r.period_id FROM rollups r WHERE r.municipality_id = $4
             AND (r.state = 'accepted' OR (r.state = 'locked' AND NOT r.missing))`
        : `SELECT DISTINCT ON (b.period_id) b.snapshot_id AS snapshot, b.period_id FROM report_publications b
            WHERE b.region_id = $4 ORDER BY b.period_id, b.number DESC`;
    const [row] = await tx.query<Pick<BindableSnapshot, 'id' | 'asOf'>[]>(
      `SELECT s.id, s.as_of AS "asOf" FROM (${accepted}) last
         JOIN report_periods p ON p.id = last.period_id AND p.region_id = $1 AND p.form_code = $2 AND p.as_of < $3
         JOIN statistics_snapshots s ON s.id = last.snapshot ORDER BY p.as_of DESC LIMIT 1`,
      [regionId, formCode, asOf, unitId],
    );
    return row ?? null;
  }
}
