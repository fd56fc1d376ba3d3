import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../clock/clock.js';
import type { SealedColumn } from '../crypto/sealed-column.js';
import { Keyring } from '../crypto/keyring.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';

/** So long an answer is kept, and so long a request may run before whoever repeats it takes its place. */
const KEPT_MS = 24 * 3_600_000;
const RUNS_MS = 120_000;
const PURPOSE = 'idempotent-answer';

/** Kept answers, for the change of keys. */
export const idempotencySealed: readonly SealedColumn[] = [
  {
    ...{ table: 'idempotent_requests', key: { key_hash: 'bytea' }, atOnce: 50 },
    ...{ shape: { kind: 'whole', bytes: 'answer' }, purpose: () => PURPOSE },
  },
];

/** What was answered, to be said again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A key of a caller with the request that came under it; both are hashes. */
export interface AskedUnderKey {
  readonly keyHash: Buffer;
  readonly requestHash: Buffer;
}

/**
 * `mine`: nobody has come with the key, do it. `answered`: say it again. `other`: another request has the key. `running`:
 * somebody is at it. `unsaid`: it was done, and its answer is not there to be said again.
 */
export type Claim =
  | { readonly kind: 'mine'; readonly claim: Uuid }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'other' | 'running' | 'unsaid' };

interface Row {
  readonly requestHash: Buffer;
  readonly claimedAt: Date;
  readonly acted: boolean;
  readonly answered: boolean;
  readonly answer: Buffer | null;
}

/** Keeps what was answered under an Idempotency-Key for a day; the primary key decides between two that come at once. */
@Injectable()
export class IdempotentRequests implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'idempotency.forget', everyMs: 600_000, run: (now) => this.forget(now) });
  }

  /** Takes the key, or tells what has become of whoever took it. */
  async claim({ keyHash, requestHash }: AskedUnderKey): Promise<Claim> {
    const now = this.clock.now();
    const claim = newUuid();
    const ago = (ms: number) => new Date(now.getTime() - ms);
    const [taken] = await this.unitOfWork.direct((tx) =>
      tx.query<{ claim: Uuid }[]>(
        `INSERT INTO idempotent_requests AS kept (key_hash, request_hash, claim, claimed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key_hash) DO UPDATE SET request_hash = excluded.request_hash, claim = excluded.claim,
           claimed_at = excluded.claimed_at, acted = false, answered = false, answer = NULL
         WHERE kept.claimed_at < $5 OR (NOT kept.acted AND NOT kept.answered AND kept.claimed_at < $6
           AND kept.request_hash = excluded.request_hash)
         RETURNING claim`,
        [keyHash, requestHash, claim, now, ago(KEPT_MS), ago(RUNS_MS)],
      ),
    );
    if (taken !== undefined) return { kind: 'mine', claim };
    const [row] = await this.unitOfWork.direct((tx) =>
      tx.query<Row[]>(
        `SELECT request_hash AS "requestHash", claimed_at AS "claimedAt", acted, answered, answer
           FROM idempotent_requests WHERE key_hash = $1`,
        [keyHash],
      ),
    );
    return this.standingOf(row, requestHash, now);
  }

  /** Marks the claim in the transaction of the act. */
  async noteAct(tx: EntityManager, claim: Uuid, { keyHash }: AskedUnderKey): Promise<void> {
    await tx.query('UPDATE idempotent_requests SET acted = true WHERE key_hash = $1 AND claim = $2', [
      keyHash,
      claim,
    ]);
  }

  /** Keeps the answer; null where it may be said once only. */
  async keep(claim: Uuid, { keyHash }: AskedUnderKey, answer: KeptAnswer | null): Promise<void> {
    const sealed = answer === null ? null : this.keyring.sealWhole(JSON.stringify(answer), PURPOSE);
    await this.unitOfWork.direct((tx) =>
      tx.query(
        'UPDATE idempotent_requests SET answered = true, answer = $3 WHERE key_hash = $1 AND claim = $2',
        [keyHash, claim, sealed],
      ),
    );
  }

  /** The request was refused: the same key may come again, with whatever was mended. */
  async release(claim: Uuid, { keyHash }: AskedUnderKey): Promise<void> {
    await this.unitOfWork.direct((tx) =>
      tx.query('DELETE FROM idempotent_requests WHERE key_hash = $1 AND claim = $2', [keyHash, claim]),
    );
  }

  private standingOf(row: Row | undefined, requestHash: Buffer, now: Date): Claim {
    // Released between the two statements: whoever asks again will have it.
    if (row === undefined) return { kind: 'running' };
    if (!row.requestHash.equals(requestHash)) return { kind: 'other' };
    if (row.answer !== null) {
      const answer = JSON.parse(this.keyring.openWhole(row.answer, PURPOSE).toString()) as KeptAnswer;
      return { kind: 'answered', answer };
    }
    if (row.answered) return { kind: 'unsaid' };
    const isLate = row.claimedAt.getTime() < now.getTime() - RUNS_MS;
    return { kind: isLate && row.acted ? 'unsaid' : 'running' };
  }

  private async forget(now: Date): Promise<void> {
    await this.unitOfWork.direct((tx) =>
      tx.query('DELETE FROM idempotent_requests WHERE claimed_at < $1', [new Date(now.getTime() - KEPT_MS)]),
    );
  }
}
