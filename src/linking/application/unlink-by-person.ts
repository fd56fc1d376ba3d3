import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { type UnlinkAnswer, unlinkAnswer, unlinkStep, unlinkTask } from '../domain/own-steps.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { OwnLinks, type OwnLinksRequest } from './own-links.js';

/** A person unlinks an account of theirs (LNK-09). */
@Injectable()
export class UnlinkByPerson {
  constructor(
    @Inject(OwnLinks) private readonly ownLinks: OwnLinks,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
  ) {}

  /**
   * `unlinked`: done, at once; the next sign-in links the account again if the rules find it. `already`: this link has ended
   * so before. `school_asked`: from 14 to 17
   * the school has a task. `too_young`: under 14 the representatives turn to the school. `locked`: waits for the school
   * (EC-102). `not_linked`: the link is not this person's, or has ended.
   */
  async execute(tx: EntityManager, linkId: Uuid, request: OwnLinksRequest): Promise<UnlinkAnswer> {
    const locked = await this.ownLinks.lock(tx, request);
    const link = locked?.own.find(({ id }) => id === linkId);
    if (locked === null || link === undefined) return 'not_linked';
    const { situation, accounts } = locked.gathered;
    const { facts, today } = situation.subject;
    const answer = unlinkAnswer(link, facts.birthDate, today);
    if (answer === 'unlinked') {
      await this.carryOut.execute(tx, { changes: [unlinkStep(link)] }, locked.by);
    } else if (answer === 'school_asked') {
      const personId = accounts.find(({ id }) => id === link.accountId)?.personId ?? null;
      if (personId === null) return 'not_linked';
      const task = unlinkTask(link, locked.by.schoolOf(link.accountId), personId);
      await this.carryOut.execute(tx, { changes: [task] }, locked.by);
    }
    return answer;
  }
}
