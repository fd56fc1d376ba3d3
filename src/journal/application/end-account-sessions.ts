import { Inject, Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Uuid } from '../../kernel/ids.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';
import { SignedInPersons } from '../store/signed-in-persons.js';
import { OpenidSessions } from './openid-sessions.js';

/**
 * Ends every e-journal session of an account: called, after commit, when its link is revoked or suspended or the account closed.
 * Makes HTTP calls (back-channel logout), so it never runs inside a transaction.
 */
@Injectable()
export class EndAccountSessions {
  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(OpenidSessions) private readonly sessions: OpenidSessions,
    @Inject(SignedInPersons) private readonly persons: SignedInPersons,
  ) {}

  /** Returns how many sessions were ended. Doing it twice is harmless. */
  async execute(journalAccountId: Uuid): Promise<number> {
    return this.sessions.endOfAccount(this.provider, journalAccountId);
  }

  /** The same, of one person only: an account may have gone to another, or to the same human under a new oid (LNK-10). */
  async executeOf(journalAccountId: Uuid, esiaPersonId: Uuid): Promise<number> {
    const grantIds = await this.persons.grantsOf(esiaPersonId);
    return this.sessions.endOfGrants(this.provider, journalAccountId, grantIds);
  }
}
