import { Pool } from 'undici';
import { externalIdOf } from './fill.js';

/** What one stretch of calls without a pause came to. */
export interface Rush {
  readonly perSecond: number;
  readonly wrong: number;
  readonly decisions: Readonly<Record<string, number>>;
}

export interface RushOptions {
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly accounts: number;
  readonly connections: number;
  readonly seconds: number;
}

/** The account of the call with this number: spread over all of them, the same for every stretch. */
export const accountOf = (call: number, accounts: number): string =>
  externalIdOf(1 + ((call * 7_919) % accounts));

/** So many callers at once, each asking again as soon as it is answered. */
export async function rush({ server, headers, accounts, connections, seconds }: RushOptions): Promise<Rush> {
  const pool = new Pool(server, { connections });
  const decisions: Record<string, number> = {};
  let [calls, answered, wrong] = [0, 0, 0];
  const began = performance.now();
  const until = began + seconds * 1000;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      const body = JSON.stringify({ account: accountOf((calls += 1), accounts), channel: 'web' });
      const path = '/internal/v1/sign-in-decisions';
      const answer = await pool.request({ path, method: 'POST', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) wrong += 1;
      answered += 1;
      // Reading every answer would cost the server's share of the machine.
      if (answered % 64 === 0) {
        const { decision = 'floor' } = JSON.parse(text) as { decision?: string };
        decisions[decision] = (decisions[decision] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const took = (performance.now() - began) / 1000;
  await pool.close();
  return { perSecond: answered / took, wrong, decisions };
}
