import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Declarations } from '../store/declarations.repository.js';

/** A representative on their own page. */
export interface RepresentativesAct {
  readonly esiaPersonId: Uuid;
  /** The person as the roster knows them. */
  readonly personIds: readonly Uuid[];
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/**
 * How the account of one's own child stands. `declared` is somebody else's word: the school's, or the other parent's, whose
 * deeds stay their own (roles.md, 4).
 */
export interface OwnChildsAccount {
  readonly childId: Uuid;
  readonly state: 'none' | 'declared_by_you' | 'declared' | 'linked';
}

/** «УЗ создана», said by a representative about their own child: the door of the people's page. */
@Injectable()
export class DeclareOwnChild {
  constructor(
    @Inject(Declarations) private readonly declarations: Declarations,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The person's children who are pupils today. */
  async states(
    tx: EntityManager,
    { personIds, today, esiaPersonId }: Pick<RepresentativesAct, 'personIds' | 'today' | 'esiaPersonId'>,
  ): Promise<readonly OwnChildsAccount[]> {
    const children = await this.declarations.childrenOf(tx, { personIds, day: today, reader: esiaPersonId });
    return children.map(({ personId, linked, declared, ownId }) => ({
      childId: personId,
      state: linked ? 'linked' : ownId !== null ? 'declared_by_you' : declared ? 'declared' : 'none',
    }));
  }

  /** @throws DomainError NOT_FOUND for a child not theirs, DECLARATION_EXISTS, DECLARATION_NOT_NEEDED */
  async declare(tx: EntityManager, childId: Uuid, act: RepresentativesAct): Promise<Uuid> {
    const child = await this.childOf(tx, childId, act);
    if (child.linked) throw new DomainError('DECLARATION_NOT_NEEDED', 'conflict');
    const { regionId, schoolId } = child;
    const [added] = child.declared
      ? []
      : await this.declarations.add(tx, {
          ...{ regionId, schoolId, personIds: [childId], declaredBy: 'representative' },
          ...{ recordedBy: act.esiaPersonId, now: act.now },
        });
    if (added === undefined) throw new DomainError('DECLARATION_EXISTS', 'conflict');
    await this.audit.record(tx, {
      ...entryOf(child, act),
      action: 'declaration.recorded',
      subject: { kind: 'declaration', id: added.id },
      facts: { declared_by: 'representative' },
    });
    return added.id;
  }

  /** Only what this representative said themselves. @throws DomainError NOT_FOUND, DECLARATION_WITHDRAWN for nothing of theirs */
  async withdraw(tx: EntityManager, childId: Uuid, act: RepresentativesAct): Promise<void> {
    const child = await this.childOf(tx, childId, act);
    if (child.ownId === null) throw new DomainError('DECLARATION_WITHDRAWN', 'conflict');
    const reason = 'family_request';
    const count = await this.declarations.withdraw(tx, childId, {
      by: act.esiaPersonId,
      at: act.now,
      reason,
    });
    if (count === 0) throw new DomainError('DECLARATION_WITHDRAWN', 'conflict');
    await this.audit.record(tx, {
      ...entryOf(child, act),
      ...{ action: 'declaration.withdrawn', subject: { kind: 'declaration', id: child.ownId }, reason },
    });
  }

  private async childOf(
    tx: EntityManager,
    childId: Uuid,
    { personIds, today, esiaPersonId }: RepresentativesAct,
  ) {
    const children = await this.declarations.childrenOf(tx, { personIds, day: today, reader: esiaPersonId });
    const child = children.find(({ personId }) => personId === childId);
    if (child === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    return child;
  }
}

function entryOf(
  { regionId, schoolId }: { readonly regionId: Uuid; readonly schoolId: Uuid },
  { esiaPersonId, now: at, traceId }: RepresentativesAct,
) {
  const actor = { kind: 'person', id: esiaPersonId } as const;
  return { regionId, schoolId, at, actor, traceId: traceId ?? undefined };
}
