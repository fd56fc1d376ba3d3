import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import type { CredentialEvent } from '../domain/credential-moves.js';
import { CredentialPlaces } from '../store/credential-places.repository.js';
import { CredentialsDue } from '../store/credentials-due.repository.js';
import { MoveCredentials } from './move-credentials.js';
import { SettleAccounts } from './settle-accounts.js';

const AT_ONCE = 1_000;

/** The next accounts after an id, in the order of ids. */
type Page = (tx: EntityManager, after: Uuid | null, most: number) => Promise<readonly Uuid[]>;

/** What time does to old logins; a stopped server catches up. Each thousand is a transaction of its own. */
@Injectable()
export class CredentialsInTime {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CredentialsDue) private readonly due: CredentialsDue,
    @Inject(CredentialPlaces) private readonly places: CredentialPlaces,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(MoveCredentials) private readonly move: MoveCredentials,
    @Inject(SettleAccounts) private readonly settle: SettleAccounts,
  ) {}

  /** Shuts the passwords of accounts whose link has been active for seven days (e.2). */
  async shutLinked(now: Date): Promise<void> {
    await this.moveAll('credentials.linked', 'linked', now, (tx, after, most) =>
      this.due.linkedLong(tx, now, after, most),
    );
  }

  /** Ends what has run out: re-enabled passwords, and covers of accounts whose cut-over has come. */
  async endCovers(now: Date): Promise<void> {
    await this.moveAll('credentials.covers_end', 'reenable_ended', now, (tx, after, most) =>
      this.due.reenabledOver(tx, now, after, most),
    );
    await this.moveAll('credentials.covers_end', 'cover_ended', now, (tx, after, most) =>
      this.due.coveredAtCutOver(tx, after, most),
    );
  }

  /** Looks at accounts that no news has named: those of a first import, and those without a person. */
  async placeNew(now: Date): Promise<void> {
    const by = { actor: { kind: 'system', id: 'credentials.place' }, at: now } as const;
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const region of regions) {
      await this.eachPage(
        (tx, after, most) => this.places.unplacedIn(tx, region.id, after, most),
        (tx, accountIds) => this.settle.execute(tx, accountIds, by),
      );
    }
  }

  private moveAll(job: string, event: CredentialEvent, at: Date, page: Page): Promise<void> {
    const by = { actor: { kind: 'system', id: job }, at } as const;
    return this.eachPage(page, (tx, accountIds) => this.move.execute(tx, { accountIds, event, ...by }));
  }

  private async eachPage(
    page: Page,
    work: (tx: EntityManager, ids: readonly Uuid[]) => Promise<unknown>,
  ): Promise<void> {
    let after: Uuid | null = null;
    for (;;) {
      const from: Uuid | null = after;
      const ids = await this.unitOfWork.run(async (tx) => {
        const found = await page(tx, from, AT_ONCE);
        await work(tx, found);
        return found;
      });
      after = ids.at(-1) ?? null;
      if (ids.length < AT_ONCE) return;
    }
  }
}
