import { Inject, Injectable } from '@nestjs/common';
import { parseUuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { accountClaims } from '../domain/account-claims.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { SignedInPersons } from '../store/signed-in-persons.js';
import { LinkedAccounts } from './neighbours.js';
import { pairwisePerson } from './pairwise-person.js';

/** The account behind a code or a token, as oidc-provider wants it. */
export interface AccountOfToken {
  readonly accountId: string;
  readonly claims: () => { readonly sub: string } & Record<string, unknown>;
  readonly [key: string]: unknown;
}

/** Answers the provider who an account is, from the database, each time it asks. */
@Injectable()
export class JournalPeople {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(LinkedAccounts) private readonly accounts: LinkedAccounts,
    @Inject(SignedInPersons) private readonly persons: SignedInPersons,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
  ) {}

  /**
   * The account, if somebody is linked to it now; with `grantId`, only if it is still the same person who signed in. The
   * provider asks before it issues tokens and before it answers userinfo, so that a link revoked meanwhile lets nothing out:
   * undefined becomes `invalid_grant` there, `invalid_token` here.
   */
  async find(
    accountId: string,
    clientId: string,
    grantId: string | undefined,
  ): Promise<AccountOfToken | undefined> {
    const id = parseUuid(accountId);
    if (id === null) return undefined;
    const account = await this.unitOfWork.run((tx) => this.accounts.find(tx, id));
    if (account === null) return undefined;
    if (grantId !== undefined && (await this.persons.of(grantId)) !== account.esiaPersonId) return undefined;
    const person = pairwisePerson(this.configuration.pairwiseKey, clientId, account.esiaPersonId);
    return { accountId: account.id, claims: () => accountClaims(account, person) };
  }
}
