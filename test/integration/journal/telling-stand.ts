import type { DataSource } from 'typeorm';
import { EventFeed } from '../../../src/journal/application/event-feed.js';
import { TellSystems } from '../../../src/journal/application/tell-systems.js';
import { WebhookLanes } from '../../../src/journal/application/webhook-lanes.js';
import { parseClients } from '../../../src/journal/domain/client-registration.js';
import { WebhookSender } from '../../../src/journal/gateway/webhook-sender.js';
import { JournalConfiguration } from '../../../src/journal/journal-configuration.js';
import { JournalEvents } from '../../../src/journal/store/journal-events.repository.js';
import { WebhookDeliveries } from '../../../src/journal/store/webhook-deliveries.repository.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { Clock } from '../../../src/platform/clock/clock.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { Deliveries } from '../../../src/platform/outbox/deliveries.js';
import { type News, Outbox } from '../../../src/platform/outbox/outbox.js';
import { Throttle } from '../../../src/platform/throttle/throttle.js';
import { Territory } from '../../../src/territory/index.js';

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** What an instance of the server does about events, on connections of its own. */
export class TellingInstance {
  readonly jobs: Jobs;
  readonly subscriber: TellSystems;
  readonly lanes: WebhookLanes;
  readonly feed: EventFeed;
  readonly deliveries = new WebhookDeliveries();
  private readonly unitOfWork: UnitOfWork;

  constructor(dataSource: DataSource, clock: Clock, webhooks: Readonly<Record<string, string | null>>) {
    const [unitOfWork, log] = [new UnitOfWork(dataSource), new Log('silent')];
    this.unitOfWork = unitOfWork;
    const configuration = configurationOf(webhooks);
    const events = new JournalEvents();
    this.jobs = new Jobs(dataSource, clock, log);
    const outbox = new Deliveries(unitOfWork, this.jobs, clock, log);
    this.subscriber = new TellSystems(outbox, unitOfWork, events, configuration);
    this.subscriber.onModuleInit();
    const territory = new Territory();
    const sender = new WebhookSender(clock);
    this.lanes = new WebhookLanes(
      ...([configuration, territory, this.deliveries, sender, unitOfWork, clock, log] as const),
    );
    const throttle = new Throttle(unitOfWork, clock, this.jobs);
    this.feed = new EventFeed(
      ...([unitOfWork, events, this.deliveries, configuration, this.jobs, clock, throttle] as const),
    );
    this.feed.onModuleInit();
  }

  tell(news: readonly News[]): Promise<void> {
    return this.unitOfWork.run((tx) => new Outbox().tell(tx, news));
  }

  /** Takes all news that waits in the outbox. */
  take(): Promise<void> {
    return this.jobs.runNow('outbox.journal.tell_systems');
  }

  async read(systemId: Uuid, cursor: number | null = null, limit = 500) {
    return this.feed.page(systemId, { cursor, limit, types: null });
  }
}

function configurationOf(webhooks: Readonly<Record<string, string | null>>): JournalConfiguration {
  const raw = Object.entries(webhooks).map(([client_id, uri]) => ({
    client_id,
    client_name: client_id,
    redirect_uris: ['http://localhost:9/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret: 'a-secret-of-the-test-journal-0123456789',
    internal_api: true,
    ...(uri === null ? {} : { webhook_uri: uri, webhook_secret: WEBHOOK_SECRET }),
  }));
  const { clients, complaints } = parseClients(raw, false);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return new JournalConfiguration('http://localhost', clients, [], [], Buffer.alloc(32), false);
}
