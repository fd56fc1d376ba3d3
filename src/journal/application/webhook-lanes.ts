import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Log } from '../../platform/logging/log.js';
import { Territory } from '../../territory/index.js';
import { afterFailure, restOf } from '../domain/webhook-pace.js';
import type { WebhookRegistration } from '../domain/webhook-registration.js';
import { webhookMetrics } from '../gateway/webhook-metrics.js';
import { WebhookSender } from '../gateway/webhook-sender.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { type DueDelivery, WebhookDeliveries } from '../store/webhook-deliveries.repository.js';

const EVERY_MS = 1_000;
/** How often each instance measures what waits. */
const MEASURE_EVERY_MS = 30_000;
const BATCH = 100;
/** Calls of one system under way at once, each about another account or school. */
const AT_ONCE = 8;
/** So many failures without one success between them: nobody is there. */
const NOBODY_THERE = 5;
const LEASE_MS = 60_000;
/** No call is begun with less of the lease left: it must end before another instance may take the lane. */
const LEASE_MARGIN_MS = 15_000;

interface Lane {
  readonly code: string;
  readonly webhook: WebhookRegistration;
  systemId: Uuid | null;
  running: Promise<void> | null;
  measuredAt: number;
}

/** What became of a batch: calls that failed since the last that succeeded, and how long the receiver asked us to wait. */
interface BatchCourse {
  failures: number;
  successes: number;
  askedToWait: number | null;
}

/**
 * Brings events to the webhooks of e-journals: a lane for each system, so that a slow one delays no other, worked by one
 * instance at a time. An event is struck off after its receiver has answered 2xx: whoever stops between the two brings it
 * again, with the same id. These are no jobs of `Jobs`: a receiver that lets us wait would hold up what waits for a turn there.
 */
@Injectable()
export class WebhookLanes implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly me = newUuid();
  private readonly lanes: readonly Lane[];
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(JournalConfiguration) configuration: JournalConfiguration,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(WebhookDeliveries) private readonly deliveries: WebhookDeliveries,
    @Inject(WebhookSender) private readonly sender: WebhookSender,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
  ) {
    this.lanes = configuration.clients.flatMap(({ clientId, webhook }) =>
      webhook === null
        ? []
        : [{ code: clientId, webhook, systemId: null, running: null, measuredAt: -Infinity }],
    );
  }

  onApplicationBootstrap(): void {
    if (this.lanes.length === 0) return;
    this.timer = setInterval(() => {
      for (const lane of this.lanes) void this.tick(lane);
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stop.abort();
    await Promise.all(this.lanes.map(({ running }) => running ?? Promise.resolve()));
  }

  /** Brings all that is due to one system, after what is under way already. */
  async drain(code: string): Promise<void> {
    const lane = this.lanes.find((known) => known.code === code);
    if (lane === undefined) throw new Error(`no webhook is registered for ${code}`);
    await lane.running;
    await this.tick(lane);
  }

  /** Never throws: the next tick tries again. */
  private tick(lane: Lane): Promise<void> {
    lane.running ??= this.work(lane)
      .catch((error: unknown) => this.log.error('webhook.lane_failed', { system: lane.code, error }))
      .finally(() => {
        lane.running = null;
      });
    return lane.running;
  }

  private async work(lane: Lane): Promise<void> {
    const systemId = await this.systemOf(lane);
    if (systemId === null) return;
    await this.measure(lane, systemId);
    if ((await this.due(systemId, 1)).length === 0) return;
    while (!this.stop.signal.aborted) {
      const now = this.clock.now();
      const until = new Date(now.getTime() + LEASE_MS);
      const lease = { systemId, holder: this.me, now, until };
      if (!(await this.unitOfWork.direct((tx) => this.deliveries.lease(tx, lease)))) return;
      const due = await this.due(systemId, BATCH);
      if (due.length === 0 || !(await this.bring(lane, systemId, due, until))) break;
    }
    await this.unitOfWork.direct((tx) => this.deliveries.release(tx, systemId, this.me));
  }

  /** Calls for each event, some at once; false when nobody is there and the lane has been put to rest. */
  private async bring(
    lane: Lane,
    systemId: Uuid,
    due: readonly DueDelivery[],
    until: Date,
  ): Promise<boolean> {
    const course: BatchCourse = { failures: 0, successes: 0, askedToWait: null };
    const queue = [...due];
    const mayGoOn = (): boolean =>
      !this.stop.signal.aborted &&
      course.failures < NOBODY_THERE &&
      course.askedToWait === null &&
      this.clock.now().getTime() < until.getTime() - LEASE_MARGIN_MS;
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && mayGoOn(); next = queue.shift())
        await this.call(lane, systemId, next, course);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return this.restIfNobodyIsThere(lane, systemId, course);
  }

  private async call(
    lane: Lane,
    systemId: Uuid,
    { event, attempts }: DueDelivery,
    course: BatchCourse,
  ): Promise<void> {
    const { taken, status, retryAfter } = await this.sender.send(lane.webhook, event, this.stop.signal);
    if (taken) {
      await this.unitOfWork.direct((tx) => this.deliveries.delivered(tx, systemId, event.no));
      webhookMetrics.calls.inc({ system: lane.code, outcome: 'taken' });
      course.failures = 0;
      course.successes += 1;
      return;
    }
    // We stopped, not the receiver: the attempt does not count.
    if (this.stop.signal.aborted) return;
    course.failures += 1;
    course.askedToWait ??= status === 429 || status === 503 ? retryAfter : null;
    const { notBefore, deadAt } = afterFailure(this.clock.now(), attempts);
    const failure = { eventNo: event.no, status, notBefore, deadAt };
    await this.unitOfWork.direct((tx) => this.deliveries.failed(tx, systemId, failure));
    webhookMetrics.calls.inc({ system: lane.code, outcome: deadAt === null ? 'failed' : 'dead' });
    const facts = { system: lane.code, eventNo: event.no, type: event.type, status, attempts: attempts + 1 };
    if (deadAt === null) this.log.warn('webhook.failed', facts);
    else this.log.error('webhook.dead', facts);
  }

  private async restIfNobodyIsThere(lane: Lane, systemId: Uuid, course: BatchCourse): Promise<boolean> {
    const before = await this.unitOfWork.direct((tx) => this.deliveries.failuresInRow(tx, systemId));
    if (course.failures < NOBODY_THERE && course.askedToWait === null) {
      if (before > 0 && course.successes > 0)
        await this.unitOfWork.direct((tx) =>
          this.deliveries.rest(tx, systemId, { until: null, failuresInRow: 0 }),
        );
      return true;
    }
    const until = restOf(this.clock.now(), before, course.askedToWait);
    await this.unitOfWork.direct((tx) =>
      this.deliveries.rest(tx, systemId, { until, failuresInRow: before + 1 }),
    );
    this.log.warn('webhook.lane_rests', { system: lane.code, until });
    return false;
  }

  private due(systemId: Uuid, limit: number): Promise<readonly DueDelivery[]> {
    return this.unitOfWork.direct((tx) => this.deliveries.due(tx, systemId, this.clock.now(), limit));
  }

  private async measure(lane: Lane, systemId: Uuid): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - lane.measuredAt < MEASURE_EVERY_MS) return;
    lane.measuredAt = now;
    const { waiting, dead, oldest } = await this.unitOfWork.direct((tx) =>
      this.deliveries.figures(tx, systemId),
    );
    const system = lane.code;
    webhookMetrics.waiting.set({ system }, waiting);
    webhookMetrics.dead.set({ system }, dead);
    webhookMetrics.oldestSeconds.set({ system }, oldest === null ? 0 : (now - oldest.getTime()) / 1_000);
  }

  private async systemOf(lane: Lane): Promise<Uuid | null> {
    lane.systemId ??=
      (await this.unitOfWork.direct((tx) => this.territory.journalSystemByCode(tx, lane.code)))?.id ?? null;
    return lane.systemId;
  }
}
