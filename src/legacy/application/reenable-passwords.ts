import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleForReview } from '../../roster/index.js';
import { reenabledUntil, reenableRefusal } from '../domain/reenable.js';
import { AccountsToReenable, type AccountToReenable } from '../store/accounts-to-reenable.repository.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import { CampaignTasks } from '../store/campaign-tasks.repository.js';
import { type ReenableWindow, ReenableWindows } from '../store/reenable-windows.repository.js';
import { MoveCredentials } from './move-credentials.js';
import { type OverlayAct, refuseConflict } from './overlay-act.js';

/** The task of the school for each request of a user; its subject is the window's id. */
const REQUEST_TASK = 'REENABLE_REQUESTED';

/** What a window is given for. `days` null: as many as the policy of the journal system allows. */
export interface WindowTerms {
  readonly days: number | null;
  readonly reason: string;
}

/** Who acts, for the trail. */
type By = Pick<OverlayAct, 'actor' | 'now' | 'traceId'>;

/**
 * Some days in which an old password works again (LEG-10, e.5): once for an account, by its school, in the phases brownouts,
 * cutover and grace (EC-113). Whoever holds the account by a link has another way in (EC-114).
 */
@Injectable()
export class ReenablePasswords {
  constructor(
    @Inject(ReenableWindows) private readonly windows: ReenableWindows,
    @Inject(AccountsToReenable) private readonly accounts: AccountsToReenable,
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
    @Inject(MoveCredentials) private readonly credentials: MoveCredentials,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The user asks, through the e-journal. Asking twice is asking once.
   *
   * @param requestedBy who passed it on: the code of the journal system
   * @throws DomainError REENABLE_NOT_POSSIBLE, whose fact `why` says why not
   */
  async request(
    tx: EntityManager,
    accountId: Uuid,
    { requestedBy, reason, by }: { readonly requestedBy: string; readonly reason: string; readonly by: By },
  ): Promise<{ readonly window: ReenableWindow; readonly isNew: boolean }> {
    await this.accounts.lock(tx, accountId);
    const known = await this.windows.ofAccount(tx, accountId);
    if (known?.state === 'requested') return { window: known, isNew: false };
    const account = await this.possible(tx, accountId, known);
    await this.windows.add(tx, { account, requestedBy, requestedAt: by.now, reason });
    const window = await this.windows.ofAccount(tx, accountId);
    if (window === null) throw new Error('the request was just written');
    await this.tell(tx, account.regionId, window, 'requested', by);
    const task = { regionId: account.regionId, audience: 'school', code: REQUEST_TASK } as const;
    const place = { schoolId: account.schoolId, campaignId: null, subject: window.id };
    await this.tasks.open(tx, [{ ...task, ...place, facts: { account_id: accountId } }], by.now);
    return { window, isNew: true };
  }

  /**
   * The school gives a window: on the user's request, or of its own.
   *
   * @throws DomainError NOT_FOUND for an account out of reach, CONFLICT_OF_INTEREST, REENABLE_NOT_POSSIBLE,
   * REENABLE_DAYS_WRONG
   */
  async give(
    tx: EntityManager,
    accountId: Uuid,
    terms: WindowTerms,
    act: OverlayAct,
  ): Promise<ReenableWindow> {
    if ((await this.accounts.inReach(tx, act.reach, accountId)) === null) throw notFound();
    await this.accounts.lock(tx, accountId);
    await this.refuseOwn(tx, accountId, act);
    const known = await this.windows.ofAccount(tx, accountId);
    const account = await this.possible(tx, accountId, known?.state === 'requested' ? null : known);
    const id =
      known?.state === 'requested'
        ? known.id
        : await this.windows.add(tx, {
            ...{ account, requestedBy: act.administratorId, requestedAt: act.now, reason: terms.reason },
          });
    return this.grant(tx, id, account, terms, act);
  }

  /** Grants a request. Throws as {@link give}, and REENABLE_STATE_WRONG when somebody has decided it already. */
  async approve(tx: EntityManager, id: Uuid, terms: WindowTerms, act: OverlayAct): Promise<ReenableWindow> {
    const accountId = await this.requested(tx, id, act);
    await this.refuseOwn(tx, accountId, act);
    return this.grant(tx, id, await this.possible(tx, accountId, null), terms, act);
  }

  /**
   * The school refuses a request, with a reason that the user is told; they may ask again.
   *
   * @throws DomainError NOT_FOUND, CONFLICT_OF_INTEREST, REENABLE_STATE_WRONG
   */
  async refuse(tx: EntityManager, id: Uuid, reason: string, act: OverlayAct): Promise<ReenableWindow> {
    const accountId = await this.requested(tx, id, act);
    await this.refuseOwn(tx, accountId, act);
    const { regionId } = await this.accounts.facts(tx, accountId);
    await this.decide(tx, id, { until: null, reason }, act);
    return this.settled(tx, regionId, id, 'refused', act);
  }

  /** Before anything is said of the account: what is not theirs to decide is not theirs to learn of this way. */
  private async refuseOwn(tx: EntityManager, accountId: Uuid, act: OverlayAct): Promise<void> {
    const { personId } = await this.accounts.facts(tx, accountId);
    await refuseConflict(tx, this.people, act, personId === null ? [] : [personId]);
  }

  private async grant(
    tx: EntityManager,
    id: Uuid,
    account: AccountToReenable,
    { days, reason }: WindowTerms,
    act: OverlayAct,
  ): Promise<ReenableWindow> {
    const until = await this.untilOf(tx, account.journalSystemId, days, act.now);
    await this.decide(tx, id, { until, reason }, act);
    const step = {
      accountIds: [account.accountId],
      event: 'reenabled',
      actor: act.actor,
      at: act.now,
      until,
    } as const;
    if ((await this.credentials.execute(tx, step)).length === 0) throw notPossible('works');
    return this.settled(tx, account.regionId, id, 'given', act);
  }

  /**
   * The end of a window of so many days.
   *
   * @throws DomainError REENABLE_DAYS_WRONG for more than the policy allows
   */
  async untilOf(tx: EntityManager, journalSystemId: Uuid, days: number | null, now: Date): Promise<Date> {
    const { reenableDays } = await this.policies.of(tx, journalSystemId);
    if (days !== null && days > reenableDays) {
      throw new DomainError('REENABLE_DAYS_WRONG', 'invalid', { most: reenableDays });
    }
    return reenabledUntil(now, days ?? reenableDays);
  }

  private async decide(
    tx: EntityManager,
    id: Uuid,
    decision: { readonly until: Date | null; readonly reason: string },
    { administratorId, now }: OverlayAct,
  ): Promise<void> {
    const isFirst = await this.windows.decide(tx, id, { ...decision, by: administratorId, at: now });
    if (!isFirst) throw new DomainError('REENABLE_STATE_WRONG', 'conflict', { state: 'active' });
  }

  /** What decides about the account, its campaign held; `known` is the window that it has used. */
  private async possible(
    tx: EntityManager,
    accountId: Uuid,
    known: ReenableWindow | null,
  ): Promise<AccountToReenable> {
    const account = await this.accounts.facts(tx, accountId);
    const why = reenableRefusal({ ...account, isUsed: known !== null });
    if (why !== null) throw notPossible(why);
    return account;
  }

  /** The account of a request that nobody has decided; whoever comes second finds it decided. */
  private async requested(tx: EntityManager, id: Uuid, act: OverlayAct): Promise<Uuid> {
    const window = await this.windows.lock(tx, act.reach, id);
    if (window === null) throw notFound();
    if (window.state !== 'requested' || window.accountId === null) {
      throw new DomainError('REENABLE_STATE_WRONG', 'conflict', { state: window.state });
    }
    return window.accountId;
  }

  private async settled(
    tx: EntityManager,
    regionId: Uuid,
    id: Uuid,
    event: string,
    act: OverlayAct,
  ): Promise<ReenableWindow> {
    const window = await this.windows.lock(tx, act.reach, id);
    if (window === null) throw notFound();
    await this.tell(tx, regionId, window, event, act);
    await this.tasks.closeMatching(tx, { code: REQUEST_TASK, subject: id }, act.administratorId, act.now);
    return window;
  }

  private async tell(
    tx: EntityManager,
    regionId: Uuid,
    window: ReenableWindow,
    event: string,
    {
      actor,
      now: at,
      traceId,
    }: { readonly actor: AuditActor; readonly now: Date; readonly traceId: string | null },
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId, at, actor, action: `reenable_window.${event}` },
      subject: { kind: 'reenable_window', id: window.id },
      ...(window.schoolId === null ? {} : { schoolId: window.schoolId }),
      facts: { account_id: window.accountId, until: window.until?.toISOString() ?? null },
      traceId: traceId ?? undefined,
    });
  }
}

function notFound(): DomainError {
  return new DomainError('NOT_FOUND', 'not_found');
}

function notPossible(why: string): DomainError {
  return new DomainError('REENABLE_NOT_POSSIBLE', 'conflict', { why });
}
