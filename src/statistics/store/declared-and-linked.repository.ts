import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { DeviationThreshold } from '../domain/declaration.js';

/** Levels at which the three numbers stand side by side; `founder`: the municipal schools of a municipality. */
export const COMPARED_LEVELS = ['region', 'municipality', 'founder', 'school', 'class'] as const;
export type ComparedLevel = (typeof COMPARED_LEVELS)[number];

/** The three numbers of a unit, minors only, as I-11, I-12 and I-15 count them. */
export interface ComparedUnit {
  readonly unitId: Uuid;
  readonly name: string;
  readonly schoolId: Uuid | null;
  readonly students: number;
  readonly declared: number;
  readonly linked: number;
  readonly used: number;
}

/** Which snapshot they are of. */
export interface ComparedSnapshot {
  readonly id: Uuid;
  readonly asOf: CalendarDate;
  readonly revision: number;
}

/** Who sees a unit: a school its own and what is in it, a founder its schools, the region all; a class only its school. */
const SEEN: Readonly<Record<ComparedLevel, string>> = {
  region: '$2::boolean',
  municipality: '$2::boolean',
  founder: '$2::boolean OR r.unit_id = ANY ($3::uuid[])',
  school: SCHOOL_IN_SCOPE,
  class: 'school.region_id = $1 AND school.id = ANY ($4::uuid[])',
};

const sumOf = (set: string): string => `r.${set}_under14 + r.${set}_14to17`;

/** Declared, linked, used side by side (STAT-04), out of frozen snapshots: the same figures as everywhere. */
@Injectable()
export class DeclaredAndLinked {
  /** The newest revision of a day, or of the newest day; null when nothing was counted then. */
  async snapshot(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate | null,
  ): Promise<ComparedSnapshot | null> {
    const [row] = await tx.query<ComparedSnapshot[]>(
      `SELECT id, to_char(as_of, 'YYYY-MM-DD') AS "asOf", revision FROM statistics_snapshots
        WHERE region_id = $1 AND age_basis = 'as_of_date' AND ($2::date IS NULL OR as_of = $2)
        ORDER BY as_of DESC, revision DESC LIMIT 1`,
      [regionId, day],
    );
    return row ?? null;
  }

  /** At most `limit` units by id, after the one given. */
  units(
    tx: EntityManager,
    scope: SchoolScope,
    asked: {
      readonly snapshot: ComparedSnapshot;
      readonly level: ComparedLevel;
      readonly municipalityId: Uuid | null;
      readonly schoolId: Uuid | null;
      readonly limit: number;
      readonly after: Uuid | null;
    },
  ): Promise<ComparedUnit[]> {
    return tx.query<ComparedUnit[]>(
      `SELECT r.unit_id AS "unitId", coalesce(g.grade_level || g.letter, school.short_name, town.name, region.name) AS name,
              school.id AS "schoolId", ${sumOf('students')} AS students, ${sumOf('declared')} AS declared,
              ${sumOf('linked')} AS linked, ${sumOf('used')} AS used
         FROM statistics_rows r
         LEFT JOIN regions region ON region.id = r.unit_id
         LEFT JOIN municipalities town ON town.id = r.unit_id
         LEFT JOIN class_groups g ON g.id = r.unit_id
         LEFT JOIN schools school ON school.id = CASE r.level WHEN 'school' THEN r.unit_id WHEN 'class' THEN r.school_id END
        WHERE r.snapshot_id = $5 AND r.as_of = $6 AND r.level = $7 AND (${SEEN[asked.level]})
          AND ($8::uuid IS NULL OR coalesce(school.municipality_id, town.id) = $8) AND ($9::uuid IS NULL OR school.id = $9)
          AND ($10::uuid IS NULL OR r.unit_id > $10)
          AND $1::uuid IS NOT NULL AND $2::boolean IS NOT NULL AND $3::uuid[] IS NOT NULL AND $4::uuid[] IS NOT NULL
        ORDER BY r.unit_id LIMIT $11`,
      [
        ...[...scopeParameters(scope), asked.snapshot.id, asked.snapshot.asOf, asked.level],
        ...[asked.municipalityId, asked.schoolId, asked.after, asked.limit],
      ],
    );
  }

  /** The region's threshold; the default of the table where it has set nothing. */
  async threshold(tx: EntityManager, regionId: Uuid): Promise<DeviationThreshold> {
    const [row] = await tx.query<DeviationThreshold[]>(
      `SELECT deviation_percent AS percent, deviation_least AS least FROM statistics_policies WHERE region_id = $1`,
      [regionId],
    );
    return row ?? { percent: 20, least: 3 };
  }

  async setThreshold(
    tx: EntityManager,
    regionId: Uuid,
    { percent, least }: DeviationThreshold,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO statistics_policies AS known (region_id, deviation_percent, deviation_least) VALUES ($1, $2, $3)
       ON CONFLICT (region_id) DO UPDATE SET deviation_percent = $2, deviation_least = $3, revision = known.revision + 1`,
      [regionId, percent, least],
    );
  }
}
