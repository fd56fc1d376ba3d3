/** How a message reaches somebody. */
export const DELIVERY_CHANNELS = ['email', 'sms', 'messenger', 'journal'] as const;

export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** NoticeIssue of state-machines.md e.6, from the side of one message; `suppressed`: its reader has opted out (NOT-10). */
export const DELIVERY_STATES = ['queued', 'sent', 'delivered', 'bounced', 'failed', 'suppressed'] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What the world says of a message that was handed over. */
export type ReportedState = Extract<DeliveryState, 'delivered' | 'bounced' | 'failed'>;

/**
 * A mail server may send a message back after it was taken, even after a gateway called it delivered to the next hop; nothing
 * else comes after an end. A report may overtake our own note that the message was sent.
 */
const MOVES: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['sent', 'delivered', 'bounced', 'failed'],
  sent: ['delivered', 'bounced', 'failed'],
  delivered: ['bounced'],
  bounced: [],
  failed: [],
  suppressed: [],
};

/** True when the one state may follow the other; a state never follows itself. */
export function mayFollow(from: DeliveryState, to: DeliveryState): boolean {
  return MOVES[from].includes(to);
}

/** The states from which one may be reached, for a guarded UPDATE. */
export function statesBefore(to: DeliveryState): readonly DeliveryState[] {
  return DELIVERY_STATES.filter((from) => mayFollow(from, to));
}
