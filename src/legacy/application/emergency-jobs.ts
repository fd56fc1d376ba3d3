import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Deliveries } from '../../platform/outbox/deliveries.js';
import { BreakGlassDesk } from './break-glass.js';
import { EsiaOutageDesk } from './esia-outages.js';
import { LockAccounts } from './lock-accounts.js';
import { RunBrownouts } from './run-brownouts.js';

/** So often time is asked what it has begun and ended. */
const EVERY_MS = 5_000;

/** What happens to brownouts and emergencies by itself. */
@Injectable()
export class EmergencyJobs implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(RunBrownouts) private readonly brownouts: RunBrownouts,
    @Inject(BreakGlassDesk) private readonly breakGlass: BreakGlassDesk,
    @Inject(EsiaOutageDesk) private readonly outages: EsiaOutageDesk,
    @Inject(LockAccounts) private readonly lockAccounts: LockAccounts,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this.lockAccounts);
    const everyMs = EVERY_MS;
    this.jobs.add({ name: 'brownouts.run', everyMs, run: (now) => this.brownouts.execute(now) });
    this.jobs.add({ name: 'emergencies.end', everyMs, run: (now) => this.endOverdue(now) });
    this.jobs.add({
      ...{ name: 'esia_outages.report', everyMs, inEachServer: true as const },
      run: (now) => this.outages.report(now),
    });
  }

  private endOverdue(now: Date): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.breakGlass.closeOverdue(tx, now, null);
      await this.outages.closeOverdue(tx, now);
    });
  }
}
