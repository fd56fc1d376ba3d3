import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../../platform/database/pool-of.js';
import type { Uuid } from '../../kernel/ids.js';

const MODEL = 'SignedInPerson';

/**
 * Which ESIA person stood behind a grant. A grant of the provider names the journal account only; were the account linked to
 * somebody else before the code is redeemed, the tokens would speak of the wrong human.
 */
@Injectable()
export class SignedInPersons {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async remember(grantId: string, esiaPersonId: Uuid, expiresAt: Date): Promise<void> {
    await poolOf(this.dataSource).query({
      name: 'oidc-remember-person',
      text: `INSERT INTO oidc_records (model, id, payload, grant_id, expires_at)
             VALUES ('${MODEL}', $1, jsonb_build_object('esiaPersonId', $2::text), $1, $3)`,
      values: [grantId, esiaPersonId, expiresAt],
    });
  }

  /** Null when the grant is unknown or was revoked. */
  async of(grantId: string): Promise<Uuid | null> {
    const { rows } = await poolOf(this.dataSource).query<{ person: Uuid }>({
      name: 'oidc-person-of-grant',
      text: `SELECT payload ->> 'esiaPersonId' AS person FROM oidc_records WHERE model = '${MODEL}' AND id = $1`,
      values: [grantId],
    });
    return rows[0]?.person ?? null;
  }

  /** The grants behind which the person stands. */
  async grantsOf(esiaPersonId: Uuid): Promise<readonly string[]> {
    const { rows } = await poolOf(this.dataSource).query<{ id: string }>({
      name: 'oidc-grants-of-person',
      text: `SELECT id FROM oidc_records WHERE model = '${MODEL}' AND payload ->> 'esiaPersonId' = $1`,
      values: [esiaPersonId],
    });
    return rows.map(({ id }) => id);
  }
}
