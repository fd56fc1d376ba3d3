import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** A system whose policy speaks of unused passwords. */
export interface UnusedPolicyHolder {
  readonly systemId: Uuid;
  readonly regionId: Uuid;
  readonly timeZone: string;
}

/** Old logins that nobody uses. */
@Injectable()
export class UnusedPasswords {
  /** Systems whose policy asks to disable unused passwords, now or from some day. */
  holders(tx: EntityManager): Promise<readonly UnusedPolicyHolder[]> {
    return tx.query(
      `SELECT s.id AS "systemId", s.region_id AS "regionId", r.time_zone AS "timeZone"
         FROM campaign_policies p JOIN journal_systems s ON s.id = p.journal_system_id JOIN regions r ON r.id = s.region_id
        WHERE p.disable_unused OR p.first_use_blocked_from IS NOT NULL ORDER BY s.id`,
    );
  }

  /**
   * Accounts after `after`, in the order of their ids, that have had a password open since `from` and have not used it.
   * Whoever came into this state later, by joining, by an undo or by a roll-back, has not had the time yet.
   */
  async find(
    tx: EntityManager,
    asked: {
      readonly systemId: Uuid;
      readonly from: CalendarDate;
      readonly after: Uuid | null;
      readonly limit: number;
    },
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT k.journal_account_id AS id
         FROM legacy_credentials k
         JOIN journal_accounts a ON a.id = k.journal_account_id AND a.closed_at IS NULL
         JOIN regions r ON r.id = k.region_id
         LEFT JOIN campaigns c ON c.id = k.campaign_id
        WHERE k.journal_system_id = $1 AND k.state IN ('active', 'warned')
          AND coalesce(c.phase, 'not_scheduled') IN ('not_scheduled', 'preparation', 'announced', 'soft_launch')
          AND ($3::uuid IS NULL OR k.journal_account_id > $3)
          AND coalesce(k.last_password_at, '-infinity') < ($2::date::timestamp AT TIME ZONE r.time_zone)
          AND NOT EXISTS (SELECT FROM sign_in_days d
                           WHERE d.journal_account_id = k.journal_account_id AND d.day >= $2 AND d.method = 'password')
          AND EXISTS (SELECT FROM legacy_credential_history h
                       WHERE h.journal_account_id = k.journal_account_id
                         AND h.at < ($2::date::timestamp AT TIME ZONE r.time_zone))
          AND NOT EXISTS (SELECT FROM legacy_credential_history h
                           WHERE h.journal_account_id = k.journal_account_id AND h.event <> 'phase_moved'
                             AND h.at >= ($2::date::timestamp AT TIME ZONE r.time_zone))
        ORDER BY k.journal_account_id LIMIT $4`,
      [asked.systemId, asked.from, asked.after, asked.limit],
    );
    return rows.map(({ id }) => id);
  }

  /** An account of the system by the system's own id, with its school; null when there is none. */
  async account(
    tx: EntityManager,
    systemId: Uuid,
    externalId: string,
  ): Promise<{ readonly id: Uuid; readonly schoolId: Uuid | null } | null> {
    const [row] = await tx.query<{ id: Uuid; schoolId: Uuid | null }[]>(
      `SELECT a.id, (SELECT s.school_id FROM journal_account_schools s WHERE s.journal_account_id = a.id
                      ORDER BY 1 LIMIT 1) AS "schoolId"
         FROM journal_accounts a WHERE a.journal_system_id = $1 AND a.external_id = $2`,
      [systemId, externalId],
    );
    return row ?? null;
  }
}
