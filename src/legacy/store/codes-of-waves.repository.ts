import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** A wave is closed 90 days after its cut-over at the latest (e.3), and its codes live 30 days more (EC-109). */
const DAYS_AFTER_CUTOVER = 120;

/** Accounts of waves that hold an open link code, with the end of the 30 days after the closing of the wave. */
@Injectable()
export class CodesOfWaves {
  of(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    at: Date,
  ): Promise<{ readonly accountId: Uuid; readonly until: Date }[]> {
    return tx.query(
      `SELECT k.journal_account_id AS "accountId",
              max((c.cutover_on + ${DAYS_AFTER_CUTOVER})::timestamp AT TIME ZONE r.time_zone) AS until
         FROM campaigns c
         JOIN regions r ON r.id = c.region_id
         JOIN journal_account_schools s ON s.school_id = c.school_id
         JOIN journal_accounts a ON a.id = s.journal_account_id AND a.journal_system_id = c.journal_system_id
         LEFT JOIN people p ON p.id = a.person_id
         JOIN link_codes k ON k.journal_account_id = a.id AND k.consumed_at IS NULL AND k.voided_at IS NULL
                          AND k.expires_at > $2
        WHERE c.id = ANY ($1::uuid[]) AND c.cutover_on IS NOT NULL
          AND (EXISTS (SELECT FROM wave_members m WHERE m.campaign_id = c.id AND m.journal_account_id = a.id)
            OR wave_of(a.role, p.birth_date, ($2::timestamptz AT TIME ZONE r.time_zone)::date) = c.wave)
        GROUP BY k.journal_account_id`,
      [campaignIds, at],
    );
  }
}
