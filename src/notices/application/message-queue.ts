import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Channel } from '../domain/cadence.js';

/** A message to one reader by one channel. */
export interface QueuedMessage {
  readonly regionId: Uuid;
  readonly personId: Uuid;
  readonly channel: Channel;
  readonly address: string | null;
  readonly noticeIssueId: Uuid | null;
  readonly mandatory: boolean;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  /** Asked again with the same key, it is the same message. */
  readonly key: string;
}

/** Whoever carries messages: it takes them in the transaction of the act. */
export interface MessageQueue {
  enqueue(tx: EntityManager, messages: readonly QueuedMessage[]): Promise<unknown>;
  /** False for a channel by which nothing can go out as the server is set. */
  carries(channel: Channel): boolean;
}

/** The provider of a {@link MessageQueue}. */
export const MESSAGE_QUEUE = Symbol('MESSAGE_QUEUE');
