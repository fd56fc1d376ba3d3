import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/index.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { type News, Outbox } from '../../platform/outbox/outbox.js';
import { entries, isLive, type LinkState, nextLinkState } from '../domain/link-state.js';
import { limitOf } from '../domain/limits.js';
import type { Change, Enter, Move, Plan, SetLimit, PlannedOutcome } from '../domain/plan.js';
import { ConsentGate } from './consent-gate.js';
import { LinksRepository, type NewLink, type StepBy } from '../store/links.repository.js';
import { type NewReview, ReviewsRepository } from '../store/reviews.repository.js';
import { LINK_CHANGED, linkNewsBody } from './link-news.js';

/** For whom a plan is carried out, and by whom. */
export interface CarriedFor extends StepBy {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  /** The school that a review of an account lies with. */
  readonly schoolOf: (accountId: Uuid) => Uuid | null;
}

/** The steps of a plan; moves and entries in any order, cases and tasks with them. */
export type Steps = Pick<Plan, 'changes'>;

interface Step {
  readonly linkId: Uuid;
  readonly accountId: Uuid;
  readonly to: LinkState;
  readonly change: Enter | Move;
}

/** Writes a plan: old links make room first, then new ones enter, then cases, tasks, the audit and the news. */
@Injectable()
export class CarryOutPlan {
  constructor(
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(ReviewsRepository) private readonly reviews: ReviewsRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(ConsentGate) private readonly gate: ConsentGate,
  ) {}

  /**
   * A number of statements that does not grow with the plan. Throws what the unique indexes of `links` refuse. Links of
   * minors pass the consent gate here, whoever planned them (LNK-12): what waits at it is returned, to be told beside the
   * plan's own outcomes.
   */
  async execute(tx: EntityManager, plan: Steps, by: CarriedFor): Promise<readonly PlannedOutcome[]> {
    const { changes, outcomes } = await this.gate.pass(tx, plan.changes, by);
    const moves = changes.filter((change) => change.kind === 'move').map((change) => stepOfMove(change));
    const enters = changes.filter((change) => change.kind === 'enter').map((change) => stepOfEnter(change));
    // One statement checks the unique index row by row: whoever leaves an account must be out before another enters.
    for (const steps of [moves.filter(({ to }) => !isLive(to)), moves.filter(({ to }) => isLive(to))]) {
      await this.links.move(
        tx,
        steps.map(({ change, to }) => ({ ...change, to, until: limitFor(change, to, by.at) })),
        by,
      );
    }
    const limits = changes.filter((change) => change.kind === 'limit');
    await this.links.setLimits(tx, limits);
    await this.links.insert(
      tx,
      enters.map((step) => newLink(step, by)),
      by,
    );
    await this.writeCases(tx, changes, moves, enters, by);
    await this.audit.recordAll(tx, [
      ...auditEvents(changes, [...moves, ...enters], by),
      ...limits.map((limit) => auditOfLimit(limit, by)),
    ]);
    await this.outbox.tell(
      tx,
      [...moves, ...enters].map((step) => newsOf(step, by)),
    );
    return outcomes;
  }

  private async writeCases(
    tx: EntityManager,
    changes: readonly Change[],
    moves: readonly (Step & { change: Move })[],
    enters: readonly (Step & { change: Enter })[],
    by: CarriedFor,
  ): Promise<void> {
    const closed = moves.filter(({ change }) => change.closesReview).map(({ linkId }) => linkId);
    await this.reviews.closeLinked(tx, closed, by.at);
    const settled = changes.filter((change) => change.kind === 'settle');
    await this.reviews.settle(tx, settled, by.at);
    const inherited = enters.flatMap(({ linkId, change }) =>
      change.inheritsFrom === null ? [] : [{ from: change.inheritsFrom, to: linkId }],
    );
    await this.reviews.inherit(tx, inherited, by.esiaPersonId);
    const ofLinks = [...moves, ...enters].flatMap((step) => reviewOf(step, by));
    const cases = changes.filter((change) => change.kind === 'case').map((one) => ({ ...one, linkId: null }));
    await this.reviews.open(tx, [...ofLinks, ...cases], by);
    const tasks = changes.filter((change) => change.kind === 'task');
    await this.reviews.openTasks(tx, tasks, by.regionId, by.at);
  }
}

function stepOfMove(change: Move): Step & { change: Move; link: Move['link'] } {
  const { link, event } = change;
  const to = nextLinkState(link.state, event);
  if (to === null) throw new Error(`no move from ${link.state} by ${event}`);
  return { linkId: link.id, accountId: link.accountId, to, change, link };
}

function stepOfEnter(change: Enter): Step & { change: Enter } {
  return { linkId: newUuid(), accountId: change.accountId, to: entries[change.entry], change };
}

function newLink({ linkId, accountId, to, change }: Step & { change: Enter }, by: CarriedFor): NewLink {
  const { regionId, esiaPersonId } = by;
  const { entry: event, reason, evidence, basis } = change;
  const until = limitFor(change, to, by.at);
  const link = { id: linkId, regionId, esiaPersonId, accountId, state: to, event, reason, evidence, until };
  return basis === undefined ? link : { ...link, basis };
}

function limitFor(change: Enter | Move, to: LinkState, at: Date): Date | null {
  return change.until === undefined ? limitOf(to, change.reason, at) : change.until;
}

function newsOf({ linkId, accountId, to, change }: Step, by: CarriedFor): News {
  const [esiaPersonId, from, event] =
    change.kind === 'move'
      ? [change.link.esiaPersonId, change.link.state, change.event]
      : [by.esiaPersonId, null, change.entry];
  const body = linkNewsBody({ linkId, accountId, esiaPersonId, from, to, event, reason: change.reason });
  return { regionId: by.regionId, topic: LINK_CHANGED, at: by.at, body };
}

function auditOfLimit({ link, until }: SetLimit, by: CarriedFor): AuditEvent {
  return {
    regionId: by.regionId,
    at: by.at,
    actor: by.actor,
    traceId: by.traceId ?? undefined,
    action: 'link.limit_set',
    subject: { kind: 'link', id: link.id },
    facts: { accountId: link.accountId, until: until?.toISOString() ?? null },
  };
}

function reviewOf({ linkId, accountId, change }: Step, by: CarriedFor): readonly NewReview[] {
  if (change.review === null) return [];
  const { review: code, evidence } = change;
  const schoolId = by.schoolOf(accountId);
  return [{ linkId, schoolId, code, accountIds: [accountId], evidence, rule: evidence.rule }];
}

/** A step may be of another person's link: the one that makes room. */
function ownerOf(change: Enter | Move, by: CarriedFor): Uuid {
  return change.kind === 'move' ? change.link.esiaPersonId : by.esiaPersonId;
}

function basisOf({ basis }: Enter | Move): { readonly basis?: string } {
  return basis === undefined ? {} : { basis };
}

const ACTIONS: Readonly<Record<LinkState, string>> = {
  active: 'link.activated',
  suspended: 'link.suspended',
  superseded: 'link.superseded',
  pending_review: 'link.pending_review',
  pending_proof: 'link.pending_proof',
  awaiting_consent: 'link.awaiting_consent',
  rejected: 'link.rejected',
  expired: 'link.expired',
  revoked: 'link.revoked',
};

function auditEvents(
  changes: readonly Change[],
  steps: readonly Step[],
  by: CarriedFor,
): readonly AuditEvent[] {
  const common = { regionId: by.regionId, at: by.at, actor: by.actor, traceId: by.traceId ?? undefined };
  const school = (id: Uuid | null) => (id === null ? {} : { schoolId: id });
  const ofLinks = steps.map(({ linkId, accountId, to, change }) => ({
    ...common,
    ...school(by.schoolOf(accountId)),
    action: ACTIONS[to],
    subject: { kind: 'link', id: linkId },
    reason: change.reason,
    facts: { accountId, esiaPersonId: ownerOf(change, by), evidence: change.evidence, ...basisOf(change) },
  }));
  const ofCases = changes
    .filter((change) => change.kind === 'case')
    .map(({ code, schoolId, accountIds, evidence }) => ({
      ...common,
      ...school(schoolId),
      action: 'link.pending_review',
      subject: { kind: 'esia_person', id: by.esiaPersonId },
      reason: code,
      facts: { accountIds, evidence },
    }));
  return [...ofLinks, ...ofCases];
}
