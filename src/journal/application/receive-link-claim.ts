import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { invalidProof, LegacyProofs } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';
import { CLAIM_TYPE, type ClaimedLogin, readClaim } from '../domain/link-claim.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { VerifyClientJws } from './verify-client-jws.js';

/** A claim as the e-journal's server posts it. */
export interface PostedClaim {
  readonly system: JournalSystem;
  readonly proof: string;
  readonly claimRequest: string | null;
  readonly traceId: string | null;
}

const HOUR_MS = 3_600_000;
const OF_ACCOUNT: Limit = { what: 'link_claim.account', most: 10, windowMs: HOUR_MS };
const OF_SYSTEM: Limit = { what: 'link_claim.system', most: 30_000, windowMs: HOUR_MS };

/** Takes an e-journal's word that it has checked a password (INT-03): a JWS of its own key, for this server, for five minutes, once. */
@Injectable()
export class ReceiveLinkClaim {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(VerifyClientJws) private readonly verifyJws: VerifyClientJws,
    @Inject(LegacyProofs) private readonly proofs: LegacyProofs,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The address to which the e-journal sends the browser. Only the browser in which the password was typed gets it.
   *
   * @throws DomainError `LEGACY_PROOF_INVALID` with the claim that does not hold; `TOO_MANY_REQUESTS`
   */
  async execute(posted: PostedClaim): Promise<string> {
    const { system, traceId } = posted;
    try {
      const claimed = await this.verify(posted);
      await this.throttle.count([
        { limit: OF_SYSTEM, whose: system.id },
        { limit: OF_ACCOUNT, whose: `${system.id}\0${claimed.journalAccount}` },
      ]);
      const { journalAccount: externalId, jti, claimRequest } = claimed;
      const of = { regionId: system.regionId, journalSystemId: system.id, clientId: system.code };
      const claim = { ...of, externalId, jti, claimRequest, now: this.clock.now(), traceId };
      const handle = await this.unitOfWork.run((tx) => this.proofs.receive(tx, claim));
      return `${this.configuration.publicUrl}/legacy-proof/${handle}`;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'LEGACY_PROOF_INVALID') {
        await this.note(posted, error.facts['claim'] ?? null);
      }
      throw error;
    }
  }

  /** Where a claim is to be posted, and for whom it is signed. */
  get audience(): string {
    return `${this.configuration.publicUrl}/internal/v1/link-claims`;
  }

  private async verify({ system, proof, claimRequest }: PostedClaim): Promise<ClaimedLogin> {
    const posted = { system, jws: proof, typ: CLAIM_TYPE, audience: this.audience };
    const verified = await this.verifyJws.execute(posted);
    if ('wrong' in verified) throw invalidProof(verified.wrong);
    const claimed = readClaim(verified.payload, claimRequest);
    if ('wrong' in claimed) throw invalidProof(claimed.wrong);
    return claimed;
  }

  private async note({ system, traceId }: PostedClaim, claim: unknown): Promise<void> {
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, {
        regionId: system.regionId,
        at: this.clock.now(),
        actor: { kind: 'client', id: system.code },
        action: 'legacy_proof.refused',
        reason: 'LEGACY_PROOF_INVALID',
        facts: { claim },
        traceId: traceId ?? undefined,
      }),
    );
  }
}
