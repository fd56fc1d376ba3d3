import { Inject, Injectable } from '@nestjs/common';
import { RedeemLinkCode } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AttemptLimits } from './attempt-limits.js';
import { type EvidenceGiven, type EvidenceVisit, SecondEvidence } from './second-evidence.js';

/** «Код из памятки»: within a sign-in that waits for it, or on the person's own page (LNK-05). */
@Injectable()
export class GiveLinkCode {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SecondEvidence) private readonly evidence: SecondEvidence,
    @Inject(RedeemLinkCode) private readonly redeem: RedeemLinkCode,
    @Inject(AttemptLimits) private readonly limits: AttemptLimits,
  ) {}

  /** @throws DomainError `TOO_MANY_REQUESTS` after too many tries of the person, or from the address */
  async execute(visit: EvidenceVisit, typed: string): Promise<EvidenceGiven> {
    const whose = await this.evidence.whose(visit);
    if (whose === null) return { kind: 'lost' };
    await this.limits.countCode(whose, visit.address);
    return this.unitOfWork.run(async (tx) => {
      const claimant = await this.evidence.claimant(tx, visit);
      if (claimant === null) return { kind: 'lost' };
      const request = { ...this.evidence.requestOf(claimant, visit), typed };
      const redeemed = await this.redeem.execute(tx, request);
      return this.evidence.goOn(tx, claimant, redeemed, visit.now);
    });
  }
}
