import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EsiaPerson } from '../../esia/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { giverOn, isGateAge, SIGN_IN_PURPOSE } from '../domain/consent.js';
import type { Consent } from '../store/consents.repository.js';
import { Consents } from './consents.js';
import { OwnFamily } from './own-family.js';
import { OwnPeople } from './own-people.js';

/** A pupil for whom the gate asks a consent: the person themselves, or a child of theirs. */
export interface OwnConsent {
  readonly subjectId: Uuid;
  /** The child; null for oneself. */
  readonly childName: string | null;
  /** When the consent that stands was given; null while there is none. Whose it is stays untold. */
  readonly givenAt: Date | null;
  /** The consent that this person may take back; null where there is none. */
  readonly withdrawable: Uuid | null;
  /** This person is the one who may give it today. */
  readonly mayGive: boolean;
}

export interface OwnConsentsView {
  readonly text: { readonly version: number; readonly body: string };
  readonly pupils: readonly OwnConsent[];
}

/** The consents that a person may give or take back on their own page, where the region's gate is on (LNK-12, PD-04). */
@Injectable()
export class OwnConsents {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Consents) private readonly consents: Consents,
    @Inject(OwnFamily) private readonly family: OwnFamily,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
  ) {}

  /** Null where the gate is off, and where the person has nobody to consent for. */
  async show(tx: EntityManager, person: EsiaPerson, day: CalendarDate): Promise<OwnConsentsView | null> {
    const { consentGate } = await this.territory.policy(tx, person.regionId);
    if (!consentGate) return null;
    const known = (await this.consents.ofPerson(tx, person.id)).filter(
      ({ purpose, withdrawnAt }) => purpose === SIGN_IN_PURPOSE && withdrawnAt === null,
    );
    const own = [
      ...(await this.ofSelf(tx, person, day, known)),
      ...(await this.ofChildren(tx, person, day, known)),
    ];
    if (own.length === 0) return null;
    return { text: await this.consents.text(tx, SIGN_IN_PURPOSE, day), pupils: own };
  }

  private async ofSelf(
    tx: EntityManager,
    person: EsiaPerson,
    day: CalendarDate,
    known: readonly Consent[],
  ): Promise<readonly OwnConsent[]> {
    if (!isGateAge(day, person.birthDate)) return [];
    const speaks = giverOn(day, person.birthDate) === 'self';
    return (await this.own.ofLinks(tx, person.id, 'student')).map((subjectId) => {
      const given = known.find((consent) => consent.subjectId === subjectId) ?? null;
      return {
        ...{ subjectId, childName: null, givenAt: given?.givenAt ?? null },
        withdrawable: speaks ? (given?.id ?? null) : null,
        mayGive: speaks && given === null,
      };
    });
  }

  private async ofChildren(
    tx: EntityManager,
    person: EsiaPerson,
    day: CalendarDate,
    known: readonly Consent[],
  ): Promise<readonly OwnConsent[]> {
    const self = await this.own.ofLinks(tx, person.id, 'representative');
    const shown: OwnConsent[] = [];
    for (const { childId: subjectId, name } of await this.family.children(tx, person.id, day)) {
      if (name === null) continue;
      const born = (await this.people.byId(tx, subjectId))?.birthDate ?? null;
      if (born === null || !isGateAge(day, born)) continue;
      const given = known.find((consent) => consent.subjectId === subjectId) ?? null;
      const mine = known.find((one) => one.subjectId === subjectId && self.includes(one.giverId)) ?? null;
      const mayGive = giverOn(day, born) === 'representative' && given === null;
      shown.push({
        ...{ subjectId, childName: name, givenAt: given?.givenAt ?? null },
        ...{ withdrawable: mine?.id ?? null, mayGive },
      });
    }
    return shown;
  }
}
