import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Random } from '../../src/stand/region/random.js';
import { generated, type EsiaPerson, type ReadRegion } from '../support/generated-region.js';
import { SignedInRegion, type Trace } from '../support/signed-in-region.js';
import { impostors } from '../support/impostors.js';
import { disagreements, isLive, mistoldStrangers, ofOthers, shares } from '../support/truth-answers.js';

/** Thousands of sign-ins take their time on a busy machine. */
const LONG = 240_000;

/** Outcomes that both regions must have, so that a change of the generator does not empty these tests unseen. */
const USUAL = [
  'BIRTHDATE_MISMATCH',
  'BIRTHDATE_MISSING_IN_ROSTER',
  'EC-043',
  'ESIA_NOT_VERIFIED',
  'AWAITING_PARENT_CONSENT',
  'SNILS_DUPLICATE',
  'SNILS_MISSING_IN_ESIA',
  'SNILS_MISSING_IN_ROSTER',
].map((code) => `code:${code}`);

/** Everybody in an order of chance, every twentieth of them in two windows at once. */
function crowd(people: readonly EsiaPerson[], seed: string): EsiaPerson[] {
  const random = Random.fromSeed(seed);
  const placed = people.map((person) => ({ person, place: random.next() })).sort((a, b) => a.place - b.place);
  return placed.flatMap(({ person }, n) => (n % 20 === 0 ? [person, person] : [person]));
}

/**
 * Personas, unconfirmed people and a third of the others come through every use case of a sign-in; the rest through its
 * decision alone, which costs half.
 */
function goesTheWholeWay({ personas }: ReadRegion, { oid, login, level }: EsiaPerson): boolean {
  return level === 'P' || Number(oid) % 3 === 0 || personas.some((persona) => persona.login === login);
}

describe('2,000 people of a generated region sign in, with 5 % of dirty rows', () => {
  let region: ReadRegion;
  let bench: SignedInRegion;
  let told: ReadonlyMap<string, readonly string[]>;
  let traces: readonly Trace[];

  beforeAll(async () => {
    region = generated(1_300, 's69', 0.05);
    bench = await SignedInRegion.begin(region);
    told = await bench.everybody(crowd(region.esia, 'a'), (person) =>
      goesTheWholeWay(region, person) ? bench.signIn(person) : bench.decide(person),
    );
    traces = await bench.traces();
  }, LONG);
  afterAll(() => bench.end());

  it('takes all of them, the personas of the stand too', () => {
    expect(region.esia.length).toBeGreaterThanOrEqual(2_000);
    expect(told.size).toBe(region.esia.length);
    const logins = new Set(region.esia.map(({ login }) => login));
    const withEsia = region.personas.filter(({ login }) => logins.has(login));
    expect(withEsia.length).toBeGreaterThanOrEqual(20);
  });

  it('makes no wrong link, and proposes nobody’s account to another', () => {
    expect(ofOthers(region, traces)).toEqual([]);
    expect(traces.filter(isLive).length).toBeGreaterThan(1_500);
  });

  it('makes no link without СНИЛС, birth date and first name all equal', async () => {
    expect(await bench.unfoundedLinks()).toEqual([]);
  });

  it('links every account that a clean row gives by right', () => {
    const live = new Set(traces.filter(isLive).map(({ oid, account }) => `${oid} ${account}`));
    const clean = region.truth.filter((line) => line.clean);
    const due = clean.flatMap(({ oid, accounts }) =>
      accounts
        .filter(({ expected }) => expected === 'auto')
        .map((one) => `${oid} ${one.system}/${one.external_id}`),
    );
    expect(due.length).toBeGreaterThan(1_500);
    expect(due.filter((pair) => !live.has(pair))).toEqual([]);
  });

  it('gives every account exactly the outcome that the truth expects', () => {
    expect(disagreements(region, traces, told)).toEqual([]);
  });

  it('meets what a region of this dirt brings', () => {
    expect(Object.keys(shares(region))).toEqual(
      expect.arrayContaining(['auto', ...USUAL, 'code:AMBIGUOUS', 'code:EC-050']),
    );
  });

  it('AUTH-06, EC-033: keeps nobody whose account is unconfirmed, and opens nothing to a level too low', async () => {
    const levels = new Map(region.esia.map(({ oid, level }) => [oid, level]));
    const kept = await bench.database.query<{ oid: string }>('SELECT oid FROM esia_persons');
    expect(kept.filter(({ oid }) => levels.get(oid) === 'P')).toEqual([]);
    const tooLow = traces.filter(({ code }) => code === 'ESIA_NOT_VERIFIED');
    expect(new Set(tooLow.map(({ oid, state }) => `${levels.get(oid)} ${state}`))).toEqual(
      new Set(['KD refused']),
    );
  });

  it('EC-040, R8: tells those whom no roster knows what the truth expects', () => {
    expect(mistoldStrangers(region, told)).toEqual([]);
  });
});

describe('a smaller region with 30 % of dirty rows', () => {
  const region = generated(400, 's26', 0.3);
  const benches: SignedInRegion[] = [];
  const attack = impostors(region, 'attack');
  let told: ReadonlyMap<string, readonly string[]>;
  let traces: readonly Trace[];

  const decideAll = (bench: SignedInRegion, people: readonly EsiaPerson[]) =>
    bench.everybody(people, (person) => bench.decide(person));
  const another = async (): Promise<SignedInRegion> => {
    const bench = await SignedInRegion.begin(region);
    benches.push(bench);
    return bench;
  };

  /** Live links of impostors on accounts that are not those of the human whom they are made of. */
  async function stolen(bench: SignedInRegion) {
    const byOid = new Map(attack.map((one) => [one.person.oid, one]));
    const rightful = new Map(region.owners.map((one) => [`${one.system}/${one.external_id}`, one.human]));
    return (await bench.traces()).filter(isLive).flatMap(({ oid, account }) => {
      const one = byOid.get(oid);
      return one === undefined || rightful.get(account) === one.human ? [] : [{ account, kind: one.kind }];
    });
  }

  beforeAll(async () => {
    const bench = await another();
    told = await decideAll(bench, crowd(region.esia, 'a'));
    traces = await bench.traces();
  }, LONG);
  afterAll(async () => {
    for (const bench of benches) await bench.end();
  });

  it('makes no wrong link, and proposes nobody’s account to another', async () => {
    expect(ofOthers(region, traces)).toEqual([]);
    expect(await benches[0]!.unfoundedLinks()).toEqual([]);
  });

  it('gives every account exactly the outcome that the truth expects', () => {
    expect(disagreements(region, traces, told)).toEqual([]);
    expect(mistoldStrangers(region, told)).toEqual([]);
  });

  it('meets what dirtier rows bring', () => {
    expect(Object.keys(shares(region))).toEqual(
      expect.arrayContaining([...USUAL, 'code:SNILS_MISMATCH', 'code:NOT_FOUND']),
    );
  });

  it(
    'writes nothing when everybody signs in again',
    async () => {
      const bench = benches[0]!;
      const before = await bench.written();
      expect(await decideAll(bench, crowd(region.esia, 'again'))).toEqual(told);
      expect(await bench.written()).toEqual(before);
    },
    LONG,
  );

  it(
    'comes to the same links in another order, on another database',
    async () => {
      const other = await another();
      expect(await decideAll(other, crowd(region.esia, 'b'))).toEqual(told);
      expect(await other.traces()).toEqual(traces);
    },
    LONG,
  );

  it(
    'G1, R3, R6: opens nothing to one person’s data with another’s СНИЛС or birth date, linked accounts or not',
    async () => {
      const untouched = await another();
      for (const bench of [untouched, benches[0]!]) {
        await decideAll(
          bench,
          attack.map(({ person }) => person),
        );
        expect(await bench.unfoundedLinks()).toEqual([]);
        const taken = await stolen(bench);
        expect(taken.filter(({ kind }) => kind !== 'same first name, number and date')).toEqual([]);
        // R2: number, date and first name make the human, a surname alone does not keep anybody out.
        expect(taken.length).toBeGreaterThan(0);
      }
    },
    LONG,
  );
});
