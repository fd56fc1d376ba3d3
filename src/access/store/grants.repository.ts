import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { HeldGrant } from '../domain/principal.js';
import type { Role } from '../domain/rights.js';

/** Who names a delegate for a school: its municipality, or the ministry. */
export type DelegateOf = 'municipality' | 'ministry';

/** A grant as it is written: it names its person by СНИЛС and birth date (ADM-05). */
export interface NewGrant {
  readonly regionId: Uuid;
  readonly role: Role;
  readonly scope: HeldGrant['scope'];
  readonly municipalityId: Uuid | null;
  /** Of a class: the school that the class is in. */
  readonly schoolId: Uuid | null;
  readonly classGroupId: Uuid | null;
  readonly snilsHmac: Buffer;
  readonly snilsLast2: string;
  readonly birthDate: CalendarDate;
  readonly basis: string;
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  /** The document by number and date, where it was named so. */
  readonly document: { readonly number: string; readonly date: CalendarDate } | null;
  /** The administrator who gives it; null for an operator. */
  readonly givenBy: Uuid | null;
  /** Null: no delegate. */
  readonly delegateOf: DelegateOf | null;
}

const HOLDS_ON = (day: string): string =>
  `revoked_at IS NULL AND valid_from <= ${day}::date AND (valid_to IS NULL OR valid_to > ${day}::date)`;

/** Role grants; `valid_to` is the first day on which a grant no longer holds. */
@Injectable()
export class Grants {
  async add(tx: EntityManager, grant: NewGrant): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO role_grants (region_id, role, scope, municipality_id, school_id, class_group_id, snils_hmac, snils_last2,
         birth_date, basis, granted_by, granted_at, valid_from, valid_to, basis_number, basis_date, given_by, delegate_of,
         is_delegate)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18::text IS NOT NULL) RETURNING id`,
      [
        grant.regionId,
        grant.role,
        grant.scope,
        grant.municipalityId,
        grant.schoolId,
        grant.classGroupId,
        grant.snilsHmac,
        grant.snilsLast2,
        grant.birthDate,
        grant.basis,
        grant.grantedBy,
        grant.grantedAt,
        grant.validFrom,
        grant.validTo,
        ...[grant.document?.number ?? null, grant.document?.date ?? null, grant.givenBy, grant.delegateOf],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Makes everybody else who would give this person a role wait for the end of the transaction. */
  async lock(tx: EntityManager, snilsHmac: Buffer): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('grants:' || $1, 0))`, [
      snilsHmac.toString('base64'),
    ]);
  }

  /** True when the person already holds the same role at the same place on the day the new grant would begin. */
  async has(
    tx: EntityManager,
    grant: Pick<
      NewGrant,
      | 'regionId'
      | 'role'
      | 'municipalityId'
      | 'schoolId'
      | 'classGroupId'
      | 'snilsHmac'
      | 'birthDate'
      | 'validFrom'
    >,
  ): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `SELECT 1 FROM role_grants
       WHERE region_id = $1 AND role = $2 AND municipality_id IS NOT DISTINCT FROM $3 AND school_id IS NOT DISTINCT FROM $4
         AND class_group_id IS NOT DISTINCT FROM $5
         AND snils_hmac = $6 AND birth_date = $7 AND ${HOLDS_ON('$8')} LIMIT 1`,
      [
        grant.regionId,
        grant.role,
        grant.municipalityId,
        grant.schoolId,
        grant.classGroupId,
        grant.snilsHmac,
        grant.birthDate,
        grant.validFrom,
      ],
    );
    return rows.length > 0;
  }

  /** Gives the grants of this СНИЛС and birth date, not yet anybody's, to the ESIA person who signs in first. */
  async bind(
    tx: EntityManager,
    person: {
      readonly regionId: Uuid;
      readonly esiaPersonId: Uuid;
      readonly snilsHmac: Buffer;
      readonly birthDate: CalendarDate;
    },
  ): Promise<Uuid[]> {
    const [rows] = await tx.query<[{ id: Uuid }[], number]>(
      `UPDATE role_grants SET esia_person_id = $2
       WHERE region_id = $1 AND snils_hmac = $3 AND birth_date = $4 AND esia_person_id IS NULL AND revoked_at IS NULL
         AND given_by IS DISTINCT FROM $2
       RETURNING id`,
      [person.regionId, person.esiaPersonId, person.snilsHmac, person.birthDate],
    );
    return rows.map(({ id }) => id);
  }

  /** The grants that a person holds on a civil day of the region. */
  held(tx: EntityManager, esiaPersonId: Uuid, day: CalendarDate): Promise<HeldGrant[]> {
    return tx.query<HeldGrant[]>(`${HELD} ORDER BY granted_at, id`, [esiaPersonId, day]);
  }

  /** The same, kept from ending until the transaction is over: a session that is opened on them is seen by whoever ends one. */
  holdOn(tx: EntityManager, esiaPersonId: Uuid, day: CalendarDate): Promise<HeldGrant[]> {
    return tx.query<HeldGrant[]>(`${HELD} ORDER BY granted_at, id FOR SHARE`, [esiaPersonId, day]);
  }
}

const HELD = `SELECT id, role, scope, municipality_id AS "municipalityId", school_id AS "schoolId",
       class_group_id AS "classGroupId" FROM role_grants
 WHERE esia_person_id = $1 AND ${HOLDS_ON('$2')}`;
