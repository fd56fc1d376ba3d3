import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { LinkStanding, LockCause, LockReason } from '../domain/security-lock.js';

/** A lock to be set. */
export interface NewLock {
  readonly accountId: Uuid;
  readonly cause: LockCause;
  readonly reason: LockReason;
  /** Null: by hand. One ground locks an account once. */
  readonly ground: string | null;
  readonly basis: string | null;
}

/** A lock with its end, if it has one. */
export interface SecurityLock {
  readonly id: Uuid;
  readonly cause: LockCause;
  readonly reason: LockReason;
  readonly basis: string | null;
  readonly setBy: string;
  readonly setAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly endBasis: string | null;
}

/** An account that a lock is about. */
export interface LockedAccount {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly personId: Uuid | null;
  /** What is stored of its old password; null where nothing is. */
  readonly state: string | null;
  readonly disabledReason: string | null;
}

/** A lock that is on. */
export interface OpenLock {
  readonly accountId: Uuid;
  readonly regionId: Uuid;
  readonly cause: LockCause;
  readonly schoolIds: readonly Uuid[];
}

/** A link as it stands, and the number of its last step. */
export interface LinkNow extends LinkStanding {
  readonly accountId: Uuid;
  readonly lastStep: string;
}

const ACCOUNT = `a.id, a.region_id AS "regionId", a.person_id AS "personId", k.state, k.disabled_reason AS "disabledReason"`;

/** Locks of accounts; one is on at a time, by the index `security_locks_one_open`. */
@Injectable()
export class SecurityLocks {
  /** Sets those whose account is not locked and whose ground has not locked it before; gives the accounts locked now. */
  async set(tx: EntityManager, locks: readonly NewLock[], by: string, at: Date): Promise<readonly Uuid[]> {
    if (locks.length === 0) return [];
    const rows = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO security_locks (journal_account_id, reason, cause, ground, basis, set_by, set_at)
       SELECT "accountId", reason, cause, ground, basis, $2, $3
         FROM jsonb_to_recordset($1::jsonb) AS lock ("accountId" uuid, reason text, cause text, ground text, basis text)
        ORDER BY "accountId"
       ON CONFLICT DO NOTHING RETURNING journal_account_id AS id`,
      [JSON.stringify(locks), by, at],
    );
    return rows.map(({ id }) => id);
  }

  /** Ends the lock that is on; false when none is, or it has another cause than the one named. */
  async end(
    tx: EntityManager,
    accountId: Uuid,
    end: {
      readonly by: string;
      readonly at: Date;
      readonly basis: string | null;
      readonly cause: LockCause | null;
    },
  ): Promise<boolean> {
    const [, ended] = await tx.query<[unknown[], number]>(
      `UPDATE security_locks SET ended_by = $2, ended_at = $3, end_basis = $4
        WHERE journal_account_id = $1 AND ended_at IS NULL AND ($5::text IS NULL OR cause = $5)`,
      [accountId, end.by, end.at, end.basis, end.cause],
    );
    return ended > 0;
  }

  /** Null when the account is at no school within reach; `lock` keeps it until the end of the transaction. */
  async account(
    tx: EntityManager,
    scope: SchoolScope,
    accountId: Uuid,
    lock: boolean,
  ): Promise<LockedAccount | null> {
    const [row] = await tx.query<LockedAccount[]>(
      `SELECT ${ACCOUNT} FROM journal_accounts a
         LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
        WHERE a.id = $5 AND a.region_id = $1 AND ($2::boolean OR EXISTS (
              SELECT FROM journal_account_schools s JOIN schools school ON school.id = s.school_id
               WHERE s.journal_account_id = a.id AND (${SCHOOL_IN_SCOPE})))
          ${lock ? 'FOR NO KEY UPDATE OF a' : ''}`,
      [...scopeParameters(scope), accountId],
    );
    return row ?? null;
  }

  accounts(tx: EntityManager, ids: readonly Uuid[]): Promise<LockedAccount[]> {
    return tx.query(
      `SELECT ${ACCOUNT} FROM journal_accounts a LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
        WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id`,
      [ids],
    );
  }

  /** The locks of an account, the newest first; null when it is at no school within reach. */
  async history(tx: EntityManager, scope: SchoolScope, accountId: Uuid): Promise<SecurityLock[] | null> {
    if ((await this.account(tx, scope, accountId, false)) === null) return null;
    return tx.query(
      `SELECT id, cause, reason, basis, set_by AS "setBy", set_at AS "setAt", ended_by AS "endedBy",
              ended_at AS "endedAt", end_basis AS "endBasis"
         FROM security_locks WHERE journal_account_id = $1 ORDER BY set_at DESC, id LIMIT 200`,
      [accountId],
    );
  }

  /** The locks that the system has set on these accounts and that are on, with the schools of each. */
  openOf(tx: EntityManager, accountIds: readonly Uuid[]): Promise<OpenLock[]> {
    return tx.query(
      `SELECT l.journal_account_id AS "accountId", a.region_id AS "regionId", l.cause,
              ARRAY (SELECT s.school_id FROM journal_account_schools s WHERE s.journal_account_id = a.id) AS "schoolIds"
         FROM security_locks l JOIN journal_accounts a ON a.id = l.journal_account_id
        WHERE l.journal_account_id = ANY ($1::uuid[]) AND l.ended_at IS NULL AND l.cause <> 'by_hand' ORDER BY a.id`,
      [accountIds],
    );
  }

  /** Null when there is no such link. */
  async link(tx: EntityManager, linkId: Uuid): Promise<LinkNow | null> {
    const [row] = await tx.query<LinkNow[]>(
      `SELECT l.journal_account_id AS "accountId", l.state, l.reason,
              (SELECT max(s.id)::text FROM link_state_history s WHERE s.link_id = l.id) AS "lastStep"
         FROM links l WHERE l.id = $1`,
      [linkId],
    );
    return row ?? null;
  }

  /** The accounts of these people. */
  async accountsOf(tx: EntityManager, personIds: readonly Uuid[]): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      'SELECT id FROM journal_accounts WHERE person_id = ANY ($1::uuid[]) ORDER BY id',
      [personIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether a link of the account waits for its school after a lock, or its last one ended for a bad reason. */
  async linkGrounds(
    tx: EntityManager,
    accountId: Uuid,
  ): Promise<{ readonly linkSuspended: boolean; readonly endedBadly: boolean }> {
    const [row] = await tx.query<{ linkSuspended: boolean; endedBadly: boolean }[]>(
      `SELECT EXISTS (SELECT FROM links l WHERE l.journal_account_id = $1
                         AND l.state = 'suspended' AND l.reason = 'security') AS "linkSuspended",
              EXISTS (SELECT FROM links l WHERE l.journal_account_id = $1 AND l.state = 'revoked'
                         AND l.reason IN ('security_incident', 'court_order')
                         AND NOT EXISTS (SELECT FROM links later WHERE later.journal_account_id = $1
                               AND later.state = 'active' AND later.changed_at > l.changed_at)) AS "endedBadly"`,
      [accountId],
    );
    return row ?? { linkSuspended: false, endedBadly: false };
  }
}
