import { Gauge } from 'prom-client';

/** The news that one subscriber has before it. */
export interface Queue {
  readonly subscriber: string;
  readonly waiting: number;
  readonly dead: number;
  readonly oldestSeconds: number;
}

const labelNames = ['subscriber'];
const waiting = new Gauge({ name: 'outbox_waiting', help: 'News not yet taken by a subscriber', labelNames });
const dead = new Gauge({
  name: 'outbox_dead',
  help: 'News set aside after ten failures; they wait for people',
  labelNames,
});
const oldest = new Gauge({
  name: 'outbox_oldest_waiting_seconds',
  help: 'Age of the oldest news not yet taken; 0 when there is none',
  labelNames,
});

export function showQueues(queues: readonly Queue[]): void {
  for (const { subscriber, ...queue } of queues) {
    waiting.set({ subscriber }, queue.waiting);
    dead.set({ subscriber }, queue.dead);
    oldest.set({ subscriber }, Math.max(0, queue.oldestSeconds));
  }
}
