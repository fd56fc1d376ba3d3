import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type FourteenStage, TASK_OF_STAGE } from '../domain/fourteen.js';

/** A pupil of 14 or 15 who signs in by a child account. */
export interface PupilOfFourteen {
  readonly personId: Uuid;
  readonly firstName: string;
  readonly born: CalendarDate;
  readonly schoolId: Uuid;
  readonly told: readonly FourteenStage[];
}

/** Live links of pupils, with the level that ESIA named last. */
const BY_CHILD_ACCOUNT = `
  SELECT FROM journal_accounts a JOIN links l ON l.journal_account_id = a.id AND l.state IN ('active', 'suspended')
  JOIN esia_persons e ON e.id = l.esia_person_id
  WHERE a.person_id = p.id AND a.role = 'student' AND a.closed_at IS NULL AND e.level = 'KD'`;

/** Who is to be told, and that they were. */
@Injectable()
export class FourteenRepository {
  /**
   * Pupils from the 14th birthday until the 16th, by which every grace is over, in the order of their ids after `after`. A
   * birthday of 29 February comes on 1 March, as everywhere (EC-023): the day is moved, not the birth.
   */
  pupils(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    after: Uuid | null,
    limit: number,
  ): Promise<PupilOfFourteen[]> {
    return tx.query<PupilOfFourteen[]>(
      `SELECT p.id AS "personId", p.first_name AS "firstName", p.birth_date AS born, place.school_id AS "schoolId",
         ARRAY(SELECT stage FROM fourteen_notices n WHERE n.person_id = p.id) AS told
       FROM people p CROSS JOIN LATERAL (
         SELECT e.school_id FROM enrollments e
         WHERE e.person_id = p.id AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2)
         ORDER BY e.kind = 'main' DESC, e.valid_from DESC, e.id LIMIT 1) place
       WHERE p.region_id = $1 AND p.birth_date <= ($2::date - interval '14 years')
         AND p.birth_date > ($2::date - interval '16 years') AND ($3::uuid IS NULL OR p.id > $3)
         AND EXISTS (${BY_CHILD_ACCOUNT})
       ORDER BY p.id LIMIT $4`,
      [regionId, day, after, limit],
    );
  }

  /** Notes a stage; false when it was noted before, perhaps by another server at this moment. */
  async note(
    tx: EntityManager,
    regionId: Uuid,
    personId: Uuid,
    stage: FourteenStage,
    now: Date,
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO fourteen_notices (person_id, stage, region_id, told_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING person_id`,
      [personId, stage, regionId, now],
    );
    return rows.length > 0;
  }

  /** The school's tasks about those who have confirmed their account by now, or have none any more, are done. */
  async closeDone(tx: EntityManager, regionId: Uuid, now: Date): Promise<void> {
    await tx.query(
      `UPDATE roster_tasks t SET done_at = $3 FROM people p
       WHERE t.region_id = $1 AND t.code = ANY ($2) AND t.done_at IS NULL AND p.id = t.person_id
         AND NOT EXISTS (${BY_CHILD_ACCOUNT})`,
      [regionId, Object.values(TASK_OF_STAGE), now],
    );
  }

  /** The task of an earlier stage gives way to the next one. */
  async closeEarlier(tx: EntityManager, personId: Uuid, stage: FourteenStage, now: Date): Promise<void> {
    await tx.query(
      `UPDATE roster_tasks SET done_at = $3 WHERE person_id = $1 AND code = ANY ($2) AND done_at IS NULL`,
      [personId, Object.values(TASK_OF_STAGE).filter((code) => code !== TASK_OF_STAGE[stage]), now],
    );
  }
}
