import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { OpenidSessionRecords } from '../store/openid-session-records.js';
import { JournalSystems } from './neighbours.js';

const EVERY_MS = 10 * 60_000;
const BATCH = 5_000;

/** Checks the list of clients at the start, and sweeps expired records while the server runs. */
@Injectable()
export class OpenidHousekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(OpenidHousekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(OpenidSessionRecords) private readonly records: OpenidSessionRecords,
    @Inject(JournalSystems) private readonly systems: JournalSystems,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const unknown = await this.clientsWithoutSystem();
    if (unknown.length > 0) this.log.warn({ event: 'oidc_clients_without_system', clientIds: unknown });
    this.timer = setInterval(() => void this.sweepQuietly(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Clients of the file whose journal system is not in the database: nobody can sign in to them yet. */
  async clientsWithoutSystem(): Promise<readonly string[]> {
    const codes = this.configuration.clients.map(({ clientId }) => clientId);
    return this.unitOfWork.run((tx) => this.systems.missing(tx, codes));
  }

  /** Deletes all that has expired; returns how many records. Instances may do it at once. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    let total = 0;
    for (;;) {
      const deleted = await this.records.deleteExpired(now, BATCH);
      total += deleted;
      if (deleted < BATCH) return total;
    }
  }

  private async sweepQuietly(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.log.error({ event: 'oidc_sweep_failed', error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
