import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { poolOf } from '../../platform/database/pool-of.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { CampaignPhase } from '../domain/campaign-phase.js';
import type { Credential } from '../domain/credential-state.js';
import { decide, type SignInDecision, stateOf } from '../domain/sign-in-decision.js';
import { type AccountLink, AccountLinks } from '../store/account-link.repository.js';
import { readSignInFacts } from '../store/sign-in-facts.repository.js';

/** What a journal may know of one of its accounts (INT-05). */
export interface AccountStanding {
  readonly link: AccountLink;
  /** The state in force, computed (e.2). */
  readonly credential: Credential;
  readonly phase: CampaignPhase;
  /** What a password sign-in would be answered now, before any skip of the wizard. */
  readonly decision: SignInDecision;
}

/** Where an account stands: its link, its old password, and the decision that follows. */
@Injectable()
export class AccountStandings {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AccountLinks) private readonly links: AccountLinks,
  ) {}

  /** Null for an account that the system has not reported, another system's included. `linkUrl`: where Госуслуги are linked. */
  async of(
    systemId: Uuid,
    externalId: string,
    { now, linkUrl }: { readonly now: Date; readonly linkUrl: string },
  ): Promise<AccountStanding | null> {
    const [found] = await readSignInFacts(poolOf(this.dataSource), [{ systemId, externalId }], now);
    if (found == null) return null;
    const facts = { ...found, now, skipsUsed: 0, linkUrl };
    const link = await this.unitOfWork.direct((tx) => this.links.of(tx, found.accountId));
    return {
      link,
      credential: stateOf(facts, found.account),
      phase: found.campaign.phase,
      decision: decide(facts),
    };
  }
}
