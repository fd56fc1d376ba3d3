import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { normalizeName, type PersonName } from '../../kernel/person-name.js';
import type { Snils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { adopt, markByHand, startProtection, tiedPeople } from '../store/person-life.js';
import { peopleChanged } from './people-changed.js';
import { actorOf, type Decider, PersonGate, personOf, refuseClosed } from './person-gate.js';

export interface AdoptionRequest {
  readonly personId: Uuid;
  readonly name: PersonName;
  readonly birthDate: CalendarDate;
  readonly snils: Snils | null;
  /** Representatives who stay: a mother whose husband adopts her child. */
  readonly keptRepresentativeIds: readonly Uuid[];
  readonly basis: string;
}

/** A child becomes another person of the roster, without a trace to the old one (EC-054; СК РФ, art. 139). */
@Injectable()
export class RecordAdoption {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /**
   * Returns the id of the new person, who is protected. The audit names the two in two entries that do not name each other.
   * Throws DATE_IN_FUTURE, PERSON_CLOSED and what the gate throws.
   */
  async execute(tx: EntityManager, decider: Decider, request: AdoptionRequest): Promise<Uuid> {
    const { personId, basis, birthDate } = request;
    const admitted = await this.gate.enter(tx, decider, [personId]);
    refuseClosed(personOf(admitted, personId));
    if (birthDate > admitted.day) throw new DomainError('DATE_IN_FUTURE', 'invalid');
    const { scope, now, esiaPersonId } = decider;
    const { regionId } = scope;
    const family = await tiedPeople(tx, personId);
    const snils = request.snils === null ? null : this.vault.store(request.snils);
    const norm = normalizeName(request.name);
    const identity = {
      ...request.name,
      ...{ normLast: norm.last, normFirst: norm.first, normMiddle: norm.middle, birthDate, snils },
    };
    const end = { day: admitted.day, kept: request.keptRepresentativeIds, now };
    const id = await adopt(tx, personId, identity, end);
    const told = ['names', 'birth_date', ...(snils === null ? [] : ['snils'])];
    await markByHand(tx, id, told, { basis, esiaPersonId, now });
    await startProtection(tx, { regionId, personId: id, kind: 'adoption', basis, by: esiaPersonId, now });
    const common = { regionId, at: now, actor: actorOf(decider) };
    await this.audit.recordAll(tx, [
      { ...common, action: 'person.closed', subject: { kind: 'person', id: personId } },
      { ...common, action: 'person.recorded', subject: { kind: 'person', id } },
    ]);
    await this.outbox.tell(tx, peopleChanged(regionId, [personId], now));
    await this.outbox.tell(tx, peopleChanged(regionId, [id, ...family], now));
    return id;
  }
}
