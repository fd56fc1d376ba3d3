import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThanOrEqual, MoreThan } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import {
  closedStates,
  nextState,
  openStates,
  type SignIn,
  type SignInEvent,
  type SignInOutcome,
  type SignInPurpose,
  type SignInState,
} from '../domain/sign-in.js';
import { SignInRow } from './sign-in.row.js';

/** What is known when a sign-in begins. */
export interface NewSignIn {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly attemptId: Uuid;
  readonly purpose: SignInPurpose;
  readonly journalSystemId: Uuid | null;
  readonly returnTo: string;
  readonly browserToken: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly traceId: string | null;
}

/** What a move writes beside the state. */
export interface SignInChange {
  readonly outcomes?: readonly SignInOutcome[];
  readonly esiaPersonId?: Uuid;
  readonly journalAccountId?: Uuid;
  readonly choiceAccountIds?: readonly Uuid[];
  readonly expiresAt?: Date;
}

/** The states in which ESIA's answer, or what was made of it, still waits in a browser. */
const WORTHY: readonly SignInState[] = ['matched', 'unproven', 'confirmed', 'chosen'];

const INSERT = `
  INSERT INTO sign_ins (id, region_id, attempt_id, purpose, journal_system_id, return_to, browser_hash, case_number, state,
    started_at, expires_at, changed_at, trace_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'started', $9, $10, $9, $11)
  ON CONFLICT (case_number) DO NOTHING
  RETURNING id`;

@Injectable()
export class SignInsRepository {
  /** Keeps a new sign-in and gives it a case number that nobody else has: twelve random digits. */
  async add(tx: EntityManager, begun: NewSignIn): Promise<void> {
    const { id, regionId, attemptId, purpose, journalSystemId, returnTo, startedAt, expiresAt, traceId } =
      begun;
    const browserHash = hashToken(begun.browserToken);
    for (let added: unknown[] = []; added.length === 0;) {
      added = await tx.query<unknown[]>(INSERT, [
        ...[id, regionId, attemptId, purpose, journalSystemId, returnTo, browserHash],
        ...[sixDigits() + sixDigits(), startedAt, expiresAt, traceId],
      ]);
    }
  }

  /** The sign-in of this browser, whatever its state; null for an unknown id and for another browser's. */
  async ofBrowser(tx: EntityManager, id: Uuid, browserToken: string): Promise<SignIn | null> {
    const row = await tx.findOneBy(SignInRow, { id, browserHash: hashToken(browserToken) });
    return row && toSignIn(row);
  }

  /** As {@link ofBrowser}, and nobody else moves it until the transaction ends. */
  async lockOfBrowser(tx: EntityManager, id: Uuid, browserToken: string): Promise<SignIn | null> {
    const where = { id, browserHash: hashToken(browserToken) };
    const row = await tx.findOne(SignInRow, { where, lock: { mode: 'pessimistic_write' } });
    return row && toSignIn(row);
  }

  /** All of this browser's sign-ins that may still open something, locked in the order of their ids. */
  async lockWorthyOfBrowser(tx: EntityManager, browserToken: string, now: Date): Promise<SignIn[]> {
    const rows = await tx.find(SignInRow, {
      where: { browserHash: hashToken(browserToken), state: In(WORTHY), expiresAt: MoreThan(now) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return rows.map(toSignIn);
  }

  /** The region of a sign-in, whoever began it; null when there is none. */
  async regionOf(tx: EntityManager, id: Uuid): Promise<Uuid | null> {
    const row = await tx.findOne(SignInRow, { where: { id }, select: { id: true, regionId: true } });
    return row && row.regionId;
  }

  /** The sign-in that this attempt of ESIA belongs to, locked; the esia context has already checked the browser. */
  async lockOfAttempt(tx: EntityManager, attemptId: Uuid): Promise<SignIn | null> {
    const row = await tx.findOne(SignInRow, { where: { attemptId }, lock: { mode: 'pessimistic_write' } });
    return row && toSignIn(row);
  }

  /**
   * Moves a sign-in by the table of moves. The state it was read in guards the statement.
   *
   * @throws Error when the event may not happen there or another has moved the sign-in: the caller did not lock it
   */
  async move(
    tx: EntityManager,
    signIn: SignIn,
    event: SignInEvent,
    now: Date,
    change: SignInChange = {},
  ): Promise<SignIn> {
    const state = nextState(signIn.state, event);
    if (state === null) throw new Error(`A sign-in that is ${signIn.state} may not ${event}`);
    const after = { ...change, state, changedAt: now };
    const { outcomes, ...columns } = after;
    const set = { ...columns, ...(outcomes && { outcomes: () => ':outcomes::jsonb' }) };
    const { affected } = await tx
      .createQueryBuilder()
      .update(SignInRow)
      .set(set)
      .where({ id: signIn.id, state: signIn.state })
      .setParameter('outcomes', JSON.stringify(outcomes))
      .execute();
    if (affected !== 1) throw new Error(`The sign-in was moved from ${signIn.state} by another`);
    return { ...signIn, ...after };
  }

  async byCaseNumber(tx: EntityManager, regionId: Uuid, caseNumber: string): Promise<SignIn | null> {
    const row = await tx.findOneBy(SignInRow, { regionId, caseNumber });
    return row && toSignIn(row);
  }

  /** What the last sign-in of a person that came to an end said; null when there was none. */
  async lastOfPerson(tx: EntityManager, esiaPersonId: Uuid): Promise<SignIn | null> {
    const row = await tx.findOne(SignInRow, { where: { esiaPersonId }, order: { changedAt: 'DESC' } });
    return row && toSignIn(row);
  }

  /** Sign-ins whose time is over and that nobody holds at this moment, locked; their profiles must go. */
  async lockOverdue(tx: EntityManager, now: Date, limit: number): Promise<SignIn[]> {
    const rows = await tx.find(SignInRow, {
      where: { state: In(openStates), expiresAt: LessThanOrEqual(now) },
      order: { expiresAt: 'ASC' },
      take: limit,
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    return rows.map(toSignIn);
  }

  /** Forgets closed sign-ins: successes without a remark sooner than those that a person may still ask about. */
  async forget(tx: EntityManager, before: { casesBefore: Date; successesBefore: Date }): Promise<number> {
    const { affected } = await tx
      .createQueryBuilder()
      .delete()
      .from(SignInRow)
      .where({ state: In(closedStates) })
      .andWhere(
        `(changed_at < :casesBefore OR changed_at < :successesBefore AND state = 'finished' AND outcomes = '[]')`,
        before,
      )
      .execute();
    return affected ?? 0;
  }
}

function sixDigits(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

function toSignIn({ browserHash: _, ...row }: SignInRow): SignIn {
  return { ...row };
}
