import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { parseLinkCode } from '../domain/link-code.js';
import { LinkCodesRepository } from '../store/link-codes.repository.js';
import { type EvidenceRequest, LinkByEvidence } from './link-by-evidence.js';
import { LinkCodeMint } from './link-code-mint.js';
import type { LinkingResult } from './linking-result.js';

/** A code as a person typed it. */
export interface RedeemLinkCodeRequest extends Omit<EvidenceRequest, 'accountId' | 'given'> {
  readonly typed: string;
}

/** What a code came to. A wrong one says `LINK_CODE_INVALID` and nothing of why: not whether it was ever given out. */
export interface RedeemedCode extends LinkingResult {
  readonly isValid: boolean;
  readonly accountId: Uuid | null;
}

const INVALID: RedeemedCode = {
  isValid: false,
  accountId: null,
  linked: [],
  outcomes: [{ code: 'LINK_CODE_INVALID', accountId: null, schoolNames: [], notBefore: null }],
};

/**
 * Links by the code of a notice (LNK-05). The code dies with its success; a refusal leaves it to the person for whom it
 * was printed. Two who type one code at once are parted by the account's lock and by the guarded UPDATE.
 */
@Injectable()
export class RedeemLinkCode {
  constructor(
    @Inject(LinkCodesRepository) private readonly codes: LinkCodesRepository,
    @Inject(LinkCodeMint) private readonly mint: LinkCodeMint,
    @Inject(LinkByEvidence) private readonly link: LinkByEvidence,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** In the transaction given; the caller has counted the try (platform/throttle). */
  async execute(tx: EntityManager, { typed, ...request }: RedeemLinkCodeRequest): Promise<RedeemedCode> {
    const { person, now } = request;
    const code = parseLinkCode(typed);
    const found =
      code === null ? null : await this.codes.find(tx, person.regionId, this.mint.hash(code), now);
    if (found === null) return this.invalid(tx, request);
    const { id, accountId } = found;
    const result = await this.link.execute(
      tx,
      { ...request, accountId, given: 'link_code' },
      (inner, accepted, ownerId) =>
        accepted
          ? this.codes.consume(inner, id, { esiaPersonId: person.id, ownerId }, now)
          : this.codes.isWorth(inner, id, ownerId, now),
    );
    if (result === null) return this.invalid(tx, request);
    await this.record(tx, request, result.accepted ? 'link_code.used' : 'link_code.kept', accountId);
    return { isValid: true, accountId, linked: result.linked, outcomes: result.outcomes };
  }

  private async invalid(
    tx: EntityManager,
    request: Omit<RedeemLinkCodeRequest, 'typed'>,
  ): Promise<RedeemedCode> {
    await this.record(tx, request, 'link_code.refused', null);
    return INVALID;
  }

  private async record(
    tx: EntityManager,
    { person, now, actor, traceId }: Omit<RedeemLinkCodeRequest, 'typed'>,
    action: string,
    accountId: Uuid | null,
  ): Promise<void> {
    await this.audit.record(tx, {
      regionId: person.regionId,
      at: now,
      actor,
      action,
      subject: { kind: 'esia_person', id: person.id },
      ...(accountId === null ? { reason: 'LINK_CODE_INVALID' } : { facts: { accountId } }),
      traceId: traceId ?? undefined,
    });
  }
}
