import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging/log.js';
import { type BrownoutHit, BrownoutHits } from '../store/brownout-hits.repository.js';
import { type UnknownAccount, UnknownAccounts } from '../store/unknown-accounts.repository.js';
import { decisionMetrics } from './decision-metrics.js';

/** What is noted of an answer waits no longer than this. */
const WITHIN_MS = 500;
/** Notes that wait at once; more than the database can take in a second are lost, and counted. */
const MOST_WAITING = 20_000;
/** Notes just written are not written again; a window's whole school fits. */
const MOST_REMEMBERED = 100_000;
const CLOSE_EVERY_MS = 600_000;

/**
 * What has to be remembered of a decision without making the person wait: whom a brownout hit, which account nobody knows.
 * An answer does not depend on a note; one that is lost with the process is made again by the next sign-in.
 */
@Injectable()
export class DecisionNotes implements OnModuleInit, BeforeApplicationShutdown {
  private hits = new Map<string, BrownoutHit>();
  private unknown = new Map<string, UnknownAccount>();
  private readonly written = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(BrownoutHits) private readonly brownoutHits: BrownoutHits,
    @Inject(UnknownAccounts) private readonly unknownAccounts: UnknownAccounts,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Log) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const run = (now: Date) => this.unitOfWork.direct((tx) => this.unknownAccounts.closeKnown(tx, now));
    this.jobs.add({ name: 'legacy.unknown_accounts_known', everyMs: CLOSE_EVERY_MS, run });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  hit(hit: BrownoutHit): void {
    this.note(this.hits, `${hit.windowId} ${hit.accountId}`, hit);
  }

  askedUnknown(account: UnknownAccount): void {
    this.note(this.unknown, `${account.systemId} ${account.externalId}`, account);
  }

  /** Writes what waits; also called once before the server stops. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const [hits, unknown] = [this.hits, this.unknown];
    this.hits = new Map();
    this.unknown = new Map();
    this.writing = this.writing.then(async () => {
      await this.write(hits, (notes) => this.unitOfWork.direct((tx) => this.brownoutHits.record(tx, notes)));
      await this.write(unknown, (notes) =>
        this.unitOfWork.direct((tx) => this.unknownAccounts.tell(tx, notes)),
      );
    });
    await this.writing;
  }

  private note<T>(waiting: Map<string, T>, key: string, note: T): void {
    if (this.written.has(key) || waiting.has(key)) return;
    if (waiting.size >= MOST_WAITING) {
      decisionMetrics.notesLost.inc();
      return;
    }
    waiting.set(key, note);
    this.timer ??= setTimeout(() => void this.flush(), WITHIN_MS).unref();
  }

  private async write<T>(waiting: Map<string, T>, save: (notes: T[]) => Promise<void>): Promise<void> {
    if (waiting.size === 0) return;
    try {
      await save([...waiting.values()]);
    } catch (error) {
      decisionMetrics.notesLost.inc(waiting.size);
      this.log.error('legacy.notes_not_written', { error, count: waiting.size });
      return;
    }
    if (this.written.size + waiting.size > MOST_REMEMBERED) this.written.clear();
    for (const key of waiting.keys()) this.written.add(key);
  }
}
