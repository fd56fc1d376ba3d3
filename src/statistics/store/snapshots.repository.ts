import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { PARTIAL_COUNTS, PUPIL_COUNTS } from '../domain/counts.js';
import { METHODOLOGY } from '../domain/indicator.js';
import type { KeptSnapshot, SnapshotCause } from '../domain/snapshot.js';
import type { AgeBasis, StatisticsDay } from '../domain/statistics-day.js';
import { countedDay, QUALITY_COUNTS, ROW_COLUMNS } from './counted-day.js';

const HEAD = `s.id, s.region_id AS "regionId", s.as_of AS "asOf", s.age_basis AS "ageBasis", s.revision, s.methodology, s.cause,
  s.computed_at AS "computedAt", s.schools_without_data AS "schoolsWithoutData", s.cursor::text AS cursor`;

/** What a snapshot to be kept is of. */
export interface ToKeep {
  readonly regionId: Uuid;
  readonly day: StatisticsDay;
  readonly cause: SnapshotCause;
  readonly now: Date;
}

/** Snapshots: written once, read for ever. */
@Injectable()
export class Snapshots {
  /** The month of the day and the next one; in a transaction of its own, for it locks the table for a moment. */
  async keepMonths(tx: EntityManager, day: CalendarDate): Promise<void> {
    await tx.query('SELECT keep_statistics_months($1::date)', [day]);
  }

  /** Whoever writes a snapshot of the region and basis goes one after another, until the end of the transaction. */
  async lock(tx: EntityManager, regionId: Uuid, basis: AgeBasis): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('statistics.snapshot:' || $1 || ':' || $2, 0))`,
      [...[regionId, basis]],
    );
  }

  /** The newest revision of a day, or the one that is named. */
  async find(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    basis: AgeBasis,
    revision: number | null = null,
  ): Promise<KeptSnapshot | null> {
    const [found] = await tx.query<KeptSnapshot[]>(
      `SELECT ${HEAD} FROM statistics_snapshots s
        WHERE s.region_id = $1 AND s.age_basis = $3 AND s.as_of = $2 AND ($4::integer IS NULL OR s.revision = $4)
        ORDER BY s.revision DESC LIMIT 1`,
      [regionId, day, basis, revision],
    );
    return found ?? null;
  }

  async byId(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<KeptSnapshot | null> {
    const [found] = await tx.query<KeptSnapshot[]>(
      `SELECT ${HEAD} FROM statistics_snapshots s WHERE s.region_id = $1 AND s.id = $2`,
      [regionId, id],
    );
    return found ?? null;
  }

  /** The newest revision of the newest day; null before the first snapshot. */
  async newest(tx: EntityManager, regionId: Uuid, basis: AgeBasis): Promise<KeptSnapshot | null> {
    const [found] = await tx.query<KeptSnapshot[]>(
      `SELECT ${HEAD} FROM statistics_snapshots s WHERE s.region_id = $1 AND s.age_basis = $2
        ORDER BY s.as_of DESC, s.revision DESC LIMIT 1`,
      [regionId, basis],
    );
    return found ?? null;
  }

  /** All revisions of a day, the first first. */
  revisions(tx: EntityManager, regionId: Uuid, day: CalendarDate, basis: AgeBasis): Promise<KeptSnapshot[]> {
    return tx.query(
      `SELECT ${HEAD} FROM statistics_snapshots s
        WHERE s.region_id = $1 AND s.age_basis = $3 AND s.as_of = $2 ORDER BY s.revision`,
      [regionId, day, basis],
    );
  }

  /** At most `limit` snapshots of the region after a cursor, in the order in which they were taken. */
  since(tx: EntityManager, regionId: Uuid, cursor: string, limit: number): Promise<KeptSnapshot[]> {
    return tx.query(
      `SELECT ${HEAD} FROM statistics_snapshots s WHERE s.region_id = $1 AND s.cursor > $2::bigint
        ORDER BY s.cursor LIMIT $3`,
      [regionId, cursor, limit],
    );
  }

  /** The day of the region's first import; null before it (EC-140). */
  async firstDay(tx: EntityManager, regionId: Uuid): Promise<CalendarDate | null> {
    const [row] = await tx.query<{ first: CalendarDate | null }[]>(
      `SELECT min(d.since)::text AS first FROM school_data_days d JOIN schools s ON s.id = d.school_id WHERE s.region_id = $1`,
      [regionId],
    );
    return row?.first ?? null;
  }

  /** Open general schools whose first import lies after the day (EC-140). */
  async schoolsWithoutData(tx: EntityManager, regionId: Uuid, day: CalendarDate): Promise<number> {
    const [row] = await tx.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM statistics_schools($1, $2) s JOIN schools o ON o.id = s.school_id
        WHERE s.general AND NOT s.has_data AND (o.closed_on IS NULL OR o.closed_on > $2)`,
      [regionId, day],
    );
    return row?.n ?? 0;
  }

  /** Counts the day and keeps it as its first revision; `withQuality` on the morning after the day only. */
  async add(tx: EntityManager, what: ToKeep, withQuality: boolean): Promise<KeptSnapshot> {
    const head = await this.addHead(tx, what, 1);
    await this.roomToCount(tx);
    await tx.query(
      `INSERT INTO statistics_rows (snapshot_id, as_of, ${ROW_COLUMNS.join(', ')})
       SELECT $6::uuid, $2::date, c.* FROM (${countedDay(withQuality)}) c`,
      [...parametersOf(what), head.id],
    );
    return head;
  }

  /**
   * Counts a past day again and keeps another revision if any number differs, or who is counted; null when nothing does. What
   * describes the roster as it was when first counted (I-34, I-35) is taken over where the same pupils are counted: beside
   * others it would be no part of them.
   */
  async addIfDifferent(tx: EntityManager, what: ToKeep, last: KeptSnapshot): Promise<KeptSnapshot | null> {
    await this.roomToCount(tx);
    await tx.query('DROP TABLE IF EXISTS statistics_recounted');
    await tx.query(
      `CREATE TEMP TABLE statistics_recounted ON COMMIT DROP AS ${countedDay(false)}`,
      parametersOf(what),
    );
    const compared = ROW_COLUMNS.filter(
      (column) => !(QUALITY_COUNTS as readonly string[]).includes(column),
    ).join(', ');
    const [row] = await tx.query<{ differs: boolean }[]>(
      `WITH before AS (SELECT ${compared} FROM statistics_rows WHERE snapshot_id = $1 AND as_of = $2)
       SELECT EXISTS (SELECT ${compared} FROM statistics_recounted EXCEPT SELECT * FROM before)
           OR EXISTS (SELECT * FROM before EXCEPT SELECT ${compared} FROM statistics_recounted) AS differs`,
      [last.id, what.day.day],
    );
    if (row?.differs !== true) return null;
    const head = await this.addHead(tx, what, last.revision + 1);
    const carried = QUALITY_COUNTS.map((column) => `f.${column}`).join(', ');
    const others = ROW_COLUMNS.slice(0, -QUALITY_COUNTS.length);
    await tx.query(
      `INSERT INTO statistics_rows (snapshot_id, as_of, ${others.join(', ')}, ${QUALITY_COUNTS.join(', ')})
       SELECT $1::uuid, $2::date, ${others.map((column) => `c.${column}`).join(', ')}, ${carried}
         FROM statistics_recounted c
         LEFT JOIN statistics_snapshots s ON s.region_id = $3 AND s.age_basis = $4 AND s.as_of = $2 AND s.revision = 1
         LEFT JOIN statistics_rows f ON f.snapshot_id = s.id AND f.as_of = $2 AND f.level = c.level AND f.unit_id = c.unit_id
                                    AND f.grade_level = c.grade_level AND f.pupils_digest = c.pupils_digest`,
      [head.id, what.day.day, what.regionId, what.day.ageBasis],
    );
    return head;
  }

  /** How many numbers of the region are not the sum of its general schools (f.0.8, EC-117); 0 when all is right. */
  async brokenSums(tx: EntityManager, { id, asOf }: KeptSnapshot): Promise<number> {
    const parts = PUPIL_COUNTS.map(
      (column) => `(max(${column}) FILTER (WHERE level = 'region') IS DISTINCT FROM
         sum(${column}) FILTER (WHERE level = 'school' AND general))::integer`,
    );
    const [row] = await tx.query<{ n: number }[]>(
      `SELECT ${parts.join(' + ')} AS n FROM statistics_rows
        WHERE snapshot_id = $1 AND as_of = $2 AND level IN ('region', 'school')`,
      [id, asOf],
    );
    return row?.n ?? 0;
  }

  /** How many pupils of the contingent of a day are counted more than once: main is unique per person and day (f.0.8). */
  async countedTwice(tx: EntityManager, regionId: Uuid, day: CalendarDate): Promise<number> {
    const [row] = await tx.query<{ n: number }[]>(
      `SELECT (count(*) - count(DISTINCT e.person_id))::integer AS n
         FROM main_enrollments_on($1, $2, NULL) e JOIN statistics_schools($1, $2) s ON s.school_id = e.school_id`,
      [regionId, day],
    );
    return row?.n ?? 0;
  }

  private async addHead(tx: EntityManager, what: ToKeep, revision: number): Promise<KeptSnapshot> {
    const { regionId, day, cause, now } = what;
    const [head] = await tx.query<KeptSnapshot[]>(
      `INSERT INTO statistics_snapshots AS s (region_id, as_of, age_basis, revision, methodology, cause, computed_at,
                                              schools_without_data)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${HEAD}`,
      [
        ...[regionId, day.day, day.ageBasis, revision, METHODOLOGY, cause, now],
        await this.schoolsWithoutData(tx, regionId, day.day),
      ],
    );
    if (head === undefined) throw new Error('INSERT … RETURNING gave no row');
    return head;
  }

  /** Counting a region hashes it whole; compiling the one statement would cost more than it saves. */
  private async roomToCount(tx: EntityManager): Promise<void> {
    await tx.query(`SET LOCAL work_mem = '64MB'`);
    await tx.query('SET LOCAL jit = off');
    await tx.query('SET LOCAL statement_timeout = 0');
  }
}

function parametersOf({ regionId, day }: Pick<ToKeep, 'regionId' | 'day'>): unknown[] {
  return [regionId, day.day, day.moment, day.ageDay, null];
}

/** The columns of counts, for readers of rows. */
export const COUNT_COLUMNS = [...PUPIL_COUNTS, ...PARTIAL_COUNTS] as const;
export type CountColumn = (typeof COUNT_COLUMNS)[number];
