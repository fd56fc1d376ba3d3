import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Breakdown, ProcessCounts, ProcessLevel } from '../domain/process-indicators.js';
import { METHODOLOGY } from '../domain/indicator.js';
import { PROCESS_DAY } from './process-day.js';

/** The process of one unit on one day, as it was frozen. */
export interface ProcessUnit {
  readonly unitId: Uuid;
  readonly name: string;
  readonly takenAt: Date;
  readonly methodology: string;
  /** Null: nobody signed in; false: an e-journal has not told all, so I-30…I-33 are lower bounds. */
  readonly feedComplete: boolean | null;
  readonly counts: ProcessCounts;
  readonly breakdown: Readonly<Record<Breakdown, Readonly<Record<string, unknown>>>>;
}

/** Columns of numbers with their names in {@link ProcessCounts}; bigint comes as text, so every one is cast. */
const COUNTS: Readonly<Record<keyof ProcessCounts, string>> = {
  signIns: 'sign_ins',
  passwordSignIns: 'password_sign_ins',
  passwordAccounts: 'password_accounts',
  signedIn: 'signed_in',
  signedInLinked: 'signed_in_linked',
  atRisk: 'at_risk',
  linkAttempts: 'link_attempts',
  automaticLinks: 'automatic_links',
  failedAttempts: 'failed_attempts',
  reviewsOpen: 'reviews_open',
  reviewAgeP90Hours: 'review_age_p90_hours',
  denied: 'denied',
  deniedLinked: 'denied_linked',
  reenabled: 'reenabled',
  exemptions: 'exemptions',
  postponed: 'postponed',
  postponedByGates: 'postponed_by_gates',
  leakySignIns: 'leaky_sign_ins',
};
const COUNTS_OBJECT = `jsonb_build_object(${Object.entries(COUNTS)
  .map(([name, column]) => `'${name}', p.${column}`)
  .join(', ')})`;

/** Who sees a unit: a school its own, a founder the schools it founded, the region all. */
const SEEN: Readonly<Record<ProcessLevel, string>> = {
  region: '$2::boolean',
  municipality: '$2::boolean',
  founder: '($2::boolean OR p.unit_id = ANY ($3::uuid[]))',
  school: `(${SCHOOL_IN_SCOPE})`,
};

/** Frozen days of the process, always within a scope that SQL checks. */
@Injectable()
export class ProcessDays {
  /** Writes the rows of a day unless they are there; returns how many it wrote. */
  async take(
    tx: EntityManager,
    what: {
      readonly regionId: Uuid;
      readonly day: CalendarDate;
      /** T(D). */
      readonly moment: Date;
      readonly now: Date;
      readonly isInTime: boolean;
    },
  ): Promise<number> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('statistics.process:' || $1, 0))`, [
      what.regionId,
    ]);
    if ((await this.newest(tx, what.regionId, what.day)) !== null) return 0;
    const rows = await tx.query<unknown[]>(`${PROCESS_DAY} RETURNING unit_id`, [
      ...[what.regionId, what.day, what.moment, what.now, METHODOLOGY, what.isInTime],
    ]);
    return rows.length;
  }

  /** The newest counted day, or the day asked for if it is counted; null if none is. */
  async newest(tx: EntityManager, regionId: Uuid, day: CalendarDate | null): Promise<CalendarDate | null> {
    const [row] = await tx.query<{ day: CalendarDate }[]>(
      `SELECT to_char(as_of, 'YYYY-MM-DD') AS day FROM statistics_process_rows
        WHERE region_id = $1 AND level = 'region' AND unit_id = $1 AND ($2::date IS NULL OR as_of = $2)
        ORDER BY as_of DESC LIMIT 1`,
      [regionId, day],
    );
    return row?.day ?? null;
  }

  /** The first day on which anything is known of the region; null before its first import. */
  async firstDay(tx: EntityManager, regionId: Uuid): Promise<CalendarDate | null> {
    const [row] = await tx.query<{ day: CalendarDate | null }[]>(
      `SELECT to_char(min(d.since), 'YYYY-MM-DD') AS day FROM school_data_days d JOIN schools s ON s.id = d.school_id
        WHERE s.region_id = $1`,
      [regionId],
    );
    return row?.day ?? null;
  }

  /** At most `limit` units by id, after the one given, or the one asked for. */
  units(
    tx: EntityManager,
    scope: SchoolScope,
    asked: {
      readonly day: CalendarDate;
      readonly level: ProcessLevel;
      readonly unitId: Uuid | null;
      readonly limit: number;
      readonly after: Uuid | null;
    },
  ): Promise<ProcessUnit[]> {
    return tx.query<ProcessUnit[]>(
      `SELECT p.unit_id AS "unitId", coalesce(school.short_name, town.name, region.name) AS name, p.taken_at AS "takenAt",
              p.methodology, p.feed_complete AS "feedComplete", ${COUNTS_OBJECT} AS counts, p.breakdown
         FROM statistics_process_rows p
         LEFT JOIN schools school ON school.id = p.unit_id
         LEFT JOIN municipalities town ON town.id = p.unit_id
         LEFT JOIN regions region ON region.id = p.unit_id
        WHERE p.region_id = $1 AND p.as_of = $5 AND p.level = $6 AND ${SEEN[asked.level]}
          AND $2::boolean IS NOT NULL AND $3::uuid[] IS NOT NULL AND $4::uuid[] IS NOT NULL
          AND ($7::uuid IS NULL OR p.unit_id = $7) AND ($8::uuid IS NULL OR p.unit_id > $8)
        ORDER BY p.unit_id LIMIT $9`,
      [...scopeParameters(scope), asked.day, asked.level, asked.unitId, asked.after, asked.limit],
    );
  }
}
