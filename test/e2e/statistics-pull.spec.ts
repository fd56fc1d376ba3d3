import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { signedInAs, type TestAdministrator } from '../support/administrators.js';
import { anApiKey, type TestApiKey } from '../support/api-keys.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { laySnapshots } from '../support/laid-snapshots.js';
import { smallTerritory, type SmallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');

interface Row {
  readonly level: string;
  readonly id: string;
  readonly name: string;
  readonly snapshot_id: string;
  readonly values: Readonly<Record<string, { readonly numerator: number } | null>> | null;
}
interface Body {
  readonly unit: { readonly level: string; readonly id: string };
  readonly snapshot: { readonly as_of: string; readonly revision: number } | null;
  readonly snapshots: readonly { readonly id: string; readonly as_of: string; readonly revision: number }[];
  readonly values: Row['values'];
  readonly items: readonly Row[];
  readonly next_cursor: string;
  readonly has_more: boolean;
}

describe('statistics for machines', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  let admin: TestAdministrator;
  let [region, town] = [] as TestApiKey[] as [TestApiKey, TestApiKey];

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    await database.query(`UPDATE schools SET short_name = '=cmd|"calc"' WHERE id = $1`, [
      territory.schools.b,
    ]);
    await laySnapshots(database, territory.regionId, { from: '2026-11-01', to: '2026-11-20' });
    await laySnapshots(database, territory.regionId, { from: '2026-11-15', to: '2026-11-15', revision: 2 });
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    admin = await signedInAs(
      ...[application, database],
      { regionId: territory.regionId, role: 'ministry_admin' },
      NOON,
    );
    region = await anApiKey(application, admin);
    town = await anApiKey(application, admin, { municipality_id: territory.towns.a });
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const pull = (key: TestApiKey, path: string, headers: Record<string, string> = {}) =>
    fetch(`${application.url}/api/v1/statistics${path}`, {
      headers: { authorization: `Bearer ${key.secret}`, ...headers },
    });
  async function read(key: TestApiKey, path: string): Promise<Body> {
    const answer = await pull(key, path);
    const body = (await answer.json()) as Body;
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  }

  /** All pages from a place on. */
  async function readChanges(key: TestApiKey, query: string) {
    const pages: Body[] = [];
    for (let next = query; ;) {
      const page = await read(key, `/changes?${next}`);
      pages.push(page);
      if (!page.has_more) return { pages, rows: pages.flatMap(({ items }) => items), end: page.next_cursor };
      next = `cursor=${page.next_cursor}&${query.replace(/start=\w+&?/, '')}`;
    }
  }

  it('say the newest day, any past one in its newest revision, and a history', async () => {
    const now = await read(region, '');
    expect([now.unit.level, now.snapshot?.as_of]).toEqual(['region', '2026-11-20']);
    expect(now.values?.['studentsTotal']).toMatchObject({ numerator: 300 });
    const past = await read(region, '?as_of=2026-11-15');
    expect(past.snapshot?.revision).toBe(2);
    expect(past.values?.['shareLinkedGross']).toMatchObject({ numerator: 17 * 3 });
    const first = await read(region, '?as_of=2026-11-15&revision=1');
    expect(first.values?.['shareLinkedGross']).toMatchObject({ numerator: 16 * 3 });
    const history = await read(town, '/history?from=2026-11-01&to=2026-11-20');
    expect([history.unit, history.items.length]).toEqual([
      expect.objectContaining({ level: 'founder', id: territory.towns.a }),
      20,
    ]);
  });

  it('EC-126: give a municipality its own schools, not the private one on its ground', async () => {
    const { items } = await read(town, '/children');
    expect(items.map(({ id }) => id)).toEqual([territory.schools.a]);
    expect((await read(town, '')).values?.['studentsTotal']).toMatchObject({ numerator: 100 });
  });

  it('STAT-08: answer 404 for another scope, in every parameter that names a unit', async () => {
    const { schools, towns, regionId } = territory;
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO class_groups (region_id, school_id, source, source_id, academic_year, grade_level, letter)
       VALUES ($1, $2, 'test', '5А', '2026/2027', 5, 'А') RETURNING id`,
      [regionId, schools.a],
    );
    const foreign = [
      ...[schools.b, schools.private].map((id) => `level=school&unit_id=${id}`),
      ...[schools.a, schools.b, schools.private].map((id) => `level=grade&grade=5&unit_id=${id}`),
      ...[`level=founder&unit_id=${towns.b}`, `level=municipality&unit_id=${towns.b}`],
      ...[`level=municipality&unit_id=${towns.a}`, `level=region&unit_id=${regionId}`, 'level=region'],
      `level=class&unit_id=${row?.id ?? ''}`,
    ];
    for (const query of foreign) {
      for (const path of ['', '/children', '/history']) {
        const answers = [await pull(town, `${path}?${query}`)];
        answers.push(await pull(town, `${path}?${query}`, { 'if-none-match': '*' }));
        answers.push(await pull(town, `${path}?${query}`, { accept: 'text/csv' }));
        expect([path, query, ...answers.map(({ status }) => status)]).toEqual([path, query, 404, 404, 404]);
      }
    }
    for (const level of ['region', 'municipality', 'founder', 'school']) {
      const { items } = await read(town, `/differences?as_of=2026-11-15&level=${level}`);
      const own: Record<string, string[]> = { founder: [towns.a], school: [schools.a] };
      expect([level, items.map(({ id }) => id)]).toEqual([level, own[level] ?? []]);
    }
  });

  describe('changes', () => {
    it('come page by page, each row of the scope once, in the order in which they were counted', async () => {
      const { pages, rows } = await readChanges(region, 'limit=7');
      expect(pages.every(({ items }) => items.length <= 7)).toBe(true);
      // 21 snapshots of a region, two municipalities, two founders, three schools.
      expect(rows).toHaveLength(21 * 8);
      expect(new Set(rows.map(({ snapshot_id, level, id }) => `${snapshot_id} ${level} ${id}`)).size).toBe(
        21 * 8,
      );
      const heads = pages.flatMap(({ snapshots }) =>
        snapshots.map(({ as_of, revision }) => `${as_of} ${revision}`),
      );
      expect([...new Set(heads)]).toHaveLength(21);
      expect(heads.at(-1)).toBe('2026-11-15 2');
    });

    it('hold nothing of others for a municipality, and no grade or class for anybody', async () => {
      const { rows } = await readChanges(town, 'limit=5');
      expect(new Set(rows.map(({ level, id }) => `${level} ${id}`))).toEqual(
        new Set([`founder ${territory.towns.a}`, `school ${territory.schools.a}`]),
      );
      expect(rows).toHaveLength(21 * 2);
      const all = await readChanges(region, 'limit=200');
      expect(new Set(all.rows.map(({ level }) => level))).toEqual(
        new Set(['region', 'municipality', 'founder', 'school']),
      );
    });

    it('of a cursor that somebody made up, or of another reader, stay within the scope', async () => {
      const { end } = await readChanges(region, 'limit=200');
      expect((await read(town, `/changes?cursor=${end}`)).items).toEqual([]);
      const made = Buffer.from('["1","a","x"]').toString('base64url');
      expect((await pull(town, `/changes?cursor=${made}`)).status).toBe(400);
    });

    it('go on where the reader stopped, with new days and new revisions of old ones', async () => {
      const { next_cursor } = await read(town, '/changes?start=now');
      expect((await read(town, `/changes?cursor=${next_cursor}`)).items).toEqual([]);
      await laySnapshots(database, territory.regionId, { from: '2026-11-10', to: '2026-11-10', revision: 2 });
      const { rows, pages, end } = await readChanges(town, `cursor=${next_cursor}`);
      expect(pages[0]?.snapshots).toMatchObject([{ as_of: '2026-11-10', revision: 2 }]);
      expect(rows.map(({ level }) => level)).toEqual(['founder', 'school']);
      expect((await read(town, `/changes?cursor=${end}`)).snapshots).toEqual([]);
    });

    it('skip no snapshot that is counted beside another one: a later cursor is never seen first', async () => {
      const { next_cursor: before } = await read(region, '/changes?start=now');
      const insert = `INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at,
        schools_without_data) VALUES ($1, $2, 'as_of_date', 1, '2026-11', 'caught_up', now(), 0)`;
      const [one, other] = [database.appUrl, database.appUrl].map(
        (connectionString) => new pg.Client({ connectionString }),
      ) as [pg.Client, pg.Client];
      await Promise.all([one.connect(), other.connect()]);
      try {
        await one.query('BEGIN');
        await one.query(insert, [territory.regionId, '2026-10-01']);
        const [pid] = (await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
        const second = other.query(insert, [territory.regionId, '2026-10-02']);
        await untilWaits(pid?.pid ?? 0);
        expect((await read(region, `/changes?cursor=${before}`)).snapshots).toEqual([]);
        await one.query('COMMIT');
        await second;
      } finally {
        await Promise.all([one.end(), other.end()]);
      }
      const { snapshots } = await read(region, `/changes?cursor=${before}`);
      expect(snapshots.map(({ as_of }) => as_of)).toEqual(['2026-10-01', '2026-10-02']);
    });
  });

  async function untilWaits(pid: number): Promise<void> {
    for (;;) {
      const waiting = await database.query(
        `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`,
        [pid],
      );
      if (waiting.length > 0) return;
      await pause(20);
    }
  }

  describe('that somebody has already', () => {
    const PATHS = [
      '',
      '?as_of=2026-11-15',
      '/children',
      '/history?from=2026-11-01',
      '/changes',
      '/indicators',
    ];

    it.each(PATHS)('are answered 304 without a body: %s', async (path) => {
      const first = await pull(region, path);
      const etag = first.headers.get('etag') ?? '';
      expect([first.status, (await first.text()).length > 0]).toEqual([200, true]);
      const second = await pull(region, path, { 'if-none-match': etag });
      expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', etag]);
    });

    it('are told apart by scope, question and format', async () => {
      const asked = [
        pull(region, `?level=school&unit_id=${territory.schools.a}`),
        pull(town, `?level=school&unit_id=${territory.schools.a}`),
        pull(region, `?level=school&unit_id=${territory.schools.a}&indicators=studentsTotal`),
        pull(region, `?level=school&unit_id=${territory.schools.a}`, { accept: 'text/csv' }),
      ];
      const tags = (await Promise.all(asked)).map(({ headers }) => headers.get('etag'));
      expect(new Set(tags).size).toBe(asked.length);
    });

    it('cost one indexed read besides the key’s, whatever the answer would hold', async () => {
      for (const path of ['', '/children', '/history', '/changes']) {
        const etag = (await pull(region, path)).headers.get('etag') ?? '';
        const { texts } = await watched(() => pull(region, path, { 'if-none-match': etag }));
        expect([path, texts.length]).toEqual([path, 2]);
        expect(texts[0]).toContain('FROM api_keys');
        expect(texts[1]).not.toContain('statistics_rows');
      }
    });

    it('change with a new revision of their day', async () => {
      const etag = (await pull(region, '?as_of=2026-11-12')).headers.get('etag') ?? '';
      await laySnapshots(database, territory.regionId, { from: '2026-11-12', to: '2026-11-12', revision: 2 });
      const again = await pull(region, '?as_of=2026-11-12', { 'if-none-match': etag });
      expect([again.status, ((await again.json()) as Body).snapshot?.revision]).toEqual([200, 2]);
    });
  });

  it('cost as many statements for three rows as for one', async () => {
    const counts: number[] = [];
    for (const path of ['/changes?limit=1', '/changes?limit=200']) {
      counts.push((await watched(() => pull(region, path))).texts.length);
    }
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).toBeLessThanOrEqual(5);
  });

  /** The statements of statistics and keys that the server sends while it answers. */
  async function watched(ask: () => Promise<Response>): Promise<{ readonly texts: readonly string[] }> {
    const { manager } = application.app.get(DataSource);
    const texts: string[] = [];
    const plain = manager.query.bind(manager) as (text: string, values?: unknown[]) => Promise<unknown>;
    manager.query = ((text: string, values?: unknown[]) => {
      if (/api_keys|statistics_|FROM regions|FROM schools/.test(text)) texts.push(text);
      return plain(text, values);
    }) as typeof manager.query;
    try {
      await (await ask()).arrayBuffer();
    } finally {
      manager.query = plain as typeof manager.query;
    }
    return { texts };
  }

  it('come as CSV to whoever asks for it, with no formula in a name', async () => {
    const answer = await pull(
      region,
      `?level=school&unit_id=${territory.schools.b}&indicators=studentsTotal,shareLinkedGross`,
      {
        accept: 'text/csv',
      },
    );
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('vary')).toContain('Accept');
    const [heading = '', row = ''] = (await answer.text()).split('\r\n');
    expect(heading).toBe(
      'as_of,age_basis,revision,cause,methodology,snapshot_id,level,id,grade,name,suppressed,studentsTotal,shareLinkedGross,shareLinkedGross.numerator,shareLinkedGross.denominator',
    );
    expect(row).toContain(`,"'=cmd|""calc""",false,100,21,21,100`);
    const changes = await pull(region, '/changes?limit=3', { accept: 'text/csv' });
    expect((await changes.text()).split('\r\n')).toHaveLength(5);
    expect(changes.headers.get('link')).toMatch(
      /^<\/api\/v1\/statistics\/changes\?.*cursor=[\w-]+.*>; rel="next"$/,
    );
  });

  it('are files for a key with that right, within its scope, and in the audit by its id', async () => {
    const rights = ['statistics.read', 'statistics.export'];
    const key = await anApiKey(application, admin, { rights, municipality_id: territory.towns.a });
    expect((await pull(town, '/export.csv?as_of=2026-11-20')).status).toBe(403);
    const answer = await pull(key, '/export.csv?as_of=2026-11-20');
    const text = await answer.text();
    expect([answer.status, text.includes('Школа 1'), text.includes('Частная школа')]).toEqual([
      200,
      true,
      false,
    ]);
    const exported = await database.query<{ actor_kind: string }>(
      `SELECT actor_kind FROM audit_events WHERE actor_id = $1`,
      [key.id],
    );
    expect(exported).toEqual([{ actor_kind: 'client' }]);
  });

  it.each([['limit=0'], ['limit=201'], ['limit=all'], ['start=never'], ['cursor=%00'], ['level=school']])(
    'refuse %s',
    async (query) => {
      expect((await pull(region, `/changes?${query}`)).status).toBe(400);
    },
  );

  it('are shown by examples in docs/statistics-pull.md that work', async () => {
    const examples = examplesOf(readFileSync('docs/statistics-pull.md', 'utf8'));
    expect(examples.length).toBeGreaterThan(10);
    const named: Record<string, string> = {
      ...{ PEREHOD: application.url, KEY: town.secret },
      CURSOR: (await read(town, '/changes?start=now')).next_cursor,
      ETAG: (await pull(town, '')).headers.get('etag') ?? '',
    };
    const filled = (text: string) => text.replace(/\$([A-Z]+)/g, (_, name: string) => named[name] ?? '');
    for (const { url, headers, status } of examples) {
      const answer = await fetch(filled(url), {
        headers: headers.map(
          (header) =>
            filled(header)
              .split(/: (.*)/s)
              .slice(0, 2) as [string, string],
        ),
      });
      expect([url, answer.status]).toEqual([url, status]);
    }
  });
});

/** The curl commands of a document: the address, the headers, and the status that the comment above promises. */
function examplesOf(text: string) {
  return [...text.matchAll(/→ (\d{3})\ncurl (.*)\n/g)].map(([, status, command = '']) => {
    const headers = [...command.matchAll(/-H "([^"]*)"/g)].map(([, header = '']) => header);
    const [, url = ''] = /"(\$PEREHOD[^"]*)"$/.exec(command) ?? [];
    return { url, headers, status: Number(status) };
  });
}
