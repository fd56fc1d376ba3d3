import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { LegacyProofsRepository } from '../store/legacy-proofs.repository.js';
import { LinkCodesRepository } from '../store/link-codes.repository.js';

/** Ends whatever still proves that somebody owns an account (quality.md, security 2). */
@Injectable()
export class VoidEvidence {
  constructor(
    @Inject(LinkCodesRepository) private readonly codes: LinkCodesRepository,
    @Inject(LegacyProofsRepository) private readonly proofs: LegacyProofsRepository,
  ) {}

  /** An unlink ends codes and proofs; new credentials end the proofs, for they prove the old ones. */
  async execute(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    why: 'unlinked' | 'credentials_changed',
    now: Date,
  ): Promise<void> {
    if (why === 'unlinked') await this.codes.voidOpen(tx, accountIds, 'unlinked', now);
    await this.proofs.endOf(tx, accountIds, why, now);
  }
}
