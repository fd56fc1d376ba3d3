import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { AgeBasis } from '../domain/statistics-day.js';
import { type AskedUnit, UNIT_IN_SCOPE } from './units.repository.js';

/** What a reading rests on, without the reading itself. */
export interface ReadingMark {
  /** The snapshot, or for a history the newest cursor; null where nothing is kept. */
  readonly of: string | null;
  /** The unit as it is called today. */
  readonly name: string;
  readonly isOwn: boolean;
}

/** Tells in one indexed read whether a reading could have changed: no row of numbers is touched. */
@Injectable()
export class Marks {
  /** The unit in the scope, and the snapshot of the day (null: the newest day); null for a unit out of scope. */
  ofDay(
    tx: EntityManager,
    scope: SchoolScope,
    asked: AskedUnit,
    day: {
      readonly asOf: CalendarDate | null;
      readonly basis: AgeBasis;
      readonly revision: number | null;
    },
  ): Promise<ReadingMark | null> {
    // A day that is named is found by the index; so is the last one, with none named.
    const which = day.asOf === null ? '$7::date IS NULL' : 's.as_of = $7::date';
    return this.find(
      tx,
      [scope, asked],
      `SELECT s.id::text AS of FROM statistics_snapshots s
        WHERE s.region_id = $1 AND s.age_basis = $6 AND ${which} AND ($8::integer IS NULL OR s.revision = $8)
        ORDER BY s.as_of DESC, s.revision DESC LIMIT 1`,
      [day.basis, day.asOf, day.revision],
    );
  }

  /** The unit in the scope, and the newest snapshot of any day: a history may contain it. */
  ofHistory(
    tx: EntityManager,
    scope: SchoolScope,
    asked: AskedUnit,
    basis: AgeBasis,
  ): Promise<ReadingMark | null> {
    return this.find(
      tx,
      [scope, asked],
      `SELECT s.cursor::text AS of FROM statistics_snapshots s WHERE s.region_id = $1 AND s.age_basis = $6
        ORDER BY s.cursor DESC LIMIT 1`,
      [basis],
    );
  }

  private async find(
    tx: EntityManager,
    [scope, asked]: readonly [SchoolScope, AskedUnit],
    mark: string,
    values: readonly unknown[],
  ): Promise<ReadingMark | null> {
    const [found] = await tx.query<ReadingMark[]>(
      `SELECT u.name, u."isOwn", m.of FROM (${UNIT_IN_SCOPE[asked.level]}) u LEFT JOIN LATERAL (${mark}) m ON true`,
      [...scopeParameters(scope), asked.unitId, ...values],
    );
    return found ?? null;
  }
}
