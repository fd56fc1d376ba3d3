import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import { PeopleDirectory, PeopleForReview, type RosterCard } from '../../roster/index.js';
import { Schools, type SchoolScope } from '../../territory/index.js';
import { actorText, eventText, standingText } from '../domain/credential-words.js';
import {
  type CredentialCount,
  type CredentialQuery,
  CredentialReadings,
  type ListedCredential,
} from '../store/credential-readings.repository.js';

/** The old login of an account as administrators see it: its owner masked. */
export interface MaskedCredential {
  readonly credential: ListedCredential;
  readonly inWords: string;
  /** Null when the roster names nobody for the account, or a protected person. */
  readonly maskedName: string | null;
  readonly card: Omit<RosterCard, 'personName'> | null;
}

/** A step of a credential in words. */
export interface CredentialStepWords {
  readonly what: string;
  readonly why: string;
  readonly byWhom: string;
  readonly event: string;
  readonly at: Date;
}

/** Reads old logins of schools in somebody's reach; no name leaves this class whole. */
@Injectable()
export class ReadCredentials {
  constructor(
    @Inject(CredentialReadings) private readonly readings: CredentialReadings,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
  ) {}

  /** Counts and a page of a school. Null when the school is not in scope. A fixed number of statements. */
  async ofSchool(
    tx: EntityManager,
    scope: SchoolScope,
    query: CredentialQuery,
  ): Promise<{
    readonly counts: readonly CredentialCount[];
    readonly page: readonly MaskedCredential[];
  } | null> {
    if ((await this.schools.find(tx, scope, query.schoolId)) === null) return null;
    const counts = await this.readings.counts(tx, query.schoolId, query.at);
    return { counts, page: await this.masked(tx, await this.readings.list(tx, query)) };
  }

  /** One account with its history. Null when it serves no school in scope. */
  async find(
    tx: EntityManager,
    scope: SchoolScope,
    accountId: Uuid,
    at: Date,
  ): Promise<{
    readonly found: MaskedCredential;
    readonly coveredUntil: Date | null;
    readonly steps: readonly CredentialStepWords[];
  } | null> {
    const credential = await this.readings.find(tx, scope, accountId, at);
    if (credential === null) return null;
    const [found] = await this.masked(tx, [credential]);
    const steps = await this.readings.history(tx, accountId);
    return found === undefined
      ? null
      : {
          found,
          coveredUntil: await this.readings.coveredUntil(tx, accountId, at),
          steps: steps.map(({ to, event, actorKind, at: moment }) => ({
            what: standingText(to),
            why: eventText(event),
            byWhom: actorText(actorKind),
            ...{ event, at: moment },
          })),
        };
  }

  private async masked(
    tx: EntityManager,
    credentials: readonly ListedCredential[],
  ): Promise<readonly MaskedCredential[]> {
    const cards = await this.people.cards(
      tx,
      credentials.map(({ accountId }) => accountId),
    );
    const cardOf = new Map(cards.map((card) => [card.id, card]));
    const people = await this.forReview.describe(
      tx,
      cards.flatMap(({ personId }) => personId ?? []),
    );
    const nameOf = new Map(people.map(({ id, name }) => [id, maskName(name)]));
    return credentials.map((credential) => {
      const card = cardOf.get(credential.accountId) ?? null;
      // ROS-11: a protected person is named in no list.
      const personId = card?.isProtected === true ? null : (card?.personId ?? null);
      const maskedName = personId === null ? null : (nameOf.get(personId) ?? null);
      return { credential, inWords: standingText(credential.standing), maskedName, card };
    });
  }
}
