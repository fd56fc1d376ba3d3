import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { LiveLinks } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { accountClaims, type AccountFacts } from '../domain/account-claims.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { SignedInPersons } from '../store/signed-in-persons.js';
import { pairwisePerson } from './pairwise-person.js';

/** The account behind a code or a token, as oidc-provider wants it. */
export interface AccountOfToken {
  readonly accountId: string;
  readonly claims: () => { readonly sub: string } & Record<string, unknown>;
  readonly [key: string]: unknown;
}

/** What the provider asks about: an account, the client that asks, and the grant of the sign-in. */
export interface AskedAccount {
  readonly accountId: string;
  readonly clientId: string;
  readonly grantId: string;
}

/** Answers the provider who an account is, from the database, each time it asks. */
@Injectable()
export class JournalPeople {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(LiveLinks) private readonly links: LiveLinks,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(SignedInPersons) private readonly persons: SignedInPersons,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
  ) {}

  /**
   * The account, if the person who signed in under this grant may use it now. The provider asks before it issues tokens and
   * before it answers userinfo, so that a link revoked meanwhile, or given to somebody else, lets nothing out: undefined
   * becomes `invalid_grant` there, `invalid_token` here.
   */
  async find({ accountId, clientId, grantId }: AskedAccount): Promise<AccountOfToken | undefined> {
    const person = await this.persons.of(grantId);
    if (person === null) return undefined;
    const account = await this.unitOfWork.direct((tx) => this.usable(tx, person, clientId, accountId));
    if (account === null) return undefined;
    const pseudonym = pairwisePerson(this.configuration.pairwiseKey, clientId, person);
    return { accountId: account.id, claims: () => accountClaims(account, pseudonym) };
  }

  private async usable(
    tx: EntityManager,
    person: Uuid,
    clientId: string,
    accountId: string,
  ): Promise<AccountFacts | null> {
    const system = await this.territory.journalSystemByCode(tx, clientId);
    if (system === null) return null;
    const linked = await this.links.of(tx, person, system.id);
    const link = linked.find((candidate) => candidate.accountId === accountId);
    if (link === undefined) return null;
    return { ...link, id: link.accountId };
  }
}
