import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { type Region, Territory } from '../../territory/index.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';

/** What a browser brings to a person's own page. */
export interface AccountVisit {
  /** The session of the own page; null without one. */
  readonly accountToken: string | null;
  readonly now: Date;
  readonly traceId: string | null;
}

/** The person to whom the session belongs. */
export interface Visitor {
  readonly person: EsiaPerson;
  readonly region: Region;
  readonly today: CalendarDate;
  readonly expiresAt: Date;
}

/** Finds the person behind a session of the own page. */
@Injectable()
export class OwnVisit {
  constructor(
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  /** Null when the token opens no session now. */
  async visitor(tx: EntityManager, { accountToken, now }: AccountVisit): Promise<Visitor | null> {
    const session = accountToken === null ? null : await this.sessions.find(tx, accountToken, now);
    const person = session && (await this.persons.byId(tx, session.esiaPersonId));
    if (session === null || person === null) return null;
    const region = await this.territory.region(tx, session.regionId);
    return { person, region, today: dayIn(now, region.timeZone), expiresAt: session.expiresAt };
  }
}
