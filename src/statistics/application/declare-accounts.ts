import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  type DeclarationOutcome,
  type DeclaredBy,
  judgeDeclaration,
  type WithdrawalReason,
} from '../domain/declaration.js';
import type { PupilPlace, PupilScope } from '../domain/pupil-scope.js';
import { Declarations } from '../store/declarations.repository.js';

/** Who acts, how far their right reaches, and when; `today` is the civil day of the region. */
export interface DeclarationsAct {
  readonly actor: AuditActor;
  readonly administratorId: Uuid;
  readonly reach: PupilScope;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** What became of one pupil of a class. */
export interface DeclaredPupil {
  readonly personId: Uuid;
  readonly outcome: DeclarationOutcome;
  /** Of what this order recorded; else null. */
  readonly declarationId: Uuid | null;
}

/**
 * «УЗ создана», said by the homeroom teacher or the school's administrator (I-06). A word and no proof: it makes no link,
 * and it can be withdrawn. What was counted of a past day stays as it was.
 */
@Injectable()
export class DeclareAccounts {
  constructor(
    @Inject(Declarations) private readonly declarations: Declarations,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND for a pupil out of reach, DECLARATION_EXISTS, DECLARATION_NOT_NEEDED when linked */
  async record(
    tx: EntityManager,
    wanted: { readonly schoolId: Uuid; readonly personId: Uuid },
    act: DeclarationsAct,
  ): Promise<Uuid> {
    const place = await this.placeOf(tx, act, { schoolId: wanted.schoolId, classId: null });
    const [one] = await this.judgeAndAdd(tx, place, [wanted.personId], act);
    if (one === undefined) throw new Error('an order of one pupil has one answer');
    if (one.declarationId !== null) return one.declarationId;
    switch (one.outcome) {
      case 'already_linked':
        throw new DomainError('DECLARATION_NOT_NEEDED', 'conflict');
      case 'recorded':
      case 'already_declared':
        throw new DomainError('DECLARATION_EXISTS', 'conflict');
      case 'not_found':
      case 'not_in_class':
        throw new DomainError('NOT_FOUND', 'not_found');
    }
  }

  /**
   * Pupils of one class; each gets an answer, in the order in which they were named, and all that can be recorded is
   * recorded in one transaction.
   *
   * @throws DomainError NOT_FOUND for a class out of reach
   */
  async recordClass(
    tx: EntityManager,
    { classId, personIds }: { readonly classId: Uuid; readonly personIds: readonly Uuid[] },
    act: DeclarationsAct,
  ): Promise<readonly DeclaredPupil[]> {
    const place = await this.placeOf(tx, act, { schoolId: null, classId });
    return this.judgeAndAdd(tx, place, [...new Set(personIds)], act);
  }

  /**
   * The account turned out not to exist, or the record was wrong. From now on the pupil is not declared; days that are over
   * keep what was said then.
   *
   * @throws DomainError NOT_FOUND, DECLARATION_WITHDRAWN
   */
  async withdraw(
    tx: EntityManager,
    { id, reason }: { readonly id: Uuid; readonly reason: WithdrawalReason },
    act: DeclarationsAct,
  ): Promise<void> {
    const one = await this.declarations.lock(tx, act.reach, { id, day: act.today });
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (one.withdrawnAt !== null) throw new DomainError('DECLARATION_WITHDRAWN', 'conflict');
    await this.declarations.withdraw(tx, one.personId, { by: act.administratorId, at: act.now, reason });
    await this.audit.record(tx, {
      ...{ regionId: one.regionId, at: act.now, actor: act.actor, action: 'declaration.withdrawn', reason },
      ...{ subject: { kind: 'declaration', id }, schoolId: one.schoolId, traceId: act.traceId ?? undefined },
    });
  }

  private async placeOf(
    tx: EntityManager,
    { reach }: DeclarationsAct,
    asked: { readonly schoolId: Uuid | null; readonly classId: Uuid | null },
  ): Promise<PupilPlace> {
    const place = await this.declarations.place(tx, reach, asked);
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    return place;
  }

  private async judgeAndAdd(
    tx: EntityManager,
    place: PupilPlace,
    personIds: readonly Uuid[],
    act: DeclarationsAct,
  ): Promise<readonly DeclaredPupil[]> {
    const { regionId, schoolId, classId, seesWholeSchool } = place;
    const found = await this.declarations.standings(tx, { schoolId, personIds, day: act.today });
    const own = new Set(act.reach.classGroupIds);
    const standings = new Map(
      found
        .filter((one) => seesWholeSchool || (one.classGroupId !== null && own.has(one.classGroupId)))
        .map((one) => [one.personId, one]),
    );
    const judged = personIds.map((personId) => ({
      personId,
      outcome: judgeDeclaration(standings.get(personId) ?? null, classId, seesWholeSchool),
    }));
    const wanted = judged.filter(({ outcome }) => outcome === 'recorded').map(({ personId }) => personId);
    const declaredBy: DeclaredBy = seesWholeSchool ? 'school_admin' : 'homeroom';
    const row = { regionId, schoolId, personIds: wanted, declaredBy, recordedBy: act.administratorId };
    const added = await this.declarations.add(tx, { ...row, now: act.now });
    await this.tell(tx, { regionId, schoolId, declaredBy }, added, act);
    const ids = new Map(added.map(({ id, personId }) => [personId, id]));
    return judged.map(({ personId, outcome }) => {
      const declarationId = ids.get(personId) ?? null;
      // Somebody else was faster: the unique index let one of the two in.
      const lost = outcome === 'recorded' && declarationId === null;
      return { personId, outcome: lost ? 'already_declared' : outcome, declarationId };
    });
  }

  private async tell(
    tx: EntityManager,
    where: { readonly regionId: Uuid; readonly schoolId: Uuid; readonly declaredBy: DeclaredBy },
    added: readonly { readonly id: Uuid }[],
    { actor, now: at, traceId }: DeclarationsAct,
  ): Promise<void> {
    const { regionId, schoolId, declaredBy } = where;
    const entry = {
      regionId,
      schoolId,
      at,
      actor,
      action: 'declaration.recorded',
      traceId: traceId ?? undefined,
    };
    await this.audit.recordAll(
      tx,
      added.map(({ id }) => ({
        ...entry,
        subject: { kind: 'declaration', id },
        facts: { declared_by: declaredBy },
      })),
    );
  }
}
