import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { LinkCodesRepository } from '../store/link-codes.repository.js';

/** Until when the open code of an account must be worth something. */
export interface CodeUntil {
  readonly accountId: Uuid;
  readonly until: Date;
}

/** Lets open link codes live longer: a code outlives the notice it was printed on (LNK-05, EC-109). */
@Injectable()
export class OutliveLinkCodes {
  constructor(@Inject(LinkCodesRepository) private readonly codes: LinkCodesRepository) {}

  /** Never shortens a code, and never wakes one that is used, void or expired. Returns how many live longer now. */
  async execute(tx: EntityManager, codes: readonly CodeUntil[], now: Date): Promise<number> {
    return codes.length === 0 ? 0 : this.codes.outlive(tx, codes, now);
  }
}
