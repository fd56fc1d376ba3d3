import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { RosterAccount } from '../../roster/index.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import { outcome, type PlannedOutcome } from '../domain/plan.js';
import type { DecidedLinks, DecideLinksRequest } from './decide-links.js';
import type { LinkingResult, LinkOutcome } from './linking-result.js';
import { LiveLinks } from './live-links.js';

/** Refusals that leave no row: the audit is their only trace. */
const REFUSALS: ReadonlySet<LinkOutcomeCode> = new Set([
  'WRONG_PERSON_PARENT_AS_STUDENT',
  'SIBLING_ACCOUNT',
  'MINOR_CANNOT_HOLD_ROLE',
  'LINK_COOLDOWN',
  'ESIA_NOT_VERIFIED',
]);

/** Says what a decision came to, to the person and to the audit: the same words for a sign-in and for a second evidence. */
@Injectable()
export class TellOutcomes {
  constructor(
    @Inject(LiveLinks) private readonly liveLinks: LiveLinks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** What the person may use now, and what is told of the rest; refusals are written to the audit. */
  async tell(
    tx: EntityManager,
    request: DecideLinksRequest,
    { plan, gathered }: DecidedLinks,
  ): Promise<LinkingResult> {
    const { accounts, situation } = gathered;
    const live = plan.stopped ? [] : await this.liveLinks.of(tx, request.person.id, null);
    const linked = live.filter(({ role }) => situation.acceptedRoles.has(role));
    const tooWeak = live
      .filter(({ role }) => !situation.acceptedRoles.has(role))
      .map(({ accountId }) => outcome('ESIA_NOT_VERIFIED', accountId));
    const outcomes = [...plan.outcomes, ...tooWeak];
    const told = outcomes.length + linked.length === 0 ? [outcome(plan.otherwise, null)] : outcomes;
    await this.refused(tx, request, told);
    return { linked, outcomes: told.map((one) => withSchools(one, accounts)) };
  }

  /** Writes the refusals among these outcomes to the audit. */
  async refused(
    tx: EntityManager,
    { person, now, actor, traceId }: DecideLinksRequest,
    outcomes: readonly PlannedOutcome[],
  ): Promise<void> {
    const refusals = outcomes.filter(({ code }) => REFUSALS.has(code));
    await this.audit.recordAll(
      tx,
      refusals.map(({ code, accountId }) => ({
        regionId: person.regionId,
        at: now,
        actor,
        action: 'link.refused',
        subject: { kind: 'esia_person', id: person.id },
        reason: code,
        facts: accountId === null ? {} : { accountId },
        traceId: traceId ?? undefined,
      })),
    );
  }
}

function withSchools(
  { code, accountId, notBefore }: PlannedOutcome,
  accounts: readonly RosterAccount[],
): LinkOutcome {
  const account = accounts.find(({ id }) => id === accountId);
  const schoolNames = account?.schools.map(({ shortName }) => shortName) ?? [];
  return { code, accountId, schoolNames, notBefore };
}
