import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { EsiaSignIn, type EsiaSignInResult } from '../../esia/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BACK_FROM_ESIA_MS, isAlive, type SignIn, type SignInEvent } from '../domain/sign-in.js';
import { type SignInChange, SignInsRepository } from '../store/sign-ins.repository.js';

type Failed = Extract<EsiaSignInResult, { kind: 'failed' }>;

/** Where the browser goes after its return from ESIA. `lost`: this return belongs to nothing that this browser began. */
export type EsiaReturn =
  | { readonly kind: 'sign_in'; readonly signInId: Uuid }
  | { readonly kind: 'restart'; readonly redirectTo: string }
  | { readonly kind: 'lost' };

const LOST: EsiaReturn = { kind: 'lost' };

/** Takes in what came of a visit to ESIA; nobody has said yet whose the answer is. */
@Injectable()
export class ReceiveEsiaReturn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async execute(result: EsiaSignInResult, now: Date, traceId: string | null): Promise<EsiaReturn> {
    switch (result.kind) {
      case 'restart':
        return { kind: 'restart', redirectTo: result.redirectTo };
      case 'failed':
        return this.unitOfWork.run((tx) => this.failed(tx, result, now, traceId));
      case 'profile':
        return this.unitOfWork.run((tx) => this.matched(tx, result.attemptId, result.profile.level, now));
    }
  }

  /** An unconfirmed account proves nobody (AUTH-06): its answer is wiped before anybody is asked whose it is. */
  private async matched(tx: EntityManager, attemptId: Uuid, level: string, now: Date): Promise<EsiaReturn> {
    const signIn = await this.signIns.lockOfAttempt(tx, attemptId);
    if (signIn === null) return LOST;
    if (level === 'P') {
      await this.esia.wipe(tx, attemptId);
      return this.move(tx, signIn, 'fail', now, {
        outcomes: [{ source: 'esia', code: 'ESIA_NOT_VERIFIED' }],
      });
    }
    const expiresAt = new Date(now.getTime() + BACK_FROM_ESIA_MS);
    return this.move(tx, signIn, 'profile', now, { expiresAt });
  }

  private async failed(
    tx: EntityManager,
    result: Failed,
    now: Date,
    traceId: string | null,
  ): Promise<EsiaReturn> {
    const { attemptId, code, esiaCode, stateProblem } = result;
    const signIn = attemptId === null ? null : await this.signIns.lockOfAttempt(tx, attemptId);
    await this.audit.record(tx, {
      regionId: signIn?.regionId ?? null,
      at: now,
      actor: { kind: 'system', id: null },
      action: code === 'STATE_INVALID' ? 'sign_in.state_refused' : 'sign_in.esia_failed',
      ...(signIn && { subject: { kind: 'sign_in', id: signIn.id } }),
      reason: code,
      facts: { esia_code: esiaCode, state_problem: stateProblem ?? null },
      traceId: traceId ?? undefined,
    });
    if (signIn === null) return LOST;
    // A callback that came a second time must not spoil the first, which may still be on its way through ESIA.
    if (code === 'STATE_INVALID') return { kind: 'sign_in', signInId: signIn.id };
    const outcomes = [{ source: 'esia', code, ...(esiaCode && { esiaCode }) } as const];
    return this.move(tx, signIn, 'fail', now, { outcomes });
  }

  /** A return that comes twice, or late, moves nothing: the page shows the sign-in as it stands. */
  private async move(
    tx: EntityManager,
    signIn: SignIn,
    event: SignInEvent,
    now: Date,
    change: SignInChange,
  ): Promise<EsiaReturn> {
    if (signIn.state === 'started' && isAlive(signIn, now))
      await this.signIns.move(tx, signIn, event, now, change);
    return { kind: 'sign_in', signInId: signIn.id };
  }
}
