import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ReportReminders } from '../store/report-reminders.repository.js';

/** Reminds schools and municipalities of what they owe: seven, three and one day before the term, and when it has passed. */
@Injectable()
export class RemindOfReports implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportReminders) private readonly reminders: ReportReminders,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'reports.remind', everyMs: 600_000, run: (now) => this.execute(now) });
  }

  /** How many reminders were opened. */
  execute(now: Date): Promise<number> {
    return this.unitOfWork.run((tx) => this.reminders.open(tx, now));
  }
}
