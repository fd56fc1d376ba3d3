import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { linkNewsOf } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { AccountsToReenable } from '../store/accounts-to-reenable.repository.js';
import { ExemptionDays } from '../store/exemption-days.repository.js';
import { LinkedOverlays } from '../store/linked-overlays.repository.js';
import { ReenableWindows } from '../store/reenable-windows.repository.js';
import { EXEMPTION_TASKS, ExemptionRecords } from './exemption-records.js';
import { MoveExemptions } from './move-exemptions.js';

const MINUTE_MS = 60_000;

/** Ends what was given for a time: by its date, and when the owner has linked the account (e.2, e.5). */
@Injectable()
export class EndOverlays implements Subscriber, OnModuleInit {
  readonly name = 'legacy.end_overlays';

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AccountsToReenable) private readonly accounts: AccountsToReenable,
    @Inject(LinkedOverlays) private readonly linked: LinkedOverlays,
    @Inject(ReenableWindows) private readonly windows: ReenableWindows,
    @Inject(ExemptionDays) private readonly days: ExemptionDays,
    @Inject(ExemptionRecords) private readonly records: ExemptionRecords,
    @Inject(MoveExemptions) private readonly move: MoveExemptions,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
    this.jobs.add({ name: 'exemptions.move', everyMs: MINUTE_MS, run: (now) => this.move.execute(now) });
    this.jobs.add({
      name: 'reenable_windows.end',
      everyMs: MINUTE_MS,
      run: (now) => this.unitOfWork.run((tx) => this.windows.end(tx, now)),
    });
  }

  /** A link that was ended again meanwhile takes nothing away. */
  async take(event: Told): Promise<void> {
    const { accountId, to } = linkNewsOf(event.body);
    if (to !== 'active') return;
    await this.unitOfWork.run(async (tx) => {
      // A window that a school is giving at this moment, of its own, is not to be seen yet.
      await this.accounts.lock(tx, accountId);
      if (await this.linked.isLinked(tx, accountId))
        await this.endOf(tx, accountId, this.clock.now(), event.id);
    });
  }

  private async endOf(tx: EntityManager, accountId: Uuid, now: Date, newsId: number): Promise<void> {
    const windows = await this.windows.endOfLinked(tx, accountId, now);
    await this.days.closeTasks(tx, ['REENABLE_REQUESTED'], windows, now);
    const ended = await this.linked.endImpossible(tx, accountId, now);
    if (ended.length === 0) return;
    const by = { actor: { kind: 'system', id: this.name }, now, traceId: `news-${newsId}` } as const;
    await this.records.tell(
      tx,
      ended.map((one) => ({
        one,
        event: one.state === 'rejected' ? 'rejected' : 'revoked',
        reason: 'linked',
      })),
      by,
    );
    await this.days.closeTasks(
      tx,
      EXEMPTION_TASKS,
      ended.map(({ id }) => id),
      now,
    );
  }
}
