import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory } from '../../roster/index.js';
import { LinksRepository } from '../store/links.repository.js';
import { toCard } from './account-cards.js';
import type { LinkedAccount } from './linking-result.js';

/** The accounts that a person may use by a link, as the chooser shows them. */
@Injectable()
export class LiveLinks {
  constructor(
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
  ) {}

  /** True while a lock for security holds the person's links or keeps new ones back (EC-102): nothing of ours opens to them. */
  isLocked(tx: EntityManager, esiaPersonId: Uuid): Promise<boolean> {
    return this.links.isLocked(tx, esiaPersonId);
  }

  /**
   * Active links; with `access: 'history'` links between two schools and those of graduates; of one journal system, or of all for null.
   * Closed accounts and accounts that the roster gives to nobody do not appear. Two statements. Order: by role, then
   * first school, then external id.
   */
  async of(
    tx: EntityManager,
    esiaPersonId: Uuid,
    journalSystemId: Uuid | null,
  ): Promise<readonly LinkedAccount[]> {
    const links = new Map(
      (await this.links.usable(tx, esiaPersonId)).map((link) => [link.accountId, link] as const),
    );
    const cards = await this.people.cards(tx, [...links.keys()], 'owner');
    return cards
      .filter(({ isClosed, personId }) => !isClosed && personId !== null)
      .filter((card) => journalSystemId === null || card.journalSystemId === journalSystemId)
      .flatMap((card): LinkedAccount[] => {
        const link = links.get(card.id);
        if (link === undefined) return [];
        // An active link with a limit is a graduate's: ninety days to read (EC-075).
        const access = link.state === 'active' && link.until === null ? 'full' : 'history';
        return [{ ...toCard(card), linkId: link.id, access }];
      })
      .sort((a, b) => compareKeys(sortKey(a), sortKey(b)));
  }
}

function sortKey({ role, schoolNames, externalId }: LinkedAccount): string {
  return [role, schoolNames[0] ?? '', externalId].join('\n');
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
