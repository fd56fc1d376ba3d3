import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type LinkedAccount, LiveLinks } from '../../linking/index.js';
import type { SignIn } from '../domain/sign-in.js';

/**
 * The accounts that a confirmed sign-in still opens. Both must hold: the sign-in allowed it when the person was confirmed,
 * and the link lives now, in this transaction.
 */
@Injectable()
export class Choices {
  constructor(@Inject(LiveLinks) private readonly links: LiveLinks) {}

  async of(tx: EntityManager, signIn: SignIn): Promise<readonly LinkedAccount[]> {
    const { esiaPersonId, journalSystemId, journalAccountId, choiceAccountIds } = signIn;
    if (esiaPersonId === null) return [];
    const allowed = new Set([...choiceAccountIds, journalAccountId]);
    const live = await this.links.of(tx, esiaPersonId, journalSystemId);
    return live.filter(({ accountId }) => allowed.has(accountId));
  }
}
