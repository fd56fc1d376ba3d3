import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { securitySteps } from '../domain/own-steps.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { OwnLinks, type OwnLinksRequest } from './own-links.js';

/**
 * «Мой аккаунт Госуслуг взломали» (EC-102): by the person, by support or a security officer. Every link is held and nothing
 * new is linked until a school has confirmed the person.
 */
@Injectable()
export class SuspendForSecurity {
  constructor(
    @Inject(OwnLinks) private readonly ownLinks: OwnLinks,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
  ) {}

  /** Returns how many links are held now because of it; doing it twice changes nothing more. */
  async execute(tx: EntityManager, request: OwnLinksRequest): Promise<number> {
    const locked = await this.ownLinks.lock(tx, request);
    if (locked === null) return 0;
    const changes = securitySteps(locked.own);
    await this.carryOut.execute(tx, { changes }, locked.by);
    return changes.filter(({ kind }) => kind === 'move').length;
  }
}
