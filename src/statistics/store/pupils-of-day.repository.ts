import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { DeclaredBy, PupilFacts } from '../domain/declaration.js';
import type { PupilPlace } from '../domain/pupil-scope.js';
import type { StatisticsDay } from '../domain/statistics-day.js';

/** Which pupils of a list are wanted; `declared_not_linked` are those who deviate (STAT-04). */
export const PUPIL_FILTERS = [
  ...(['not_linked', 'declared_not_linked', 'linked', 'used', 'refusal', 'data_error'] as const),
] as const;
export type PupilFilter = (typeof PUPIL_FILTERS)[number];

const CONDITION: Readonly<Record<PupilFilter, string>> = {
  not_linked: 'NOT p.linked',
  declared_not_linked: 'p.declared AND NOT p.linked',
  linked: 'p.linked',
  used: 'p.used',
  refusal: 'p.refused',
  data_error: `q.readiness <> 'ready'`,
};

/** One pupil of a school on a day; names are masked before they leave us. */
export interface PupilOfDay extends PupilFacts {
  readonly personId: Uuid;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly classId: Uuid | null;
  readonly classLabel: string | null;
  readonly declarationId: Uuid | null;
  readonly declaredBy: DeclaredBy | null;
  readonly recordedAt: Date | null;
}

/** Pupils of a school or class by name, counted as everywhere (STAT-10): the same rows that a snapshot counts. */
@Injectable()
export class PupilsOfDay {
  /** At most `limit` by id, after the one given. Protected persons are counted, never listed (ROS-11). */
  list(
    tx: EntityManager,
    place: PupilPlace,
    asked: {
      readonly day: StatisticsDay;
      /** Classes that the reader may see when not the whole school. */
      readonly classGroupIds: readonly Uuid[];
      readonly filter: PupilFilter | null;
      /** False for a past day: what is wrong with data is known of now only. */
      readonly isToday: boolean;
      readonly limit: number;
      readonly after: Uuid | null;
    },
  ): Promise<PupilOfDay[]> {
    const { day, moment, ageDay } = asked.day;
    return tx.query<PupilOfDay[]>(
      `SELECT p.person_id AS "personId", w.last_name AS last, w.first_name AS first, w.middle_name AS middle,
              p.class_group_id AS "classId", g.grade_level || g.letter AS "classLabel", p.declared, p.linked, p.used,
              p.refused, CASE WHEN $9 THEN q.readiness <> 'ready' END AS "dataError", d.id AS "declarationId",
              d.declared_by AS "declaredBy", d.recorded_at AS "recordedAt"
         FROM statistics_pupils($1, $2, $3, $4, ARRAY[$5::uuid]) p
         JOIN people w ON w.id = p.person_id AND NOT w.protected
         LEFT JOIN class_groups g ON g.id = p.class_group_id
         LEFT JOIN LATERAL (SELECT r.readiness FROM person_readiness r WHERE r.person_id = p.person_id) q ON $9
         LEFT JOIN LATERAL (
           SELECT d.id, d.declared_by, d.recorded_at FROM declarations d
            WHERE (d.person_id = p.person_id OR d.person_id IN (SELECT m.id FROM people m WHERE m.merged_into_id = p.person_id))
              AND d.recorded_at < $3 AND (d.withdrawn_at IS NULL OR d.withdrawn_at >= $3)
            ORDER BY d.recorded_at, d.id LIMIT 1) d ON true
        WHERE ($6::uuid IS NULL OR p.class_group_id = $6) AND ($7 OR p.class_group_id = ANY ($8::uuid[]))
          AND ($10::uuid IS NULL OR p.person_id > $10)
          ${asked.filter === null ? '' : `AND ${CONDITION[asked.filter]}`}
        ORDER BY p.person_id LIMIT $11`,
      [
        ...[place.regionId, day, moment, ageDay, place.schoolId, place.classId, place.seesWholeSchool],
        ...[asked.classGroupIds, asked.isToday, asked.after, asked.limit],
      ],
    );
  }
}
