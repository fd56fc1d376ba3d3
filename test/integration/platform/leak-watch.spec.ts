import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatSnils } from '../../../src/kernel/snils.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { LeakWatch, leaksOfDatabase } from '../../support/leak-watch.js';

describe('the watch of leaks, which every test file ends with', () => {
  let database: TestDatabase;
  let roster: RosterBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
  });
  afterAll(() => database.drop());

  const leaksOf = async (text: string): Promise<string[]> => {
    const watch = new LeakWatch();
    watch.note('log', text);
    return (await leaksOfDatabase(database, watch)).map(({ what }) => what);
  };

  it('finds a number however it is written, a name in any case of ё, a birth date in both writings', async () => {
    const snils = aSnils();
    await roster.aPerson({
      snils,
      last: 'Пчёлкина',
      first: 'Агния',
      middle: 'Фёдоровна',
      born: '2011-02-03',
    });
    const written = formatSnils(snils);
    for (const text of [snils, written, written.replaceAll('-', ' '), `"${written.replaceAll('-', '.')}"`])
      expect([text, await leaksOf(`строка ${text} конец`)]).toEqual([text, ['snils']]);
    expect(await leaksOf('{"reason":"Пчелкина просит"}')).toEqual(['name']);
    expect(await leaksOf('"фёдоровна"')).toEqual(['name']);
    expect(await leaksOf('born 2011-02-03T00:00:00Z')).toEqual(['birth_date']);
    expect(await leaksOf('родилась 03.02.2011')).toEqual(['birth_date']);
  });

  it('leaves alone what only looks so: another number, a word, a day of work', async () => {
    await roster.aPerson({ last: 'Другой', born: '2026-11-20' });
    expect(await leaksOf(`id 11223344500, подтвердит другой администратор 2026-11-20`)).toEqual([]);
  });

  it('reads what the database itself would tell others', async () => {
    await roster.aPerson({ last: 'Новостева' });
    const [news] = await database.query<{ id: number }>(
      `INSERT INTO outbox_events (region_id, topic, body, at) VALUES ($1, 'test', $2, now()) RETURNING id`,
      [roster.regionId, { who: 'Новостева' }],
    );
    const found = await leaksOfDatabase(database, new LeakWatch());
    await database.query('DELETE FROM outbox_events WHERE id = $1', [news?.id]);
    expect(found).toMatchObject([{ place: 'database outbox_events', what: 'name' }]);
  });
});
