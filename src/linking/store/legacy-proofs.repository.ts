import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** How a proof came to its end; whichever it is, it is worth nothing afterwards. */
export type ProofEnd =
  | 'linked'
  | 'waiting'
  | 'refused'
  | 'not_mine'
  | 'asked_as_parent'
  | 'foreign_browser'
  | 'unlinked'
  | 'credentials_changed';

/** A wish for a proof: of this person, in this browser, within this sign-in (null: on the person's own page). */
export interface NewProofRequest {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly requestHash: Buffer;
  readonly browserHash: Buffer;
  readonly signInId: Uuid | null;
  readonly esiaPersonId: Uuid;
  readonly begunAt: Date;
  readonly expiresAt: Date;
}

/** What an e-journal has proved: the account whose password it checked. */
export interface ProvenLogin {
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly accountId: Uuid;
  readonly jtiHash: Buffer;
  readonly handleHash: Buffer;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** A proof that waits to be used. */
export interface LegacyProof {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly accountId: Uuid;
  readonly signInId: Uuid | null;
  readonly esiaPersonId: Uuid | null;
  readonly browserHash: Buffer | null;
  readonly provenAt: Date;
}

const COLUMNS = `id, region_id AS "regionId", journal_system_id AS "journalSystemId", journal_account_id AS "accountId",
  sign_in_id AS "signInId", esia_person_id AS "esiaPersonId", browser_hash AS "browserHash", proven_at AS "provenAt"`;

/** Proofs of old logins (INT-03), each used once. */
@Injectable()
export class LegacyProofsRepository {
  async ask(tx: EntityManager, wanted: NewProofRequest): Promise<void> {
    const { id, regionId, journalSystemId, requestHash, browserHash, signInId, esiaPersonId } = wanted;
    await tx.query(
      `INSERT INTO legacy_proofs (id, region_id, journal_system_id, purpose, request_hash, browser_hash, sign_in_id,
                                  esia_person_id, begun_at, expires_at)
       VALUES ($1, $2, $3, 'link', $4, $5, $6, $7, $8, $9)`,
      [
        ...[id, regionId, journalSystemId, requestHash, browserHash, signInId, esiaPersonId],
        ...[wanted.begunAt, wanted.expiresAt],
      ],
    );
  }

  /** The e-journal answers a request, once: false for one that is unknown, answered, over, or of another journal. */
  async answer(tx: EntityManager, requestHash: Buffer, proven: ProvenLogin): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE legacy_proofs SET journal_account_id = $3, jti_hash = $4, handle_hash = $5, proven_at = $6, expires_at = $7
       WHERE request_hash = $1 AND journal_system_id = $2 AND proven_at IS NULL AND consumed_at IS NULL
         AND expires_at > $6 RETURNING id`,
      [
        ...[requestHash, proven.journalSystemId, proven.accountId, proven.jtiHash, proven.handleHash],
        ...[proven.at, proven.expiresAt],
      ],
    );
    return rows.length > 0;
  }

  /** A proof that the e-journal brings of itself; the browser and the person are bound when they come. */
  async begin(tx: EntityManager, id: Uuid, proven: ProvenLogin): Promise<void> {
    await tx.query(
      `INSERT INTO legacy_proofs (id, region_id, journal_system_id, purpose, journal_account_id, jti_hash, handle_hash,
                                  begun_at, proven_at, expires_at)
       VALUES ($1, $2, $3, 'link', $4, $5, $6, $7, $7, $8)`,
      [
        ...[id, proven.regionId, proven.journalSystemId, proven.accountId, proven.jtiHash],
        ...[proven.handleHash, proven.at, proven.expiresAt],
      ],
    );
  }

  /** The proof of a handle while it is worth something; reads without a lock. */
  async find(tx: EntityManager, handleHash: Buffer, now: Date): Promise<LegacyProof | null> {
    const [row] = await tx.query<LegacyProof[]>(
      `SELECT ${COLUMNS} FROM legacy_proofs
       WHERE handle_hash = $1 AND consumed_at IS NULL AND expires_at > $2`,
      [handleHash, now],
    );
    return row ?? null;
  }

  /** Gives a proof that has no browser yet to this one; false when another browser has it. */
  async bindBrowser(tx: EntityManager, id: Uuid, browserHash: Buffer, until: Date): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE legacy_proofs SET browser_hash = $2, expires_at = greatest(expires_at, $3)
       WHERE id = $1 AND browser_hash IS NULL AND consumed_at IS NULL RETURNING id`,
      [id, browserHash, until],
    );
    return rows.length > 0;
  }

  /** Gives a proof to the person who has signed in at ESIA; false when it is another's. */
  async bindPerson(tx: EntityManager, id: Uuid, esiaPersonId: Uuid): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE legacy_proofs SET esia_person_id = $2
       WHERE id = $1 AND (esia_person_id IS NULL OR esia_person_id = $2) AND consumed_at IS NULL RETURNING id`,
      [id, esiaPersonId],
    );
    return rows.length > 0;
  }

  /** Uses a proof up; false when it was used, voided or has expired. */
  async consume(tx: EntityManager, id: Uuid, as: ProofEnd, now: Date): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE legacy_proofs SET consumed_at = $2, ended_as = $3
       WHERE id = $1 AND consumed_at IS NULL AND proven_at IS NOT NULL AND expires_at > $2 RETURNING id`,
      [id, now, as],
    );
    return rows.length > 0;
  }

  /** Ends every proof of these accounts that nobody has used: an unlink or a new password makes them worthless. */
  async endOf(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    as: 'unlinked' | 'credentials_changed',
    now: Date,
  ): Promise<number> {
    if (accountIds.length === 0) return 0;
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE legacy_proofs SET consumed_at = $2, ended_as = $3
       WHERE journal_account_id = ANY ($1::uuid[]) AND consumed_at IS NULL`,
      [accountIds, now, as],
    );
    return count;
  }

  /** Forgets proofs that were over before a moment; until then their `jti` refuses a replay. */
  async forgetBefore(tx: EntityManager, moment: Date): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>('DELETE FROM legacy_proofs WHERE expires_at < $1', [
      moment,
    ]);
    return count;
  }
}
