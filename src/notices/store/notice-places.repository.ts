import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** Where a right reaches: schools, and beside them single classes of homeroom teachers. */
export interface NoticeReach extends SchoolScope {
  readonly classGroupIds: readonly Uuid[];
}

/** A school, or a class of it, within reach. */
export interface NoticePlace {
  readonly regionId: Uuid;
  readonly regionCode: string;
  readonly regionName: string;
  readonly timeZone: string;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  /** Null while the school has said none. */
  readonly contacts: string | null;
  readonly classId: Uuid | null;
  /** «5Б»; null without a class. */
  readonly classLabel: string | null;
}

/** A class with pupils on the day. */
export interface NoticeClass {
  readonly id: Uuid;
  readonly label: string;
}

const COLUMNS = `school.region_id AS "regionId", r.code AS "regionCode", r.name AS "regionName", r.time_zone AS "timeZone",
  school.id AS "schoolId", school.short_name AS "schoolName", k.contacts`;

/** Schools, classes and their contacts, within a scope that SQL checks. */
@Injectable()
export class NoticePlaces {
  /** Null for what is out of reach: the caller must not learn that it exists. */
  async find(
    tx: EntityManager,
    reach: NoticeReach,
    { schoolId, classId }: { readonly schoolId: Uuid | null; readonly classId: Uuid | null },
  ): Promise<NoticePlace | null> {
    const [row] = await tx.query<NoticePlace[]>(
      `SELECT ${COLUMNS}, g.id AS "classId", g.grade_level || g.letter AS "classLabel"
         FROM schools school
         JOIN regions r ON r.id = school.region_id
         LEFT JOIN notice_contacts k ON k.school_id = school.id
         LEFT JOIN class_groups g ON g.school_id = school.id AND g.id = $7
        WHERE school.region_id = $1 AND ($6::uuid IS NULL OR school.id = $6)
          AND ($7::uuid IS NULL OR g.id IS NOT NULL) AND ($6::uuid IS NOT NULL OR $7::uuid IS NOT NULL)
          AND ((${SCHOOL_IN_SCOPE}) OR g.id = ANY ($5::uuid[]))`,
      [...scopeParameters(reach), reach.classGroupIds, schoolId, classId],
    );
    return row ?? null;
  }

  /** Open classes in the order of the school: 1А, 1Б, … 11А. */
  classes(tx: EntityManager, schoolId: Uuid): Promise<NoticeClass[]> {
    return tx.query(
      `SELECT id, grade_level || letter AS label FROM class_groups
        WHERE school_id = $1 AND closed_on IS NULL ORDER BY grade_level, letter, id`,
      [schoolId],
    );
  }

  /** Where a family's pupils learn on the day. To its representatives the school of a protected child is not named (ROS-11). */
  ofFamily(
    tx: EntityManager,
    pupils: { readonly own: readonly Uuid[]; readonly children: readonly Uuid[] },
    day: CalendarDate,
  ): Promise<{ readonly id: Uuid; readonly name: string }[]> {
    return tx.query(
      `SELECT DISTINCT s.short_name AS name, s.id
         FROM enrollments e JOIN people p ON p.id = e.person_id JOIN schools s ON s.id = e.school_id
        WHERE (p.id = ANY ($1::uuid[]) OR (p.id = ANY ($2::uuid[]) AND NOT p.protected))
          AND e.valid_from <= $3 AND (e.valid_to IS NULL OR e.valid_to > $3)
        ORDER BY 1, 2`,
      [pupils.own, pupils.children, day],
    );
  }

  /** The last word stands. */
  async setContacts(
    tx: EntityManager,
    schoolId: Uuid,
    contacts: { readonly text: string; readonly by: Uuid; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO notice_contacts (school_id, contacts, changed_by, changed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (school_id) DO UPDATE SET contacts = excluded.contacts, changed_by = excluded.changed_by,
         changed_at = excluded.changed_at, revision = notice_contacts.revision + 1`,
      [schoolId, contacts.text, contacts.by, contacts.at],
    );
  }
}
