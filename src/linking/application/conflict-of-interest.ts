import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleForReview } from '../../roster/index.js';
import { compare } from '../domain/evidence.js';
import { OwnPeople } from './own-people.js';

/** Whom a decision is about: people of ESIA, and people of the roster whose accounts it gives or takes. */
export interface Concerned {
  readonly esiaPersonIds: readonly Uuid[];
  readonly personIds: readonly Uuid[];
}

/** Nobody decides about themselves or a relative (roles.md; EC-085). */
@Injectable()
export class ConflictOfInterest {
  constructor(
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
    @Inject(OwnPeople) private readonly own: OwnPeople,
  ) {}

  /** @throws DomainError CONFLICT_OF_INTEREST, whose text says who decides instead */
  async refuse(tx: EntityManager, deciderId: Uuid, concerned: Concerned): Promise<void> {
    if (await this.exists(tx, deciderId, concerned)) {
      throw new DomainError('CONFLICT_OF_INTEREST', 'forbidden');
    }
  }

  private async exists(tx: EntityManager, deciderId: Uuid, concerned: Concerned): Promise<boolean> {
    if (concerned.esiaPersonIds.includes(deciderId)) return true;
    const decider = await this.esiaPersons.byId(tx, deciderId);
    if (decider === null) return true;
    const kin = await this.forReview.kinOf(tx, await this.own.possibly(tx, deciderId));
    if (concerned.personIds.some((id) => kin.has(id))) return true;
    for (const id of new Set(concerned.esiaPersonIds)) {
      const subject = await this.esiaPersons.byId(tx, id);
      if (subject === null) continue;
      if (compare(decider, subject).snils === 'equal') return true;
      if ((await this.own.possibly(tx, id)).some((one) => kin.has(one))) return true;
    }
    return false;
  }
}
