import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons } from '../../esia/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { compare, nameEqual } from '../domain/evidence.js';
import { LinksRepository } from '../store/links.repository.js';

/** Who somebody of ESIA is in the roster. */
@Injectable()
export class OwnPeople {
  constructor(
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
  ) {}

  /**
   * The people of the accounts that the person holds by a live link or waits to get by a consent alone: as one of these
   * they may act for themselves or their children. `role` is that of the account.
   */
  async ofLinks(
    tx: EntityManager,
    esiaPersonId: Uuid,
    role: 'student' | 'representative',
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT a.person_id AS id
       FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
       WHERE l.esia_person_id = $1 AND a.role = $2 AND a.person_id IS NOT NULL AND a.closed_at IS NULL
         AND (l.state IN ('active', 'awaiting_consent')
              OR (l.state = 'suspended' AND l.reason IN ('consent_withdrawn', 'between_schools')))
       ORDER BY 1`,
      [esiaPersonId, role],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Everybody in the roster who may be this person, for those who must not decide about themselves: the owners of the
   * accounts that they hold or wait for, and those equal in СНИЛС, or in name and birth date unless the СНИЛС tells two
   * namesakes apart. Rather one too many than one too few; empty for an ESIA person whom we do not know.
   */
  async possibly(tx: EntityManager, esiaPersonId: Uuid): Promise<readonly Uuid[]> {
    const person = await this.esiaPersons.byId(tx, esiaPersonId);
    if (person === null) return [];
    const accountIds = await this.links.accountsOf(tx, esiaPersonId);
    const owners = new Set((await this.people.cards(tx, accountIds)).map(({ personId }) => personId));
    const found = await this.people.find(tx, person, accountIds);
    return found
      .filter((one) => {
        const likeness = compare(person, one);
        const byName =
          nameEqual(likeness) && likeness.birth_date === 'equal' && likeness.snils !== 'different';
        return owners.has(one.id) || likeness.snils === 'equal' || byName;
      })
      .map(({ id }) => id);
  }
}
