import { Inject, Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Uuid } from '../../kernel/ids.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';
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
  ) {}

  /** Returns how many sessions were ended. Doing it twice is harmless. */
  async execute(journalAccountId: Uuid): Promise<number> {
    return this.sessions.endOfAccount(this.provider, journalAccountId);
  }
}
