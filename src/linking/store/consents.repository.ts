import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { GiverKind } from '../domain/consent.js';

/** A consent as the register keeps it (PD-04). */
export interface Consent {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly subjectId: Uuid;
  readonly giverId: Uuid;
  readonly giverKind: GiverKind;
  readonly purpose: string;
  readonly textVersion: number;
  readonly givenAt: Date;
  readonly channel: 'account' | 'paper';
  readonly basis: string | null;
  readonly withdrawnAt: Date | null;
}

export type NewConsent = Omit<Consent, 'id' | 'withdrawnAt'> & { readonly recordedBy: Uuid };

/** Where an administrator's right reaches; shaped as access's ReachOfRight. */
export interface ConsentReach {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly schoolIds: readonly Uuid[];
}

/** A person about whom a consent speaks, as the roster knows them. */
export interface ConsentSubject {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly born: CalendarDate | null;
  readonly schoolId: Uuid | null;
}

const COLUMNS = `c.id, c.region_id AS "regionId", c.subject_id AS "subjectId", c.giver_id AS "giverId",
  c.giver_kind AS "giverKind", c.purpose, c.text_version AS "textVersion", c.given_at AS "givenAt", c.channel, c.basis,
  c.withdrawn_at AS "withdrawnAt"`;

const inReach = (subject: string, first: number) => `EXISTS (
  SELECT FROM enrollments e
  WHERE e.person_id = ${subject} AND e.region_id = $${first}
    AND ($${first + 1}::boolean OR e.school_id = ANY ($${first + 2}::uuid[]))
    AND ($${first + 1}::boolean OR e.valid_to IS NULL OR e.valid_to > $${first + 3}::date))`;

const reachParameters = (reach: ConsentReach, day: CalendarDate): unknown[] => [
  reach.regionId,
  reach.wholeRegion,
  reach.schoolIds,
  day,
];

/** The consent register and the versions of its texts. */
@Injectable()
export class ConsentsRepository {
  /** The version of a text that is in force on the day; null for an unknown purpose. */
  async textInForce(
    tx: EntityManager,
    purpose: string,
    day: CalendarDate,
  ): Promise<{ readonly version: number; readonly body: string } | null> {
    const [row] = await tx.query<{ version: number; body: string }[]>(
      `SELECT version, body FROM consent_texts WHERE purpose = $1 AND effective_from <= $2
       ORDER BY version DESC LIMIT 1`,
      [purpose, day],
    );
    return row ?? null;
  }

  /** Whether the version has been in force by the day: paper may bear one that another has followed. */
  async hasText(tx: EntityManager, purpose: string, version: number, day: CalendarDate): Promise<boolean> {
    const [row] = await tx.query<unknown[]>(
      `SELECT 1 FROM consent_texts WHERE purpose = $1 AND version = $2 AND effective_from <= $3`,
      [purpose, version, day],
    );
    return row !== undefined;
  }

  /** The person, locked against a second consent at the same moment; with a reach, only a pupil of its schools. */
  async lockSubject(
    tx: EntityManager,
    personId: Uuid,
    day: CalendarDate,
    reach: ConsentReach | null,
  ): Promise<ConsentSubject | null> {
    const [row] = await tx.query<ConsentSubject[]>(
      `SELECT p.id, p.region_id AS "regionId", p.birth_date AS born,
              (SELECT e.school_id FROM enrollments e
                WHERE e.person_id = p.id AND (e.valid_to IS NULL OR e.valid_to > $2::date)
                ORDER BY e.kind = 'main' DESC, e.valid_from DESC, e.id LIMIT 1) AS "schoolId"
       FROM people p WHERE p.id = $1 ${reach === null ? '' : `AND ${inReach('p.id', 3)}`}
       FOR NO KEY UPDATE OF p`,
      reach === null ? [personId, day] : [personId, day, ...reachParameters(reach, day)],
    );
    return row ?? null;
  }

  /** Returns its id; a second valid one of the giver is refused by `consents_one_valid`. */
  async add(tx: EntityManager, one: NewConsent): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO consents (region_id, subject_id, giver_id, giver_kind, purpose, text_version, given_at, channel, basis,
                             recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        ...[one.regionId, one.subjectId, one.giverId, one.giverKind, one.purpose, one.textVersion],
        ...[one.givenAt, one.channel, one.basis, one.recordedBy],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** One consent, its row locked; with a reach, only of a pupil of its schools. */
  async lock(
    tx: EntityManager,
    id: Uuid,
    day: CalendarDate,
    reach: ConsentReach | null,
  ): Promise<Consent | null> {
    const [row] = await tx.query<Consent[]>(
      `SELECT ${COLUMNS} FROM consents c WHERE c.id = $1 ${reach === null ? '' : `AND ${inReach('c.subject_id', 2)}`}
       FOR UPDATE OF c`,
      reach === null ? [id] : [id, ...reachParameters(reach, day)],
    );
    return row ?? null;
  }

  async withdraw(
    tx: EntityManager,
    id: Uuid,
    by: { readonly withdrawnBy: Uuid; readonly basis: string | null; readonly now: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE consents SET withdrawn_at = $3, withdrawn_by = $2, withdrawal_basis = $4 WHERE id = $1`,
      [id, by.withdrawnBy, by.now, by.basis],
    );
  }

  /** At most `limit + 1`, the newest first, before the given (moment, id); of one subject where one is named. */
  async list(
    tx: EntityManager,
    reach: ConsentReach,
    day: CalendarDate,
    page: {
      readonly limit: number;
      readonly before: { readonly givenAt: Date; readonly id: Uuid } | null;
      readonly subjectId: Uuid | null;
    },
  ): Promise<readonly Consent[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM consents c
       WHERE c.region_id = $1 AND ${inReach('c.subject_id', 1)}
         AND ($5::uuid IS NULL OR c.subject_id = $5)
         AND ($6::timestamptz IS NULL OR (c.given_at, c.id) < ($6, $7::uuid))
       ORDER BY c.given_at DESC, c.id DESC LIMIT $8`,
      [
        ...reachParameters(reach, day),
        page.subjectId,
        page.before?.givenAt ?? null,
        page.before?.id ?? null,
        page.limit + 1,
      ],
    );
  }

  /** The consents in which these people are the subject or the giver, the newest first. */
  async around(tx: EntityManager, personIds: readonly Uuid[]): Promise<readonly Consent[]> {
    if (personIds.length === 0) return [];
    return tx.query(
      `SELECT ${COLUMNS} FROM consents c WHERE c.subject_id = ANY ($1::uuid[]) OR c.giver_id = ANY ($1::uuid[])
       ORDER BY c.given_at DESC, c.id DESC`,
      [personIds],
    );
  }

  /** For each of these subjects, whether a valid consent stands, and whether one was withdrawn and none stands. */
  async standing(
    tx: EntityManager,
    subjectIds: readonly Uuid[],
    purpose: string,
  ): Promise<ReadonlyMap<Uuid, { readonly given: boolean; readonly withdrawn: boolean }>> {
    const rows = await tx.query<{ id: Uuid; given: boolean }[]>(
      `SELECT subject_id AS id, bool_or(withdrawn_at IS NULL) AS given
       FROM consents WHERE subject_id = ANY ($1::uuid[]) AND purpose = $2 GROUP BY subject_id`,
      [subjectIds, purpose],
    );
    return new Map(rows.map(({ id, given }) => [id, { given, withdrawn: !given }] as const));
  }

  /**
   * True when one of these persons of ESIA holds an active link as a representative and nothing stands between them and the
   * child: no restriction or deprivation, no dispute, no tie that the school has ended.
   */
  async hasLinkedParent(
    tx: EntityManager,
    parentIds: readonly Uuid[],
    childId: Uuid,
    day: CalendarDate,
  ): Promise<boolean> {
    const [row] = await tx.query<{ linked: boolean }[]>(
      `SELECT EXISTS (
         SELECT FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
         WHERE l.esia_person_id = ANY ($1::uuid[]) AND l.state = 'active' AND a.role = 'representative'
           AND a.person_id <> $2
           AND NOT EXISTS (SELECT FROM representation_restrictions x
                           WHERE x.child_id = $2 AND x.representative_id = a.person_id AND x.ended_at IS NULL
                             AND x.valid_from <= $3 AND (x.valid_to IS NULL OR x.valid_to > $3))
           AND NOT EXISTS (SELECT FROM family_ties t
                           WHERE t.child_id = $2 AND t.representative_id = a.person_id
                             AND (t.state = 'disputed'
                                  OR (t.state = 'ended' AND t.end_reason IN ('deprivation', 'not_representative', 'adoption')))
                             AND NOT EXISTS (SELECT FROM family_ties v
                                             WHERE v.child_id = $2 AND v.representative_id = a.person_id
                                               AND v.state IN ('asserted', 'confirmed')))) AS linked`,
      [parentIds, childId, day],
    );
    return row?.linked === true;
  }
}
