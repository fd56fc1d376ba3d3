import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { LINKED_DAYS, OPEN_STANDINGS } from '../domain/credential-moves.js';
import { CUT_OVER } from './credential-sql.js';

const OPEN = `(${OPEN_STANDINGS.map((state) => `'${state}'`).join(', ')})`;

/** Old logins that time may move, a page at a time in the order of their ids; the guards of the table decide. */
@Injectable()
export class CredentialsDue {
  /** Those with a link that has been active long enough, and a password that it has not shut yet. */
  linkedLong(tx: EntityManager, now: Date, after: Uuid | null, most: number): Promise<readonly Uuid[]> {
    return ids(
      tx,
      `SELECT k.journal_account_id AS id FROM legacy_credentials k
        WHERE k.linked_since <= $3::timestamptz - interval '${LINKED_DAYS} days'
          AND k.disabled_reason IS DISTINCT FROM 'linked' AND k.state NOT IN ('never_issued', 'purged')
          AND NOT EXISTS (SELECT FROM campaign_policies y
                           WHERE y.journal_system_id = k.journal_system_id AND NOT y.disable_on_link)`,
      [after, most, now],
    );
  }

  /** Those whose re-enabled time is over. */
  reenabledOver(tx: EntityManager, now: Date, after: Uuid | null, most: number): Promise<readonly Uuid[]> {
    return ids(
      tx,
      `SELECT k.journal_account_id AS id FROM legacy_credentials k WHERE k.reenabled_until <= $3::timestamptz`,
      [after, most, now],
    );
  }

  /** Those that a cover has kept open through a cut-over, and those issued under an exemption. */
  coveredAtCutOver(tx: EntityManager, after: Uuid | null, most: number): Promise<readonly Uuid[]> {
    return ids(
      tx,
      `SELECT k.journal_account_id AS id FROM legacy_credentials k
        WHERE k.state IN ${OPEN} AND k.campaign_id IN (SELECT c.id FROM campaigns c WHERE c.phase IN ${CUT_OVER})
        UNION ALL
       SELECT k.journal_account_id FROM legacy_credentials k WHERE k.state = 'issued_under_exemption'`,
      [after, most],
    );
  }
}

async function ids(tx: EntityManager, due: string, parameters: unknown[]): Promise<readonly Uuid[]> {
  const rows = await tx.query<{ id: Uuid }[]>(
    `SELECT id FROM (${due}) due WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`,
    parameters,
  );
  return rows.map(({ id }) => id);
}
