import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from './clock/clock.js';
import { PlatformSettings } from './config/platform.settings.js';
import { Keyring } from './crypto/keyring.js';
import { SnilsVault } from './crypto/snils-vault.js';
import { poolOf } from './database/pool-of.js';
import { watchPool } from './database/pool-metrics.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { Expiries } from './expiry/expiries.js';
import { KeyAges } from './expiry/key-ages.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';
import { ProblemCatalog } from './http/problem-catalog.js';
import { ApplicationProblemFilter } from './http/application-problem.filter.js';
import { PageProblemFilter } from './http/page-problem.filter.js';
import { ProblemFilter } from './http/problem.filter.js';
import { StaticController } from './http/static.controller.js';
import { Jobs } from './jobs/jobs.js';
import { Log } from './logging/log.js';
import { Deliveries } from './outbox/deliveries.js';
import { Outbox } from './outbox/outbox.js';
import { Retention } from './retention/retention.js';
import { Throttle } from './throttle/throttle.js';

export interface PlatformParts {
  readonly settings: ReadonlyMap<new () => object, object>;
  readonly dataSource: DataSource;
  readonly catalog: ProblemCatalog;
  readonly log: Log;
  readonly clock?: Clock;
}

/** The technique that every context may inject: settings, clock, database, keys, log. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  private readonly unwatch: () => void;

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {
    this.unwatch = watchPool(poolOf(dataSource));
  }

  static with(parts: PlatformParts): DynamicModule {
    const settings = parts.settings.get(PlatformSettings) as PlatformSettings;
    const keyring = keyringOf(settings);
    const providers = [
      ...[...parts.settings].map(([token, value]) => ({ provide: token, useValue: value })),
      { provide: DataSource, useValue: parts.dataSource },
      { provide: ProblemCatalog, useValue: parts.catalog },
      { provide: Log, useValue: parts.log },
      { provide: Clock, useValue: parts.clock ?? new SystemClock() },
      { provide: Keyring, useValue: keyring },
      { provide: SnilsVault, useValue: snilsVaultOf(settings) },
      UnitOfWork,
      Jobs,
      Outbox,
      Deliveries,
      Throttle,
      Retention,
      IdempotentRequests,
      Expiries,
      KeyAges,
      ProblemFilter,
      PageProblemFilter,
      ApplicationProblemFilter,
    ];
    const controllers = [HealthController, MetricsController, StaticController];
    return { module: PlatformModule, providers, controllers, exports: providers };
  }

  async onApplicationShutdown(): Promise<void> {
    this.unwatch();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** The key ring of DATA_KEYS: the first key seals, all open. */
export function keyringOf(settings: Pick<PlatformSettings, 'dataKeys'>): Keyring {
  const keys = settings.dataKeys.split(',').map((item) => {
    const [id = '', key = ''] = item.split(':');
    return { id, key: Buffer.from(key, 'base64') };
  });
  return new Keyring(keys);
}

/** The vault of СНИЛС under DATA_KEYS and SNILS_INDEX_KEY. */
export function snilsVaultOf(settings: Pick<PlatformSettings, 'dataKeys' | 'snilsIndexKey'>): SnilsVault {
  return new SnilsVault(keyringOf(settings), Buffer.from(settings.snilsIndexKey, 'base64'));
}
