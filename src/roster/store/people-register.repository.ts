import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import { HOMES, recordPlaces } from './record-places.js';

/** Where a person is, by one record. */
export interface PersonPlace {
  readonly kind: 'student' | 'representative' | 'staff';
  readonly school: { readonly id: Uuid; readonly shortName: string };
  /** «5А»; null for staff and for pupils without a class. */
  readonly classLabel: string | null;
}

/** What `person_standings` knows of a person at a school; a person may stand in several ways. */
export type PersonStanding = 'linked' | 'suspended' | 'pending' | 'exempt' | 'refusal' | 'declared';

/** `not_linked`: neither linked nor suspended; `data_error`: what keeps the person from being found at Госуслуги. */
export const STANDING_FILTERS = [
  ...([
    'linked',
    'not_linked',
    'suspended',
    'pending',
    'exempt',
    'refusal',
    'declared',
    'data_error',
  ] as const),
];
export type StandingFilter = (typeof STANDING_FILTERS)[number];

/** A person of the roster as the register keeps them: the face masks names and numbers. */
export interface RegisteredPerson {
  readonly id: Uuid;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly birthYear: number | null;
  readonly snilsLast2: string | null;
  readonly readiness: string | null;
  readonly problem: string | null;
  readonly isProtected: boolean;
  readonly isDeceased: boolean;
  readonly namesSelfTyped: boolean;
  /** Those in the caller's scope; of a protected person none. */
  readonly places: readonly PersonPlace[];
  /** How the person stands towards Госуслуги at schools in the caller's scope; of a protected person none. */
  readonly standings: readonly PersonStanding[];
}

/** A person with the records behind them. */
export interface PersonCard extends RegisteredPerson {
  /** Counts changes of the person. */
  readonly revision: number;
  readonly records: readonly {
    readonly id: Uuid;
    readonly kind: string;
    readonly source: string;
    readonly sourceId: string;
    readonly pinned: boolean;
  }[];
  readonly attributesByHand: readonly string[];
  readonly protections: readonly string[];
}

export interface PeopleFilter {
  readonly schoolId: Uuid | null;
  readonly classId: Uuid | null;
  readonly readiness: string | null;
  /** The beginning of the last name, normalised. */
  readonly search: string | null;
  /** The whole number, hidden. */
  readonly snilsHmac: Buffer | null;
  readonly kind: PersonPlace['kind'] | null;
  readonly standing: StandingFilter | null;
  /** Protected persons alone, by number and not by place, or the others alone. */
  readonly isProtected: boolean;
}

const PERSON = `p.id, p.last_name AS last, p.first_name AS first, p.middle_name AS middle,
  extract(year FROM p.birth_date)::integer AS "birthYear", p.snils_last2 AS "snilsLast2", ready.readiness, ready.problem,
  p.protected AS "isProtected", p.deceased_on IS NOT NULL AS "isDeceased", p.names_self_typed AS "namesSelfTyped",
  CASE WHEN p.protected THEN '[]' ELSE coalesce(spots.list, '[]') END AS places,
  CASE WHEN p.protected THEN '{}' ELSE ARRAY(
    SELECT DISTINCT s.standing FROM person_standings s JOIN schools school ON school.id = s.school_id
     WHERE s.person_id = p.id AND (${SCHOOL_IN_SCOPE}) ORDER BY 1) END AS standings`;

/** Whoever has or had a place at these schools, of one's own or by a child: few, before the places of each are worked out. */
const NEAR = `near AS (
  SELECT e.person_id FROM enrollments e JOIN mine ON mine.id = e.school_id
  UNION SELECT w.person_id FROM staff_appointments w JOIN mine ON mine.id = w.school_id
  UNION SELECT t.representative_id FROM enrollments e JOIN mine ON mine.id = e.school_id
     JOIN family_ties t ON t.child_id = e.person_id WHERE t.state <> 'ended'
), sought AS (
  SELECT p.id FROM near JOIN people p ON p.id = near.person_id
   WHERE p.protected = $8 AND ($10::text IS NULL OR starts_with(p.norm_last, $10))
     AND ($13::bytea IS NULL OR p.snils_hmac = $13) AND ($11::uuid IS NULL OR p.id > $11)
)`;

const STANDS = (
  standing: string,
) => `EXISTS (SELECT FROM person_standings s JOIN schools school ON school.id = s.school_id
  WHERE s.person_id = p.id AND s.standing IN (${standing}) AND (${SCHOOL_IN_SCOPE}))`;
const STANDING_FITS = `CASE $15::text
  WHEN 'linked' THEN ${STANDS(`'linked'`)} WHEN 'not_linked' THEN NOT ${STANDS(`'linked', 'suspended'`)}
  WHEN 'data_error' THEN ready.readiness <> 'ready'
  ELSE $15::text IS NULL OR ${STANDS('$15::text')} END`;

const SPOTS = `(
  SELECT jsonb_agg(DISTINCT jsonb_build_object('kind', h.kind, 'classLabel', g.grade_level || g.letter,
           'school', jsonb_build_object('id', school.id, 'shortName', school.short_name))) AS list
    FROM homes h JOIN schools school ON school.id = h.school_id LEFT JOIN class_groups g ON g.id = h.class_group_id
   WHERE h.person_id = p.id AND (${SCHOOL_IN_SCOPE}))`;

/** Reads of people for administrators, always within a scope that SQL checks. */
@Injectable()
export class PeopleRegister {
  /** People with a live record in scope, in the order of their ids; `limit + 1` of them after the id given. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: PeopleFilter,
    page: { readonly day: CalendarDate; readonly limit: number; readonly after: Uuid | null },
  ): Promise<RegisteredPerson[]> {
    return tx.query<RegisteredPerson[]>(
      `WITH mine AS (SELECT school.id FROM schools school WHERE (${SCHOOL_IN_SCOPE})
                        AND ($8::boolean OR $6::uuid IS NULL OR school.id = $6)), ${NEAR},
       places AS (${recordPlaces('$5::date', 'p.removed_at IS NULL AND p.person_id IN (SELECT id FROM sought)')}), ${HOMES},
       chosen AS (
         SELECT DISTINCT h.person_id AS id FROM homes h JOIN schools school ON school.id = h.school_id
          WHERE (${SCHOOL_IN_SCOPE}) AND ($8::boolean OR $6::uuid IS NULL OR h.school_id = $6)
            AND ($8::boolean OR $7::uuid IS NULL OR h.class_group_id = $7)
            AND ($14::text IS NULL OR h.kind = $14)
       )
       SELECT ${PERSON}
         FROM chosen JOIN people p ON p.id = chosen.id JOIN person_readiness ready ON ready.person_id = p.id
        CROSS JOIN LATERAL ${SPOTS} spots
        WHERE ($9::text IS NULL OR ready.readiness = $9) AND ${STANDING_FITS}
        ORDER BY p.id LIMIT $12`,
      [
        ...[...scopeParameters(scope), page.day, filter.schoolId, filter.classId, filter.isProtected],
        ...[filter.readiness, filter.search, page.after, page.limit + 1],
        ...[filter.snilsHmac, filter.kind, filter.standing],
      ],
    );
  }

  /** Null when there is none, or no place of the person is in scope: the caller must not learn which. */
  async card(tx: EntityManager, scope: SchoolScope, id: Uuid, day: CalendarDate): Promise<PersonCard | null> {
    const [card] = await tx.query<PersonCard[]>(
      `WITH places AS (${recordPlaces('$5::date', 'p.removed_at IS NULL AND p.person_id = $6')}), ${HOMES}
       SELECT ${PERSON}, p.revision,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'source', r.source,
                        'sourceId', r.source_id, 'pinned', r.pinned) ORDER BY r.kind, r.source, r.source_id), '[]')
                 FROM person_records r
                WHERE r.person_id = p.id AND r.removed_at IS NULL
                  AND (NOT EXISTS (SELECT FROM homes h WHERE h.record_id = r.id)
                    OR EXISTS (SELECT FROM homes h JOIN schools school ON school.id = h.school_id
                                WHERE h.record_id = r.id AND (${SCHOOL_IN_SCOPE})))) AS records,
              ARRAY(SELECT attribute FROM attributes_by_hand a WHERE a.person_id = p.id ORDER BY 1) AS "attributesByHand",
              ARRAY(SELECT kind FROM person_protections a WHERE a.person_id = p.id AND a.ended_at IS NULL ORDER BY 1)
                AS protections
         FROM people p LEFT JOIN person_readiness ready ON ready.person_id = p.id
        CROSS JOIN LATERAL ${SPOTS} spots
        WHERE p.id = $6 AND spots.list IS NOT NULL`,
      [...scopeParameters(scope), day, id],
    );
    return card ?? null;
  }
}
