import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Log } from '../../platform/logging/log.js';
import { ExpireSignIns } from './expire-sign-ins.js';

const EVERY_MS = 60_000;
/** Any number that only this job uses: `pg_try_advisory_lock` lets one instance in. */
const LOCK = 7_326_120;

/** Runs the clean-up once a minute in one of the instances, however many there are. */
@Injectable()
export class ExpiryClock implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ExpireSignIns) private readonly expire: ExpireSignIns,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.tick();
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One run; does nothing while another instance is at it, and never throws: the next minute tries again. */
  async tick(): Promise<void> {
    try {
      await this.dataSource.transaction(async (gate) => {
        const [row] = await gate.query<{ mine: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
          LOCK,
        ]);
        if (row?.mine !== true) return;
        const done = await this.expire.execute(this.clock.now());
        if (done.expired > 0) this.log.info('sign_in.expired', { ...done });
      });
    } catch (error) {
      this.log.error('sign_in.expiry_failed', { error });
    }
  }
}
