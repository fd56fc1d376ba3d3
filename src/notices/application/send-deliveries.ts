import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Log } from '../../platform/logging/log.js';
import { nextTry } from '../domain/delivery-pace.js';
import type { Carrier, Handed, MessageContent, Outgoing } from '../domain/outgoing.js';
import { Carriers } from '../gateway/carriers.js';
import { DeliveryKeys } from '../gateway/delivery-keys.js';
import { deliveryMetrics } from '../gateway/delivery-metrics.js';
import { type ClaimedDelivery, NoticeDeliveriesRepository } from '../store/notice-deliveries.repository.js';
import { ADDRESS_PURPOSE, CONTENT_PURPOSE } from '../store/sealed-columns.js';
import { TellDelivered } from './tell-delivered.js';

const EVERY_MS = 2_000;
const MEASURE_EVERY_MS = 30_000;
const BATCH = 20;
const AT_ONCE = 4;
/** Longer than one message can take by all its time-outs together: after it the message belongs to whoever claims it next. */
const CLAIM_MS = 5 * 60_000;
/** No message is begun with less of its claim left. */
const MARGIN_MS = 2 * 60_000;

interface Lane {
  readonly carrier: Carrier;
  running: Promise<void> | null;
  measuredAt: number;
}

/**
 * Hands queued messages over, a lane for each carrier, in every instance at once: each message is claimed by a guarded
 * statement. Who dies between the carrier's answer and our note of it hands the message over again when the claim has ended,
 * under the same Message-ID or key of idempotency. These are no jobs of `Jobs`: a slow mail server would hold up the others.
 */
@Injectable()
export class SendDeliveries implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly lanes: readonly Lane[];
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    @Inject(Carriers) carriers: Carriers,
    @Inject(NoticeDeliveriesRepository) private readonly rows: NoticeDeliveriesRepository,
    @Inject(TellDelivered) private readonly delivered: TellDelivered,
    @Inject(DeliveryKeys) private readonly keys: DeliveryKeys,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
  ) {
    this.lanes = carriers.all
      .filter(({ isOn }) => isOn)
      .map((carrier) => ({ carrier, running: null, measuredAt: -Infinity }));
  }

  onApplicationBootstrap(): void {
    if (this.lanes.length === 0) return;
    this.timer = setInterval(() => {
      for (const lane of this.lanes) void this.tick(lane);
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping = true;
    await Promise.all(this.lanes.map(({ running }) => running ?? Promise.resolve()));
  }

  /** Hands over all that is due to one carrier, after what is under way already. */
  async drain(name: Carrier['name']): Promise<void> {
    const lane = this.lanes.find(({ carrier }) => carrier.name === name);
    if (lane === undefined) throw new Error(`no carrier of ${name} is on`);
    await lane.running;
    await this.tick(lane);
  }

  /** Never throws: the next tick tries again. */
  private tick(lane: Lane): Promise<void> {
    lane.running ??= this.work(lane)
      .catch((error: unknown) => this.log.error('notices.lane_failed', { carrier: lane.carrier.name, error }))
      .finally(() => {
        lane.running = null;
      });
    return lane.running;
  }

  private async work(lane: Lane): Promise<void> {
    await this.measure(lane);
    const { carrier } = lane;
    while (!this.stopping && carrier.isReady()) {
      const now = this.clock.now();
      const claim = newUuid();
      const until = new Date(now.getTime() + CLAIM_MS);
      const wanted = { channels: carrier.channels, claim, now, until, limit: BATCH };
      const claimed = await this.unitOfWork.run((tx) => this.rows.claim(tx, wanted));
      if (claimed.length === 0) return;
      await this.handAll(carrier, claim, claimed, until);
    }
  }

  private async handAll(
    carrier: Carrier,
    claim: Uuid,
    claimed: readonly ClaimedDelivery[],
    until: Date,
  ): Promise<void> {
    const queue = [...claimed];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const isLate = this.clock.now().getTime() > until.getTime() - MARGIN_MS;
        const notNow = this.stopping || isLate || !carrier.isReady();
        const handed: Handed = notNow
          ? { kind: 'unavailable', reason: 'suspended', waitMs: 0 }
          : await this.handOne(carrier, next);
        await this.note(carrier, claim, next, handed);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  private async handOne(carrier: Carrier, row: ClaimedDelivery): Promise<Handed> {
    let message: Outgoing;
    try {
      message = this.open(row);
    } catch {
      // The key is gone from the ring, or the bytes were changed: no later attempt will read them.
      return { kind: 'failed', reason: 'unreadable' };
    }
    return carrier.send(message);
  }

  private open({ id, channel, mandatory, addressSealed, contentSealed }: ClaimedDelivery): Outgoing {
    const address = this.keyring.openWhole(addressSealed, ADDRESS_PURPOSE).toString();
    const { subject, text, html } = JSON.parse(
      this.keyring.openWhole(contentSealed, CONTENT_PURPOSE).toString(),
    ) as MessageContent;
    const unsubscribeUrl = mandatory
      ? null
      : `${this.settings.publicUrl}/unsubscribe/${this.keys.unsubscribeToken(id)}`;
    const footer =
      unsubscribeUrl === null || channel !== 'email'
        ? ''
        : `\n\nОтписаться от таких писем: ${unsubscribeUrl}\n`;
    return { id, channel, address, subject, html, unsubscribeUrl, text: `${text}${footer}` };
  }

  private async note(carrier: Carrier, claim: Uuid, row: ClaimedDelivery, handed: Handed): Promise<void> {
    const [now, { id }] = [this.clock.now(), row];
    deliveryMetrics.handed.inc({ carrier: carrier.name, outcome: handed.kind });
    if (handed.kind === 'retry' || handed.kind === 'unavailable') {
      const next = nextTry(now, row.createdAt, row.attempts, handed.waitMs);
      this.log.warn('notices.not_handed', { carrier: carrier.name, id, reason: handed.reason });
      if (next.kind === 'again') {
        const step = { id, claim, reason: handed.reason, notBefore: next.notBefore };
        await this.unitOfWork.direct((tx) => this.rows.postpone(tx, step));
        return;
      }
    }
    const step = endOf(handed);
    await this.unitOfWork.run(async (tx) => {
      const changed = await this.rows.end(tx, { id, claim, ...step, now });
      if (changed !== null) await this.delivered.tell(tx, [changed], now);
    });
  }

  private async measure(lane: Lane): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - lane.measuredAt < MEASURE_EVERY_MS) return;
    lane.measuredAt = now;
    const { name: carrier, channels } = lane.carrier;
    const { waiting, oldest } = await this.unitOfWork.direct((tx) => this.rows.figures(tx, channels));
    deliveryMetrics.waiting.set({ carrier }, waiting);
    deliveryMetrics.oldestSeconds.set({ carrier }, oldest === null ? 0 : (now - oldest.getTime()) / 1_000);
  }
}

/** What an attempt came to; one that may be repeated comes here when it is time to give up. */
function endOf(handed: Handed): {
  readonly state: 'sent' | 'bounced' | 'failed';
  readonly reason: string | null;
  readonly gatewayId: string | null;
} {
  switch (handed.kind) {
    case 'sent':
      return { state: 'sent', reason: null, gatewayId: handed.gatewayId };
    case 'bounced':
    case 'failed':
      return { state: handed.kind, reason: handed.reason, gatewayId: null };
    case 'retry':
    case 'unavailable':
      return { state: 'failed', reason: 'given_up', gatewayId: null };
  }
}
