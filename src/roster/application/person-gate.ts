import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { AuditActor } from '../../audit/index.js';
import { recordAt } from '../../platform/database/recording-moment.js';
import { type SchoolScope, Territory } from '../../territory/index.js';
import type { PersonState } from '../domain/person-decision.js';
import { refuseKin } from '../store/kin.js';
import { areWhollyInScope, holdOffImports, lockPeople } from '../store/person-gate.js';

/** Who decides about persons: where their right reaches, and which persons of the roster they are themselves. */
export interface Decider {
  readonly esiaPersonId: Uuid;
  readonly scope: SchoolScope;
  /** Known above only: linking ties an ESIA person to persons of the roster. */
  readonly ownPersonIds: readonly Uuid[];
  readonly now: Date;
}

/** What the gate found: the locked persons and the civil day in the region. */
export interface Admitted {
  readonly people: ReadonlyMap<Uuid, PersonState>;
  readonly day: CalendarDate;
}

/** The one way to a decision about persons: no import beside it, persons locked, in scope, and nobody of one's own. */
@Injectable()
export class PersonGate {
  constructor(@Inject(Territory) private readonly territory: Territory) {}

  /**
   * What the transaction changes from here on is dated by the decider's clock. Throws NOT_FOUND for a person who is not there or has a place out of scope (one cannot tell which), IMPORT_RUNNING,
   * CONFLICT_OF_INTEREST. `also` are persons without records (merged ones): locked and compared, not looked for in scope.
   */
  async enter(
    tx: EntityManager,
    decider: Decider,
    ids: readonly Uuid[],
    also: readonly Uuid[] = [],
  ): Promise<Admitted> {
    const { scope, now } = decider;
    const all = [...ids, ...also];
    await recordAt(tx, now);
    const day = await this.dayOf(tx, scope.regionId, now);
    if (!(await areWhollyInScope(tx, scope, ids, day))) throw new DomainError('NOT_FOUND', 'not_found');
    if (!(await holdOffImports(tx, scope.regionId))) throw new DomainError('IMPORT_RUNNING', 'conflict');
    const people = await lockPeople(tx, scope.regionId, all);
    const isStill = people.size === new Set(all).size && (await areWhollyInScope(tx, scope, ids, day));
    if (!isStill) throw new DomainError('NOT_FOUND', 'not_found');
    await refuseKin(tx, decider.ownPersonIds, all);
    return { people, day };
  }

  async dayOf(tx: EntityManager, regionId: Uuid, now: Date): Promise<CalendarDate> {
    return dayIn(now, (await this.territory.region(tx, regionId)).timeZone);
  }
}

/** The decider as the audit names them. */
export function actorOf({ esiaPersonId }: Pick<Decider, 'esiaPersonId'>): AuditActor {
  return { kind: 'administrator', id: esiaPersonId };
}

/** The locked person; the gate has made sure that there is one. */
export function personOf(admitted: Admitted, id: Uuid): PersonState {
  const person = admitted.people.get(id);
  if (person === undefined) throw new DomainError('NOT_FOUND', 'not_found');
  return person;
}

/** Refuses persons who are gone: merged into another, or deceased. */
export function refuseClosed({ isMerged, isDeceased }: PersonState): void {
  if (isMerged || isDeceased) throw new DomainError('PERSON_CLOSED', 'conflict');
}
