import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaSignIn } from '../../esia/index.js';
import { ageOn, dayIn } from '../../kernel/calendar-date.js';
import type { PersonName } from '../../kernel/person-name.js';
import type { LinkedAccount } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { isAlive, type SignIn } from '../domain/sign-in.js';
import { takesOldLogin } from '../domain/second-evidence.js';
import { LegacyProofPlaces } from './legacy-proof-places.js';
import { Choices } from './choices.js';
import { OwnSignIn, type SignInRequest } from './own-sign-in.js';

/** Whose account of Госуслуги it is; the age stands only with minors. */
export interface ShownPerson {
  readonly name: PersonName;
  readonly age: number | null;
}

/** By what the person may prove the account now, beside the code, which any journal takes. */
export interface EvidenceWays {
  /** The e-journal checks old passwords for us. */
  readonly oldLogin: boolean;
}

/** What the page of a sign-in shows. `lost`: not of this browser, or never begun. */
export type ShownSignIn =
  | { readonly kind: 'lost' }
  | { readonly kind: 'stale'; readonly signIn: SignIn }
  | { readonly kind: 'whose'; readonly signIn: SignIn; readonly person: ShownPerson }
  | { readonly kind: 'choose'; readonly signIn: SignIn; readonly accounts: readonly LinkedAccount[] }
  | { readonly kind: 'onward'; readonly signIn: SignIn }
  | {
      readonly kind: 'unproven';
      readonly signIn: SignIn;
      readonly timeZone: string;
      readonly ways: EvidenceWays;
    }
  | { readonly kind: 'failed'; readonly signIn: SignIn; readonly timeZone: string }
  | { readonly kind: 'ended'; readonly signIn: SignIn }
  | { readonly kind: 'finished'; readonly signIn: SignIn };

const ADULT_FROM = 18;

/** Reads a sign-in for its page; moves nothing. */
@Injectable()
export class ShowSignIn {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OwnSignIn) private readonly own: OwnSignIn,
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
    @Inject(Choices) private readonly choices: Choices,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(LegacyProofPlaces) private readonly places: LegacyProofPlaces,
  ) {}

  execute(request: SignInRequest): Promise<ShownSignIn> {
    return this.unitOfWork.direct(async (tx) => {
      const signIn = await this.own.find(tx, request);
      return signIn === null ? { kind: 'lost' } : this.show(tx, signIn, request.now);
    });
  }

  private async show(tx: EntityManager, signIn: SignIn, now: Date): Promise<ShownSignIn> {
    switch (signIn.state) {
      case 'failed':
        return {
          kind: 'failed',
          signIn,
          timeZone: (await this.territory.region(tx, signIn.regionId)).timeZone,
        };
      case 'unproven':
        return this.unproven(tx, signIn, now);
      case 'ended':
      case 'finished':
        return { kind: signIn.state, signIn };
      case 'started':
      case 'expired':
        return { kind: 'stale', signIn };
      case 'chosen':
        return { kind: isAlive(signIn, now) ? 'onward' : 'stale', signIn };
      case 'matched':
        return this.whose(tx, signIn, now);
      case 'confirmed':
        return this.choice(tx, signIn, now);
    }
  }

  private async whose(tx: EntityManager, signIn: SignIn, now: Date): Promise<ShownSignIn> {
    const { attemptId, regionId } = signIn;
    const profile =
      attemptId === null || !isAlive(signIn, now) ? null : await this.esia.seeProfile(tx, attemptId);
    if (profile === null) return { kind: 'stale', signIn };
    const { timeZone } = await this.territory.region(tx, regionId);
    const age = ageOn(dayIn(now, timeZone), profile.birthDate);
    return { kind: 'whose', signIn, person: { name: profile.name, age: age < ADULT_FROM ? age : null } };
  }

  /** Its time over, only the reasons are left, and the case number with which to ask about them. */
  private async unproven(tx: EntityManager, signIn: SignIn, now: Date): Promise<ShownSignIn> {
    const { timeZone } = await this.territory.region(tx, signIn.regionId);
    if (!isAlive(signIn, now)) return { kind: 'failed', signIn, timeZone };
    const system =
      signIn.journalSystemId === null ? null : await this.territory.journalSystem(tx, signIn.journalSystemId);
    const oldLogin =
      takesOldLogin(signIn.outcomes) && system !== null && this.places.of(system.code) !== null;
    return { kind: 'unproven', signIn, timeZone, ways: { oldLogin } };
  }

  private async choice(tx: EntityManager, signIn: SignIn, now: Date): Promise<ShownSignIn> {
    if (!isAlive(signIn, now)) return { kind: 'stale', signIn };
    return { kind: 'choose', signIn, accounts: await this.choices.of(tx, signIn) };
  }
}
