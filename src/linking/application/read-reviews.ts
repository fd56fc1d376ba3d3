import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import {
  type ComparedPerson,
  PeopleDirectory,
  PeopleForReview,
  type RosterCard,
} from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { type ReviewText, reviewText } from '../domain/review-texts.js';
import { type ReviewTimer, timerOf } from '../domain/review-timer.js';
import { type SideBySide, sideBySide } from '../domain/side-by-side.js';
import { LinkReadings, type LinkStepRecord } from '../store/link-readings.repository.js';
import { type CaseQuery, type ReviewCase, ReviewCases } from '../store/review-cases.repository.js';
import type { DecidedAt, Decider } from './decider.js';

/** A case in a list: whom it is about stands masked. */
export interface ListedReview {
  readonly review: ReviewCase;
  /** `И*** П. С.` as ESIA names the person; in a list `***` where a candidate account is a protected person's (EC-062). */
  readonly maskedName: string;
  readonly timer: ReviewTimer;
}

/** One account that may be the person's, laid beside what ESIA says. */
export interface ReviewCandidate {
  readonly card: RosterCard;
  /** Null when the roster names nobody for the account. */
  readonly maskedName: string | null;
  readonly compared: SideBySide | null;
}

/** All that a school sees of a case before it decides. */
export interface ReviewSheet extends ListedReview {
  readonly text: ReviewText;
  readonly candidates: readonly ReviewCandidate[];
  /** The last two digits of the СНИЛС that ESIA names in place of the stored one (EC-089). */
  readonly newSnilsLast2: string | null;
  /** The steps of the case's link; empty without one. */
  readonly history: readonly LinkStepRecord[];
}

/** Reads cases for a school. Everything is masked here: no value leaves this class whole. */
@Injectable()
export class ReadReviews {
  constructor(
    @Inject(ReviewCases) private readonly cases: ReviewCases,
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The oldest first. A fixed number of statements. */
  async list(
    tx: EntityManager,
    { place }: Decider,
    query: CaseQuery,
    now: Date,
  ): Promise<readonly ListedReview[]> {
    const found = await this.cases.list(tx, place, query);
    if (found.length === 0) return [];
    const { timeZone } = await this.territory.region(tx, place.regionId);
    const persons = await this.esiaPersons.byIds(
      tx,
      found.map(({ esiaPersonId }) => esiaPersonId),
    );
    const byId = new Map(persons.map((person) => [person.id, person] as const));
    const cards = await this.people.cards(
      tx,
      found.flatMap(({ accountIds }) => accountIds),
    );
    const hidden = new Set(cards.filter(({ isProtected }) => isProtected).map(({ id }) => id));
    return found.map((review) => {
      const person = review.accountIds.some((id) => hidden.has(id))
        ? undefined
        : byId.get(review.esiaPersonId);
      return listed(review, person, timeZone, now);
    });
  }

  /** Null when the case lies with another school. The reading is recorded: it shows a person's card. */
  async open(
    tx: EntityManager,
    decider: Decider,
    id: Uuid,
    { now, traceId }: Pick<DecidedAt, 'now' | 'traceId'>,
  ): Promise<ReviewSheet | null> {
    const review = await this.cases.find(tx, decider.place, id);
    if (review === null) return null;
    const person = await this.esiaPersons.byId(tx, review.esiaPersonId);
    if (person === null) return null;
    const { timeZone } = await this.territory.region(tx, review.regionId);
    const renewed = await this.esiaPersons.newSnils(tx, person.id);
    const asked = review.code === 'OID_SNILS_CHANGED' ? renewed : null;
    const shown = asked === null ? person : { ...person, snilsHmac: asked.hmac, snilsLast2: asked.last2 };
    await this.audit.record(tx, {
      ...{ regionId: review.regionId, at: now, action: 'link_review.read', traceId: traceId ?? undefined },
      actor: { kind: 'administrator', id: decider.esiaPersonId },
      subject: { kind: 'link_review', id },
      ...(review.schoolId === null ? {} : { schoolId: review.schoolId }),
      facts: { esiaPersonId: person.id },
    });
    return {
      ...listed(review, person, timeZone, now),
      text: reviewText(review.code),
      candidates: await this.candidatesOf(tx, decider, review, shown),
      newSnilsLast2: asked?.last2 ?? null,
      history: review.linkId === null ? [] : await this.readings.history(tx, review.linkId),
    };
  }

  /** Only accounts at schools of the reader: in R5 each school sees its own candidates (EC-039). */
  private async candidatesOf(
    tx: EntityManager,
    { place }: Decider,
    { accountIds }: ReviewCase,
    person: EsiaPerson,
  ): Promise<readonly ReviewCandidate[]> {
    const cards = (await this.people.cards(tx, accountIds)).filter(
      ({ schools }) => place.wholeRegion || schools.some(({ id }) => place.schoolIds.includes(id)),
    );
    const people = await this.forReview.describe(
      tx,
      cards.flatMap(({ personId }) => personId ?? []),
    );
    return cards.map((card) => {
      const one = people.find(({ id }) => id === card.personId);
      if (one === undefined) return { card, maskedName: null, compared: null };
      return { card, maskedName: maskName(one.name), compared: sideBySide(person, comparable(one)) };
    });
  }
}

function comparable({ name, norm, birthDate, snils }: ComparedPerson) {
  return { name, norm, birthDate, snilsHmac: snils?.hmac ?? null, snilsLast2: snils?.last2 ?? null };
}

function listed(
  review: ReviewCase,
  person: EsiaPerson | undefined,
  timeZone: string,
  now: Date,
): ListedReview {
  const day = (moment: Date): CalendarDate => dayIn(moment, timeZone);
  const age = {
    openedOn: day(review.openedAt),
    level: review.level,
    levelSince: review.levelSince === null ? null : day(review.levelSince),
  };
  return {
    review,
    maskedName: person === undefined ? '***' : maskName(person.name),
    timer: timerOf(age, day(review.decidedAt ?? now)),
  };
}
