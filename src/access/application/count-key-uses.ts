import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ApiKeyUses, type CountedUse } from '../store/api-key-uses.repository.js';

const EVERY_MS = 10_000;

/**
 * Counts how often keys are used. A write per request would cost more than most requests, so each server counts for itself and
 * writes every ten seconds and before it stops; `kill -9` loses ten seconds of a number that nobody is billed by.
 */
@Injectable()
export class CountKeyUses implements OnModuleInit, BeforeApplicationShutdown {
  private counted = new Map<string, CountedUse>();

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ApiKeyUses) private readonly uses: ApiKeyUses,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      ...{ name: 'api_keys.uses', everyMs: EVERY_MS, inEachServer: true },
      run: () => this.write(),
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.write();
  }

  /** One more use of a key at a moment; nothing is written yet. */
  count(
    { id, timeZone }: { readonly id: Uuid; readonly timeZone: string },
    now: Date,
    outcome: 'request' | 'refusal',
  ): void {
    const day: CalendarDate = dayIn(now, timeZone);
    this.put({
      ...{ apiKeyId: id, day, lastAt: now },
      ...{ requests: outcome === 'request' ? 1 : 0, refusals: outcome === 'refusal' ? 1 : 0 },
    });
  }

  /** Writes what was counted; what could not be written is counted on. */
  async write(): Promise<void> {
    const taken = [...this.counted.values()];
    if (taken.length === 0) return;
    this.counted = new Map();
    try {
      await this.unitOfWork.direct((tx) => this.uses.add(tx, taken));
    } catch (error) {
      for (const use of taken) this.put(use);
      throw error;
    }
  }

  private put(use: CountedUse): void {
    const name = `${use.apiKeyId} ${use.day}`;
    const so = this.counted.get(name);
    this.counted.set(name, {
      ...use,
      requests: (so?.requests ?? 0) + use.requests,
      refusals: (so?.refusals ?? 0) + use.refusals,
      lastAt: so !== undefined && so.lastAt > use.lastAt ? so.lastAt : use.lastAt,
    });
  }
}
