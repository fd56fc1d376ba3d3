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
import type { Attribute } from '../domain/person-decision.js';
import { markByHand } from '../store/person-life.js';
import { changePerson } from '../store/change-person.js';
import { openWriteBack } from '../store/roster-tasks.repository.js';
import { peopleChanged } from './people-changed.js';
import { actorOf, type Decider, PersonGate, personOf, refuseClosed } from './person-gate.js';

/** What the school corrects; what is not named stays. */
export interface Correction {
  readonly personId: Uuid;
  /** What the caller has seen of the person: of another revision nothing is corrected. */
  readonly revision: number;
  readonly name?: PersonName;
  readonly birthDate?: CalendarDate;
  readonly snils?: Snils;
  readonly gender?: 'M' | 'F';
  /** ISO 3166-1 alpha-3. */
  readonly citizenship?: string;
  readonly basis: string;
}

/** The school mends a person by hand; the source gets a task to mend it too, or the next import would differ (ROS-13). */
@Injectable()
export class CorrectPerson {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /**
   * Returns the attributes changed. The person is locked while the revision is compared. A valid СНИЛС is never replaced by one hand: throws SNILS_CHANGE_REFUSED;
   * PRECONDITION_FAILED, NOTHING_TO_CORRECT, DATE_IN_FUTURE, PERSON_CLOSED, and what the gate throws.
   */
  async execute(tx: EntityManager, decider: Decider, correction: Correction): Promise<readonly Attribute[]> {
    const { personId, name, birthDate, gender, citizenship, basis } = correction;
    const admitted = await this.gate.enter(tx, decider, [personId]);
    const person = personOf(admitted, personId);
    if (person.revision !== correction.revision)
      throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    refuseClosed(person);
    if (birthDate !== undefined && birthDate > admitted.day) {
      throw new DomainError('DATE_IN_FUTURE', 'invalid');
    }
    const snils = correction.snils === undefined ? undefined : this.vault.store(correction.snils);
    if (snils !== undefined && person.snilsKey !== null && person.snilsKey !== snils.hmac.toString('hex')) {
      throw new DomainError('SNILS_CHANGE_REFUSED', 'conflict');
    }
    const told = { names: name, birth_date: birthDate, snils, gender, citizenship };
    const attributes = Object.entries(told).flatMap(([key, value]) =>
      value === undefined ? [] : [key as Attribute],
    );
    if (attributes.length === 0) throw new DomainError('NOTHING_TO_CORRECT', 'invalid');
    const { scope, now, esiaPersonId } = decider;
    const names = name === undefined ? undefined : { written: name, norm: normalizeName(name) };
    await changePerson(tx, personId, { names, birthDate, gender, citizenship, snils }, now);
    await markByHand(tx, personId, attributes, { basis, esiaPersonId, now });
    await openWriteBack(tx, { regionId: scope.regionId, personId, attributes, day: admitted.day, now });
    await this.audit.record(tx, {
      ...{
        regionId: scope.regionId,
        at: now,
        actor: actorOf(decider),
        action: 'person.corrected',
        reason: basis,
      },
      subject: { kind: 'person', id: personId },
      facts: { attributes },
    });
    await this.outbox.tell(tx, peopleChanged(scope.regionId, [personId], now));
    return attributes;
  }
}
