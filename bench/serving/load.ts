import { Agent, request } from 'undici';
import { quantile } from '../sign-in/load.js';

/** One kind of request of the hot path. */
export interface Ask {
  readonly name: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What a working server answers to it. */
  readonly status: number;
}

/** Waits of one stretch in milliseconds, ascending. */
export interface Stretch {
  readonly requests: number;
  readonly wrong: number;
  readonly seconds: number;
  readonly ms: readonly number[];
  readonly byName: Readonly<Record<string, readonly number[]>>;
}

/**
 * Asks at a steady rate, in turn, until it is told to stop. A wait counts from the moment at which the request was due, not
 * from when it could be sent: a server that stands still is seen by every request that should have come meanwhile.
 */
export async function askSteadily(
  server: string,
  asks: readonly Ask[],
  perSecond: number,
  until: () => boolean,
): Promise<Stretch> {
  const agent = new Agent({ connections: 50 });
  const byName: Record<string, number[]> = Object.fromEntries(asks.map(({ name }) => [name, []]));
  const open = new Set<Promise<void>>();
  let [sent, wrong] = [0, 0];
  const begun = performance.now();
  const one = async (ask: Ask, due: number): Promise<void> => {
    const { path, method, headers = {}, body = null } = ask;
    try {
      const answer = await request(server + path, { dispatcher: agent, method, headers, body });
      await answer.body.dump();
      if (answer.statusCode !== ask.status) wrong += 1;
    } catch {
      wrong += 1;
    }
    byName[ask.name]?.push(performance.now() - due);
  };
  while (!until()) {
    const due = begun + (sent * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    const ask = asks[sent % asks.length];
    if (ask === undefined) break;
    const asked = one(ask, due).finally(() => open.delete(asked));
    open.add(asked);
    sent += 1;
  }
  await Promise.all(open);
  const seconds = (performance.now() - begun) / 1000;
  await agent.close();
  for (const waits of Object.values(byName)) waits.sort((a, b) => a - b);
  const ms = Object.values(byName)
    .flat()
    .sort((a, b) => a - b);
  return { requests: sent, wrong, seconds, ms, byName };
}

export const p95 = (ms: readonly number[]): number => quantile(ms, 0.95);
export const p50 = (ms: readonly number[]): number => quantile(ms, 0.5);
