import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** One call that issued codes. */
export interface LinkCodeIssue {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly issuedBy: Uuid;
  readonly issuedAt: Date;
  /** SHA-256 of what the codes are made from, where paper says them again; else null. */
  readonly madeFromHash: Buffer | null;
}

/** A code to be kept: its hash, for whom, until when. */
export interface NewLinkCode {
  readonly accountId: Uuid;
  readonly ownerId: Uuid;
  readonly hash: Buffer;
  readonly turn: number;
}

/** A code as administrators see it: never the code itself. */
export interface LinkCodeState {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly externalId: string;
  readonly role: string;
  readonly state: 'open' | 'used' | 'void' | 'expired';
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Of one issue: enough to say its codes again. */
export interface IssuedCode {
  readonly accountId: Uuid;
  readonly turn: number;
  readonly expiresAt: Date;
  readonly isOpen: boolean;
}

/** A code that is worth something at this moment. */
const WORTH = `consumed_at IS NULL AND voided_at IS NULL AND expires_at > $2`;

/** Link codes; of a code itself the database knows only a keyed hash (LNK-05). */
@Injectable()
export class LinkCodesRepository {
  async addIssue(tx: EntityManager, issue: LinkCodeIssue): Promise<void> {
    const { id, regionId, issuedBy, issuedAt, madeFromHash } = issue;
    await tx.query(
      `INSERT INTO link_code_issues (id, region_id, issued_by, issued_at, idempotency_hash) VALUES ($1, $2, $3, $4, $5)`,
      [id, regionId, issuedBy, issuedAt, madeFromHash],
    );
  }

  /** The issue of this issuer whose codes were made from this. */
  async issueMadeFrom(tx: EntityManager, issuedBy: Uuid, madeFromHash: Buffer): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM link_code_issues WHERE issued_by = $1 AND idempotency_hash = $2`,
      [issuedBy, madeFromHash],
    );
    return row?.id ?? null;
  }

  async ofIssue(tx: EntityManager, issueId: Uuid, now: Date): Promise<readonly IssuedCode[]> {
    return tx.query(
      `SELECT journal_account_id AS "accountId", turn, expires_at AS "expiresAt", (${WORTH}) AS "isOpen"
       FROM link_codes WHERE issue_id = $1 ORDER BY journal_account_id`,
      [issueId, now],
    );
  }

  /** Voids the open codes of these accounts; the accounts must be locked. Returns how many. */
  async voidOpen(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    reason: 'reissued' | 'unlinked' | 'owner_changed' | 'withdrawn',
    now: Date,
  ): Promise<number> {
    if (accountIds.length === 0) return 0;
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE link_codes SET voided_at = $2, void_reason = $3
       WHERE journal_account_id = ANY ($1::uuid[]) AND consumed_at IS NULL AND voided_at IS NULL`,
      [accountIds, now, reason],
    );
    return count;
  }

  /** Open codes of these accounts are worth something until then at least. Returns how many live longer now. */
  async outlive(
    tx: EntityManager,
    codes: readonly { readonly accountId: Uuid; readonly until: Date }[],
    now: Date,
  ): Promise<number> {
    const rows = codes.map(({ accountId, until }) => ({ account: accountId, until }));
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE link_codes c SET expires_at = longer.until
         FROM jsonb_to_recordset($1::jsonb) AS longer (account uuid, until timestamptz)
        WHERE c.journal_account_id = longer.account AND c.expires_at < longer.until
          AND c.consumed_at IS NULL AND c.voided_at IS NULL AND c.expires_at > $2`,
      [JSON.stringify(rows), now],
    );
    return count;
  }

  /** Keeps codes; returns the accounts whose code is kept, without those whose hash somebody else has. */
  async add(
    tx: EntityManager,
    { id: issueId, regionId, issuedAt }: Pick<LinkCodeIssue, 'id' | 'regionId' | 'issuedAt'>,
    codes: readonly NewLinkCode[],
    expiresAt: Date,
  ): Promise<ReadonlySet<Uuid>> {
    const rows = codes.map(({ accountId, ownerId, hash, turn }) => ({
      account: accountId,
      owner: ownerId,
      hash: hash.toString('hex'),
      turn,
    }));
    const kept = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO link_codes (id, region_id, issue_id, journal_account_id, owner_id, code_hash, turn, issued_at, expires_at)
       SELECT gen_random_uuid(), $2, $3, account, owner, decode(hash, 'hex'), turn, $4, $5
       FROM jsonb_to_recordset($1::jsonb) AS code (account uuid, owner uuid, hash text, turn smallint)
       ON CONFLICT (region_id, code_hash) DO NOTHING RETURNING journal_account_id AS id`,
      [JSON.stringify(rows), regionId, issueId, issuedAt, expiresAt],
    );
    return new Set(kept.map(({ id }) => id));
  }

  /** The code with this hash if it is worth something now; reads without a lock. */
  async find(
    tx: EntityManager,
    regionId: Uuid,
    hash: Buffer,
    now: Date,
  ): Promise<{ readonly id: Uuid; readonly accountId: Uuid } | null> {
    const [row] = await tx.query<{ id: Uuid; accountId: Uuid }[]>(
      `SELECT id, journal_account_id AS "accountId" FROM link_codes
       WHERE region_id = $1 AND code_hash = $3 AND ${WORTH}`,
      [regionId, now, hash],
    );
    return row ?? null;
  }

  /** True when the code is still worth something and its account still has the owner for whom it was issued. */
  async isWorth(tx: EntityManager, id: Uuid, ownerId: Uuid | null, now: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT FROM link_codes WHERE id = $1 AND ${WORTH} AND owner_id = $3`,
      [id, now, ownerId],
    );
    return rows.length > 0;
  }

  /** Uses a code up; false when another was faster, or it is worth nothing any more. */
  async consume(
    tx: EntityManager,
    id: Uuid,
    by: { readonly esiaPersonId: Uuid; readonly ownerId: Uuid | null },
    now: Date,
  ): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE link_codes SET consumed_at = $2, consumed_by = $4
       WHERE id = $1 AND ${WORTH} AND owner_id = $3 RETURNING id`,
      [id, now, by.ownerId, by.esiaPersonId],
    );
    return rows.length > 0;
  }

  /** The newest code of each of these accounts, with at most one state each. */
  async states(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    now: Date,
  ): Promise<readonly Omit<LinkCodeState, 'externalId' | 'role'>[]> {
    return tx.query(
      `SELECT DISTINCT ON (journal_account_id) id, journal_account_id AS "accountId", issued_at AS "issuedAt",
              expires_at AS "expiresAt", consumed_at AS "usedAt",
              CASE WHEN consumed_at IS NOT NULL THEN 'used' WHEN voided_at IS NOT NULL THEN 'void'
                   WHEN expires_at <= $2 THEN 'expired' ELSE 'open' END AS state
       FROM link_codes WHERE journal_account_id = ANY ($1::uuid[])
       ORDER BY journal_account_id, issued_at DESC, id`,
      [accountIds, now],
    );
  }
}
