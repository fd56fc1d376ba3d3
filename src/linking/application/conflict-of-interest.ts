import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory, PeopleForReview } from '../../roster/index.js';
import { compare, nameEqual } from '../domain/evidence.js';
import { LinksRepository } from '../store/links.repository.js';

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
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
    @Inject(LinksRepository) private readonly links: LinksRepository,
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
    const kin = await this.forReview.kinOf(tx, await this.rosterSelves(tx, decider));
    if (concerned.personIds.some((id) => kin.has(id))) return true;
    for (const id of new Set(concerned.esiaPersonIds)) {
      const subject = await this.esiaPersons.byId(tx, id);
      if (subject === null) continue;
      if (compare(decider, subject).snils === 'equal') return true;
      if ((await this.rosterSelves(tx, subject)).some((one) => kin.has(one))) return true;
    }
    return false;
  }

  /** The people of the roster who are this person: by number, by name and birth date, or by an account that is linked. */
  private async rosterSelves(tx: EntityManager, person: EsiaPerson): Promise<readonly Uuid[]> {
    const linked = (await this.links.usable(tx, person.id)).map(({ accountId }) => accountId);
    const own = new Set((await this.people.cards(tx, linked)).map(({ personId }) => personId));
    const found = await this.people.find(tx, person, linked);
    return found
      .filter((one) => {
        const likeness = compare(person, one);
        const byName =
          nameEqual(likeness) && likeness.birth_date === 'equal' && likeness.snils !== 'different';
        return own.has(one.id) || likeness.snils === 'equal' || byName;
      })
      .map(({ id }) => id);
  }
}
