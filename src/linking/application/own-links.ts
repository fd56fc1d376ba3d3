import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { EsiaPersons } from '../../esia/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import type { LinkFacts } from '../domain/facts.js';
import { LinksRepository } from '../store/links.repository.js';
import type { CarriedFor } from './carry-out-plan.js';
import { type DecideLinksRequest, carriedFor } from './decide-links.js';
import { GatherSituation, type Gathered } from './gather-situation.js';

/** Whose links, on whose word, and when. */
export interface OwnLinksRequest {
  readonly esiaPersonId: Uuid;
  readonly actor: AuditActor;
  readonly now: Date;
  readonly traceId: string | null;
}

/** A person's links under lock, with all that a decision about them sees. */
export interface LockedLinks {
  readonly own: readonly LinkFacts[];
  readonly gathered: Gathered;
  readonly by: CarriedFor;
}

/** Locks a person's links as a sign-in does, for steps that somebody takes by hand. */
@Injectable()
export class OwnLinks {
  constructor(
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(GatherSituation) private readonly gather: GatherSituation,
  ) {}

  /** Null for somebody who never signed in. */
  async lock(tx: EntityManager, { esiaPersonId, ...asked }: OwnLinksRequest): Promise<LockedLinks | null> {
    const person = await this.persons.lockById(tx, esiaPersonId);
    if (person === null) return null;
    const { timeZone } = await this.territory.region(tx, person.regionId);
    await this.links.lockPerson(tx, esiaPersonId);
    const today = dayIn(asked.now, timeZone);
    const request: DecideLinksRequest = { person, snilsChanged: false, isNew: false, today, ...asked };
    const gathered = await this.gather.execute(tx, request);
    const own = gathered.situation.links.filter((link) => link.esiaPersonId === esiaPersonId);
    return { own, gathered, by: carriedFor(request, gathered) };
  }
}
