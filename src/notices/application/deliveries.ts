import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { parseAddress } from '../domain/address.js';
import type { DeliveryChannel } from '../domain/delivery-state.js';
import type { MessageContent } from '../domain/outgoing.js';
import { Carriers } from '../gateway/carriers.js';
import { DeliveryKeys } from '../gateway/delivery-keys.js';
import { type NewDelivery, NoticeDeliveriesRepository } from '../store/notice-deliveries.repository.js';
import { OptOutsRepository } from '../store/opt-outs.repository.js';
import { TellDelivered } from './tell-delivered.js';
import { ADDRESS_PURPOSE, CONTENT_PURPOSE } from '../store/sealed-columns.js';

/** A message to one reader by one channel. */
export interface NewMessage extends MessageContent {
  readonly regionId: Uuid;
  /** The person of the roster whom it is about; null when there is none. */
  readonly personId: Uuid | null;
  readonly channel: DeliveryChannel;
  /** Null when no address is known: the log shows that nothing could be sent. */
  readonly address: string | null;
  readonly noticeIssueId: Uuid | null;
  /** A mandatory message goes out whether or not its reader has opted out, and carries no unsubscribing link. */
  readonly mandatory: boolean;
  /** Who asks again with the same key asks for nothing. Without it, a notice's message is one per channel and address. */
  readonly key?: string;
}

/** What a purpose of the key ring is called for addresses and texts of messages. */

/** Puts messages into the queue in the transaction of whoever has something to say (NOT-10). */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(NoticeDeliveriesRepository) private readonly rows: NoticeDeliveriesRepository,
    @Inject(OptOutsRepository) private readonly optOuts: OptOutsRepository,
    @Inject(TellDelivered) private readonly delivered: TellDelivered,
    @Inject(Carriers) private readonly carriers: Carriers,
    @Inject(DeliveryKeys) private readonly keys: DeliveryKeys,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** True when somebody carries this channel by the settings; a message by another one ends at once. */
  carries(channel: DeliveryChannel): boolean {
    return this.carriers.carry(channel);
  }

  /**
   * Queues each message; one that cannot go out is written down at once as `failed` (no address, channel off) or
   * `suppressed` (opted out). The same message asked for twice is one. Returns the ids of those that are new.
   */
  async enqueue(tx: EntityManager, messages: readonly NewMessage[]): Promise<readonly Uuid[]> {
    if (messages.length === 0) return [];
    const now = this.clock.now();
    const addressed = messages.map((message) => {
      const address = message.address === null ? null : parseAddress(message.channel, message.address);
      const addressHash = address === null ? null : this.keys.addressHash(message.channel, address);
      return { message, address, addressHash };
    });
    const outs = await this.optOuts.holdFor(
      tx,
      addressed.map(({ message: { regionId, channel, personId }, addressHash }) => ({
        ...{ regionId, channel, personId, addressHash },
      })),
    );
    const rows = addressed.map(({ message, address }, place) =>
      this.rowOf(message, address, outs[place] === true),
    );
    const added = await this.rows.add(tx, rows, now);
    await this.delivered.tell(tx, added, now);
    return added.map(({ id }) => id);
  }

  private rowOf(message: NewMessage, address: string | null, optedOut: boolean): NewDelivery {
    const { regionId, personId, noticeIssueId, channel, mandatory, subject, text, html } = message;
    const { state, reason } = this.beginning(message, address, optedOut);
    const addressHash = address === null ? null : this.keys.addressHash(channel, address);
    return {
      ...{ id: newUuid(), regionId, personId, noticeIssueId, channel, mandatory, state, reason, addressHash },
      addressSealed: address === null ? null : this.keyring.sealWhole(address, ADDRESS_PURPOSE),
      contentSealed:
        state === 'queued'
          ? this.keyring.sealWhole(JSON.stringify({ subject, text, html }), CONTENT_PURPOSE)
          : null,
      dedupeKey: message.key ?? keyOfNotice(message, addressHash),
    };
  }

  private beginning(
    { channel, mandatory, address: given }: NewMessage,
    address: string | null,
    optedOut: boolean,
  ): Pick<NewDelivery, 'state' | 'reason'> {
    if (given === null) return { state: 'failed', reason: 'no_address' };
    if (address === null) return { state: 'failed', reason: 'address_invalid' };
    if (optedOut && !mandatory) return { state: 'suppressed', reason: 'opted_out' };
    if (!this.carriers.carry(channel)) return { state: 'failed', reason: 'channel_off' };
    return { state: 'queued', reason: null };
  }
}

function keyOfNotice({ noticeIssueId, channel }: NewMessage, hash: Buffer | null): string | null {
  return noticeIssueId === null
    ? null
    : `notice:${noticeIssueId}:${channel}:${hash?.toString('hex') ?? 'none'}`;
}
