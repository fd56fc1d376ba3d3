import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { normalizeNamePart } from '../../src/kernel/person-name.js';
import type { HeldPeople } from '../support/leak-watch.js';
import { leaksOfDatabase, leakWatch } from '../support/leak-watch.js';
import { generated, type ReadRegion } from '../support/generated-region.js';
import { SignedInRegion } from '../support/signed-in-region.js';

/** Everybody of the region's files, whoever of them the database came to know. */
function everybodyOf(region: ReadRegion): HeldPeople {
  const rows = ['students', 'representatives', 'staff'].flatMap((file) => [...region.csv(file)]);
  const esia = region.esia.map(({ lastName, firstName, middleName, birthDate, snils }) => ({
    ...{ last_name: lastName, first_name: firstName, middle_name: middleName ?? '' },
    ...{ birth_date: birthDate, snils: snils ?? '' },
  }));
  const all: readonly Readonly<Record<string, string | undefined>>[] = [...rows, ...esia];
  const names = all.flatMap((row) =>
    ['last_name', 'first_name', 'middle_name'].map((part) => normalizeNamePart(row[part] ?? '')),
  );
  const numbers = new Set(
    all.map(({ snils }) => (snils ?? '').replace(/\D/g, '')).filter((n) => n.length === 11),
  );
  return {
    names: new Set(names.filter((name) => name.length > 2)),
    birthDates: new Set(all.flatMap(({ birth_date: born }) => (born ? [born] : []))),
    snils: (digits) => numbers.has(digits),
  };
}

describe('a whole region, imported and signed in at its most talkative', () => {
  const region = generated(300, 'personal-data', 0.2);
  let bench: SignedInRegion;
  beforeAll(async () => {
    bench = await SignedInRegion.begin(region);
  });
  afterAll(() => bench.end());

  it('names nobody in a log, an address, a metric, a problem, the audit, the news or what goes to journals', async () => {
    await bench.everybody(region.esia.slice(0, 250), (person) => bench.signIn(person));
    await bench.run(
      ...['outbox.linking.follow_roster', 'outbox.journal.tell_systems', 'outbox.legacy.follow_links'],
      ...['sign_ins.expire', 'links.days', 'privacy.retain'],
    );
    const before = leakWatch.size;
    expect(await leaksOfDatabase(bench.database)).toEqual([]);
    expect(leakWatch.size - before).toBeGreaterThan(300);
    const everybody = everybodyOf(region);
    expect(everybody.names.size).toBeGreaterThan(100);
    expect(leakWatch.leaksOf(everybody)).toEqual([]);
  });
});
