import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { recordAt } from '../../platform/database/recording-moment.js';
import { violatedConstraint } from '../../platform/database/unit-of-work.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Territory } from '../../territory/index.js';
import { nextTieState, type TieActor, type TieEndReason, type TieEvent } from '../domain/family-tie.js';
import { type FamilyTie, FamilyTiesRepository, type SchoolReach } from '../store/family-ties.repository.js';
import { closeFamilyTasks, openFamilyTasks } from '../store/family-tasks.js';
import { refuseKin } from '../store/kin.js';
import { RestrictionsRepository } from '../store/restrictions.repository.js';
import { peopleChanged } from './people-changed.js';

/** Who decides about a tie, when, and on which civil day of the region. */
export interface TieAct {
  readonly actor: AuditActor;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** An administrator's act: within their reach, and never on themselves or a relative (roles.md, EC-085). */
export interface SchoolTieAct extends TieAct {
  readonly reach: SchoolReach;
  readonly administratorId: Uuid;
  /** The administrator as the roster knows them. */
  readonly ownPersonIds: readonly Uuid[];
}

/** The reasons that a school may give; the others come with their own acts. */
export type SchoolEndReason = Extract<TieEndReason, 'not_representative' | 'order_expired'>;

const FULL_AGE = 18;

/**
 * What people decide about a representation (e.5, FamilyTie; EC-047…EC-055). An act on one tie is an act on the pair of
 * people: the other schools' ties of the same two follow. Each act is audited and told to those whose links rest on it.
 */
@Injectable()
export class FamilyTies {
  constructor(
    @Inject(FamilyTiesRepository) private readonly ties: FamilyTiesRepository,
    @Inject(RestrictionsRepository) private readonly restrictions: RestrictionsRepository,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** The school confirms what the roster asserts, or settles a dispute. */
  async confirm(tx: EntityManager, tieId: Uuid, act: SchoolTieAct): Promise<void> {
    const pair = await this.lockForSchool(tx, tieId, act);
    const moving = movable(pair, 'confirm', 'school');
    await this.ties.confirm(tx, ids(moving), 'school', act.now);
    await closeFamilyTasks(tx, first(pair).childId, ['TIE_DISPUTED', 'TIE_DISPUTE_OVERDUE'], act.now);
    await this.tell(tx, pair, act, 'family_tie.confirmed', 'school', {});
  }

  /** A verified card of ESIA says the same as the roster; ties in any other state than `asserted` are left alone. */
  async confirmByEsia(tx: EntityManager, tieIds: readonly Uuid[], act: TieAct): Promise<void> {
    for (const tieId of tieIds) {
      const pair = await this.ties.lockPair(tx, tieId, act.today, null);
      const moving = pair.filter(
        ({ state }) => state === 'asserted' && nextTieState(state, 'confirm', 'esia') !== null,
      );
      if (moving.length === 0) continue;
      await this.ties.confirm(tx, ids(moving), 'esia', act.now);
      await this.tell(tx, moving, act, 'family_tie.confirmed', 'esia', {});
    }
  }

  /** EC-055, LNK-07: «это не мой ребёнок». Hidden from the representative until the school has decided. */
  async dispute(
    tx: EntityManager,
    tieId: Uuid,
    representativeIds: readonly Uuid[],
    act: TieAct,
  ): Promise<void> {
    const pair = await this.ties.lockPair(tx, tieId, act.today, null);
    const [tie] = pair;
    if (tie === undefined || !representativeIds.includes(tie.representativeId)) throw notFound();
    const moving = movable(pair, 'dispute', 'representative');
    await this.ties.dispute(tx, ids(moving), act.now);
    const facts = { tie_id: tie.id };
    const task = {
      code: 'TIE_DISPUTED',
      regionId: tie.regionId,
      schoolId: tie.schoolId,
      accountId: null,
      facts,
    } as const;
    await openFamilyTasks(tx, [{ ...task, childId: tie.childId }], act.now);
    await this.tell(tx, pair, act, 'family_tie.disputed', 'representative', {});
  }

  /** The school ends a representation, with the document that it rests on. */
  async end(
    tx: EntityManager,
    tieId: Uuid,
    { reason, basis }: { readonly reason: SchoolEndReason; readonly basis: string },
    act: SchoolTieAct,
  ): Promise<void> {
    const pair = await this.lockForSchool(tx, tieId, act);
    await this.endAll(tx, movable(pair, 'end', 'school'), reason, basis, act);
    await closeFamilyTasks(tx, first(pair).childId, ['TIE_DISPUTED', 'TIE_DISPUTE_OVERDUE'], act.now);
    await this.tell(tx, pair, act, 'family_tie.ended', reason, {});
  }

  /** EC-047: a court or an authority restricts the representation, with dates or until the school records the end. */
  async restrict(
    tx: EntityManager,
    tieId: Uuid,
    what: { readonly basis: string; readonly validFrom: CalendarDate; readonly validTo: CalendarDate | null },
    act: SchoolTieAct,
  ): Promise<Uuid> {
    const pair = await this.lockForSchool(tx, tieId, act);
    movable(pair, 'end', 'school');
    if (what.validTo !== null && what.validTo <= what.validFrom)
      throw new DomainError('RESTRICTION_DATES_WRONG', 'invalid');
    const id = await this.record(tx, first(pair), { kind: 'restriction', ...what }, act);
    const { validFrom, validTo } = what;
    await this.tell(tx, pair, act, 'representation.restricted', 'restriction', {
      restriction_id: id,
      validFrom,
      validTo,
    });
    return id;
  }

  /**
   * The school records that a restriction is over: the representative has the right again if the tie is valid. The end of
   * a deprivation brings nothing back (EC-049); it only lets the source name the two anew.
   */
  async endRestriction(
    tx: EntityManager,
    restrictionId: Uuid,
    basis: string,
    act: SchoolTieAct,
  ): Promise<void> {
    const open = await this.restrictions.findOpen(tx, restrictionId);
    if (open === null) throw notFound();
    const pair = await this.lockForSchool(tx, open.tieId, act);
    const ended = await this.restrictions.end(tx, open.id, {
      ...{ basis, endedBy: act.administratorId, now: act.now },
    });
    if (!ended) throw notFound();
    await this.tell(tx, pair, act, 'representation.restriction_ended', open.kind, {
      restriction_id: open.id,
    });
  }

  /** EC-048: deprived of parental rights. Final: the ties end, and the source cannot bring them back. */
  async deprive(tx: EntityManager, tieId: Uuid, basis: string, act: SchoolTieAct): Promise<Uuid> {
    const pair = await this.lockForSchool(tx, tieId, act);
    const moving = movable(pair, 'end', 'school');
    const what = { kind: 'deprivation', basis, validFrom: act.today, validTo: null } as const;
    const id = await this.record(tx, first(pair), what, act);
    await this.endAll(tx, moving, 'deprivation', basis, act);
    await this.tell(tx, pair, act, 'family_tie.ended', 'deprivation', { restriction_id: id });
    return id;
  }

  /** EC-030: a pupil of full age ends a parent's access, where the region leaves it to the pupil. */
  async decideParentAccess(
    tx: EntityManager,
    tieId: Uuid,
    childIds: readonly Uuid[],
    act: TieAct,
  ): Promise<void> {
    const pair = await this.ties.lockPair(tx, tieId, act.today, null);
    const [tie] = pair;
    if (tie === undefined || !childIds.includes(tie.childId)) throw notFound();
    if (tie.childBorn === null || ageOn(act.today, tie.childBorn) < FULL_AGE)
      throw new DomainError('PUPIL_NOT_OF_AGE', 'forbidden');
    const { parentsAfter18 } = await this.territory.policy(tx, tie.regionId);
    if (parentsAfter18 !== 'pupil_decides') throw new DomainError('PARENT_ACCESS_BY_POLICY', 'forbidden');
    await this.endAll(tx, movable(pair, 'end', 'pupil'), 'adult', null, act);
    await this.tell(tx, pair, act, 'family_tie.ended', 'adult', {});
  }

  private async lockForSchool(
    tx: EntityManager,
    tieId: Uuid,
    { reach, today, ownPersonIds }: SchoolTieAct,
  ): Promise<readonly FamilyTie[]> {
    const pair = await this.ties.lockPair(tx, tieId, today, reach);
    const [tie] = pair;
    if (tie === undefined) throw notFound();
    await refuseKin(tx, ownPersonIds, [tie.childId, tie.representativeId]);
    return pair;
  }

  private async endAll(
    tx: EntityManager,
    ties: readonly FamilyTie[],
    reason: TieEndReason,
    basis: string | null,
    { today: day, now }: TieAct,
  ): Promise<void> {
    await recordAt(tx, now);
    await this.ties.end(tx, ids(ties), { reason, basis, day, now });
  }

  private async record(
    tx: EntityManager,
    { regionId, childId, representativeId }: FamilyTie,
    what: {
      readonly kind: 'restriction' | 'deprivation';
      readonly basis: string;
      readonly validFrom: CalendarDate;
      readonly validTo: CalendarDate | null;
    },
    { administratorId: recordedBy, now: recordedAt, today }: SchoolTieAct,
  ): Promise<Uuid> {
    const hasBegun = what.validFrom <= today;
    const pair = { regionId, childId, representativeId };
    try {
      return await this.restrictions.add(tx, { ...pair, ...what, recordedBy, recordedAt, hasBegun });
    } catch (error) {
      if (violatedConstraint(error) === 'representation_restrictions_one_open')
        throw new DomainError('RESTRICTION_EXISTS', 'conflict');
      throw error;
    }
  }

  private async tell(
    tx: EntityManager,
    pair: readonly FamilyTie[],
    { actor, now, traceId }: TieAct,
    action: string,
    reason: string,
    facts: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const tie = first(pair);
    const people = { child_id: tie.childId, representative_id: tie.representativeId };
    await this.audit.record(tx, {
      ...{ regionId: tie.regionId, at: now, actor, action, reason },
      subject: { kind: 'family_tie', id: tie.id },
      ...(tie.schoolId !== null && { schoolId: tie.schoolId }),
      facts: { ...people, ...facts },
      traceId: traceId ?? undefined,
    });
    await this.outbox.tell(tx, peopleChanged(tie.regionId, [tie.childId, tie.representativeId], now));
  }
}

/** The ties of a pair that the event moves; refused where it moves none. */
function movable(pair: readonly FamilyTie[], event: TieEvent, actor: TieActor): readonly FamilyTie[] {
  const moving = pair.filter(({ state }) => nextTieState(state, event, actor) !== null);
  if (moving.length === 0) throw new DomainError('TIE_STATE_WRONG', 'conflict', { state: first(pair).state });
  return moving;
}

function first(pair: readonly FamilyTie[]): FamilyTie {
  const [tie] = pair;
  if (tie === undefined) throw notFound();
  return tie;
}

function ids(ties: readonly FamilyTie[]): readonly Uuid[] {
  return ties.map(({ id }) => id);
}

function notFound(): DomainError {
  return new DomainError('NOT_FOUND', 'not_found');
}
