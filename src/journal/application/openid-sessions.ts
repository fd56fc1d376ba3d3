import { Inject, Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Client, Session } from 'oidc-provider';
import type { Uuid } from '../../kernel/ids.js';
import { Log } from '../../platform/logging/log.js';
import { OpenidSessionRecords } from '../store/openid-session-records.js';

/** The library has this method; its types do not name it. */
interface LogoutReceiver {
  backchannelLogout(subject: string, sid: string | undefined): Promise<void>;
}

/** Ends sessions of e-journals: their tokens at once, their own sessions by back-channel logout. */
@Injectable()
export class OpenidSessions {
  constructor(
    @Inject(OpenidSessionRecords) private readonly records: OpenidSessionRecords,
    @Inject(Log) private readonly log: Log,
  ) {}

  /**
   * Ends one session: everything granted in it is revoked, every e-journal in it that registered `backchannel_logout_uri` is
   * told (OpenID Connect Back-Channel Logout 1.0). An e-journal that does not answer delays nothing beyond the time-out and
   * stops nothing: its failure is logged.
   */
  async end(provider: Provider, session: Session): Promise<void> {
    const clients = Object.entries(session.authorizations ?? {});
    for (const [, { grantId }] of clients) if (grantId !== undefined) await this.records.revokeGrant(grantId);
    await this.records.destroy(session.uid);
    await Promise.all(
      clients.map(([clientId, { sid }]) => this.tell(provider, clientId, session.accountId, sid)),
    );
  }

  /**
   * Ends what was opened under these grants at a journal account: a link that is no more leaves nobody signed in (quality.md,
   * security 8). Tokens that outlived their session end too. Returns how many sessions there were.
   */
  async endOfAccount(
    provider: Provider,
    journalAccountId: Uuid,
    grantIds: readonly string[],
  ): Promise<number> {
    let ended = 0;
    for (const uid of await this.records.uidsOfAccount(journalAccountId)) {
      const session = await provider.Session.findByUid(uid);
      if (session === undefined || !isUnder(session, grantIds)) continue;
      await this.end(provider, session);
      ended += 1;
    }
    for (const grantId of await this.records.grantsOfAccount(journalAccountId, grantIds)) {
      await this.records.revokeGrant(grantId);
    }
    return ended;
  }

  private async tell(
    provider: Provider,
    clientId: string,
    subject: string | undefined,
    sid: string | undefined,
  ): Promise<void> {
    const client = await provider.Client.find(clientId);
    if (client?.backchannelLogoutUri === undefined || subject === undefined) return;
    try {
      await (client as Client & LogoutReceiver).backchannelLogout(subject, sid);
    } catch (error) {
      this.log.warn('oidc.backchannel_logout_failed', { client_id: clientId, error });
    }
  }
}

/** A session in which nothing was granted yet is nobody's: it ends with any of the account. */
function isUnder(session: Session, grantIds: readonly string[]): boolean {
  const granted = Object.values(session.authorizations ?? {}).flatMap(({ grantId }) => grantId ?? []);
  return granted.length === 0 || granted.some((grantId) => grantIds.includes(grantId));
}
