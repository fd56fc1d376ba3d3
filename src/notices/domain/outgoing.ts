import type { Uuid } from '../../kernel/ids.js';
import type { DeliveryChannel } from './delivery-state.js';

/** What a message says. */
export interface MessageContent {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
}

/** A message that is to be handed over now. */
export interface Outgoing extends MessageContent {
  readonly id: Uuid;
  readonly channel: DeliveryChannel;
  readonly address: string;
  /** Null for a mandatory message: there is nothing to opt out of. */
  readonly unsubscribeUrl: string | null;
}

/**
 * What came of handing a message over. `retry`: this message, later; `unavailable`: nobody is there, for any message.
 * `reason` is a code of small letters, digits and `_`: the other side's own words may name people.
 */
export type Handed =
  | { readonly kind: 'sent'; readonly gatewayId: string | null }
  | { readonly kind: 'bounced' | 'failed'; readonly reason: string }
  | { readonly kind: 'retry' | 'unavailable'; readonly reason: string; readonly waitMs: number };

/** Hands messages of some channels over to whoever carries them. */
export interface Carrier {
  readonly name: 'email' | 'gateway';
  readonly channels: readonly DeliveryChannel[];
  /** False when the settings name nobody, so that messages are not even queued. */
  readonly isOn: boolean;
  /** False while calls are suspended. */
  readonly isReady: () => boolean;
  /** Never throws. */
  send(message: Outgoing): Promise<Handed>;
}
