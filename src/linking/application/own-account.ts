import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EsiaPerson } from '../../esia/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import type { LinkFacts } from '../domain/facts.js';
import type { LinkState } from '../domain/link-state.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import { codeOf, type OwnStanding, standingOf, wayIn } from '../domain/own-standing.js';
import { unlinkAnswer } from '../domain/own-steps.js';
import { isOutcomeCode } from '../domain/outcome-texts.js';
import { stepInWords, type StepWords, whyOf } from '../domain/step-words.js';
import { LinkReadings, type ListedLink } from '../store/link-readings.repository.js';
import { type AskedSchool, OwnPageRepository, type OwnStep } from '../store/own-page.repository.js';
import { ReviewsRepository } from '../store/reviews.repository.js';
import { toCard } from './account-cards.js';
import type { AccountCard } from './linking-result.js';

/** A link on the owner's page. */
export interface OwnLink {
  readonly linkId: Uuid;
  /** Whose account it is stands here only while it can be used: before, nobody has proven to be that person. */
  readonly card: AccountCard | null;
  /** Null: over. */
  readonly standing: OwnStanding | null;
  /** Since when it is linked; null when it is not. */
  readonly linkedAt: Date | null;
  readonly changedAt: Date;
  readonly until: Date | null;
  /** How it became active, with the moment: the page after the first link says so. */
  readonly wayIn: 'OK_AUTO' | 'OK_CONFIRMED' | null;
  /** Why it does not open, or what a school has refused; null where it opens. */
  readonly code: LinkOutcomeCode | null;
  /** The same for what this very person has caused, or a school has answered. */
  readonly why: string | null;
  /** Whose move it is while the link waits. */
  readonly waitsFor: 'proof' | 'school' | 'consent' | null;
  readonly mayUnlink: 'unlinked' | 'school_asked' | null;
  readonly underReview: boolean;
  /** The newest first. */
  readonly steps: readonly (StepWords & { readonly at: Date })[];
}

/** All that linking knows of one person, for that person's eyes. */
export interface OwnAccountView {
  /** Those that stand first, then those that have ended; each by role and school. */
  readonly links: readonly OwnLink[];
  readonly asked: readonly AskedSchool[];
}

const WAITS_FOR: Readonly<Partial<Record<LinkState, 'proof' | 'school' | 'consent'>>> = {
  pending_proof: 'proof',
  pending_review: 'school',
  awaiting_consent: 'consent',
};

/** So long a school's no to a question without a link is shown. */
const REFUSALS_SHOWN_MS = 90 * 86_400_000;

/** Reads what a person's own page shows of their links (LNK-11, LNK-14). A fixed number of statements. */
@Injectable()
export class OwnAccount {
  constructor(
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(OwnPageRepository) private readonly own: OwnPageRepository,
    @Inject(ReviewsRepository) private readonly reviews: ReviewsRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
  ) {}

  async show(tx: EntityManager, person: EsiaPerson, now: Date, today: CalendarDate): Promise<OwnAccountView> {
    const links = await this.readings.ofPerson(tx, person.id);
    const accountIds = links.map(({ accountId }) => accountId);
    const cards = (await this.people.cards(tx, accountIds)).map(toCard);
    const steps = await this.own.steps(tx, person.id);
    const ids = links.map(({ id }) => id);
    const [reviews, open] = [
      await this.reviews.around(tx, person.id, ids),
      await this.own.underReview(tx, ids),
    ];
    const views = links.map((link): OwnLink => {
      const facts = toFacts(link);
      const standing = standingOf(facts);
      const card = cards.find(({ accountId }) => accountId === link.accountId) ?? null;
      const taken = steps.filter(({ linkId }) => linkId === link.id);
      const entered = lastEntry(taken);
      const answer = unlinkAnswer(facts, person.birthDate, today);
      return {
        ...{ linkId: link.id, standing, changedAt: link.changedAt, until: link.until },
        card: card && (standing === 'usable' || standing === 'history' ? card : withoutOwner(card)),
        linkedAt: standing === null || entered === null ? null : entered.at,
        wayIn: link.state === 'active' && entered !== null ? wayIn(entered) : null,
        code: standing === 'refused' ? refusedCode(taken) : codeOf(facts, reviews),
        why: ownWhy(link, taken[0]),
        waitsFor: WAITS_FOR[link.state] ?? null,
        mayUnlink: answer === 'unlinked' || answer === 'school_asked' ? answer : null,
        underReview: open.has(link.id),
        steps: taken.map((step) => ({ ...stepInWords(step), at: step.at })),
      };
    });
    const asked = await this.own.asked(tx, person.id, new Date(now.getTime() - REFUSALS_SHOWN_MS));
    return { links: views.sort((a, b) => compareKeys(sortKey(a), sortKey(b))), asked };
  }

  /** The schools of these accounts, each once. */
  async schoolsOf(tx: EntityManager, accountIds: readonly Uuid[]): Promise<AccountCard['schools']> {
    const schools = (await this.people.cards(tx, accountIds)).flatMap((card) => card.schools);
    return [...new Map(schools.map((school) => [school.id, school])).values()];
  }
}

function toFacts({
  id,
  esiaPersonId,
  accountId,
  state,
  reason,
  rule,
  changedAt,
  until,
}: ListedLink): LinkFacts {
  return { id, esiaPersonId, accountId, state, reason, rule, changedAt, until };
}

/** What the person has said themselves, or a school has answered to them, is told plainly. */
function ownWhy(link: ListedLink, last: OwnStep | undefined): string | null {
  const said = link.state === 'rejected' || (link.state === 'suspended' && link.reason === 'dispute');
  return said && last !== undefined ? whyOf(last) : null;
}

/** The question that a school has answered with no. */
function refusedCode(steps: readonly OwnStep[]): LinkOutcomeCode {
  const asked = steps.find(({ to, reason }) => to !== 'rejected' && reason !== null && isOutcomeCode(reason));
  const code = asked?.reason ?? '';
  return isOutcomeCode(code) ? code : 'DATA_INSUFFICIENT';
}

function lastEntry(steps: readonly OwnStep[]): OwnStep | null {
  return steps.find(({ from, to }) => to === 'active' && from !== 'suspended') ?? null;
}

function withoutOwner(card: AccountCard): AccountCard {
  return { ...card, personName: null, classLabel: null };
}

const ORDER: readonly (OwnStanding | null)[] = ['usable', 'history', 'held', 'waiting', 'refused', null];

function sortKey({ standing, card, changedAt }: OwnLink): string {
  const last = String(9e15 - changedAt.getTime());
  return [ORDER.indexOf(standing), card?.role ?? '', card?.schoolNames[0] ?? '', last].join('\n');
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
