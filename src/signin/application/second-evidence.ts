import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { LinkingResult } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Region, Territory } from '../../territory/index.js';
import { afterEvidence } from '../domain/second-evidence.js';
import { BACK_FROM_ESIA_MS, isAlive, type SignIn, type SignInOutcome } from '../domain/sign-in.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { toSignInOutcome } from './outcomes.js';
import { OwnSignIn } from './own-sign-in.js';

/** What a browser brings when somebody gives a second evidence: within a sign-in, or on their own page. */
export interface EvidenceVisit {
  /** Null on the person's own page. */
  readonly signInId: Uuid | null;
  readonly browserToken: string | null;
  /** The session of the own page; null without one. */
  readonly accountToken: string | null;
  readonly address: string | undefined;
  readonly now: Date;
  readonly traceId: string | null;
}

/** A person whom ESIA verified and who said «Это я», with the sign-in that waits for them. */
export interface Claimant {
  readonly person: EsiaPerson;
  readonly region: Region;
  /** Null on the person's own page. */
  readonly signIn: SignIn | null;
}

/** What the page afterwards is: of the sign-in, which says the rest; or of the own page, with what came of it. */
export type EvidenceGiven =
  | { readonly kind: 'lost' }
  | { readonly kind: 'sign_in'; readonly signInId: Uuid }
  | {
      readonly kind: 'account';
      readonly isLinked: boolean;
      readonly outcomes: readonly SignInOutcome[];
      readonly timeZone: string;
    };

/** Finds who gives a second evidence, and lets their sign-in go on after it, without a second visit to ESIA. */
@Injectable()
export class SecondEvidence {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  /** Who it is, without a lock: for counting attempts before the work. */
  whose(visit: EvidenceVisit): Promise<Uuid | null> {
    return this.unitOfWork.direct(async (tx) => (await this.claimant(tx, visit, false))?.person.id ?? null);
  }

  /** The claimant with the sign-in locked; null when there is nobody, or the sign-in waits for nothing any more. */
  async claimant(tx: EntityManager, visit: EvidenceVisit, lock = true): Promise<Claimant | null> {
    const { signInId, browserToken, accountToken, now, traceId } = visit;
    if (signInId !== null) {
      const request = { signInId, browserToken, now, traceId };
      const signIn = await (lock ? this.own.lock(tx, request) : this.own.find(tx, request));
      if (signIn?.state !== 'unproven' || !isAlive(signIn, now)) return null;
      return this.known(tx, signIn.esiaPersonId, signIn.regionId, signIn);
    }
    const session = accountToken === null ? null : await this.sessions.find(tx, accountToken, now);
    return session === null ? null : this.known(tx, session.esiaPersonId, session.regionId, null);
  }

  /** What linking asks to know of the claimant. */
  requestOf({ person, region }: Claimant, { now, traceId }: EvidenceVisit) {
    const actor = { kind: 'person', id: person.id } as const;
    return { person, now, today: dayIn(now, region.timeZone), actor, traceId };
  }

  /** Moves the sign-in by what came of the evidence, in the same transaction. */
  async goOn(
    tx: EntityManager,
    { signIn, region }: Claimant,
    { linked, outcomes }: LinkingResult,
    now: Date,
  ): Promise<EvidenceGiven> {
    const said = outcomes.map(toSignInOutcome);
    if (signIn === null) {
      return {
        kind: 'account',
        isLinked: linked.length > 0 && said.length === 0,
        outcomes: said,
        timeZone: region.timeZone,
      };
    }
    const mine = linked.filter(({ journalSystemId }) => journalSystemId === signIn.journalSystemId);
    const [first, second] = mine;
    const given: EvidenceGiven = { kind: 'sign_in', signInId: signIn.id };
    if (first === undefined) {
      await this.signIns.move(tx, signIn, 'prove_none', now, {
        outcomes: afterEvidence(signIn.outcomes, said),
      });
      return given;
    }
    const change = { outcomes: said, expiresAt: new Date(now.getTime() + BACK_FROM_ESIA_MS) };
    if (second === undefined) {
      await this.signIns.move(tx, signIn, 'prove_one', now, { ...change, journalAccountId: first.accountId });
    } else {
      const choiceAccountIds = mine.map(({ accountId }) => accountId);
      await this.signIns.move(tx, signIn, 'prove_many', now, { ...change, choiceAccountIds });
    }
    return given;
  }

  private async known(
    tx: EntityManager,
    esiaPersonId: Uuid | null,
    regionId: Uuid,
    signIn: SignIn | null,
  ): Promise<Claimant | null> {
    const person = esiaPersonId === null ? null : await this.persons.byId(tx, esiaPersonId);
    return person && { person, region: await this.territory.region(tx, regionId), signIn };
  }
}
