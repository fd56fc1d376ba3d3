import { Inject, Injectable } from '@nestjs/common';
import { type AuditEvent, AuditTrail } from '../../audit/index.js';
import { EsiaSignIn } from '../../esia/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { OwnSignIn, type SignInRequest } from './own-sign-in.js';

/**
 * «Это не я»: the sign-in ends, and what ESIA said of the other person is wiped. So do the others that stand open in this
 * browser, in other windows: the next person at a shared computer must not go on with them (EC-128).
 */
@Injectable()
export class DenySignIn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Returns how many sign-ins ended; none when this one is not the browser's, or everything was over before. */
  execute(request: SignInRequest): Promise<number> {
    const { browserToken, now } = request;
    return this.unitOfWork.run(async (tx) => {
      const signIn = await this.own.find(tx, request);
      if (signIn === null || browserToken === null) return 0;
      const open = await this.signIns.lockWorthyOfBrowser(tx, browserToken, now);
      for (const each of open) {
        if (each.attemptId !== null) await this.esia.wipe(tx, each.attemptId);
        await this.signIns.move(tx, each, 'deny', now);
      }
      await this.audit.recordAll(
        tx,
        open.map((each) => denied(each, request)),
      );
      return open.length;
    });
  }
}

function denied({ id, regionId }: SignIn, { now, traceId }: SignInRequest): AuditEvent {
  return {
    regionId,
    at: now,
    actor: { kind: 'system', id: null },
    action: 'sign_in.denied',
    subject: { kind: 'sign_in', id },
    reason: 'NOT_ME',
    traceId: traceId ?? undefined,
  };
}
