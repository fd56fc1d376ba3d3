import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** An enrolment or an appointment; `to` is the first day on which it no longer holds. */
interface PlaceOfAccount {
  /** At a school of the account, or at one that took its place. */
  readonly here: boolean;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly endKind: string | null;
}

interface TieOfAccount {
  readonly kind: string;
  readonly state: 'asserted' | 'confirmed' | 'disputed' | 'ended';
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly endReason: string | null;
  readonly childDied: boolean;
  /** Those that nobody has taken back, past and future ones included. */
  readonly restrictions: readonly {
    readonly kind: 'restriction' | 'deprivation';
    readonly from: CalendarDate;
    readonly to: CalendarDate | null;
  }[];
}

/** All that the roster says of the right to one account: facts without a judgement, for whoever decides about its link. */
export interface AccountGround {
  readonly id: Uuid;
  readonly role: 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';
  readonly personId: Uuid | null;
  readonly isClosed: boolean;
  readonly personDied: boolean;
  /** The processing of the person's data is blocked (152-ФЗ, ст. 21). */
  readonly personBlocked: boolean;
  readonly timeZone: string;
  /** Enrolments for a pupil's account, appointments for a member of staff's, none for a representative's. */
  readonly places: readonly PlaceOfAccount[];
  readonly ties: readonly TieOfAccount[];
}

/**
 * The statement behind {@link AccountGround}; `which` is a condition on `a`, the account. A school that joined another or was
 * split goes on in its successors, so what is there is still here (EC-070).
 */
export function groundsOf(which: string): string {
  return `
  SELECT a.id, a.role, a.person_id AS "personId", a.closed_at IS NOT NULL AS "isClosed",
         coalesce(p.deceased_on IS NOT NULL, false) AS "personDied",
         EXISTS (SELECT FROM person_protections b WHERE b.person_id = a.person_id AND b.kind = 'blocking'
                    AND b.ended_at IS NULL) AS "personBlocked", region.time_zone AS "timeZone",
         coalesce(place.list, '[]') AS places, coalesce(tie.list, '[]') AS ties
  FROM journal_accounts a
  JOIN regions region ON region.id = a.region_id
  LEFT JOIN people p ON p.id = a.person_id
  CROSS JOIN LATERAL (
    WITH RECURSIVE here (school_id) AS (
      SELECT school_id FROM journal_account_schools WHERE journal_account_id = a.id
      UNION
      SELECT next.to_school_id FROM here JOIN school_reorganisations next ON next.from_school_id = here.school_id
    )
    SELECT array_agg(school_id) AS ids FROM here
  ) s
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('here', s.ids IS NULL OR held.school_id = ANY (s.ids), 'from', held.valid_from,
                                        'to', held.valid_to, 'endKind', held.end_kind)) AS list
    FROM (
      SELECT school_id, valid_from, valid_to, end_kind FROM enrollments
      WHERE a.role = 'student' AND person_id = a.person_id
      UNION ALL
      SELECT school_id, valid_from, valid_to, NULL FROM staff_appointments
      WHERE a.role IN ('teacher', 'homeroom', 'school_admin') AND person_id = a.person_id
    ) held
  ) place ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object(
             'kind', t.kind, 'state', t.state, 'from', t.valid_from, 'to', t.valid_to, 'endReason', t.end_reason,
             'childDied', child.deceased_on IS NOT NULL,
             'restrictions', coalesce(x.list, '[]'))) AS list
    FROM family_ties t
    JOIN people child ON child.id = t.child_id
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('kind', kind, 'from', valid_from, 'to', valid_to)) AS list
      FROM representation_restrictions
      WHERE child_id = t.child_id AND representative_id = t.representative_id AND ended_at IS NULL
    ) x ON true
    WHERE a.role = 'representative' AND t.representative_id = a.person_id
  ) tie ON true
  WHERE ${which}
  ORDER BY a.id`;
}
