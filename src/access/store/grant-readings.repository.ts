import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ReachOfRight } from '../domain/principal.js';
import type { Role, ScopeLevel } from '../domain/rights.js';

/** A grant as administrators see it: of its person only what a mask leaves. */
export interface Grant {
  readonly id: Uuid;
  readonly role: Role;
  readonly scope: ScopeLevel;
  readonly municipalityId: Uuid | null;
  readonly municipalityName: string | null;
  readonly schoolId: Uuid | null;
  readonly schoolName: string | null;
  readonly classGroupId: Uuid | null;
  readonly classLabel: string | null;
  readonly snilsLast2: string;
  readonly birthYear: number;
  /** Null until its person has signed in for the first time. */
  readonly esiaPersonId: Uuid | null;
  readonly basis: string;
  readonly basisNumber: string | null;
  readonly basisDate: CalendarDate | null;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  readonly isDelegate: boolean;
  readonly givenBy: Uuid | null;
  readonly givenAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: Uuid | null;
  readonly endReason: string | null;
  readonly revision: number;
}

export interface GrantFilter {
  readonly role: Role | null;
  readonly municipalityId: Uuid | null;
  readonly schoolId: Uuid | null;
  /** Without grants that are over on this day; null: all. */
  readonly notOverOn: CalendarDate | null;
}

/** Newest first; `after` is (moment, id) of the last one shown. */
export interface GrantPage {
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** $1…$4 are the reach: region, the whole of it, municipalities, schools. */
const IN_REACH = `g.region_id = $1 AND ($2::boolean OR g.school_id = ANY ($4::uuid[]) OR g.municipality_id = ANY ($3::uuid[]))`;

export const GRANT_COLUMNS = `g.id, g.role, g.scope, g.municipality_id AS "municipalityId", town.name AS "municipalityName",
  g.school_id AS "schoolId", school.short_name AS "schoolName", g.class_group_id AS "classGroupId",
  class.grade_level || class.letter AS "classLabel", g.snils_last2 AS "snilsLast2",
  extract(year FROM g.birth_date)::int AS "birthYear", g.esia_person_id AS "esiaPersonId", g.basis,
  g.basis_number AS "basisNumber", g.basis_date::text AS "basisDate", g.valid_from::text AS "validFrom",
  g.valid_to::text AS "validTo", g.is_delegate AS "isDelegate", g.given_by AS "givenBy", g.granted_at AS "givenAt",
  g.revoked_at AS "endedAt", g.revoked_by AS "endedBy", g.revoke_reason AS "endReason", g.revision`;
export const GRANTS_NAMED = `FROM role_grants g LEFT JOIN municipalities town ON town.id = g.municipality_id
  LEFT JOIN schools school ON school.id = g.school_id LEFT JOIN class_groups class ON class.id = g.class_group_id`;

/** Grants for administrators, always within a reach that SQL checks. */
@Injectable()
export class GrantReadings {
  list(tx: EntityManager, reach: ReachOfRight, filter: GrantFilter, page: GrantPage): Promise<Grant[]> {
    return tx.query<Grant[]>(
      `SELECT ${GRANT_COLUMNS} ${GRANTS_NAMED} WHERE ${IN_REACH}
          AND ($5::text IS NULL OR g.role = $5) AND ($6::uuid IS NULL OR g.municipality_id = $6)
          AND ($7::uuid IS NULL OR g.school_id = $7)
          AND ($8::date IS NULL OR (g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > $8)))
          AND ($9::timestamptz IS NULL OR (date_trunc('milliseconds', g.granted_at), g.id) < ($9, $10::uuid))
        ORDER BY date_trunc('milliseconds', g.granted_at) DESC, g.id DESC LIMIT $11`,
      [
        ...parametersOf(reach),
        ...[filter.role, filter.municipalityId, filter.schoolId, filter.notOverOn],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  async find(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<Grant | null> {
    const sql = `SELECT ${GRANT_COLUMNS} ${GRANTS_NAMED} WHERE ${IN_REACH} AND g.id = $5`;
    const [found] = await tx.query<Grant[]>(sql, [...parametersOf(reach), id]);
    return found ?? null;
  }

  /** Holds a grant until the end of the transaction; null when there is none within reach. */
  async lock(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<Grant | null> {
    const sql = `SELECT 1 FROM role_grants g WHERE ${IN_REACH} AND g.id = $5 FOR UPDATE OF g`;
    const rows = await tx.query<object[]>(sql, [...parametersOf(reach), id]);
    return rows.length === 0 ? null : this.find(tx, reach, id);
  }

  async end(
    tx: EntityManager,
    id: Uuid,
    end: { readonly at: Date; readonly by: Uuid; readonly reason: string },
  ): Promise<void> {
    await tx.query(
      `UPDATE role_grants SET revoked_at = $2, revoked_by = $3, revoke_reason = $4, revision = revision + 1 WHERE id = $1`,
      [id, end.at, end.by, end.reason],
    );
  }

  /** True when a number of СНИЛС is that of somebody's own grants: one human may have two accounts of ESIA. */
  async isOneself(tx: EntityManager, esiaPersonId: Uuid, snilsHmac: Buffer): Promise<boolean> {
    const rows = await tx.query<object[]>(
      'SELECT 1 FROM role_grants WHERE esia_person_id = $1 AND snils_hmac = $2 LIMIT 1',
      [esiaPersonId, snilsHmac],
    );
    return rows.length > 0;
  }
}

const parametersOf = ({ regionId, wholeRegion, municipalityIds, schoolIds }: ReachOfRight): unknown[] => [
  ...[regionId, wholeRegion, municipalityIds, schoolIds],
];
