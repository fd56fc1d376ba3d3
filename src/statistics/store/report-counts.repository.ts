import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Counts, PARTIAL_COUNTS, PUPIL_COUNTS } from '../domain/counts.js';
import type { AgeBasis } from '../domain/statistics-day.js';

/** A snapshot that a report may be bound to. */
export interface BindableSnapshot {
  readonly id: Uuid;
  readonly asOf: CalendarDate;
  readonly revision: number;
  readonly methodology: string;
}

/** One school in one snapshot. */
export interface SchoolInSnapshot {
  readonly schoolId: Uuid;
  readonly snapshotId: Uuid;
  readonly asOf: CalendarDate;
}

const SNAPSHOT = 's.id, s.as_of AS "asOf", s.revision, s.methodology';
const COUNTS = [...PUPIL_COUNTS, ...PARTIAL_COUNTS].map((column) => `'${column}', c.${column}`).join(', ');

/** Frozen counts, as reports are filled from them. */
@Injectable()
export class ReportCounts {
  /** The newest revision of a day; null when the day was not counted. */
  async newest(
    tx: EntityManager,
    day: { readonly regionId: Uuid; readonly asOf: CalendarDate; readonly ageBasis: AgeBasis },
  ): Promise<BindableSnapshot | null> {
    const [row] = await tx.query<BindableSnapshot[]>(
      `SELECT ${SNAPSHOT} FROM statistics_snapshots s
        WHERE s.region_id = $1 AND s.age_basis = $2 AND s.as_of = $3 ORDER BY s.revision DESC LIMIT 1`,
      [day.regionId, day.ageBasis, day.asOf],
    );
    return row ?? null;
  }

  async byId(tx: EntityManager, id: Uuid): Promise<BindableSnapshot | null> {
    const [row] = await tx.query<BindableSnapshot[]>(
      `SELECT ${SNAPSHOT} FROM statistics_snapshots s WHERE s.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Rows of schools in their snapshots, in one statement; a school without data has none. Key: `snapshot/school`. */
  async ofSchools(
    tx: EntityManager,
    wanted: readonly SchoolInSnapshot[],
  ): Promise<ReadonlyMap<string, Counts>> {
    const rows = await tx.query<(SchoolInSnapshot & { readonly counts: Counts })[]>(
      `SELECT k.school AS "schoolId", k.snapshot AS "snapshotId", json_build_object(${COUNTS}) AS counts
         FROM unnest($1::uuid[], $2::date[], $3::uuid[]) AS k (snapshot, as_of, school)
         JOIN statistics_rows c ON c.snapshot_id = k.snapshot AND c.as_of = k.as_of AND c.level = 'school'
          AND c.unit_id = k.school AND c.grade_level = -1`,
      [
        wanted.map(({ snapshotId }) => snapshotId),
        wanted.map(({ asOf }) => asOf),
        wanted.map(({ schoolId }) => schoolId),
      ],
    );
    return new Map(rows.map(({ schoolId, snapshotId, counts }) => [keyOf({ schoolId, snapshotId }), counts]));
  }

  /** What each school's last accepted report of this form before a day was bound to (f.7); schools without one are left out. */
  lastAccepted(
    tx: EntityManager,
    of: {
      readonly regionId: Uuid;
      readonly formCode: string;
      readonly ageBasis: AgeBasis;
      readonly before: CalendarDate;
    },
    schoolIds: readonly Uuid[],
  ): Promise<SchoolInSnapshot[]> {
    return tx.query(
      `SELECT DISTINCT ON (r.school_id) r.school_id AS "schoolId", s.id AS "snapshotId", s.as_of AS "asOf"
         FROM school_reports r
         JOIN report_periods p ON p.id = r.period_id AND p.region_id = $1 AND p.form_code = $2 AND p.as_of < $3
         JOIN statistics_snapshots s ON s.id = r.snapshot_id AND s.age_basis = $4
        WHERE r.school_id = ANY ($5) AND (r.state = 'accepted' OR (r.state = 'locked' AND NOT r.missing))
        ORDER BY r.school_id, p.as_of DESC`,
      [of.regionId, of.formCode, of.before, of.ageBasis, schoolIds],
    );
  }
}

export function keyOf({ schoolId, snapshotId }: Pick<SchoolInSnapshot, 'schoolId' | 'snapshotId'>): string {
  return `${snapshotId}/${schoolId}`;
}
