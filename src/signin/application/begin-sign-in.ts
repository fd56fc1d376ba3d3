import { Inject, Injectable } from '@nestjs/common';
import { EsiaSignIn } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { parseReturnPath } from '../domain/return-path.js';
import { AWAY_AT_ESIA_MS, type SignInPurpose } from '../domain/sign-in.js';
import { AttemptLimits } from './attempt-limits.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

/** A wish to sign in. `journalSystemId` stands exactly when the purpose is `journal`. */
export interface BeginSignInRequest {
  readonly purpose: SignInPurpose;
  readonly regionId: Uuid;
  readonly journalSystemId?: Uuid;
  /** A path of this server, with its query; it gets `sign_in=<id>` appended when the browser comes back to it. */
  readonly returnTo: string;
  /** From `ensureBrowserToken` of platform/http: only this browser can finish what it began. */
  readonly browserToken: string;
  readonly traceId: string | null;
  /** The network address that asks: attempts are counted by it. */
  readonly address: string | undefined;
}

/** Where to send the browser: to ESIA. */
export interface BegunSignIn {
  readonly signInId: Uuid;
  readonly redirectTo: string;
}

/** Begins one sign-in: an attempt at ESIA and our record of what it is for. */
@Injectable()
export class BeginSignIn {
  constructor(
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AttemptLimits) private readonly limits: AttemptLimits,
  ) {}

  /**
   * @throws DomainError `RETURN_PATH_FOREIGN` when `returnTo` could lead to another host; `TOO_MANY_REQUESTS` when one
   * address begins more than a large school could
   */
  async execute(request: BeginSignInRequest): Promise<BegunSignIn> {
    const { regionId, browserToken, purpose, traceId } = request;
    const returnTo = parseReturnPath(request.returnTo);
    if (returnTo === null) throw new DomainError('RETURN_PATH_FOREIGN', 'invalid');
    await this.limits.countSignIn(request.address);
    const { attemptId, redirectTo } = await this.esia.begin({ regionId, browserToken });
    const startedAt = this.clock.now();
    const signInId = newUuid();
    await this.unitOfWork.direct((tx) =>
      this.signIns.add(tx, {
        ...{ id: signInId, regionId, attemptId, purpose, returnTo, browserToken, traceId, startedAt },
        journalSystemId: request.journalSystemId ?? null,
        expiresAt: new Date(startedAt.getTime() + AWAY_AT_ESIA_MS),
      }),
    );
    return { signInId, redirectTo };
  }
}
