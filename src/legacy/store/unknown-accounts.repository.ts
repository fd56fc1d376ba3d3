import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** An account that a journal asked about and that we do not know. */
export interface UnknownAccount {
  readonly regionId: Uuid;
  readonly systemId: Uuid;
  readonly externalId: string;
  /** Null when the call named no school that the system serves: then the region's campaign manager is told. */
  readonly schoolId: Uuid | null;
  readonly at: Date;
}

/** The code of the task. */
const CODE = 'ACCOUNT_UNKNOWN';
/** A journal whose list was never loaded must not bury a school under tasks: the first tell enough. */
const MOST_OPEN = 200;

/** Tasks about accounts that asked for a decision before anybody told us of them (EC-133). */
@Injectable()
export class UnknownAccounts {
  /** Opens a task for each account that is still unknown and has none, as long as its school has not too many. */
  async tell(tx: EntityManager, accounts: readonly UnknownAccount[]): Promise<void> {
    const rows = accounts.map(({ regionId, systemId, externalId, schoolId, at }) => ({
      ...{ region_id: regionId, system_id: systemId, external_id: externalId, school_id: schoolId, at },
    }));
    await tx.query(
      `INSERT INTO campaign_tasks (region_id, audience, code, school_id, subject, facts, opened_at)
       SELECT n.region_id, CASE WHEN n.school_id IS NULL THEN 'campaign_manager' ELSE 'school' END, $2, n.school_id,
              n.subject, jsonb_build_object('system', n.code, 'account', n.external_id), n.at
         FROM (
           SELECT DISTINCT ON (u.system_id, u.external_id) u.*, j.code, j.code || '/' || u.external_id AS subject
             FROM jsonb_to_recordset($1::jsonb)
                  AS u (region_id uuid, system_id uuid, external_id text, school_id uuid, at timestamptz)
             JOIN journal_systems j ON j.id = u.system_id
            WHERE NOT EXISTS (SELECT FROM journal_accounts a
                               WHERE a.journal_system_id = u.system_id AND a.external_id = u.external_id)
            ORDER BY u.system_id, u.external_id, u.at
         ) n
        WHERE (SELECT count(*) FROM campaign_tasks t
                WHERE t.code = $2 AND t.done_at IS NULL AND t.region_id = n.region_id
                  AND t.school_id IS NOT DISTINCT FROM n.school_id) < $3
       ON CONFLICT (region_id, audience, code, school_id, campaign_id, subject) WHERE done_at IS NULL DO NOTHING`,
      [JSON.stringify(rows), CODE, MOST_OPEN],
    );
  }

  /** Closes the tasks whose account has been reported since; gives how many. */
  async closeKnown(tx: EntityManager, at: Date): Promise<number> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE campaign_tasks t SET done_at = $2, done_by = 'system'
         FROM journal_systems j JOIN journal_accounts a ON a.journal_system_id = j.id
        WHERE t.code = $1 AND t.done_at IS NULL
          AND j.code = t.facts ->> 'system' AND a.external_id = t.facts ->> 'account'
       RETURNING t.id`,
      [CODE, at],
    );
    return rows.length;
  }
}
