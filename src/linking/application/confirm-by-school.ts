import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons } from '../../esia/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { AccountsInReach } from '../../roster/index.js';
import type { SchoolScope } from '../../territory/index.js';
import type { LinkState } from '../domain/link-state.js';
import { LinksRepository } from '../store/links.repository.js';
import { LinkByEvidence } from './link-by-evidence.js';
import type { LinkOutcome } from './linking-result.js';
import { OwnCase } from './own-case.js';

/** A school's word for a link that waits for a proof (e.1). */
export interface ConfirmBySchoolRequest {
  readonly linkId: Uuid;
  /** Where the administrator decides: checked in SQL. */
  readonly reach: SchoolScope;
  readonly deciderId: Uuid;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** Where the link stands afterwards, and why it is not active if it is not. */
export interface ConfirmedBySchool {
  readonly accountId: Uuid;
  readonly state: LinkState;
  readonly outcomes: readonly LinkOutcome[];
}

/** The school confirms that the account is this person's: the third way beside code and old login. */
@Injectable()
export class ConfirmBySchool {
  constructor(
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(AccountsInReach) private readonly accounts: AccountsInReach,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(OwnCase) private readonly ownCase: OwnCase,
    @Inject(LinkByEvidence) private readonly link: LinkByEvidence,
  ) {}

  /**
   * Applies G1–G4 again; a pupil's link stays as it is until the school has entered the birth date (EC-139). A row that
   * the rules speak against now goes to review.
   *
   * @throws DomainError `NOT_FOUND` out of reach; `LINK_NOT_WAITING` when the link waits for no proof; `OWN_CASE` when the
   * decider is the person or a relative (EC-085)
   */
  async execute(tx: EntityManager, request: ConfirmBySchoolRequest): Promise<ConfirmedBySchool> {
    const { linkId, reach, deciderId, now, today, traceId } = request;
    const link = await this.links.byId(tx, linkId);
    const found = link && (await this.accounts.named(tx, reach, [link.accountId], today));
    if (link === null || found === null) throw new DomainError('NOT_FOUND', 'not_found');
    const { accountId } = link;
    const person = await this.persons.byId(tx, link.esiaPersonId);
    const decider = await this.persons.byId(tx, deciderId);
    if (person === null || decider === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (await this.ownCase.is(tx, decider, { person, accountId })) {
      throw new DomainError('OWN_CASE', 'forbidden');
    }
    const actor = { kind: 'administrator', id: deciderId } as const;
    const result = await this.link.execute(
      tx,
      { ...{ person, accountId, now, today, actor, traceId }, given: 'school' },
      // Read again under the locks: who confirms twice, or after the person has typed a code, changes nothing.
      async (inner) => (await this.links.byId(inner, linkId))?.state === 'pending_proof',
    );
    const after = await this.links.byId(tx, linkId);
    if (result === null || after === null) throw new DomainError('LINK_NOT_WAITING', 'conflict');
    const outcomes = result.outcomes.filter((one) => one.accountId === accountId);
    return { accountId, state: after.state, outcomes };
  }
}
