import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Jobs } from '../jobs/jobs.js';
import { Log } from '../logging/log.js';
import { showDaysLeft } from './expiry-metrics.js';
import { daysLeft, type Expiry, isNear } from './expiry.js';

/** What ends, as one part of the program knows it now. */
export type ExpirySource = () => Promise<readonly Expiry[]>;

const HOUR_MS = 3_600_000;

/**
 * Everything that ends by a day and stops the work when nobody thinks of it (OPS-04): certificates, API keys, keys that should
 * change yearly. Parts of the program tell what they have while they are built; each server looks by itself, for certificates
 * are files of its own.
 */
@Injectable()
export class Expiries implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sources: ExpirySource[] = [];
  private readonly saidOn = new Map<string, string>();
  private seen: readonly Expiry[] = [];
  private hide: (() => void) | undefined;

  constructor(
    @Inject(Jobs) jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
  ) {
    jobs.add({ name: 'expiries.look', everyMs: HOUR_MS, inEachServer: true, run: (now) => this.look(now) });
  }

  /** Called while a context is built. */
  add(source: ExpirySource): void {
    this.sources.push(source);
  }

  onApplicationBootstrap(): void {
    this.hide = showDaysLeft(() =>
      this.seen.map((expiry) => ({ expiry, days: daysLeft(expiry, this.clock.now()) })),
    );
    this.look(this.clock.now()).catch((error: unknown) => this.log.error('expiries.look_failed', { error }));
  }

  onApplicationShutdown(): void {
    this.hide?.();
  }

  /** All that ends, the nearest first. A source that fails takes its own with it only, and is named in the log. */
  async all(): Promise<readonly Expiry[]> {
    const told = await Promise.all(
      this.sources.map((source) =>
        source().catch((error: unknown): readonly Expiry[] => {
          this.log.error('expiries.source_failed', { error });
          return [];
        }),
      ),
    );
    return told.flat().sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime());
  }

  /** Keeps what is there for the metric, and says once a day (UTC) what ends within sixty. */
  async look(now: Date): Promise<void> {
    this.seen = await this.all();
    const today = now.toISOString().slice(0, 10);
    for (const expiry of this.seen.filter((one) => isNear(one, now))) {
      const { kind, name, endsAt } = expiry;
      const key = `${kind} ${name}`;
      if (this.saidOn.get(key) === today) continue;
      this.saidOn.set(key, today);
      const left = daysLeft(expiry, now);
      this.log[left < 0 ? 'error' : 'warn']('expiry.near', { kind, name, ends_at: endsAt, days_left: left });
    }
  }
}
