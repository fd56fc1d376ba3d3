import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { Gauge } from 'prom-client';
import { Clock } from '../../platform/clock/clock.js';
import { Log } from '../../platform/logging/log.js';
import { SettingsError } from '../../platform/config/read-settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { KeyAges } from '../../platform/expiry/key-ages.js';
import { RosterPushes } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { OpenidSessionRecords } from '../store/openid-session-records.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';

const withoutSystem = new Gauge({
  name: 'oidc_clients_without_system',
  help: 'Clients of OIDC_CLIENTS_FILE whose journal or contingent system is not in the database',
});
const EVERY_MS = 10 * 60_000;
const BATCH = 5_000;

/** Checks the list of clients at the start, and sweeps expired records while the server runs. */
@Injectable()
export class OpenidHousekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(OpenidSessionRecords) private readonly records: OpenidSessionRecords,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(RosterPushes) private readonly pushes: RosterPushes,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
    @Inject(KeyAges) keyAges: KeyAges,
  ) {
    const { cookieKeys, signingKeys } = this.configuration;
    // The first of each kind signs; those behind it only check what is old.
    keyAges.watch([
      ...cookieKeys.slice(0, 1).map((secret) => ({ kind: 'OIDC_COOKIE_KEYS', secret }) as const),
      ...signingKeys.slice(0, 1).map(({ kid }) => ({ kind: 'OIDC_JWKS_FILE', secret: kid }) as const),
    ]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.refuseFaultyClients();
    const unknown = await this.clientsWithoutSystem();
    withoutSystem.set(unknown.length);
    if (unknown.length > 0) this.log.warn('oidc.clients_without_system', { client_ids: unknown });
    this.timer = setInterval(() => void this.sweepQuietly(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** What our own reading of the file let through and the library refuses must stop the start, not the first sign-in. */
  private async refuseFaultyClients(): Promise<void> {
    const complaints: string[] = [];
    for (const { clientId } of this.configuration.clients) {
      try {
        await this.provider.Client.find(clientId);
      } catch (error) {
        if (!(error instanceof errors.InvalidClientMetadata)) throw error;
        complaints.push(`OIDC_CLIENTS_FILE: клиент ${clientId}: ${error.error_description ?? error.error}`);
      }
    }
    if (complaints.length > 0) throw new SettingsError(complaints);
  }

  /** Clients of the file whose journal or contingent system is not in the database: nobody can sign in to them, or push, yet. */
  async clientsWithoutSystem(): Promise<readonly string[]> {
    return this.unitOfWork.run(async (tx) => {
      const unknown: string[] = [];
      for (const { clientId, rosterSource, internalApi } of this.configuration.clients) {
        const known =
          rosterSource && !internalApi
            ? await this.pushes.contingentByCode(tx, clientId)
            : await this.territory.journalSystemByCode(tx, clientId);
        if (known === null) unknown.push(clientId);
      }
      return unknown;
    });
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
      this.log.error('oidc.sweep_failed', { error });
    }
  }
}
