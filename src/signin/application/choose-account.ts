import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isAlive, type SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { Choices } from './choices.js';
import { OwnSignIn, type SignInRequest } from './own-sign-in.js';

/** The choice among one's own accounts of the asking e-journal (AUTH-09). Nothing of it is remembered (EC-128). */
@Injectable()
export class ChooseAccount {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(Choices) private readonly choices: Choices,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The sign-in as it stands afterwards: `chosen`, or what it was when nothing could be chosen (the link has ended
   * meanwhile, the account is another's); null when it is not this browser's.
   */
  execute(request: SignInRequest, accountId: Uuid): Promise<SignIn | null> {
    return this.unitOfWork.run(async (tx) => {
      const signIn = await this.own.lock(tx, request);
      if (signIn === null || signIn.state !== 'confirmed' || !isAlive(signIn, request.now)) return signIn;
      if (signIn.esiaPersonId === null) return signIn;
      const accounts = await this.choices.of(tx, signIn);
      if (!accounts.some((account) => account.accountId === accountId)) return signIn;
      await this.audit.record(tx, {
        regionId: signIn.regionId,
        at: request.now,
        actor: { kind: 'person', id: signIn.esiaPersonId },
        action: 'sign_in.account_chosen',
        subject: { kind: 'journal_account', id: accountId },
        facts: { sign_in_id: signIn.id },
        traceId: request.traceId ?? undefined,
      });
      return this.signIns.move(tx, signIn, 'choose', request.now, { journalAccountId: accountId });
    });
  }
}
