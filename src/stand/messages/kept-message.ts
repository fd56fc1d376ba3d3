/** What the stand shows of a message's way. */
export type MessageState = 'sent' | 'delivered' | 'bounced';

/** A message as the stand keeps it, in memory only. */
export interface KeptMessage {
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly state: MessageState;
  readonly at: Date;
}

/** A number that the gateway does not take. */
export function isRefused(to: string): boolean {
  return to.endsWith('00');
}

/** What becomes of a message by its number. */
export function stateAfter(to: string): 'delivered' | 'bounced' {
  return to.endsWith('01') ? 'bounced' : 'delivered';
}
