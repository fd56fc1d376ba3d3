import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { forgetKids } from '../../esia/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Territory } from '../../territory/index.js';

const EVERY_MS = 3_600_000;

/** Forgets the cards of children where the gate for which they were asked has been turned off (AUTH-08). */
@Injectable()
export class ForgetKids implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'linking.forget_kids', everyMs: EVERY_MS, run: () => this.run() });
  }

  private async run(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      for (const { id } of await this.territory.regions(tx)) {
        const { consentGate } = await this.territory.policy(tx, id);
        if (!consentGate) await forgetKids(tx, [id]);
      }
    });
  }
}
