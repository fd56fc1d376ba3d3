import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../clock/clock.js';
import type { SealedColumn } from '../crypto/sealed-column.js';
import { Keyring } from '../crypto/keyring.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';

/** So long an answer is kept, and so long a request may run before whoever repeats it takes its place. */
const KEPT_MS = 24 * 3_600_000;
const RUNS_MS = 120_000;
/** Of a row that was done by a server which died before it could say what came of it. */
const DONE_BEFORE = 'done_before';
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
  /** What the caller might do then, as a fingerprint: the answer is not said again to whoever may do something else now. */
  readonly standing: string;
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
  | { readonly kind: 'mine'; readonly claim: Uuid; readonly rowsDone: ReadonlyMap<string, string> }
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

  /**
   * Takes the key, or tells what has become of whoever took it. Where the act goes row by row, whoever repeats it takes the
   * place of a dead server even after its first rows, and gets what they came to.
   */
  async claim({ keyHash, requestHash }: AskedUnderKey, byRow: boolean): Promise<Claim> {
    const now = this.clock.now();
    const claim = newUuid();
    const ago = (ms: number) => new Date(now.getTime() - ms);
    const taken = await this.unitOfWork.direct((tx) =>
      tx.query<{ claim: Uuid }[]>(
        `WITH forgotten AS (
           DELETE FROM idempotent_rows r USING idempotent_requests q
            WHERE r.key_hash = $1 AND q.key_hash = $1 AND q.claimed_at < $5
         )
         INSERT INTO idempotent_requests AS kept (key_hash, request_hash, claim, claimed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key_hash) DO UPDATE SET request_hash = excluded.request_hash, claim = excluded.claim,
           claimed_at = excluded.claimed_at, acted = false, answered = false, answer = NULL
         WHERE kept.claimed_at < $5 OR (NOT kept.answered AND kept.claimed_at < $6
           AND (NOT kept.acted OR $7::boolean) AND kept.request_hash = excluded.request_hash)
         RETURNING claim`,
        [keyHash, requestHash, claim, now, ago(KEPT_MS), ago(RUNS_MS), byRow],
      ),
    );
    if (taken.length > 0) return { kind: 'mine', claim, rowsDone: await this.rowsOf(keyHash) };
    const [row] = await this.unitOfWork.direct((tx) =>
      tx.query<Row[]>(
        `SELECT request_hash AS "requestHash", claimed_at AS "claimedAt", acted, answered, answer
           FROM idempotent_requests WHERE key_hash = $1`,
        [keyHash],
      ),
    );
    return this.standingOf(row, requestHash, now);
  }

  /**
   * Marks the claim in the transaction of the act.
   *
   * @throws DomainError `IDEMPOTENT_REQUEST_RUNNING` when somebody has taken the place of a server that was only slow: the
   * transaction is undone, for they do it
   */
  async noteAct(tx: EntityManager, claim: Uuid, { keyHash }: AskedUnderKey): Promise<void> {
    const [, marked] = await tx.query<[unknown, number]>(
      'UPDATE idempotent_requests SET acted = true WHERE key_hash = $1 AND claim = $2',
      [keyHash, claim],
    );
    if (marked === 0) throw new DomainError('IDEMPOTENT_REQUEST_RUNNING', 'conflict');
  }

  /** Marks the claim and the row in the transaction that does the row. */
  async noteRow(tx: EntityManager, claim: Uuid, asked: AskedUnderKey, row: string): Promise<void> {
    await this.noteAct(tx, claim, asked);
    await tx.query(
      'INSERT INTO idempotent_rows (key_hash, row_id) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT idempotent_rows_pkey DO NOTHING',
      [asked.keyHash, row],
    );
  }

  /** Keeps in a word what came of a row. */
  async noteResult({ keyHash }: AskedUnderKey, row: string, result: string): Promise<void> {
    await this.unitOfWork.direct((tx) =>
      tx.query('UPDATE idempotent_rows SET result = $3 WHERE key_hash = $1 AND row_id = $2', [
        ...[keyHash, row, result],
      ]),
    );
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

  private async rowsOf(keyHash: Buffer): Promise<ReadonlyMap<string, string>> {
    const rows = await this.unitOfWork.direct((tx) =>
      tx.query<{ row: string; result: string | null }[]>(
        'SELECT row_id AS row, result FROM idempotent_rows WHERE key_hash = $1',
        [keyHash],
      ),
    );
    return new Map(rows.map(({ row, result }) => [row, result ?? DONE_BEFORE]));
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
