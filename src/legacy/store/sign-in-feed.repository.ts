import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** Which days of an e-journal's sign-ins we know whole (INT-04): without its mark, silence proves nothing (EC-136). */
@Injectable()
export class SignInFeed {
  /** True when the system has marked each of these school days complete. No days prove nothing: false. */
  async isComplete(tx: EntityManager, systemId: Uuid, schoolDays: readonly CalendarDate[]): Promise<boolean> {
    const [row] = await tx.query<{ complete: boolean }[]>(
      'SELECT sign_in_feed_complete($1, $2::date[]) AS complete',
      [systemId, schoolDays],
    );
    return row?.complete === true;
  }

  /** Marks days complete; a day marked before stays as it was. */
  async mark(
    tx: EntityManager,
    systemId: Uuid,
    days: readonly CalendarDate[],
    markedAt: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO sign_in_feed_days (journal_system_id, day, marked_at)
       SELECT $1, day, $3 FROM unnest($2::date[]) AS marked (day)
       ON CONFLICT ON CONSTRAINT sign_in_feed_days_pkey DO NOTHING`,
      [systemId, days, markedAt],
    );
  }
}
