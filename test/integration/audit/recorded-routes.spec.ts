import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type DeclaredRoute, declaredRoutes } from '../../support/route-census.js';
import { RECORDED, UNRECORDED } from '../../support/recorded-routes.js';

const SOURCE = join(import.meta.dirname, '../../../src');

/** Rights that show people one by one: each reading by them is an entry (PD-01). */
const SHOWS_PEOPLE: ReadonlySet<string | null | undefined> = new Set([
  ...['people.read', 'links.read', 'link_reviews.read', 'credentials.read', 'consents.record', 'cases.read'],
  ...['exemptions.read', 'family_ties.change', 'data_quality.read', 'declarations.read', 'statistics.people'],
  ...['roster_tasks.read', 'link_codes.issue', 'roster_imports.read', 'reenable.decide', 'audit.read'],
  ...['notices.read', 'deliveries.read', 'subject_requests.read', 'subject_requests.decide', 'leaks.people'],
  // Who has rights over whom: administrators are people too.
  ...['grants.read', 'delegates.appoint'],
]);
/** What leaves as a file. */
const isExport = ({ path, right }: DeclaredRoute): boolean =>
  /\.(csv|xlsx|pdf|jsonl|zip|:format)$/.test(path) || right?.endsWith('.export') === true;
const isOfKind = (route: DeclaredRoute): boolean =>
  route.path.startsWith('/api/v1/') &&
  (route.method !== 'GET' || SHOWS_PEOPLE.has(route.right) || isExport(route));
const nameOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;

describe('what administrators do and read', () => {
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

  it('is recorded: every route that changes something, shows people or exports names its entry in the audit', () => {
    const wanted = declaredRoutes(application.app).filter(isOfKind).map(nameOf).sort();
    const named = [...Object.keys(RECORDED), ...Object.keys(UNRECORDED)].sort();
    expect(named).toEqual(wanted);
  });

  it('is recorded under names that are really written', () => {
    const source = execFileSync('grep', ['-rhoE', `['\`][a-z_]+\\.[^'\` ]*['\`]`, SOURCE], {
      ...{ encoding: 'utf8', maxBuffer: 1 << 26 },
    });
    const written = new Set(source.split('\n').map((word) => word.slice(1, -1)));
    const unknown = [...new Set(Object.values(RECORDED).flat())].filter((action) => !written.has(action));
    expect(unknown).toEqual([]);
  });
});
