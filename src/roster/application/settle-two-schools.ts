import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { dayIn } from '../../kernel/calendar-date.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Territory } from '../../territory/index.js';
import { closeSettledTasks } from '../store/two-schools.js';

const EVERY_MS = 10 * 60_000;

/** Closes the tasks of two schools about one pupil once one of the enrolments ended by its day, without an import (EC-068). */
@Injectable()
export class SettleTwoSchools implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'roster.two_schools', everyMs: EVERY_MS, run: (now) => this.settle(now) });
  }

  private async settle(now: Date): Promise<void> {
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const { id, timeZone } of regions) {
      await this.unitOfWork.direct((tx) =>
        closeSettledTasks(tx, { regionId: id, now, today: dayIn(now, timeZone) }),
      );
    }
  }
}
