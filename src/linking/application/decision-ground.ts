import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { AccountFacts, Candidate, LinkFacts } from '../domain/facts.js';
import { isLive, isOpen } from '../domain/link-state.js';
import { outcomeText } from '../domain/outcome-texts.js';
import type { Change, SettleCase } from '../domain/plan.js';
import type { Situation } from '../domain/plan-sign-in.js';
import type { SchoolRefusalCode, SchoolVerdict } from '../domain/school-verdict.js';
import { LinksRepository } from '../store/links.repository.js';
import type { CarriedFor } from './carry-out-plan.js';
import type { DecidedAt, Decider } from './decider.js';
import { GatherSituation } from './gather-situation.js';

/** Everything that a decision about one ESIA person rests on, locked in the order of a sign-in. */
export interface Ground {
  readonly person: EsiaPerson;
  readonly situation: Situation;
}

/** An account that a decision is about, and the human of the roster whose it is. */
export interface ChosenAccount {
  readonly account: AccountFacts;
  readonly candidate: Candidate;
}

/** Locks and reads the ground of a decision made outside a sign-in. */
@Injectable()
export class DecisionGround {
  constructor(
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(GatherSituation) private readonly gather: GatherSituation,
  ) {}

  /** `asNow`: the decision sees the СНИЛС that ESIA names now in place of the stored one (EC-089). */
  async lock(
    tx: EntityManager,
    esiaPersonId: Uuid,
    accountIds: readonly Uuid[],
    at: DecidedAt,
    asNow = false,
  ): Promise<Ground> {
    const stored = await this.esiaPersons.lockById(tx, esiaPersonId);
    if (stored === null) throw new DomainError('NOT_FOUND', 'not_found');
    await this.links.lockPerson(tx, esiaPersonId);
    const renewed = asNow ? await this.esiaPersons.newSnils(tx, esiaPersonId) : null;
    const person =
      renewed === null ? stored : { ...stored, snilsHmac: renewed.hmac, snilsLast2: renewed.last2 };
    const facts = { person, snilsChanged: false, isNew: false, now: at.now, today: at.today };
    return { person, situation: (await this.gather.execute(tx, facts, accountIds)).situation };
  }
}

/**
 * The account that a school may decide about: open, of a Person with the right to it, at a school of the decider.
 *
 * @throws DomainError REVIEW_ACCOUNT_CLOSED, REVIEW_ACCOUNT_FOREIGN
 */
export function chooseAccount({ situation }: Ground, accountId: Uuid, { place }: Decider): ChosenAccount {
  const account = situation.accounts.find(({ id }) => id === accountId);
  const candidate = situation.people.find(({ id }) => id === account?.personId);
  if (account === undefined || candidate === undefined || !account.hasRight) {
    throw new DomainError('REVIEW_ACCOUNT_CLOSED', 'conflict');
  }
  if (!place.wholeRegion && !account.schoolIds.some((id) => place.schoolIds.includes(id))) {
    throw new DomainError('REVIEW_ACCOUNT_FOREIGN', 'invalid');
  }
  return { account, candidate };
}

/** The row of this pair that is live or open. */
export function ownLinkOf({ situation }: Ground, accountId: Uuid): LinkFacts | null {
  const own = situation.links.find(
    ({ accountId: its, esiaPersonId, state }) =>
      its === accountId && esiaPersonId === situation.esiaPersonId && (isLive(state) || isOpen(state)),
  );
  return own ?? null;
}

/** Throws what the guards say to a school's yes, in words that name what to do. */
export function refuseByGuard(verdict: Extract<SchoolVerdict, { kind: 'refuse' }>): never {
  const { code, notBefore } = verdict;
  if (notBefore !== null) {
    throw new DomainError('DECISION_COOLDOWN', 'conflict', { not_before: notBefore.toISOString() });
  }
  throw new DomainError(PROBLEMS[code] ?? 'DECISION_GUARDED', 'conflict', {
    outcome: code,
    cause: causeOf(code),
  });
}

/** What has words of its own; every other outcome of the guards is told with its cause. */
const PROBLEMS: Readonly<Partial<Record<SchoolRefusalCode, string>>> = {
  BIRTHDATE_NOT_MENDED: 'DECISION_BIRTHDATE_NOT_MENDED',
  SNILS_OF_ANOTHER: 'DECISION_SNILS_OF_ANOTHER',
  BASIS_NEEDED: 'DECISION_BASIS_NEEDED',
  SHARED_ACCOUNT: 'DECISION_ACCOUNT_TAKEN',
  LINK_CONFLICT: 'DECISION_ACCOUNT_TAKEN',
};

function causeOf(code: SchoolRefusalCode): string | null {
  if (code === 'BIRTHDATE_NOT_MENDED' || code === 'SNILS_OF_ANOTHER' || code === 'BASIS_NEEDED') return null;
  return outcomeText(code).cause;
}

/** The open cases of links that end here have nothing left to decide. */
export function settleEnded(changes: readonly Change[], { situation }: Ground): readonly SettleCase[] {
  const ending = new Set(
    changes.flatMap((change) =>
      change.kind === 'move' && (change.event === 'revoke' || change.event === 'supersede')
        ? [change.link.id]
        : [],
    ),
  );
  return situation.reviews
    .filter(({ linkId, state }) => linkId !== null && state === 'open' && ending.has(linkId))
    .map(({ id }) => ({ kind: 'settle', reviewId: id, as: 'expired' }));
}

/** For whom and by whom a decision is carried out. */
export function carriedBy(
  { person, situation }: Ground,
  decider: Decider,
  { now, traceId }: DecidedAt,
): CarriedFor {
  const schools = new Map(situation.accounts.map(({ id, schoolIds }) => [id, schoolIds[0] ?? null] as const));
  return {
    regionId: person.regionId,
    esiaPersonId: person.id,
    actor: { kind: 'administrator', id: decider.esiaPersonId },
    at: now,
    traceId,
    schoolOf: (accountId) => schools.get(accountId) ?? null,
  };
}
