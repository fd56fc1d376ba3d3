import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { OverlayAct } from '../../legacy/index.js';
import { AdministratorActs } from './administrator-acts.js';

/** What acts about exemptions, refusals and re-enabled passwords ask of an administrator. */
@Injectable()
export class OverlayActs {
  constructor(@Inject(AdministratorActs) private readonly acts: AdministratorActs) {}

  async of(
    tx: EntityManager,
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
  ): Promise<OverlayAct> {
    return { ...(await this.acts.of(tx, principal, right)), reach: reachOf(principal, right) };
  }
}

/** True where the reader may know whom something is about: a school its own people, the campaign manager nobody (roles.md, 12). */
export function maySeePeople(principal: Principal, schoolId: Uuid): boolean {
  const { wholeRegion, schoolIds } = reachOf(principal, 'people.read');
  return wholeRegion || schoolIds.includes(schoolId);
}
