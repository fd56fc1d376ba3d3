import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { EsiaSignIn } from '../../esia/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isAlive, nextState, type SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { OwnSignIn, type SignInRequest } from './own-sign-in.js';

/** «Это не я»: the sign-in ends, and what ESIA said of the other person is wiped (EC-128). */
@Injectable()
export class DenySignIn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The sign-in as it stands afterwards: `ended`, or what it was when it could no longer end; null when it is not this browser's. */
  execute(request: SignInRequest): Promise<SignIn | null> {
    return this.unitOfWork.run(async (tx) => {
      const signIn = await this.own.lock(tx, request);
      if (signIn === null || !isAlive(signIn, request.now) || nextState(signIn.state, 'deny') === null) return signIn;
      if (signIn.attemptId !== null) await this.esia.wipe(tx, signIn.attemptId);
      await this.audit.record(tx, {
        regionId: signIn.regionId,
        at: request.now,
        actor: { kind: 'system', id: null },
        action: 'sign_in.denied',
        subject: { kind: 'sign_in', id: signIn.id },
        reason: 'NOT_ME',
        traceId: request.traceId ?? undefined,
      });
      return this.signIns.move(tx, signIn, 'deny', request.now);
    });
  }
}
