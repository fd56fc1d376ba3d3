import { Inject, Injectable } from '@nestjs/common';
import { EsiaPersons } from '../../esia/index.js';
import type { PersonName } from '../../kernel/person-name.js';
import { type LinkedAccount, LiveLinks } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import type { SignIn } from '../domain/sign-in.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

/** A person's own page. */
export interface ShownAccount {
  readonly name: PersonName;
  readonly accounts: readonly LinkedAccount[];
  /** What the last sign-in said; null when nothing is known of it any more. */
  readonly lastSignIn: SignIn | null;
  readonly expiresAt: Date;
  /** The region's, an IANA name: moments are shown in it. */
  readonly timeZone: string;
}

/** Shows a person what is linked and why the rest is not. */
@Injectable()
export class ShowAccount {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(LiveLinks) private readonly links: LiveLinks,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  /** Null when the token opens no session now. */
  async execute(token: string | null, now: Date): Promise<ShownAccount | null> {
    if (token === null) return null;
    return this.unitOfWork.run(async (tx) => {
      const session = await this.sessions.find(tx, token, now);
      const person = session && (await this.persons.byId(tx, session.esiaPersonId));
      if (session === null || person === null) return null;
      const accounts = await this.links.of(tx, person.id, null);
      const { timeZone } = await this.territory.region(tx, session.regionId);
      const lastSignIn = await this.signIns.lastOfPerson(tx, person.id);
      return { name: person.name, accounts, lastSignIn, expiresAt: session.expiresAt, timeZone };
    });
  }
}
