import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { linkNewsOf } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Subscriber, Told } from '../../platform/outbox/deliveries.js';
import { PeopleDirectory } from '../../roster/index.js';
import { groundHolds, lockOfLink, restrictionGround } from '../domain/security-lock.js';
import { SecurityLocks } from '../store/security-locks.repository.js';
import { type LockAct, type WantedLock, WriteLocks } from './write-locks.js';

/**
 * Locks the passwords of accounts by themselves (e.5, SecurityLock; EC-102): with a link that is suspended for security, or
 * ended as an incident or by a court, with a death, and with a restriction for every child. A link that its school gives
 * back gives the password back too.
 */
@Injectable()
export class LockAccounts implements Subscriber {
  readonly name = 'legacy.lock_accounts';

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SecurityLocks) private readonly locks: SecurityLocks,
    @Inject(WriteLocks) private readonly writing: WriteLocks,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
  ) {}

  async take(event: Told): Promise<void> {
    const actor = { kind: 'system', id: this.name } as const;
    const act = { actor, at: this.clock.now(), traceId: `news-${event.id}` };
    await this.unitOfWork.run((tx) =>
      event.topic === 'roster.people_changed'
        ? this.afterPeople(tx, event.body['person_ids'] as readonly Uuid[], act)
        : this.afterLink(tx, linkNewsOf(event.body).linkId, act),
    );
  }

  private async afterLink(tx: EntityManager, linkId: Uuid, act: LockAct): Promise<void> {
    const link = await this.locks.link(tx, linkId);
    if (link === null) return;
    const { accountId, lastStep } = link;
    const cause = lockOfLink(link);
    if (cause !== null) {
      const ground = `link:${linkId}:${lastStep}`;
      await this.writing.lock(tx, [{ accountId, cause, ground, basis: null }], act);
    } else if (link.state === 'active') {
      await this.givenBack(tx, accountId, act);
    }
  }

  private async givenBack(tx: EntityManager, accountId: Uuid, act: LockAct): Promise<void> {
    if (groundHolds(await this.writing.standing(tx, accountId, act.at))) return;
    const [account] = await this.locks.accounts(tx, [accountId]);
    if (account === undefined) return;
    const isUnlocked = await this.writing.unlock(tx, account, { basis: null, cause: 'link_suspended' }, act);
    if (!isUnlocked) await this.writing.tellOfEnded(tx, [accountId], act.at);
  }

  private async afterPeople(tx: EntityManager, personIds: readonly Uuid[], act: LockAct): Promise<void> {
    const accountIds = await this.locks.accountsOf(tx, personIds);
    const grounds = await this.people.grounds(tx, accountIds);
    const wanted = grounds.flatMap((one): readonly WantedLock[] => {
      const { id: accountId, personId, personDied, role, ties, timeZone } = one;
      const died = { accountId, cause: 'death', ground: `death:${personId ?? ''}`, basis: null } as const;
      if (personDied) return [died];
      const ground = role === 'representative' ? restrictionGround(ties, dayIn(act.at, timeZone)) : null;
      return ground === null ? [] : [{ accountId, cause: 'restriction', ground, basis: null }];
    });
    await this.writing.lock(tx, wanted, act);
    await this.writing.tellOfEnded(tx, accountIds, act.at);
  }
}
