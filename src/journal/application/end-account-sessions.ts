import { Inject, Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Uuid } from '../../kernel/ids.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';
import { SignedInPersons } from '../store/signed-in-persons.js';
import { OpenidSessions } from './openid-sessions.js';

/**
 * Ends what a person opened in e-journals by an account: called, after commit, when their link is revoked or suspended or the
 * account closed. Makes HTTP calls (back-channel logout), so it never runs inside a transaction.
 */
@Injectable()
export class EndAccountSessions {
  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(OpenidSessions) private readonly sessions: OpenidSessions,
    @Inject(SignedInPersons) private readonly persons: SignedInPersons,
  ) {}

  /**
   * Returns how many sessions were ended. Doing it twice is harmless. Of that person only: the account may have gone to
   * another, or to the same human under a new oid (LNK-10).
   */
  async execute(journalAccountId: Uuid, esiaPersonId: Uuid): Promise<number> {
    const grantIds = await this.persons.grantsOf(esiaPersonId);
    return this.sessions.endOfAccount(this.provider, journalAccountId, grantIds);
  }
}
