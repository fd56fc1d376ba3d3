import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { formatRussianDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { PersonName } from '../../kernel/person-name.js';
import { formatSnils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { PeopleDirectory, PeopleForReview } from '../../roster/index.js';
import { type ReviewCase, ReviewCases } from '../store/review-cases.repository.js';
import { ConflictOfInterest } from './conflict-of-interest.js';
import type { DecidedAt, Decider } from './decider.js';
import { NoteReveal } from './note-reveal.js';

export const REVEALED_FIELDS = ['snils', 'birth_date', 'name'] as const;
export type RevealedField = (typeof REVEALED_FIELDS)[number];

/** Which value, of which side; `accountId` names the human of the roster, null the person of ESIA. */
export interface RevealOrder {
  readonly reviewId: Uuid;
  readonly field: RevealedField;
  readonly accountId: Uuid | null;
  readonly reason: RevealReason;
}

/** Why a value is shown; codes, because free words may name people. */
export const REVEAL_REASONS = [
  'compare_with_document',
  'person_asks',
  'source_asks',
  'authority_asks',
] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

/** Shows one value whole to whoever compares it with a paper; each showing is recorded and counted. */
@Injectable()
export class RevealAttribute {
  constructor(
    @Inject(ReviewCases) private readonly cases: ReviewCases,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(NoteReveal) private readonly noteReveal: NoteReveal,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
  ) {}

  /**
   * Null value: that side has none.
   *
   * @throws DomainError NOT_FOUND for a case or an account of another school, REVIEW_DECIDED: what is decided is closed,
   * CONFLICT_OF_INTEREST: what is not the decider's to decide is not theirs to look at
   */
  async execute(
    tx: EntityManager,
    decider: Decider,
    order: RevealOrder,
    { now, traceId }: Pick<DecidedAt, 'now' | 'traceId'>,
  ): Promise<string | null> {
    const review = await this.cases.find(tx, decider.place, order.reviewId);
    if (review === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (review.state !== 'open') throw new DomainError('REVIEW_DECIDED', 'conflict', { state: review.state });
    const cards = await this.people.cards(tx, review.accountIds);
    await this.conflict.refuse(tx, decider.esiaPersonId, {
      esiaPersonIds: [review.esiaPersonId],
      personIds: cards.flatMap(({ personId }) => personId ?? []),
    });
    const value =
      order.accountId === null
        ? await this.ofEsia(tx, review, order.field)
        : await this.ofRoster(tx, decider, review, order.accountId, order.field);
    await this.noteReveal.execute(
      tx,
      {
        ...{ regionId: review.regionId, to: decider.esiaPersonId, schoolId: review.schoolId },
        ...{ subject: { kind: 'link_review', id: review.id }, field: order.field, reason: order.reason },
        facts: { side: order.accountId === null ? 'esia' : 'roster', accountId: order.accountId },
      },
      { now, traceId },
    );
    return value;
  }

  private async ofEsia(
    tx: EntityManager,
    { esiaPersonId, code }: ReviewCase,
    field: RevealedField,
  ): Promise<string | null> {
    const person = await this.esiaPersons.byId(tx, esiaPersonId);
    if (person === null) return null;
    if (field !== 'snils') return written(field, person);
    const renewed = code === 'OID_SNILS_CHANGED' ? await this.esiaPersons.newSnils(tx, esiaPersonId) : null;
    const stored = renewed ?? (await this.esiaPersons.snils(tx, esiaPersonId));
    return stored === null ? null : formatSnils(this.vault.reveal(stored));
  }

  private async ofRoster(
    tx: EntityManager,
    { place }: Decider,
    { accountIds }: ReviewCase,
    accountId: Uuid,
    field: RevealedField,
  ): Promise<string | null> {
    const [card] = await this.people.cards(tx, accountIds.includes(accountId) ? [accountId] : []);
    const isOwn = place.wholeRegion || card?.schools.some(({ id }) => place.schoolIds.includes(id)) === true;
    if (card === undefined || !isOwn) throw new DomainError('NOT_FOUND', 'not_found');
    const [person] = await this.forReview.describe(tx, card.personId === null ? [] : [card.personId]);
    if (person === undefined) return null;
    if (field !== 'snils') return written(field, person);
    return person.snils === null ? null : formatSnils(this.vault.reveal(person.snils));
  }
}

function written(
  field: 'birth_date' | 'name',
  { name, birthDate }: Pick<EsiaPerson, 'name'> & { readonly birthDate: EsiaPerson['birthDate'] | null },
): string | null {
  if (field === 'birth_date') return birthDate === null ? null : formatRussianDate(birthDate);
  return fullName(name);
}

function fullName({ last, first, middle }: PersonName): string {
  return [last, first, ...(middle === null ? [] : [middle])].join(' ');
}
