import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { PeopleDirectory } from '../../roster/index.js';
import {
  groundHolds,
  lockReason,
  type LockCause,
  restrictionGround,
  type StandingGrounds,
} from '../domain/security-lock.js';
import { type LockedAccount, SecurityLocks } from '../store/security-locks.repository.js';
import { CampaignTasks, type NewCampaignTask } from '../store/campaign-tasks.repository.js';
import { credentialNews } from './legacy-news.js';

/** To the school: what locked an account is over, and only a person takes the lock off (e.5). */
const GROUND_ENDED = 'LOCK_GROUND_ENDED';

/** Who locks or unlocks, when, and in which request. */
export interface LockAct {
  readonly actor: AuditActor;
  readonly at: Date;
  readonly traceId: string | null;
}

/** An account to be locked, with the ground that locks it once; null by hand. */
export interface WantedLock {
  readonly accountId: Uuid;
  readonly cause: LockCause;
  readonly ground: string | null;
  readonly basis: string | null;
}

/**
 * Sets and ends locks: the row, the audit, and the news, by which e-journals learn that the password is off or on again and
 * that what it opened must end now: the password may be in strange hands.
 */
@Injectable()
export class WriteLocks {
  constructor(
    @Inject(SecurityLocks) private readonly locks: SecurityLocks,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Gives the accounts that this act has locked; whoever was locked before, or let in again since, is left alone. */
  async lock(tx: EntityManager, wanted: readonly WantedLock[], act: LockAct): Promise<readonly Uuid[]> {
    const by = act.actor.id ?? act.actor.kind;
    const rows = wanted.map((one) => ({ ...one, reason: lockReason(one.cause) }));
    const locked = await this.locks.set(tx, rows, by, act.at);
    const causes = new Map(wanted.map(({ accountId, cause }) => [accountId, cause]));
    const accounts = await this.locks.accounts(tx, locked);
    await this.outbox.tell(
      tx,
      accounts.map(({ id, regionId, state, disabledReason }) =>
        credentialNews(regionId, act.at, {
          ...{ accountId: id, from: state, fromReason: disabledReason },
          ...{ to: 'disabled', toReason: 'locked', event: 'locked', endSessions: 'now' },
        }),
      ),
    );
    await this.record(tx, accounts, 'locked', act, (id) => causes.get(id) ?? 'by_hand');
    return locked;
  }

  /** Ends the lock that is on, of the cause if one is named; false when there is none. */
  async unlock(
    tx: EntityManager,
    account: LockedAccount,
    how: { readonly basis: string | null; readonly cause: LockCause | null },
    act: LockAct,
  ): Promise<boolean> {
    const by = act.actor.id ?? act.actor.kind;
    if (!(await this.locks.end(tx, account.id, { by, at: act.at, ...how }))) return false;
    const { id: accountId, regionId, state, disabledReason } = account;
    await this.tasks.closeMatching(tx, { code: GROUND_ENDED, subject: accountId }, by, act.at);
    if (state !== null) {
      const news = { accountId, from: 'disabled', fromReason: 'locked', to: state, toReason: disabledReason };
      await this.outbox.tell(tx, [credentialNews(regionId, act.at, { ...news, event: 'unlocked' })]);
    }
    await this.record(tx, [account], 'unlocked', act, () => how.cause ?? 'by_hand');
    return true;
  }

  /** Nobody stays locked because a school does not know: where the ground of a lock has ended, it gets a task. */
  async tellOfEnded(tx: EntityManager, accountIds: readonly Uuid[], at: Date): Promise<void> {
    const tasks: NewCampaignTask[] = [];
    for (const { accountId, regionId, cause, schoolIds } of await this.locks.openOf(tx, accountIds)) {
      if (groundHolds(await this.standing(tx, accountId, at))) continue;
      const task = { regionId, audience: 'school', code: GROUND_ENDED, campaignId: null } as const;
      tasks.push(
        ...schoolIds.map((schoolId) => ({ ...task, schoolId, subject: accountId, facts: { cause } })),
      );
    }
    await this.tasks.open(tx, tasks, at);
  }

  /** What stands against an account now, whatever locked it. */
  async standing(tx: EntityManager, accountId: Uuid, now: Date): Promise<StandingGrounds> {
    const ofLinks = await this.locks.linkGrounds(tx, accountId);
    const [ground] = await this.people.grounds(tx, [accountId]);
    const day = dayIn(now, ground?.timeZone ?? 'UTC');
    return {
      ...ofLinks,
      personDied: ground?.personDied ?? false,
      allRestricted: ground?.role === 'representative' && restrictionGround(ground.ties, day) !== null,
    };
  }

  private record(
    tx: EntityManager,
    accounts: readonly LockedAccount[],
    step: 'locked' | 'unlocked',
    { actor, at, traceId }: LockAct,
    reasonOf: (accountId: Uuid) => string,
  ): Promise<void> {
    return this.audit.recordAll(
      tx,
      accounts.map(({ id, regionId }) => ({
        ...{ regionId, at, actor, action: `credential.${step}`, reason: reasonOf(id) },
        subject: { kind: 'journal_account', id },
        traceId: traceId ?? undefined,
      })),
    );
  }
}
