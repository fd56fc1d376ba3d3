import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** A recipient that is to be reminded now, and of what. */
export interface LetterReminder {
  readonly recipientId: Uuid;
  readonly letterId: Uuid;
  readonly title: string;
  readonly dueOn: CalendarDate;
  readonly isOverdue: boolean;
}

/** A proved address of somebody who answers for a recipient. */
export interface AnsweringContact {
  readonly recipientId: Uuid;
  readonly addressSealed: Buffer;
}

/** Who has not acknowledged a letter, and who answers for it. */
@Injectable()
export class LetterRemindersRepository {
  /** Marks who is to be reminded on the day: three days before the last one, and the day after it; each once. */
  async mark(tx: EntityManager, regionId: Uuid, day: CalendarDate, now: Date): Promise<LetterReminder[]> {
    const [rows] = await tx.query<[LetterReminder[], number]>(
      `UPDATE letter_recipients r
       SET reminded_at = coalesce(r.reminded_at, $3), overdue_at = CASE WHEN l.due_on < $2::date THEN $3::timestamptz END
       FROM letters l
       WHERE l.id = r.letter_id AND l.region_id = $1 AND r.acknowledged_at IS NULL
         AND ((r.reminded_at IS NULL AND l.due_on - 3 <= $2::date) OR (r.overdue_at IS NULL AND l.due_on < $2::date))
       RETURNING r.id AS "recipientId", l.id AS "letterId", l.title, l.due_on AS "dueOn", r.overdue_at IS NOT NULL AS "isOverdue"`,
      [regionId, day, now],
    );
    return rows;
  }

  /** E-mail addresses of those who hold a role that acknowledges at the recipient's place on the day. */
  contacts(tx: EntityManager, recipientIds: readonly Uuid[], day: CalendarDate): Promise<AnsweringContact[]> {
    return tx.query<AnsweringContact[]>(
      `SELECT DISTINCT r.id AS "recipientId", c.address_sealed AS "addressSealed"
       FROM letter_recipients r
       JOIN role_grants g ON g.revoked_at IS NULL AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
        AND ((g.school_id = r.school_id AND g.role IN ('school_admin', 'principal'))
          OR (g.municipality_id = r.municipality_id AND g.role IN ('municipal_operator', 'municipal_head')))
       JOIN esia_persons e ON e.region_id = g.region_id AND e.snils_hmac = g.snils_hmac AND e.birth_date = g.birth_date
       JOIN person_contacts c ON c.esia_person_id = e.id AND c.channel = 'email' AND c.confirmed_at IS NOT NULL
        AND c.ended_at IS NULL
       WHERE r.id = ANY ($1::uuid[])`,
      [recipientIds, day],
    );
  }
}
