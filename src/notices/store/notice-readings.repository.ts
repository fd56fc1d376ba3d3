import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, scopeParameters } from '../../territory/index.js';
import type { NoticeState } from '../domain/notice-state.js';
import type { TemplateKind } from '../domain/template-kind.js';
import { OWN_CHILDREN } from './notice-people.repository.js';
import type { NoticeReach } from './notice-places.repository.js';

/** A notice in a list. */
export interface ListedNotice {
  readonly id: Uuid;
  readonly personId: Uuid;
  /** As the class list has it; of a protected person null. */
  readonly name: string | null;
  readonly schoolId: Uuid;
  readonly classId: Uuid | null;
  readonly classLabel: string | null;
  readonly wave: string;
  readonly kind: TemplateKind;
  readonly state: NoticeState;
  readonly stateSince: Date;
  readonly cutoverOn: CalendarDate;
  readonly handedOn: CalendarDate | null;
}

/** A notice as it is printed. */
export interface PrintedNotice {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly name: string;
  readonly wave: 'staff' | 'representatives' | 'pupils_14plus' | 'pupils_under14';
  readonly state: NoticeState;
  readonly cutoverOn: CalendarDate;
  readonly templateId: Uuid;
  readonly printId: Uuid | null;
  readonly printedBy: Uuid | null;
  readonly journalName: string;
  readonly classLabel: string | null;
  readonly born: CalendarDate | null;
  readonly isProtected: boolean;
  /** «Мария (5Б), Пётр (9А)»; empty but for representatives. */
  readonly children: string;
}

export interface NoticeFilter {
  readonly schoolId: Uuid | null;
  readonly classId: Uuid | null;
  readonly state: NoticeState | null;
  readonly kind: TemplateKind | null;
}

/** Which papers of a place lie in a pack. */
export interface PackAsked {
  readonly schoolId: Uuid;
  /** `none`: staff, and pupils without a class. */
  readonly classId: Uuid | 'none';
  readonly states: readonly NoticeState[];
  readonly day: CalendarDate;
}

const NAME = (p: string): string => `concat_ws(' ', ${p}.last_name, ${p}.first_name, ${p}.middle_name)`;

const PRINTED = (day: string): string => `
  SELECT n.id, n.region_id AS "regionId", n.school_id AS "schoolId", n.person_id AS "personId",
         n.journal_account_id AS "accountId", ${NAME('p')} AS name, c.wave, n.state, n.cutover_on AS "cutoverOn",
         n.template_id AS "templateId", n.print_id AS "printId", w.printed_by AS "printedBy", j.name AS "journalName",
         g.grade_level || g.letter AS "classLabel", p.birth_date AS born, p.protected AS "isProtected",
         coalesce(family.names, '') AS children,
         coalesce(family.first_key, ARRAY[p.norm_last, p.norm_first, coalesce(p.norm_middle, ''), p.id::text]) AS key
    FROM notice_issues n
    JOIN campaigns c ON c.id = n.campaign_id
    JOIN journal_systems j ON j.id = c.journal_system_id
    JOIN people p ON p.id = n.person_id AND p.deceased_on IS NULL
    LEFT JOIN class_groups g ON g.id = n.class_group_id
    LEFT JOIN notice_prints w ON w.id = n.print_id
    LEFT JOIN LATERAL (
      SELECT string_agg(k.first_name || coalesce(' (' || cg.grade_level || cg.letter || ')', ''), ', '
               ORDER BY cg.grade_level, cg.letter, k.norm_last, k.norm_first, k.id) FILTER (WHERE NOT k.protected) AS names,
             min(ARRAY[k.norm_last, k.norm_first, '', k.id::text]) FILTER (
               WHERE k.class_group_id IS NOT DISTINCT FROM n.class_group_id) AS first_key,
             bool_or(k.protected) AS protected
        FROM (${OWN_CHILDREN('n.person_id', 'n.school_id', day)}) k
        LEFT JOIN class_groups cg ON cg.id = k.class_group_id) family ON c.wave = 'representatives'
   WHERE NOT EXISTS (SELECT FROM links l WHERE l.journal_account_id = n.journal_account_id AND l.state = 'active')`;

/** Reads of notices, within a scope that SQL checks; packs are of a place that was checked before. */
@Injectable()
export class NoticeReadings {
  /** In the order of their ids, one more than the limit. */
  list(
    tx: EntityManager,
    reach: NoticeReach,
    filter: NoticeFilter,
    page: { readonly limit: number; readonly after: Uuid | null },
  ): Promise<ListedNotice[]> {
    return tx.query(
      `SELECT n.id, n.person_id AS "personId", CASE WHEN NOT p.protected THEN ${NAME('p')} END AS name,
              n.school_id AS "schoolId", CASE WHEN NOT p.protected THEN n.class_group_id END AS "classId",
              CASE WHEN NOT p.protected THEN g.grade_level || g.letter END AS "classLabel", c.wave, t.kind, n.state,
              n.state_since AS "stateSince", n.cutover_on AS "cutoverOn", n.handed_on AS "handedOn"
         FROM notice_issues n
         JOIN schools school ON school.id = n.school_id
         JOIN campaigns c ON c.id = n.campaign_id
         JOIN people p ON p.id = n.person_id
         JOIN notice_templates t ON t.id = n.template_id
         LEFT JOIN class_groups g ON g.id = n.class_group_id
        WHERE school.region_id = $1 AND ((${SCHOOL_IN_SCOPE}) OR (n.class_group_id = ANY ($5::uuid[]) AND NOT p.protected))
          AND ($6::uuid IS NULL OR n.school_id = $6)
          AND ($7::uuid IS NULL OR (n.class_group_id = $7 AND NOT p.protected))
          AND ($8::text IS NULL OR n.state = $8) AND ($9::text IS NULL OR t.kind = $9)
          AND ($10::uuid IS NULL OR n.id > $10)
        ORDER BY n.id LIMIT $11`,
      [
        ...[...scopeParameters(reach), reach.classGroupIds],
        ...[filter.schoolId, filter.classId, filter.state, filter.kind, page.after, page.limit + 1],
      ],
    );
  }

  /**
   * The papers of a class in the order of its list, each pupil's followed by the letters to the parents. No protected people, and
   * none that was not made ready for print: it would have no code.
   */
  pack(tx: EntityManager, { schoolId, classId, states, day }: PackAsked): Promise<PrintedNotice[]> {
    return tx.query(
      `SELECT * FROM (${PRINTED('$1::date')} AND n.school_id = $2
           AND CASE WHEN $3::uuid IS NULL THEN n.class_group_id IS NULL ELSE n.class_group_id = $3 END
           AND n.print_id IS NOT NULL AND n.state = ANY ($4::text[]) AND NOT p.protected AND family.protected IS NOT TRUE) found
        ORDER BY wave = 'staff', key, wave = 'representatives', name, id`,
      [day, schoolId, classId === 'none' ? null : classId, states],
    );
  }

  /** One living notice by id, within reach; null when there is none, or its person is linked already. */
  async one(
    tx: EntityManager,
    reach: NoticeReach,
    id: Uuid,
    day: CalendarDate,
  ): Promise<PrintedNotice | null> {
    const [row] = await tx.query<PrintedNotice[]>(
      `SELECT found.* FROM (${PRINTED('$6::date')} AND n.id = $7 AND n.state NOT IN ('acted', 'void')) found
         JOIN notice_issues n ON n.id = found.id
         JOIN schools school ON school.id = n.school_id
        WHERE ((${SCHOOL_IN_SCOPE}) OR n.class_group_id = ANY ($5::uuid[]))`,
      [...scopeParameters(reach), reach.classGroupIds, day, id],
    );
    return row ?? null;
  }

  /**
   * The papers that these people may have now, the nearest day first: living ones made ready for print, and of the day that holds
   * now, even while the news of a moved one is on its way.
   */
  ofPeople(tx: EntityManager, personIds: readonly Uuid[], day: CalendarDate): Promise<PrintedNotice[]> {
    return tx.query(
      `SELECT * FROM (${PRINTED('$1::date')} AND n.person_id = ANY ($2::uuid[]) AND n.print_id IS NOT NULL
           AND n.state NOT IN ('acted', 'void') AND c.cutover_on = n.cutover_on) found
        ORDER BY "cutoverOn", "journalName", id`,
      [day, personIds],
    );
  }

  /** Those of the named that are within reach, with their states; of a homeroom teacher's class without protected people. */
  within(
    tx: EntityManager,
    reach: NoticeReach,
    ids: readonly Uuid[],
  ): Promise<{ readonly id: Uuid; readonly state: NoticeState; readonly schoolId: Uuid }[]> {
    return tx.query(
      `SELECT n.id, n.state, n.school_id AS "schoolId" FROM notice_issues n
         JOIN schools school ON school.id = n.school_id
         JOIN people p ON p.id = n.person_id
        WHERE n.id = ANY ($6::uuid[]) AND school.region_id = $1
          AND ((${SCHOOL_IN_SCOPE}) OR (n.class_group_id = ANY ($5::uuid[]) AND NOT p.protected))`,
      [...scopeParameters(reach), reach.classGroupIds, ids],
    );
  }
}
