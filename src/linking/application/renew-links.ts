import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { EsiaPersons } from '../../esia/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import type { Cause } from '../domain/unattended.js';
import { DecideLinks } from './decide-links.js';

/** Why links are decided while their owner is not there, and when. */
export interface Renewing {
  readonly cause: Exclude<Cause, 'sign_in'>;
  readonly now: Date;
  readonly actor: AuditActor;
  readonly traceId: string | null;
}

/** Decides the links of people who are not there, on the attributes that ESIA named at their last sign-in (LNK-16). */
@Injectable()
export class RenewLinks {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(DecideLinks) private readonly decide: DecideLinks,
  ) {}

  /**
   * One person after another, each in a transaction of its own. What fails for one does not keep the rest; at the end it is
   * thrown, so that whoever asked tries again.
   */
  async executeAll(esiaPersonIds: readonly Uuid[], renewing: Renewing): Promise<void> {
    const failures: unknown[] = [];
    for (const id of esiaPersonIds) {
      await this.unitOfWork
        .run((tx) => this.execute(tx, id, renewing))
        .catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the links of some persons were not decided');
  }

  /** One person, in the transaction given. Locks as a sign-in does: the person, their links, the accounts. */
  async execute(tx: EntityManager, esiaPersonId: Uuid, renewing: Renewing): Promise<void> {
    const person = await this.persons.lockById(tx, esiaPersonId);
    if (person === null) return;
    const { timeZone } = await this.territory.region(tx, person.regionId);
    const today = dayIn(renewing.now, timeZone);
    await this.decide.execute(tx, { person, snilsChanged: false, isNew: false, today, ...renewing });
  }
}
