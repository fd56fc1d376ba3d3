import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons } from '../../esia/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { LinksRepository } from '../store/links.repository.js';

/** Which persons of the roster an ESIA person is, so that nobody decides about themselves (roles.md, conflict of interest). */
@Injectable()
export class OwnPersons {
  constructor(
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
  ) {}

  /**
   * Those of the accounts that the person holds or waits for, and those equal in СНИЛС, or in name and birth date: rather
   * one too many than a decision about oneself. Empty for an ESIA person whom we do not know.
   */
  async of(tx: EntityManager, esiaPersonId: Uuid): Promise<readonly Uuid[]> {
    const person = await this.esiaPersons.byId(tx, esiaPersonId);
    if (person === null) return [];
    const accountIds = await this.links.accountsOf(tx, esiaPersonId);
    return (await this.people.find(tx, person, accountIds)).map(({ id }) => id);
  }
}
