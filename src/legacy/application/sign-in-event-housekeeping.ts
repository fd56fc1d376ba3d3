import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { SignInEvents } from '../store/sign-in-events.repository.js';
import { WatchPasswords } from './watch-passwords.js';

const TEN_MINUTES_MS = 600_000;
const HOUR_MS = 3_600_000;

/** Counts events whose accounts have appeared, and keeps the months of the events. */
@Injectable()
export class SignInEventHousekeeping implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(SignInEvents) private readonly events: SignInEvents,
    @Inject(WatchPasswords) private readonly watch: WatchPasswords,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'sign_in_events.adopt', everyMs: TEN_MINUTES_MS, run: (now) => this.adopt(now) });
    this.jobs.add({
      name: 'sign_in_events.months',
      everyMs: HOUR_MS,
      run: (now) => this.unitOfWork.run((tx) => this.events.keepMonths(tx, now)),
    });
  }

  private async adopt(now: Date): Promise<void> {
    const systems = await this.unitOfWork.direct((tx) => this.events.systemsToAdopt(tx));
    for (const systemId of systems) await this.adoptOf(systemId, now);
  }

  private async adoptOf(systemId: Uuid, now: Date): Promise<void> {
    let found: readonly Uuid[];
    do {
      found = await this.unitOfWork.run(async (tx) => {
        await this.events.lock(tx, systemId);
        const adopted = await this.events.adopt(tx, systemId);
        await this.watch.lookAtEvents(tx, systemId, adopted, now);
        return adopted;
      });
    } while (found.length > 0);
  }
}
