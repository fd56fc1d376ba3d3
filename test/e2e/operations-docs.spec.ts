import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from 'prom-client';
import { startApplication, type TestApplication } from '../support/application.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { declaredRoutes, servedRoutes } from '../support/route-census.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const RUNBOOKS = readdirSync(join(ROOT, 'docs/runbooks')).map((name) => `docs/runbooks/${name}`);
const DOCUMENTS = ['docs/operations.md', ...RUNBOOKS];
const ALERTS = read('deploy/prometheus/alerts.yml');

/** Every hit of a pattern's first group in the named documents, with where it stands. */
function told(pattern: RegExp, documents: readonly string[] = DOCUMENTS): { where: string; what: string }[] {
  return documents.flatMap((where) =>
    [...read(where).matchAll(pattern)].map(([, what = '']) => ({ where, what: what.trim() })),
  );
}

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
const anchors = (path: string): string[] =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, h = '']) => anchorOf(h));

describe('what the person on duty reads (OPS-10)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  beforeAll(async () => {
    database = await freshDatabase();
    application = await startApplication(database);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  it('names only routes that the server has, by their method', () => {
    const same = (path: string): string => path.replace(/:\w+|\{\w+\}/g, '*');
    const known = new Set(
      [
        ...declaredRoutes(application.app).map(({ method, path }) => `${method} ${path}`),
        ...servedRoutes(application.app),
      ].map(same),
    );
    // The decision route stands before Nest's own (architecture.md 2).
    known.add('POST /internal/v1/sign-in-decisions');
    const calls = told(/\b((?:GET|POST|PUT|PATCH|DELETE) \/(?:api|internal)\/[\w/{}-]+)/g);
    expect(calls.length).toBeGreaterThan(60);
    expect(calls.filter(({ what }) => !known.has(same(what)))).toEqual([]);
  });

  it('names only commands that npm knows', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = told(/npm run ([a-z][\w:-]*)/g, [...DOCUMENTS, 'README.md']);
    expect(commands.length).toBeGreaterThan(15);
    expect(commands.filter(({ what }) => !(what in scripts))).toEqual([]);
  });

  it('gives queries that PostgreSQL understands', async () => {
    const blocks = told(/```sql\n([\s\S]+?)```/g).flatMap(({ what }) =>
      what.replace(/--.*$/gm, '').split(/;\s*(?:\n|$)/),
    );
    const inline = told(/`((?:SELECT|UPDATE) [^`]+)`/g)
      .map(({ what }) => what)
      .filter((sql) => !sql.includes('…'));
    const queries = [...blocks, ...inline].filter((sql) => sql.trim() !== '');
    expect(queries.length).toBeGreaterThan(12);
    const failed: string[] = [];
    for (const sql of queries)
      await database
        .query(`EXPLAIN ${sql}`)
        .catch((error: unknown) => failed.push(`${String(error)}: ${sql}`));
    expect(failed).toEqual([]);
  });

  it('leads nowhere that is not there, from documents and from alarms', () => {
    const links = told(/\]\(([^)]+)\)/g).filter(({ what }) => !what.startsWith('http'));
    const alarms = [...ALERTS.matchAll(/runbook: (\S+)/g)].map(([, what = '']) => ({
      where: 'README.md',
      what,
    }));
    expect(alarms.length).toBe(ALERTS.match(/- alert:/g)?.length);
    const lost = [...links, ...alarms].filter(({ where, what }) => {
      const [file = '', anchor] = what.split('#');
      const path = file === '' ? where : join(dirname(where), file);
      if (!existsSync(join(ROOT, path))) return true;
      return anchor !== undefined && !anchors(path).includes(decodeURIComponent(anchor));
    });
    expect(lost).toEqual([]);
  });

  describe('numbers (OPS-01)', () => {
    const own = (name: string): boolean => !/^(process_|nodejs_)/.test(name);
    const shown = async (): Promise<string[]> =>
      (await register.getMetricsAsJSON()).map(({ name }) => name).filter(own);

    it('every one that the server shows is described, and every one described is shown', async () => {
      const described = told(/^\| `(\w+)`\s+\|/gm, ['docs/operations.md'])
        .map(({ what }) => what)
        .filter((name) => /^[a-z]+_\w+$/.test(name));
      expect([...described].sort()).toEqual([...(await shown())].sort());
      const scraped = await (await fetch(`${application.url}/metrics`)).text();
      expect(described.filter((name) => !scraped.includes(`# TYPE ${name} `))).toEqual([]);
    });

    it('alarms ask only for those that are shown', async () => {
      const known = new Set([...(await shown()), 'up']);
      const asked = [...ALERTS.matchAll(/expr: (.+)/g)].flatMap(([, expr = '']) =>
        [...expr.replace(/"[^"]*"/g, '').matchAll(/\b([a-z]+(?:_[a-z]+)+|up)\b(?!\s*\()/g)].map(
          ([, name = '']) => name,
        ),
      );
      const names = asked
        .map((name) => name.replace(/_(bucket|count|sum)$/, ''))
        .filter((name) => !/^(on|by)$/.test(name));
      expect(new Set(names).size).toBeGreaterThan(20);
      expect(names.filter((name) => !known.has(name))).toEqual([]);
    });
  });
});
