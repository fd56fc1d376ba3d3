import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** The day on which the passwords of somebody's wave end, as it was announced. */
export interface ToldCutover {
  readonly personId: Uuid;
  readonly journalName: string;
  readonly cutoverOn: CalendarDate;
  /** The passwords of the wave have ended. */
  readonly isOver: boolean;
  /** The school's change stands still: the day may move. */
  readonly isPaused: boolean;
}

/** Announced days of pupils' accounts, for their families: before the announcement a day is a plan of offices. */
@Injectable()
export class ToldCutovers {
  /** One row for each e-journal and day, the nearest first. Of a protected person nothing leads to a school (ROS-11). */
  of(tx: EntityManager, pupilIds: readonly Uuid[]): Promise<ToldCutover[]> {
    return tx.query(
      `SELECT DISTINCT c.cutover_on AS "cutoverOn", j.name AS "journalName", a.person_id AS "personId",
              c.cut_over_at IS NOT NULL AS "isOver", c.paused_at IS NOT NULL AS "isPaused"
         FROM journal_accounts a
         JOIN people p ON p.id = a.person_id AND NOT p.protected
         JOIN wave_members m ON m.journal_account_id = a.id
         JOIN campaigns c ON c.id = m.campaign_id AND c.announced_at IS NOT NULL AND c.phase <> 'preparation'
         JOIN journal_systems j ON j.id = c.journal_system_id
        WHERE a.person_id = ANY ($1::uuid[]) AND a.role = 'student' AND a.closed_at IS NULL AND c.cutover_on IS NOT NULL
          AND EXISTS (SELECT FROM journal_account_schools s
                       WHERE s.journal_account_id = a.id AND s.school_id = c.school_id)
        ORDER BY 1, 2, 3`,
      [pupilIds],
    );
  }
}
