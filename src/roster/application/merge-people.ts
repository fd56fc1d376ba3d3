import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { type BeforeImage, judgeMerge } from '../domain/person-decision.js';
import {
  emptyAgain,
  fillFrom,
  moveBack,
  moveBareAccounts,
  moveConsents,
  moveExceptions,
  moveRecords,
  moveRestrictions,
  moveTasks,
  pinRecords,
} from '../store/move-records.js';
import { type PersonDecision, PersonDecisions } from '../store/person-decisions.repository.js';
import { areTied } from '../store/person-gate.js';
import { mergedInto, recordsOf, setMergedInto } from '../store/person-records.js';
import { peopleChanged } from './people-changed.js';
import { actorOf, type Decider, PersonGate, personOf } from './person-gate.js';

/** What a merge is asked for. */
export interface MergeRequest {
  /** Who stays. */
  readonly personId: Uuid;
  /** Whose records, accounts and ties go over. */
  readonly otherId: Uuid;
  readonly reason: string;
}

export interface DecisionDone {
  readonly id: Uuid;
  readonly state: PersonDecision['state'];
}

/** Two persons become one, are confirmed to be one, or become two again (ROS-09, EC-026, EC-084). */
@Injectable()
export class MergePeople {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(PersonDecisions) private readonly decisions: PersonDecisions,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /**
   * Merges, or notes the proposal when two different valid СНИЛС need a second administrator. Throws MERGE_OF_ONESELF,
   * MERGE_FORBIDDEN, MERGE_OF_RELATIVES, PERSON_CLOSED, MERGE_PROPOSED_ALREADY and what the gate throws.
   */
  async merge(tx: EntityManager, decider: Decider, request: MergeRequest): Promise<DecisionDone> {
    const { personId, otherId, reason } = request;
    if (personId === otherId) throw new DomainError('MERGE_OF_ONESELF', 'invalid');
    const verdict = await this.judge(tx, decider, request);
    const state = verdict === 'merge' ? 'done' : 'proposed';
    if (state === 'proposed') await this.refuseSecondProposal(tx, request);
    const before = state === 'done' ? await this.carryOut(tx, request, decider.now) : EMPTY;
    const { esiaPersonId: decidedBy, now, scope } = decider;
    const id = await this.decisions.add(tx, {
      ...{ regionId: scope.regionId, kind: 'merge', state, personId, otherId, before, reason, decidedBy },
      ...{ decidedAt: now, doneAt: state === 'done' ? now : null },
    });
    await this.record(tx, decider, state === 'done' ? 'person.merged' : 'person.merge_proposed', {
      ...{ id, personId, otherId, reason },
    });
    return { id, state };
  }

  /** The second administrator agrees; never the one who proposed (e.1.1, four eyes). */
  async confirm(tx: EntityManager, decider: Decider, id: Uuid, reason: string): Promise<DecisionDone> {
    const { personId, otherId } = await this.found(tx, decider, id);
    await this.judge(tx, decider, { personId, otherId });
    const proposal = await this.found(tx, decider, id);
    if (proposal.state !== 'proposed') throw new DomainError('DECISION_SETTLED', 'conflict');
    if (proposal.decidedBy === decider.esiaPersonId) {
      throw new DomainError('SECOND_ADMINISTRATOR_NEEDED', 'forbidden');
    }
    const before = await this.carryOut(tx, proposal, decider.now);
    await this.decisions.confirm(tx, id, before, decider.esiaPersonId, decider.now);
    await this.record(tx, decider, 'person.merged', { ...proposal, reason });
    return { id, state: 'done' };
  }

  /**
   * Undoes a merge or a split exactly, or withdraws a proposal. Only the last decision about the two persons: throws
   * DECISION_NOT_LAST, DECISION_SETTLED.
   */
  async undo(tx: EntityManager, decider: Decider, id: Uuid, reason: string): Promise<DecisionDone> {
    const first = await this.found(tx, decider, id);
    const alone = first.kind === 'merge' && first.state !== 'proposed';
    const ids = alone ? [first.personId] : [first.personId, first.otherId];
    await this.gate.enter(tx, decider, ids, alone ? [first.otherId] : []);
    const decision = await this.found(tx, decider, id);
    if (decision.state !== first.state) throw new DomainError('DECISION_SETTLED', 'conflict');
    const { personId, otherId } = decision;
    const end = (state: 'undone' | 'withdrawn') =>
      this.decisions.end(tx, id, state, decider.esiaPersonId, decider.now);
    switch (decision.state) {
      case 'undone':
      case 'withdrawn':
        throw new DomainError('DECISION_SETTLED', 'conflict');
      case 'proposed':
        await end('withdrawn');
        await this.record(tx, decider, 'person.merge_withdrawn', { id, personId, otherId, reason }, false);
        return { id, state: 'withdrawn' };
      case 'done':
        if (await this.decisions.hasLater(tx, decision))
          throw new DomainError('DECISION_NOT_LAST', 'conflict');
        await this.takeBack(tx, decision, decider.now);
        await end('undone');
        await this.record(tx, decider, `person.${decision.kind}_undone`, { id, personId, otherId, reason });
        return { id, state: 'undone' };
    }
  }

  private async found(tx: EntityManager, decider: Decider, id: Uuid): Promise<PersonDecision> {
    const decision = await this.decisions.find(tx, decider.scope.regionId, id);
    if (decision === null) throw new DomainError('NOT_FOUND', 'not_found');
    return decision;
  }

  private async judge(
    tx: EntityManager,
    decider: Decider,
    { personId, otherId }: Pick<MergeRequest, 'personId' | 'otherId'>,
  ): Promise<'merge' | 'second_pair_of_eyes'> {
    const admitted = await this.gate.enter(tx, decider, [personId, otherId]);
    const tied = await areTied(tx, personId, otherId);
    const verdict = judgeMerge(personOf(admitted, personId), personOf(admitted, otherId), tied);
    if (verdict.kind === 'refused') throw new DomainError(verdict.code, 'conflict');
    return verdict.kind;
  }

  private async refuseSecondProposal(tx: EntityManager, { personId, otherId }: MergeRequest): Promise<void> {
    if (await this.decisions.hasProposal(tx, personId, otherId)) {
      throw new DomainError('MERGE_PROPOSED_ALREADY', 'conflict');
    }
  }

  /** All records of both are pinned from now on: an import does not part them again. */
  private async carryOut(
    tx: EntityManager,
    { personId, otherId }: Pick<MergeRequest, 'personId' | 'otherId'>,
    now: Date,
  ): Promise<BeforeImage> {
    const records = await recordsOf(tx, [personId, otherId]);
    const moved = records.filter((record) => record.personId === otherId).map(({ id }) => id);
    const { filled, snilsState } = await fillFrom(tx, personId, otherId, now);
    await moveRecords(tx, moved, personId);
    await pinRecords(
      tx,
      records.map(({ id }) => id),
      true,
    );
    const accounts = await moveBareAccounts(tx, otherId, personId);
    const restrictions = await moveRestrictions(tx, otherId, personId);
    const tasks = await moveTasks(tx, otherId, personId);
    const consents = await moveConsents(tx, otherId, personId);
    const exceptions = await moveExceptions(tx, otherId, personId);
    const mergedBefore = await mergedInto(tx, otherId);
    await setMergedInto(tx, [otherId, ...mergedBefore], personId, now);
    const image = records.map(({ id, pinned }) => ({ id, pinned, moved: moved.includes(id) }));
    const moves = { accounts, restrictions, tasks, consents, exceptions };
    return { records: image, ...moves, mergedBefore, filled, snilsState };
  }

  private async takeBack(tx: EntityManager, decision: PersonDecision, now: Date): Promise<void> {
    const { kind, personId, otherId, before } = decision;
    const [from, to] = kind === 'merge' ? [personId, otherId] : [otherId, personId];
    const moved = before.records.filter((record) => record.moved).map(({ id }) => id);
    if (kind === 'merge') {
      await setMergedInto(tx, [otherId], null, now);
      await setMergedInto(tx, before.mergedBefore, otherId, now);
      await emptyAgain(tx, personId, otherId, before, now);
    }
    await moveRecords(tx, moved, to);
    await moveBack(tx, from, to, before);
    for (const pinned of [true, false]) {
      const ids = before.records.filter((record) => record.pinned === pinned).map(({ id }) => id);
      await pinRecords(tx, ids, pinned);
    }
    // A split undone leaves a person without records; whoever looks for them finds the one they came from.
    if (kind === 'split') {
      const late = (await recordsOf(tx, [otherId])).map(({ id }) => id);
      await moveRecords(tx, late, personId);
      await setMergedInto(tx, [otherId], personId, now);
    }
  }

  private async record(
    tx: EntityManager,
    decider: Decider,
    action: string,
    about: { readonly id: Uuid; readonly personId: Uuid; readonly otherId: Uuid; readonly reason: string },
    tells = true,
  ): Promise<void> {
    const { regionId } = decider.scope;
    await this.audit.record(tx, {
      ...{ regionId, at: decider.now, actor: actorOf(decider), action, reason: about.reason },
      subject: { kind: 'person', id: about.personId },
      facts: { decision_id: about.id, other_id: about.otherId },
    });
    if (tells)
      await this.outbox.tell(tx, peopleChanged(regionId, [about.personId, about.otherId], decider.now));
  }
}

const EMPTY: BeforeImage = {
  ...{
    records: [],
    accounts: [],
    restrictions: [],
    tasks: [],
    consents: [],
    exceptions: [],
    mergedBefore: [],
    filled: [],
  },
  snilsState: 'missing',
};
