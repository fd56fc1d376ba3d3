import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CalendarPeriod } from '../domain/calendar.js';

/** A row of the calendar; without a school it holds in the whole region. */
export interface CalendarEntry extends CalendarPeriod {
  readonly id: Uuid;
  readonly schoolId: Uuid | null;
  readonly schoolName: string | null;
  /** Counts changes. */
  readonly revision: number;
}

/** A cut-over date ahead, and of which school. */
export interface DateAhead {
  readonly schoolId: Uuid;
  readonly date: CalendarDate;
}

const COLUMNS = `d.id, d.school_id AS "schoolId", school.short_name AS "schoolName", d.kind, d.name,
  d.starts_on AS "startsOn", d.ends_on AS "endsOn", d.revision`;

/** Rows of the region concern everybody in it; rows of a school only whoever has the school in reach. */
const VISIBLE = `d.region_id = $1 AND (d.school_id IS NULL OR (${SCHOOL_IN_SCOPE}))`;

/** The rows of the calendar as administrators keep them. */
@Injectable()
export class CalendarDays {
  /** Rows that end on or after a day, by their beginning: those of the region, and those of one school or of all in reach. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: { readonly schoolId: Uuid | null; readonly from: CalendarDate },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<CalendarEntry[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM calendar_days d LEFT JOIN schools AS school ON school.id = d.school_id
        WHERE ${VISIBLE} AND d.ends_on >= $5 AND ($6::uuid IS NULL OR d.school_id IS NULL OR d.school_id = $6)
          AND ($7::date IS NULL OR (d.starts_on, d.id) > ($7, $8::uuid))
        ORDER BY d.starts_on, d.id LIMIT $9`,
      [
        ...scopeParameters(scope),
        ...[filter.from, filter.schoolId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** Locked until the end of the transaction; null when there is none, or it is out of scope. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<CalendarEntry | null> {
    const [row] = await tx.query<CalendarEntry[]>(
      `SELECT ${COLUMNS} FROM calendar_days d LEFT JOIN schools AS school ON school.id = d.school_id
        WHERE ${VISIBLE} AND d.id = $5 FOR UPDATE OF d`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  async add(
    tx: EntityManager,
    regionId: Uuid,
    entry: Omit<CalendarEntry, 'id' | 'schoolName' | 'revision'>,
    by: { readonly id: Uuid; readonly at: Date },
  ): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [regionId, entry.schoolId, entry.kind, entry.name, entry.startsOn, entry.endsOn, by.id, by.at],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  async change(
    tx: EntityManager,
    id: Uuid,
    { kind, name, startsOn, endsOn }: CalendarPeriod,
    by: { readonly id: Uuid; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE calendar_days SET kind = $2, name = $3, starts_on = $4, ends_on = $5, recorded_by = $6, recorded_at = $7
        WHERE id = $1`,
      [id, kind, name, startsOn, endsOn, by.id, by.at],
    );
  }

  async remove(tx: EntityManager, id: Uuid): Promise<void> {
    await tx.query('DELETE FROM calendar_days WHERE id = $1', [id]);
  }

  /** Each date from a day on at which a school's passwords are to end and which nobody has let stand with a reason. */
  datesAhead(
    tx: EntityManager,
    regionId: Uuid,
    from: CalendarDate,
  ): Promise<(DateAhead & { readonly campaigns: number })[]> {
    return tx.query(
      `SELECT school_id AS "schoolId", cutover_on AS date, count(*)::int AS campaigns FROM campaigns
        WHERE region_id = $1 AND cutover_on >= $2 AND cut_over_at IS NULL
            AND calendar_override IS NULL GROUP BY school_id, cutover_on ORDER BY 2, 1`,
      [regionId, from],
    );
  }
}
