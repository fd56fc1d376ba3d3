import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import { PeopleDirectory, PeopleForReview, type RosterCard } from '../../roster/index.js';
import {
  LinkReadings,
  type LinkQuery,
  type LinkStepRecord,
  type ListedLink,
} from '../store/link-readings.repository.js';
import { type ReviewCase, ReviewCases } from '../store/review-cases.repository.js';
import type { Decider } from './decider.js';

/** A link as administrators see it: both sides masked, of a protected person not even that (ROS-11, EC-062). */
export interface MaskedLink {
  readonly link: ListedLink;
  readonly esiaName: string;
  /** Null when the roster names nobody for the account, or a protected person. */
  readonly rosterName: string | null;
  readonly card: Omit<RosterCard, 'personName'> | null;
}

/** What support sees of a person whose case number it was told (ADM-06). */
export interface PersonCase {
  readonly maskedName: string;
  readonly birthYear: string;
  readonly snilsLast2: string | null;
  readonly level: EsiaPerson['level'];
  readonly links: readonly MaskedLink[];
  readonly openReviews: readonly ReviewCase[];
}

/** In place of a name that is not known, or not to be shown. */
const NAMELESS = '***';

/** Reads links and their history; no name leaves this class whole. */
@Injectable()
export class ReadLinks {
  constructor(
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(ReviewCases) private readonly cases: ReviewCases,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
  ) {}

  /** The newest first. A fixed number of statements. */
  async list(tx: EntityManager, { place }: Decider, query: LinkQuery): Promise<readonly MaskedLink[]> {
    return this.masked(tx, await this.readings.list(tx, place, query));
  }

  /** Null when the link lies with another school. */
  async history(
    tx: EntityManager,
    { place }: Decider,
    id: Uuid,
  ): Promise<{ readonly link: ListedLink; readonly steps: readonly LinkStepRecord[] } | null> {
    const link = await this.readings.find(tx, place, id);
    return link && { link, steps: await this.readings.history(tx, id) };
  }

  /** Null when there is no such person. Whether the caller may see them is the caller's to check. */
  async caseOf(tx: EntityManager, esiaPersonId: Uuid): Promise<PersonCase | null> {
    const person = await this.esiaPersons.byId(tx, esiaPersonId);
    if (person === null) return null;
    const reviews = await this.cases.ofPerson(tx, esiaPersonId);
    return {
      maskedName: maskName(person.name),
      birthYear: person.birthDate.slice(0, 4),
      snilsLast2: person.snilsLast2,
      level: person.level,
      links: await this.masked(tx, await this.readings.ofPerson(tx, esiaPersonId)),
      openReviews: reviews.filter(({ state }) => state === 'open'),
    };
  }

  private async masked(tx: EntityManager, links: readonly ListedLink[]): Promise<readonly MaskedLink[]> {
    if (links.length === 0) return [];
    const persons = await this.esiaPersons.byIds(
      tx,
      links.map(({ esiaPersonId }) => esiaPersonId),
    );
    const cards = await this.people.cards(
      tx,
      links.map(({ accountId }) => accountId),
    );
    const people = await this.forReview.describe(
      tx,
      cards.flatMap(({ personId }) => personId ?? []),
    );
    return links.map((link) => {
      const person = persons.find(({ id }) => id === link.esiaPersonId);
      const card = cards.find(({ id }) => id === link.accountId);
      const human = people.find(({ id }) => id === card?.personId);
      const isHidden = card?.isProtected === true;
      return {
        link,
        esiaName: person === undefined || isHidden ? NAMELESS : maskName(person.name),
        rosterName: human === undefined || isHidden ? null : maskName(human.name),
        card: card ?? null,
      };
    });
  }
}
