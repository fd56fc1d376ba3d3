import { AuditTrail } from '../../src/audit/index.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import {
  type EventBatchAnswer,
  ReceiveSignInEvents,
} from '../../src/legacy/application/receive-sign-in-events.js';
import { SignInEventHousekeeping } from '../../src/legacy/application/sign-in-event-housekeeping.js';
import { WatchPasswords } from '../../src/legacy/application/watch-passwords.js';
import type { SignInEvent } from '../../src/legacy/index.js';
import { CampaignTasks } from '../../src/legacy/store/campaign-tasks.repository.js';
import { Incidents } from '../../src/legacy/store/incidents.repository.js';
import { LeakySignIns } from '../../src/legacy/store/leaky-sign-ins.repository.js';
import { SignInEvents } from '../../src/legacy/store/sign-in-events.repository.js';
import { SignInFeed } from '../../src/legacy/store/sign-in-feed.repository.js';
import { DisableUnused } from '../../src/legacy/application/disable-unused.js';
import { IncidentDesk } from '../../src/legacy/application/incident-desk.js';
import { MoveCredentials } from '../../src/legacy/application/move-credentials.js';
import { UndoUnused } from '../../src/legacy/application/undo-unused.js';
import { Calendar } from '../../src/legacy/store/calendar.repository.js';
import { CampaignPolicies } from '../../src/legacy/store/campaign-policies.repository.js';
import { CredentialsRepository } from '../../src/legacy/store/credentials.repository.js';
import { UnusedPasswords } from '../../src/legacy/store/unused-passwords.repository.js';
import { VoidEvidence } from '../../src/linking/index.js';
import { LegacyProofsRepository } from '../../src/linking/store/legacy-proofs.repository.js';
import { LinkCodesRepository } from '../../src/linking/store/link-codes.repository.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { Log } from '../../src/platform/logging/log.js';
import { Outbox } from '../../src/platform/outbox/outbox.js';
import { Throttle } from '../../src/platform/throttle/throttle.js';
import { type JournalSystem, Territory } from '../../src/territory/index.js';
import { GivenClock } from './application.js';
import { CampaignBuilder } from './builders/campaign.js';
import { RosterBuilder } from './builders/roster.js';
import { freshDatabase, type TestDatabase } from './database.js';

export const NOON = new Date('2026-11-23T10:00:00Z');

/** E-journals that report sign-ins, without HTTP: the use cases on a database of their own. */
export class EventsDesk {
  readonly feed = new SignInFeed();
  readonly watch = new WatchPasswords(
    new LeakySignIns(),
    new CampaignTasks(),
    new Outbox(),
    new AuditTrail(),
  );
  readonly jobs: Jobs;
  readonly campaigns: CampaignBuilder;
  private readonly receive: ReceiveSignInEvents;
  private readonly undoing: UndoUnused;

  private constructor(
    readonly database: TestDatabase,
    readonly roster: RosterBuilder,
    readonly clock: GivenClock,
  ) {
    const { unitOfWork, dataSource } = database;
    this.campaigns = new CampaignBuilder(database, roster);
    this.jobs = new Jobs(dataSource, clock, new Log('silent'));
    const events = new SignInEvents();
    const throttle = new Throttle(unitOfWork, clock, this.jobs);
    this.receive = new ReceiveSignInEvents(
      ...([unitOfWork, new Territory(), throttle, clock, events, this.feed, this.watch] as const),
    );
    new SignInEventHousekeeping(unitOfWork, this.jobs, events, this.watch).onModuleInit();
    const unused = new UnusedPasswords();
    const move = new MoveCredentials(
      new CredentialsRepository(),
      new VoidEvidence(new LinkCodesRepository(), new LegacyProofsRepository()),
    );
    new DisableUnused(
      ...([unitOfWork, this.jobs, new CampaignPolicies(), new Calendar(), this.feed] as const),
      ...([events, unused, move] as const),
    ).onModuleInit();
    new IncidentDesk(
      ...([
        unitOfWork,
        this.jobs,
        new Incidents(),
        new CampaignTasks(),
        new Outbox(),
        new AuditTrail(),
      ] as const),
    ).onModuleInit();
    this.undoing = new UndoUnused(unitOfWork, throttle, unused, move, new AuditTrail(), clock);
  }

  static async open(): Promise<EventsDesk> {
    const database = await freshDatabase();
    return new EventsDesk(database, await RosterBuilder.begin(database), new GivenClock(NOON));
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  /** An event as the journal tells it; a password that was taken on the web a minute ago unless said otherwise. */
  event(overrides: Partial<SignInEvent> & { readonly account: string }): SignInEvent {
    const at = new Date(this.clock.now().getTime() - 60_000);
    return { id: newUuid(), at, method: 'password', channel: 'web', succeeded: true, ...overrides };
  }

  /** Brings a batch of the region's journal, or of another one. */
  async bring(
    events: readonly SignInEvent[],
    complete: readonly string[] = [],
    systemId: Uuid = this.roster.journalSystemId,
  ): Promise<EventBatchAnswer> {
    const system = await this.database.unitOfWork.direct((tx) => new Territory().journalSystem(tx, systemId));
    return this.receive.execute({ system, events, complete: complete as never });
  }

  /** What came of all events: the days and the last moments. */
  async outcome(): Promise<object> {
    return {
      days: await this.database.query(
        `SELECT a.external_id AS account, d.day, d.method, d.channel, d.sign_ins, d.last_at
           FROM sign_in_days d JOIN journal_accounts a ON a.id = d.journal_account_id ORDER BY 1, 2, 3, 4`,
      ),
      credentials: await this.database.query(
        `SELECT a.external_id AS account, c.last_password_at, c.last_sign_in_at
           FROM legacy_credentials c JOIN journal_accounts a ON a.id = c.journal_account_id ORDER BY 1`,
      ),
    };
  }

  /** The owner of an account asks the region's journal for the password back. */
  async undo(externalId: string, systemId: Uuid = this.roster.journalSystemId): Promise<boolean> {
    const system = await this.systemOf(systemId);
    return this.undoing.execute({ system, externalId, check: 'email_code', traceId: null });
  }

  private systemOf(id: Uuid): Promise<JournalSystem> {
    return this.database.unitOfWork.direct((tx) => new Territory().journalSystem(tx, id));
  }
}
