import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { RosterTasks } from '../store/roster-tasks.repository.js';

const EVERY_MS = 10 * 60_000;

/** Ends the tasks whose cause the roster itself shows to be gone. */
@Injectable()
export class CloseMendedRosterTasks implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(RosterTasks) private readonly tasks: RosterTasks,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'roster.close_mended_tasks',
      everyMs: EVERY_MS,
      run: (now) => this.unitOfWork.direct((tx) => this.tasks.closeMended(tx, now)),
    });
  }
}
