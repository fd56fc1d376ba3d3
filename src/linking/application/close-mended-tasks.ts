import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ReviewsRepository } from '../store/reviews.repository.js';

const EVERY_MS = 10 * 60_000;

/** A school that has mended a name need not say so: the task ends by itself when roster and ESIA agree. */
@Injectable()
export class CloseMendedTasks implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReviewsRepository) private readonly reviews: ReviewsRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'linking.close_mended_tasks',
      everyMs: EVERY_MS,
      run: (now) => this.unitOfWork.direct((tx) => this.reviews.closeMendedTasks(tx, now)),
    });
  }
}
