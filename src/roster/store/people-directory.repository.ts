import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { NormalizedName } from '../../kernel/person-name.js';
import { byIds } from '../../platform/database/by-ids.js';
import type { TieKind, TieState } from '../domain/family-tie.js';
import { type AccountGround, groundsOf } from './account-grounds.js';

/** One human of the roster as matching needs them; a missing or invalid СНИЛС is null. */
export interface RosterPerson {
  readonly id: Uuid;
  readonly norm: NormalizedName;
  readonly birthDate: CalendarDate | null;
  readonly snilsHmac: Buffer | null;
  readonly isPupil: boolean;
  readonly isRepresentative: boolean;
  readonly isStaff: boolean;
  /** The person typed the names: they count as missing in R4 and R10 (ROS-13). */
  readonly namesSelfTyped: boolean;
  /** EC-035: a school has decided that this minor may hold an adult's account. */
  readonly isExcepted: boolean;
}

/** One account of an e-journal, with what its owner may see of it. */
export interface RosterCard {
  readonly id: Uuid;
  readonly journalSystemId: Uuid;
  /** Unique per journal system. */
  readonly externalId: string;
  readonly role: 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';
  /** Null when the roster names nobody for the account. */
  readonly personId: Uuid | null;
  readonly personName: string | null;
  readonly isClosed: boolean;
  /** ROS-11: schools and class are left out for everybody but the owner. */
  readonly isProtected: boolean;
  /** By short name. */
  readonly schools: readonly { readonly id: Uuid; readonly shortName: string }[];
  /** «5А» of a pupil's newest class at a school of the account; null for others. */
  readonly classLabel: string | null;
}

export interface RosterAccount extends RosterCard {
  /** An enrolment or appointment at a school of the account, or a valid family tie, stands behind it on that day. */
  readonly hasRight: boolean;
  /** A court or a school has once ended a representation of the owner (EC-049). */
  readonly endedByDecision: boolean;
}

/** What ESIA knows of a person, to be looked for in the roster. */
export interface SoughtPerson {
  readonly regionId: Uuid;
  readonly norm: NormalizedName;
  readonly birthDate: CalendarDate;
  readonly snilsHmac: Buffer | null;
}

/** A child of a representative, as the representative's own page shows it. */
export interface RepresentedChild {
  readonly tieId: Uuid;
  readonly childId: Uuid;
  readonly representativeId: Uuid;
  /** Never shown nor exported: that a child was adopted is secret (СК РФ, art. 139). */
  readonly kind: TieKind;
  readonly state: TieState;
  readonly restricted: boolean;
  /** Name, school and class are null where the child is hidden: disputed by the representative, or restricted. */
  readonly name: string | null;
  readonly schoolName: string | null;
  readonly classLabel: string | null;
}

interface PersonRecord {
  readonly id: Uuid;
  readonly norm_last: string;
  readonly norm_first: string;
  readonly norm_middle: string | null;
  readonly birth_date: CalendarDate | null;
  readonly snils_hmac: Buffer | null;
  readonly is_pupil: boolean;
  readonly is_representative: boolean;
  readonly is_staff: boolean;
  readonly names_self_typed: boolean;
  readonly is_excepted: boolean;
}

const WHAT_THEY_ARE = `p.names_self_typed, r.is_pupil, r.is_representative, r.is_staff,
         EXISTS (SELECT FROM capacity_exceptions x WHERE x.person_id = p.id AND x.ended_at IS NULL) AS is_excepted`;

const ROLES_OF = `CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(kind = 'student'), false) AS is_pupil,
           coalesce(bool_or(kind = 'representative'), false) AS is_representative,
           coalesce(bool_or(kind = 'staff'), false) AS is_staff
    FROM person_records WHERE person_id = p.id AND removed_at IS NULL
  ) r`;

/** The two ways to find a human, each on its index, and the humans of named accounts. */
const peopleWith = (accounts: string) => `
  WITH found AS (
    SELECT id FROM people WHERE region_id = $1 AND snils_hmac = $2
    UNION
    SELECT id FROM people WHERE region_id = $1 AND norm_last = $3 AND norm_first = $4 AND birth_date = $5
    UNION
    SELECT person_id FROM journal_accounts WHERE ${accounts} AND region_id = $1
  )
  SELECT p.id, p.norm_last, p.norm_first, p.norm_middle, p.birth_date, p.snils_hmac,
         ${WHAT_THEY_ARE}
  FROM found
  JOIN people p ON p.id = found.id
  ${ROLES_OF}
  WHERE r.is_pupil OR r.is_representative OR r.is_staff
     OR EXISTS (SELECT FROM journal_accounts a WHERE a.person_id = p.id AND a.closed_at IS NULL)
  ORDER BY p.id`;

/** EC-047, EC-048: a restriction or deprivation stands between the two of a tie (`t`) on the day. */
const restricted = (day: string) => `EXISTS (
        SELECT FROM representation_restrictions x
        WHERE x.child_id = t.child_id AND x.representative_id = t.representative_id AND x.ended_at IS NULL
          AND x.valid_from <= ${day} AND (x.valid_to IS NULL OR x.valid_to > ${day}))`;

/** The processing of the owner's data (`p`) is blocked (152-ФЗ, ст. 21); such a person is protected too. */
const BLOCKED = `EXISTS (SELECT FROM person_protections b
      WHERE b.person_id = p.id AND b.kind = 'blocking' AND b.ended_at IS NULL)`;

/** What stands behind an account on the day `$2`. */
const RIGHT = `
  p.deceased_on IS NULL AND NOT coalesce(p.protected AND ${BLOCKED}, false) AND CASE a.role
    WHEN 'student' THEN EXISTS (
      SELECT FROM enrollments e
      WHERE e.person_id = a.person_id AND (e.valid_to IS NULL OR e.valid_to > $2)
        AND (s.ids IS NULL OR e.school_id = ANY (s.ids)))
    WHEN 'representative' THEN EXISTS (
      SELECT FROM family_ties t
      WHERE t.representative_id = a.person_id AND t.state IN ('asserted', 'confirmed')
        AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2) AND NOT ${restricted('$2')}
        AND NOT EXISTS (SELECT FROM people child WHERE child.id = t.child_id AND child.deceased_on IS NOT NULL))
    ELSE EXISTS (
      SELECT FROM staff_appointments w
      WHERE w.person_id = a.person_id AND (w.valid_to IS NULL OR w.valid_to > $2)
        AND (s.ids IS NULL OR w.school_id = ANY (s.ids)))
  END AS "hasRight",
  a.role = 'representative' AND (EXISTS (
      SELECT FROM family_ties t
      WHERE t.representative_id = a.person_id AND t.end_reason IN ('deprivation', 'not_representative'))
    OR EXISTS (
      SELECT FROM representation_restrictions d
      WHERE d.representative_id = a.person_id AND d.kind = 'deprivation')) AS "endedByDecision",`;

const cardsWith = (more: string, which: string, hidden = 'false') => `
  SELECT a.id, a.journal_system_id AS "journalSystemId", a.external_id AS "externalId", a.role,
         a.person_id AS "personId", concat_ws(' ', p.last_name, p.first_name, p.middle_name) AS "personName",
         a.closed_at IS NOT NULL AS "isClosed", coalesce(p.protected, false) AS "isProtected",
         ${more} CASE WHEN ${hidden} THEN '[]' ELSE coalesce(s.list, '[]') END AS schools,
         CASE WHEN NOT ${hidden} THEN c.label END AS "classLabel"
  FROM journal_accounts a
  LEFT JOIN people p ON p.id = a.person_id
  CROSS JOIN LATERAL (
    SELECT array_agg(school.id) AS ids,
           jsonb_agg(jsonb_build_object('id', school.id, 'shortName', school.short_name)
                     ORDER BY school.short_name, school.id) AS list
    FROM journal_account_schools of JOIN schools school ON school.id = of.school_id
    WHERE of.journal_account_id = a.id
  ) s
  LEFT JOIN LATERAL (
    SELECT g.grade_level || g.letter AS label
    FROM enrollments e JOIN class_groups g ON g.id = e.class_group_id
    WHERE a.role = 'student' AND e.person_id = a.person_id AND (s.ids IS NULL OR e.school_id = ANY (s.ids))
    ORDER BY e.valid_to DESC NULLS FIRST, e.kind = 'main' DESC, e.valid_from DESC, e.id
    LIMIT 1
  ) c ON true
  WHERE ${which}
  ORDER BY a.id`;

const CHILDREN = `
  SELECT tie."tieId", tie."childId", tie."representativeId", tie.kind, tie.state, tie.restricted,
         CASE WHEN tie.shown THEN concat_ws(' ', p.last_name, p.first_name, p.middle_name) END AS name,
         CASE WHEN tie.shown AND NOT p.protected THEN place.school END AS "schoolName",
         CASE WHEN tie.shown AND NOT p.protected THEN place.label END AS "classLabel"
  FROM (
    SELECT DISTINCT ON (t.child_id) t.id AS "tieId", t.child_id AS "childId", t.representative_id AS "representativeId",
           t.kind, t.state, ${restricted('$2')} AS restricted,
           t.state <> 'disputed' AND NOT ${restricted('$2')} AS shown
    FROM family_ties t
    WHERE t.representative_id = ANY ($1::uuid[]) AND t.state <> 'ended'
      AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2)
    ORDER BY t.child_id, t.state = 'disputed' DESC, t.valid_from DESC, t.id
  ) tie
  JOIN people p ON p.id = tie."childId"
  LEFT JOIN LATERAL (
    SELECT s.short_name AS school, g.grade_level || g.letter AS label
    FROM enrollments e JOIN schools s ON s.id = e.school_id LEFT JOIN class_groups g ON g.id = e.class_group_id
    WHERE e.person_id = tie."childId" AND (e.valid_to IS NULL OR e.valid_to > $2)
    ORDER BY e.kind = 'main' DESC, e.valid_from DESC, e.id LIMIT 1
  ) place ON true
  ORDER BY name NULLS LAST, tie."tieId"`;

/** Finds people and their accounts, for those who link them. Every look-up is one statement, whatever the numbers. */
@Injectable()
export class PeopleDirectory {
  /**
   * The people whose СНИЛС is the sought one, those with last name, first name and birth date equal, and those to whom
   * `accountIds` belong. The rules choose among them. People who are no longer in any roster are left out.
   */
  async find(
    tx: EntityManager,
    sought: SoughtPerson,
    accountIds: readonly Uuid[],
  ): Promise<readonly RosterPerson[]> {
    const { regionId, norm, birthDate, snilsHmac } = sought;
    const named = byIds('id', 6, accountIds);
    const rows = await tx.query<PersonRecord[]>(peopleWith(named.sql), [
      regionId,
      snilsHmac,
      norm.last,
      norm.first,
      birthDate,
      named.value,
    ]);
    return rows.map(toPerson);
  }

  /** One human by id; null for one who is unknown. */
  async byId(tx: EntityManager, id: Uuid): Promise<RosterPerson | null> {
    const [row] = await tx.query<PersonRecord[]>(
      `SELECT p.id, p.norm_last, p.norm_first, p.norm_middle, p.birth_date, p.snils_hmac, ${WHAT_THEY_ARE}
       FROM people p ${ROLES_OF} WHERE p.id = $1`,
      [id],
    );
    return row === undefined ? null : toPerson(row);
  }

  /**
   * Locks the open accounts of these people, and the named ones, until the end of the transaction, always in the same
   * order. Returns their ids. The lock excludes its like and writers of the account; rows that only refer to the account
   * (its schools, an import's) may still be added, so that a sign-in and an import do not wait for one another.
   */
  async lockAccounts(
    tx: EntityManager,
    personIds: readonly Uuid[],
    accountIds: readonly Uuid[],
  ): Promise<readonly Uuid[]> {
    const [owners, named] = [byIds('person_id', 1, personIds), byIds('id', 2, accountIds)];
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM journal_accounts
       WHERE (${owners.sql} AND closed_at IS NULL) OR ${named.sql}
       ORDER BY id FOR NO KEY UPDATE`,
      [owners.value, named.value],
    );
    return rows.map(({ id }) => id);
  }

  /** The accounts with all that is shown of them; `day` is the civil day in the region for which the right is asked. */
  async accounts(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    day: CalendarDate,
  ): Promise<readonly RosterAccount[]> {
    if (accountIds.length === 0) return [];
    const which = byIds('a.id', 1, accountIds);
    const rows = await tx.query<RosterAccount[]>(cardsWith(RIGHT, which.sql), [which.value, day]);
    return rows.map(withoutEmptyName);
  }

  /**
   * The children of these people on the day: one row for each child, the newest tie that has not ended. Nothing of another
   * representative is in it (EC-046). Order: by name, hidden ones last.
   */
  async childrenOf(
    tx: EntityManager,
    representativeIds: readonly Uuid[],
    day: CalendarDate,
  ): Promise<readonly RepresentedChild[]> {
    if (representativeIds.length === 0) return [];
    return tx.query<RepresentedChild[]>(CHILDREN, [representativeIds, day]);
  }

  /** The open account that an e-journal calls by this id; null when the region's roster has none. */
  async openAccountId(tx: EntityManager, journalSystemId: Uuid, externalId: string): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM journal_accounts WHERE journal_system_id = $1 AND external_id = $2 AND closed_at IS NULL`,
      [journalSystemId, externalId],
    );
    return row?.id ?? null;
  }

  /** Everything that stands or stood behind these accounts, whatever the day: one statement. Order: by id. */
  async grounds(tx: EntityManager, accountIds: readonly Uuid[]): Promise<readonly AccountGround[]> {
    if (accountIds.length === 0) return [];
    const which = byIds('a.id', 1, accountIds);
    return tx.query(groundsOf(which.sql), [which.value]);
  }

  /**
   * The same without the right, by id. To anybody but the owner of the accounts, a protected person's card names neither
   * schools nor class (ROS-11).
   */
  async cards(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    viewer: 'owner' | 'other' = 'other',
  ): Promise<readonly RosterCard[]> {
    if (accountIds.length === 0) return [];
    const which = byIds('a.id', 1, accountIds);
    const hidden = viewer === 'owner' ? 'false' : 'coalesce(p.protected, false)';
    return (await tx.query<RosterCard[]>(cardsWith('', which.sql, hidden), [which.value])).map(
      withoutEmptyName,
    );
  }
}

/** SQL joins the parts of no name to an empty text. */
function withoutEmptyName<C extends RosterCard>(row: C): C {
  return row.personId === null ? { ...row, personName: null } : row;
}

function toPerson(row: PersonRecord): RosterPerson {
  return {
    id: row.id,
    norm: { last: row.norm_last, first: row.norm_first, middle: row.norm_middle },
    birthDate: row.birth_date,
    snilsHmac: row.snils_hmac,
    isPupil: row.is_pupil,
    isRepresentative: row.is_representative,
    isStaff: row.is_staff,
    namesSelfTyped: row.names_self_typed,
    isExcepted: row.is_excepted,
  };
}
