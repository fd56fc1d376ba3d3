import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { CalendarPeriod } from '../domain/calendar.js';

const COLUMNS = `kind, name, starts_on AS "startsOn", ends_on AS "endsOn"`;

/** The calendar of one region, read once for work on many schools. */
export class RegionCalendar {
  constructor(
    private readonly region: readonly CalendarPeriod[],
    private readonly schools: ReadonlyMap<Uuid, readonly CalendarPeriod[]>,
  ) {}

  /** Periods of all schools of the region, without those of single schools. */
  ofRegion(): readonly CalendarPeriod[] {
    return this.region;
  }

  /** Every period of the region and of each of its schools. */
  ofAll(): readonly CalendarPeriod[] {
    return [...this.region, ...[...this.schools.values()].flat()];
  }

  /** Periods that hold at a school: the region's and its own. */
  ofSchool(schoolId: Uuid): readonly CalendarPeriod[] {
    const own = this.schools.get(schoolId);
    return own === undefined ? this.region : [...this.region, ...own];
  }
}

/** The calendar that forbids cut-overs and says which days are days of lessons; its rules are in `domain/calendar.ts`. */
@Injectable()
export class Calendar {
  /** Everything that is recorded for a region and its schools. */
  async ofRegion(tx: EntityManager, regionId: Uuid): Promise<RegionCalendar> {
    const rows = await tx.query<(CalendarPeriod & { readonly schoolId: Uuid | null })[]>(
      `SELECT ${COLUMNS}, school_id AS "schoolId" FROM calendar_days WHERE region_id = $1 ORDER BY starts_on, id`,
      [regionId],
    );
    const schools = new Map<Uuid, CalendarPeriod[]>();
    for (const { schoolId, ...period } of rows) {
      if (schoolId !== null) schools.set(schoolId, [...(schools.get(schoolId) ?? []), period]);
    }
    return new RegionCalendar(
      rows.filter(({ schoolId }) => schoolId === null).map(({ schoolId: _none, ...period }) => period),
      schools,
    );
  }

  /** Periods that hold at one school: its region's and its own. */
  ofSchool(tx: EntityManager, schoolId: Uuid): Promise<CalendarPeriod[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM calendar_days
        WHERE region_id = (SELECT region_id FROM schools WHERE id = $1) AND (school_id IS NULL OR school_id = $1)
        ORDER BY starts_on, id`,
      [schoolId],
    );
  }
}
