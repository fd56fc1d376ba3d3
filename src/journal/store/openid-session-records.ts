import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../../platform/database/pool-of.js';
import type { Uuid } from '../../kernel/ids.js';
import { revokeGrant } from './oidc-records.js';

/** Reads and ends the provider's records from outside a request of the provider. */
@Injectable()
export class OpenidSessionRecords {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The uids of the sessions in which the account is signed in. */
  async uidsOfAccount(journalAccountId: Uuid): Promise<readonly string[]> {
    const { rows } = await poolOf(this.dataSource).query<{ uid: string }>({
      name: 'oidc-sessions-of-account',
      text: `SELECT uid FROM oidc_records WHERE model = 'Session' AND payload ->> 'accountId' = $1 AND uid IS NOT NULL`,
      values: [journalAccountId],
    });
    return rows.map(({ uid }) => uid);
  }

  /** The grants under which the account has codes or tokens, of those given. */
  async grantsOfAccount(journalAccountId: Uuid, grantIds: readonly string[]): Promise<readonly string[]> {
    const { rows } = await poolOf(this.dataSource).query<{ id: string }>({
      name: 'oidc-grants-of-account',
      text: `SELECT DISTINCT grant_id AS id FROM oidc_records
             WHERE grant_id = ANY ($2) AND payload ->> 'accountId' = $1`,
      values: [journalAccountId, grantIds],
    });
    return rows.map(({ id }) => id);
  }

  async destroy(uid: string): Promise<void> {
    await poolOf(this.dataSource).query({
      name: 'oidc-destroy-session',
      text: `DELETE FROM oidc_records WHERE model = 'Session' AND uid = $1`,
      values: [uid],
    });
  }

  async revokeGrant(grantId: string): Promise<void> {
    await revokeGrant(poolOf(this.dataSource), grantId);
  }

  /**
   * Deletes what expired before `moment`, at most `most` records; returns how many. Instances may do it at once: each skips
   * what another is deleting.
   */
  async deleteExpired(moment: Date, most: number): Promise<number> {
    const { rowCount } = await poolOf(this.dataSource).query({
      name: 'oidc-delete-expired',
      text: `DELETE FROM oidc_records WHERE (model, id) IN (
               SELECT model, id FROM oidc_records WHERE expires_at < $1
               ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      values: [moment, most],
    });
    return rowCount ?? 0;
  }
}
