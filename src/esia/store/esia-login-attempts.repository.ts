import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { EsiaOutcomeCode } from '../domain/outcomes.js';
import type { StateProblem } from '../domain/sign-in-result.js';
import { EsiaLoginAttemptRow } from './esia-login-attempt.row.js';

/** What is known when an attempt begins; the browser and the verifier only as hash and sealed. */
export interface NewAttempt {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly state: Uuid;
  readonly browserHash: Buffer;
  readonly codeVerifierEnc: Buffer | null;
  /** AUTH-08: kid_* is asked too. */
  readonly asksKids?: boolean;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

/** An attempt whose state has just been used up by its own browser. */
export interface ClaimedAttempt {
  readonly id: Uuid;
  readonly codeVerifierEnc: Buffer | null;
  readonly asksKids: boolean;
  readonly restarts: number;
}

/** A state that could not be claimed. The attempt is named only to the browser that began it. */
export interface UnclaimedState {
  readonly problem: StateProblem;
  readonly attemptId: Uuid | null;
}

interface ClaimedRow {
  readonly id: Uuid;
  readonly code_verifier_enc: Buffer | null;
  readonly asks_kids: boolean;
  readonly restarts: number;
}

/** The attempts to sign in through ESIA (e.5). Each state is one use, of one browser, in its time (AUTH-03, EC-101). */
@Injectable()
export class EsiaLoginAttempts {
  async add(tx: EntityManager, attempt: NewAttempt): Promise<void> {
    await tx.insert(EsiaLoginAttemptRow, { ...attempt, status: 'started', restarts: 0 });
  }

  /**
   * Uses a state up. The guard stands in the statement itself, so that of two callbacks with one state one wins, on
   * whatever servers they arrive. Null when the state is not this browser's, used, expired or unknown.
   */
  async claim(
    tx: EntityManager,
    state: Uuid,
    browserHash: Buffer,
    now: Date,
  ): Promise<ClaimedAttempt | null> {
    const [rows] = await tx.query<[ClaimedRow[], number]>(
      `UPDATE esia_login_attempts
          SET status = 'code_received', consumed_at = $3
        WHERE state = $1 AND browser_hash = $2 AND status = 'started' AND consumed_at IS NULL AND expires_at > $3
        RETURNING id, code_verifier_enc, asks_kids, restarts`,
      [state, browserHash, now],
    );
    const [row] = rows;
    return row === undefined
      ? null
      : {
          id: row.id,
          codeVerifierEnc: row.code_verifier_enc,
          asksKids: row.asks_kids,
          restarts: row.restarts,
        };
  }

  /** Why {@link claim} gave nothing, for the audit. */
  async whyUnclaimed(tx: EntityManager, state: Uuid, browserHash: Buffer): Promise<UnclaimedState> {
    const row = await tx.findOneBy(EsiaLoginAttemptRow, { state });
    if (row === null) return { problem: 'unknown', attemptId: null };
    if (!row.browserHash.equals(browserHash)) return { problem: 'foreign_browser', attemptId: null };
    return { problem: row.consumedAt === null ? 'expired' : 'used', attemptId: row.id };
  }

  /**
   * Arms an attempt once more with a fresh state after its code proved stale (EC-092). False when it has had its restart
   * or is no longer being worked on.
   */
  async restart(
    tx: EntityManager,
    id: Uuid,
    fresh: Pick<NewAttempt, 'state' | 'codeVerifierEnc' | 'expiresAt'>,
  ): Promise<boolean> {
    const [, affected] = await tx.query<[unknown[], number]>(
      `UPDATE esia_login_attempts
          SET status = 'started', state = $2, code_verifier_enc = $3, expires_at = $4, consumed_at = NULL,
              restarts = restarts + 1
        WHERE id = $1 AND status = 'code_received' AND restarts = 0`,
      [id, fresh.state, fresh.codeVerifierEnc, fresh.expiresAt],
    );
    return affected === 1;
  }

  async fail(tx: EntityManager, id: Uuid, code: EsiaOutcomeCode, esiaCode: string | null): Promise<void> {
    await tx.update(
      EsiaLoginAttemptRow,
      { id, status: 'code_received' },
      { status: 'failed', failureCode: code, esiaCode, codeVerifierEnc: null },
    );
  }

  /** Keeps the sealed profile until `until`. False when the attempt is no longer being worked on. */
  async keepProfile(tx: EntityManager, id: Uuid, profileEnc: Buffer, until: Date): Promise<boolean> {
    const { affected } = await tx.update(
      EsiaLoginAttemptRow,
      { id, status: 'code_received' },
      { status: 'profile_ok', profileEnc, expiresAt: until, codeVerifierEnc: null },
    );
    return affected === 1;
  }

  /** The sealed profile, its row locked; null when there is none, or it was wiped, or its time is over. */
  async sealedProfile(tx: EntityManager, id: Uuid, now: Date): Promise<Buffer | null> {
    const row = await tx.findOne(EsiaLoginAttemptRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row === null || row.expiresAt <= now ? null : row.profileEnc;
  }

  /** As {@link sealedProfile}, for one who only looks: waits for nobody. */
  async seenProfile(tx: EntityManager, id: Uuid, now: Date): Promise<Buffer | null> {
    const row = await tx.findOne(EsiaLoginAttemptRow, { where: { id } });
    return row === null || row.expiresAt <= now ? null : row.profileEnc;
  }

  async wipe(tx: EntityManager, id: Uuid): Promise<void> {
    await tx.update(EsiaLoginAttemptRow, { id }, { profileEnc: null, codeVerifierEnc: null });
  }

  /** Wipes what expired attempts still hold; returns how many there were. */
  async wipeExpired(tx: EntityManager, now: Date): Promise<number> {
    const [, affected] = await tx.query<[unknown[], number]>(
      `UPDATE esia_login_attempts SET profile_enc = NULL, code_verifier_enc = NULL
        WHERE expires_at <= $1 AND (profile_enc IS NOT NULL OR code_verifier_enc IS NOT NULL)`,
      [now],
    );
    return affected;
  }

  /** Deletes attempts that expired before a moment; what came of them stands in the sign-ins and in the audit. */
  async forget(tx: EntityManager, before: Date): Promise<number> {
    const [, affected] = await tx.query<[unknown[], number]>(
      `DELETE FROM esia_login_attempts WHERE expires_at < $1`,
      [before],
    );
    return affected;
  }
}
