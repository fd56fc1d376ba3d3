import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { DEFAULT_LESSONS, type LessonHours } from '../domain/brownout-plan.js';

/** When lessons go at the schools of one region, read once for work on many. */
export class RegionLessons {
  constructor(
    private readonly region: LessonHours,
    private readonly schools: ReadonlyMap<Uuid, LessonHours>,
  ) {}

  /** Null: where a school has no hours of its own. */
  ofSchool(schoolId: Uuid | null): LessonHours {
    return (schoolId === null ? undefined : this.schools.get(schoolId)) ?? this.region;
  }
}

/** Hours of a region (without a school) or of one school. */
export interface RecordedLessons extends LessonHours {
  readonly schoolId: Uuid | null;
}

/** When lessons go; no brownout falls on them (LEG-07). */
@Injectable()
export class LessonHoursRepository {
  async ofRegion(tx: EntityManager, regionId: Uuid): Promise<RegionLessons> {
    const rows = await this.recorded(tx, regionId);
    const own = rows.flatMap(({ schoolId, ...hours }) =>
      schoolId === null ? [] : [[schoolId, hours] as const],
    );
    const region = rows.find(({ schoolId }) => schoolId === null);
    return new RegionLessons(region ?? DEFAULT_LESSONS, new Map(own));
  }

  /** What has been entered, the region's first. */
  recorded(tx: EntityManager, regionId: Uuid): Promise<RecordedLessons[]> {
    return tx.query(
      `SELECT school_id AS "schoolId", weekdays, (extract(epoch FROM from_time) / 60)::integer AS "from",
              (extract(epoch FROM until_time) / 60)::integer AS "until"
         FROM lesson_hours WHERE region_id = $1 ORDER BY school_id NULLS FIRST`,
      [regionId],
    );
  }

  async record(
    tx: EntityManager,
    regionId: Uuid,
    { schoolId, weekdays, from, until }: RecordedLessons,
    by: { readonly esiaPersonId: Uuid; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lesson_hours (region_id, school_id, weekdays, from_time, until_time, recorded_by, recorded_at)
       VALUES ($1, $2, $3::smallint[], time '00:00' + make_interval(mins => $4), time '00:00' + make_interval(mins => $5), $6, $7)
       ON CONFLICT (region_id, school_id) DO UPDATE SET weekdays = excluded.weekdays, from_time = excluded.from_time,
         until_time = excluded.until_time, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`,
      [regionId, schoolId, weekdays, from, until, by.esiaPersonId, by.at],
    );
  }
}
