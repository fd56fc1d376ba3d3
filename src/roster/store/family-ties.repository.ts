import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { TieEndReason, TieKind, TieState } from '../domain/family-tie.js';

/** Where an administrator's right reaches; shaped as access's ReachOfRight. */
export interface SchoolReach {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly schoolIds: readonly Uuid[];
}

/** One representation as a school reports it, read under lock. */
export interface FamilyTie {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly childId: Uuid;
  readonly representativeId: Uuid;
  readonly kind: TieKind;
  readonly state: TieState;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  readonly childBorn: CalendarDate | null;
  /** A school where the child learns now; null between schools. */
  readonly schoolId: Uuid | null;
}

export interface RestrictionView {
  readonly id: Uuid;
  readonly kind: 'restriction' | 'deprivation';
  readonly basis: string;
  readonly valid_from: CalendarDate;
  readonly valid_to: CalendarDate | null;
  readonly ended_at: string | null;
}

/** A tie as its school sees it. */
export interface TieView {
  readonly id: Uuid;
  readonly childId: Uuid;
  readonly childName: string;
  readonly representativeId: Uuid;
  readonly representativeName: string;
  readonly kind: TieKind;
  readonly state: TieState;
  readonly confirmedBy: 'school' | 'esia' | null;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  readonly endReason: TieEndReason | null;
  readonly basis: string | null;
  readonly restrictions: readonly RestrictionView[];
}

/** The child learns at a school of the reach on the day; `first` is the number of the first of four parameters. */
const childInReach = (child: string, first: number) => `EXISTS (
  SELECT FROM enrollments e
  WHERE e.person_id = ${child} AND e.region_id = $${first} AND (e.valid_to IS NULL OR e.valid_to > $${first + 3}::date)
    AND ($${first + 1}::boolean OR e.school_id = ANY ($${first + 2}::uuid[])))`;

const reachParameters = ({ regionId, wholeRegion, schoolIds }: SchoolReach, day: CalendarDate): unknown[] => [
  regionId,
  wholeRegion,
  schoolIds,
  day,
];

const TIE = `t.id, t.region_id AS "regionId", t.child_id AS "childId", t.representative_id AS "representativeId", t.kind,
  t.state, t.valid_from AS "validFrom", t.valid_to AS "validTo", child.birth_date AS "childBorn",
  (SELECT e.school_id FROM enrollments e
    WHERE e.person_id = t.child_id AND (e.valid_to IS NULL OR e.valid_to > $2::date)
    ORDER BY e.kind = 'main' DESC, e.valid_from DESC, e.id LIMIT 1) AS "schoolId"`;

const VIEW = `
  SELECT t.id, t.child_id AS "childId", concat_ws(' ', c.last_name, c.first_name, c.middle_name) AS "childName",
         t.representative_id AS "representativeId",
         concat_ws(' ', r.last_name, r.first_name, r.middle_name) AS "representativeName",
         t.kind, t.state, t.confirmed_by AS "confirmedBy", t.valid_from AS "validFrom", t.valid_to AS "validTo",
         t.end_reason AS "endReason", t.basis,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'basis', x.basis,
                     'valid_from', x.valid_from, 'valid_to', x.valid_to, 'ended_at', x.ended_at)
                     ORDER BY x.valid_from, x.id)
                   FROM representation_restrictions x
                   WHERE x.child_id = t.child_id AND x.representative_id = t.representative_id), '[]') AS restrictions
  FROM family_ties t
  JOIN people c ON c.id = t.child_id
  JOIN people r ON r.id = t.representative_id`;

/** The ties of families, always of a pair of people: however many schools report it, it is one representation. */
@Injectable()
export class FamilyTiesRepository {
  /** The ties of a child, ended ones too; null when the child is not at a school of the reach. */
  async ofChild(
    tx: EntityManager,
    childId: Uuid,
    reach: SchoolReach,
    day: CalendarDate,
  ): Promise<readonly TieView[] | null> {
    const [known] = await tx.query<unknown[]>(
      `SELECT 1 FROM people p WHERE p.id = $1 AND ${childInReach('p.id', 2)}`,
      [childId, ...reachParameters(reach, day)],
    );
    if (known === undefined) return null;
    return tx.query(`${VIEW} WHERE t.child_id = $1 ORDER BY t.state = 'ended', t.valid_from, t.id`, [
      childId,
    ]);
  }

  /** EC-052: those whom the person represents at the schools of the reach, by name, after the given (name, tie). */
  async wards(
    tx: EntityManager,
    representativeId: Uuid,
    reach: SchoolReach,
    day: CalendarDate,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly TieView[]> {
    return tx.query(
      `SELECT * FROM (${VIEW} WHERE t.representative_id = $1 AND t.state <> 'ended' AND ${childInReach('t.child_id', 2)}) v
       WHERE $6::text IS NULL OR (v."childName", v.id) > ($6, $7::uuid)
       ORDER BY v."childName", v.id LIMIT $8`,
      [
        representativeId,
        ...reachParameters(reach, day),
        page.after?.[0] ?? null,
        page.after?.[1] ?? null,
        page.limit + 1,
      ],
    );
  }

  /**
   * Locks every tie of the pair that the named one joins, and returns them, the named one first; empty when there is no
   * such tie, or, with a reach, when its child learns elsewhere.
   */
  async lockPair(
    tx: EntityManager,
    tieId: Uuid,
    day: CalendarDate,
    reach: SchoolReach | null,
  ): Promise<readonly FamilyTie[]> {
    return tx.query(
      `SELECT ${TIE}
       FROM family_ties named
       JOIN family_ties t ON t.child_id = named.child_id AND t.representative_id = named.representative_id
       JOIN people child ON child.id = t.child_id
       WHERE named.id = $1 ${reach === null ? '' : `AND ${childInReach('named.child_id', 3)}`}
       ORDER BY t.id = $1 DESC, t.id FOR UPDATE OF t`,
      reach === null ? [tieId, day] : [tieId, day, ...reachParameters(reach, day)],
    );
  }

  async confirm(tx: EntityManager, ids: readonly Uuid[], by: 'school' | 'esia', now: Date): Promise<void> {
    await tx.query(
      `UPDATE family_ties SET state = 'confirmed', confirmed_by = $2, confirmed_at = $3 WHERE id = ANY ($1::uuid[])`,
      [ids, by, now],
    );
  }

  async dispute(tx: EntityManager, ids: readonly Uuid[], now: Date): Promise<void> {
    await tx.query(
      `UPDATE family_ties SET state = 'disputed', disputed_at = $2 WHERE id = ANY ($1::uuid[])`,
      [ids, now],
    );
  }

  /** Ends ties on the day; one that has ended by its date keeps that date. */
  async end(
    tx: EntityManager,
    ids: readonly Uuid[],
    how: {
      readonly reason: TieEndReason;
      readonly basis: string | null;
      readonly day: CalendarDate;
      readonly now: Date;
    },
  ): Promise<void> {
    await tx.query(
      `UPDATE family_ties
       SET state = 'ended', end_reason = $2, basis = $3, ended_at = $5,
           valid_to = greatest(valid_from, least(valid_to, $4::date))
       WHERE id = ANY ($1::uuid[])`,
      [ids, how.reason, how.basis, how.day, how.now],
    );
  }
}
