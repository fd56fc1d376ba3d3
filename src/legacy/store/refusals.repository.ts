import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** Somebody who refuses ESIA for themselves, or for whom a representative refuses it (EC-056). */
export interface EsiaRefusal {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly personId: Uuid;
  /** Null: the person themselves. */
  readonly refusedById: Uuid | null;
  readonly basis: string;
  readonly refusedOn: CalendarDate;
  readonly recordedAt: Date;
  readonly paperConfirmedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export interface RefusalQuery {
  readonly schoolId: Uuid | null;
  readonly personId: Uuid | null;
  /** Null: both; open ones are not withdrawn. */
  readonly isOpen: boolean | null;
  /** Null: both; whether the principal has confirmed the paper alternative. */
  readonly isConfirmed: boolean | null;
  readonly after: { readonly at: Date; readonly id: Uuid } | null;
  readonly limit: number;
}

/** How many people of a school refuse (I-40): counted apart from exemptions, with and without the paper alternative. */
export interface RefusalCount {
  readonly schoolId: Uuid;
  readonly confirmed: number;
  readonly unconfirmed: number;
}

const COLUMNS = `f.id, f.region_id AS "regionId", f.school_id AS "schoolId", f.person_id AS "personId",
  f.refused_by_person_id AS "refusedById", f.basis, f.refused_on AS "refusedOn", f.recorded_at AS "recordedAt",
  f.paper_confirmed_at AS "paperConfirmedAt", f.withdrawn_at AS "withdrawnAt"`;

/** Refusals of ESIA, always within a scope that SQL checks. */
@Injectable()
export class RefusalsRepository {
  /** Returns its id; `esia_refusals_one_open` refuses a second open one. */
  async add(
    tx: EntityManager,
    one: Omit<EsiaRefusal, 'id' | 'paperConfirmedAt' | 'withdrawnAt'> & { readonly recordedBy: string },
  ): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO esia_refusals (region_id, person_id, school_id, refused_by_person_id, basis, refused_on, recorded_by,
         recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        ...[one.regionId, one.personId, one.schoolId, one.refusedById, one.basis, one.refusedOn],
        ...[one.recordedBy, one.recordedAt],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Locks and reads; null when there is none in scope. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<EsiaRefusal | null> {
    const [found] = await tx.query<EsiaRefusal[]>(
      `SELECT ${COLUMNS} FROM esia_refusals f JOIN schools school ON school.id = f.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND f.id = $5 FOR NO KEY UPDATE OF f`,
      [...scopeParameters(scope), id],
    );
    return found ?? null;
  }

  async withdraw(tx: EntityManager, id: Uuid, by: string, at: Date): Promise<void> {
    await tx.query(`UPDATE esia_refusals SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1`, [
      id,
      at,
      by,
    ]);
  }

  async confirmPaper(tx: EntityManager, id: Uuid, by: Uuid, at: Date): Promise<void> {
    await tx.query(
      `UPDATE esia_refusals SET paper_confirmed_at = $2, paper_confirmed_by = $3 WHERE id = $1`,
      [id, at, by],
    );
  }

  async print(tx: EntityManager, id: Uuid, at: Date): Promise<void> {
    await tx.query('UPDATE esia_refusals SET printed_at = coalesce(printed_at, $2) WHERE id = $1', [id, at]);
  }

  /** At most `limit`, the newest first. */
  list(tx: EntityManager, scope: SchoolScope, query: RefusalQuery): Promise<EsiaRefusal[]> {
    return tx.query<EsiaRefusal[]>(
      `SELECT ${COLUMNS} FROM esia_refusals f JOIN schools school ON school.id = f.school_id
        WHERE (${SCHOOL_IN_SCOPE})
          AND ($5::uuid IS NULL OR f.school_id = $5) AND ($6::uuid IS NULL OR f.person_id = $6)
          AND ($7::boolean IS NULL OR (f.withdrawn_at IS NULL) = $7)
          AND ($8::boolean IS NULL OR (f.paper_confirmed_at IS NOT NULL) = $8)
          AND ($9::timestamptz IS NULL OR (date_trunc('milliseconds', f.recorded_at), f.id) < ($9, $10::uuid))
        ORDER BY date_trunc('milliseconds', f.recorded_at) DESC, f.id DESC LIMIT $11`,
      [
        ...[...scopeParameters(scope), query.schoolId, query.personId, query.isOpen, query.isConfirmed],
        ...[query.after?.at ?? null, query.after?.id ?? null, query.limit],
      ],
    );
  }

  /** By school, at the moment: the rows of `i40_refusals`. A school without a refusal has no row. */
  counts(tx: EntityManager, scope: SchoolScope, moment: Date): Promise<RefusalCount[]> {
    return tx.query<RefusalCount[]>(
      `SELECT i.school_id AS "schoolId",
              (count(DISTINCT i.person_id) FILTER (WHERE i.confirmed_from <= $5))::integer AS confirmed,
              (count(DISTINCT i.person_id) FILTER (WHERE i.confirmed_from IS NULL OR i.confirmed_from > $5))::integer
                AS unconfirmed
         FROM i40_refusals i JOIN schools school ON school.id = i.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND i.holds_from <= $5 AND (i.holds_until IS NULL OR i.holds_until > $5)
        GROUP BY i.school_id, school.short_name ORDER BY school.short_name, i.school_id`,
      [...scopeParameters(scope), moment],
    );
  }

  /** True when the other is, or was, a representative of the person. */
  async isRepresentativeOf(tx: EntityManager, other: Uuid, personId: Uuid): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT FROM family_ties WHERE child_id = $1 AND representative_id = $2 AND state IN ('asserted', 'confirmed') LIMIT 1`,
      [personId, other],
    );
    return rows.length > 0;
  }
}
