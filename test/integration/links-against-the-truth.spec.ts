import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Random } from '../../src/stand/region/random.js';
import { type EsiaPerson, generated, type ReadRegion } from '../support/generated-region.js';
import { SignedInRegion, type Trace } from '../support/signed-in-region.js';

/** Thousands of sign-ins take their time on a busy machine. */
const LONG = 240_000;
const LIVE = new Set(['active', 'suspended']);
const key = ({ system, external_id }: { system: string; external_id: string }) => `${system}/${external_id}`;

function shuffled<T>(items: readonly T[], seed: string): T[] {
  const random = Random.fromSeed(seed);
  const keyed = items.map((item) => ({ item, place: random.next() }));
  return keyed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/** Everybody in an order of chance, every tenth of them in two windows at once. */
function crowd(people: readonly EsiaPerson[], seed: string): EsiaPerson[] {
  return shuffled(people, seed).flatMap((person, n) => (n % 10 === 0 ? [person, person] : [person]));
}

/** Live links of an account with somebody who is not its rightful human. */
function wrongLinks({ owners, truth }: ReadRegion, traces: readonly Trace[]): Trace[] {
  const rightful = new Map(owners.map((owner) => [key(owner), owner.human]));
  const humans = new Map(truth.map(({ oid, human }) => [oid, human]));
  return traces.filter(
    ({ oid, account, state }) => LIVE.has(state) && rightful.get(account) !== humans.get(oid),
  );
}

/** What came of each account of the truth, beside what was expected. */
function answers(
  { truth }: ReadRegion,
  traces: readonly Trace[],
  told: ReadonlyMap<string, readonly string[]>,
) {
  const came = new Map(traces.map((trace) => [`${trace.oid} ${trace.account}`, trace]));
  return truth.flatMap(({ oid, accounts, dirt, clean }) =>
    accounts.map((account) => ({
      oid,
      account: key(account),
      ...{ dirt: dirt.join(), clean, expected: account.expected },
      found: answerOf(came.get(`${oid} ${key(account)}`), told.get(oid) ?? []),
    })),
  );
}

function answerOf(trace: Trace | undefined, codes: readonly string[]): string {
  if (trace === undefined) return `untouched:${[...new Set(codes)].join()}`;
  return trace.state === 'active' ? 'auto' : `code:${trace.code}`;
}

describe('probe', () => {
  it.each([
    [1300, 0.05, true],
    [450, 0.3, false],
  ] as const)(
    '%d',
    async (pupils, dirty, whole) => {
      let t = performance.now();
      const lap = (s: string) => {
        console.log(s, Math.round(performance.now() - t));
        t = performance.now();
      };
      const region = generated(pupils, 'truth', dirty);
      lap(`generated ${region.esia.length}`);
      const one = await SignedInRegion.begin(region);
      lap('imported');
      const told = await one.everybody(crowd(region.esia, 'a'), (p) =>
        whole ? one.signIn(p) : one.decide(p),
      );
      lap('signed in');
      const traces = await one.traces();
      const all = answers(region, traces, told);
      const n = new Map<string, number>();
      for (const a of all) {
        const k = `${a.expected} -> ${a.found}`;
        n.set(k, (n.get(k) ?? 0) + 1);
      }
      console.log(
        [...n]
          .sort()
          .map((x) => x.join(' '))
          .join('\n'),
      );
      console.log(JSON.stringify(wrongLinks(region, traces)), JSON.stringify(await one.unfoundedLinks()));
      await one.end();
    },
    LONG,
  );
});
