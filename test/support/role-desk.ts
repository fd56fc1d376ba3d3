import { readFileSync } from 'node:fs';
import { type Role, ROLES, SCOPE_OF_ROLE } from '../../src/access/index.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { signedInAs, type TestAdministrator } from './administrators.js';
import type { TestApplication } from './application.js';
import type { TestDatabase } from './database.js';
import { exampleBody, exampleOf } from './example-body.js';
import type { ObjectsOfSchool, PlaceOfObjects } from './objects-of-school.js';
import type { OpenapiDocument, Operation } from './openapi-document.js';

/** One line of the table of docs/security.md. */
export interface TableRow {
  readonly method: string;
  readonly path: string;
  readonly right: string;
  readonly roles: ReadonlySet<Role>;
}

/** The administrators' routes and who may call each, as docs/security.md tells people. */
export function tableOfRoles(): readonly TableRow[] {
  const lines = readFileSync('docs/security.md', 'utf8').split('\n');
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const head = cells(lines.find((line) => line.startsWith('| маршрут | право |')) ?? '');
  return lines
    .filter((line) => /^\| `[A-Z]+ \/api\/v1\//.test(line))
    .map((line) => {
      const row = cells(line);
      const [method = '', path = ''] = (row[0] ?? '').replaceAll('`', '').split(' ');
      const roles = new Set(ROLES.filter((role) => row[head.indexOf(role)] !== ''));
      return { method, path, right: row[1] ?? '', roles };
    });
}

/** An administrator of each role, placed as the role wants. */
export async function oneOfEachRole(
  application: Pick<TestApplication, 'app'>,
  database: Pick<TestDatabase, 'query'>,
  { regionId, townId, schoolId }: PlaceOfObjects,
  classId: string,
  now: Date,
): Promise<ReadonlyMap<Role, TestAdministrator>> {
  const placed = new Map<Role, TestAdministrator>();
  for (const role of ROLES) {
    const places = {
      ...{ region: {}, municipality: { municipalityId: townId }, school: { schoolId } },
      class: { schoolId, classId: classId as Uuid },
    };
    const grant = { regionId, role, ...places[SCOPE_OF_ROLE[role]] };
    placed.set(role, await signedInAs(application, database, grant, now));
  }
  return placed;
}

/** By what name queries and bodies call an object of {@link ObjectsOfSchool}. */
const NAMES: Readonly<Record<string, string>> = {
  ...{
    municipality_id: 'municipalities',
    school_id: 'schools',
    to_school_id: 'schools',
    school_ids: 'schools',
  },
  ...{
    unit_id: 'schools',
    class_id: 'classes',
    class_ids: 'classes',
    person_id: 'people',
    person_ids: 'people',
  },
  ...{ subject_id: 'people', other_id: 'others', giver_id: 'parents', refused_by_id: 'parents' },
  ...{ kept_representative_ids: 'parents', account_id: 'accounts', account_ids: 'accounts' },
  ...{ campaign_id: 'campaigns', campaign_ids: 'campaigns', journal_system_id: 'journal-systems' },
  ...{ period_id: 'report-periods', report_id: 'reports', act_id: 'brownout-acts', record_ids: 'records' },
  ...{
    link_id: 'links',
    notice_ids: 'notices',
    notice_issue_id: 'notices',
    template_ids: 'notice-templates',
  },
  // Of the audit: who acted, and under which request.
  ...{ actor_id: 'esia-people', request_id: 'requests', grant_id: 'grants' },
};

/** The object that a field of a query or body names; throws for an id that no object stands for yet. */
function objectNamed(objects: ObjectsOfSchool, field: string): string | undefined {
  const kind = NAMES[field];
  const isId = /_ids?$/.test(field);
  const id = kind === undefined ? undefined : objects[kind];
  if (isId && id === undefined) throw new Error(`name an object for ${field} in test/support/role-desk.ts`);
  return id;
}

/** What a schema does not tell. */
const WORDS: Readonly<Record<string, unknown>> = {
  ...{
    snils: '112-233-445 95',
    weekdays: [1],
    cells: [{ cell: 'note', text: 'проверка' }],
    birth_date: '1980-01-01',
  },
  ...{
    campaign_started_on: null,
    dates: [],
    wave: 'staff',
    tried_at: '2026-11-21T10:00:00.000Z',
    school_kinds: ['secondary'],
    level: 'school',
  },
};

/** Asks a route of the table as an administrator. */
export interface Question {
  readonly row: TableRow;
  readonly cookie: string;
  /** For the path. */
  readonly id: string;
  /** For the query and the body. */
  readonly objects: ObjectsOfSchool;
  /** Fields to name beside those that must be. */
  readonly also?: readonly string[];
  /** Parameters of the query beside those that the description demands. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent beside those that every question has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of the body beside those of the example. */
  readonly body?: object;
  /** Another server than the desk's. */
  readonly url?: string;
}

/** What a route said. */
export interface RouteAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Calls routes with what their description wants. */
export class RoleDesk {
  constructor(
    private readonly url: string,
    private readonly document: OpenapiDocument,
  ) {}

  operation({ method, path }: Pick<TableRow, 'method' | 'path'>): Operation {
    const found = this.document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    if (found === undefined) throw new Error(`${method} ${path} is not described`);
    return found;
  }

  /** The ids that a route takes in its query and in the first level of its body. */
  idsOf(row: TableRow): readonly string[] {
    const { parameters = [], requestBody } = this.operation(row);
    const inQuery = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    const reference = requestBody?.content?.['application/json']?.schema?.['$ref'];
    const body = this.document.components.schemas[String(reference).replace('#/components/schemas/', '')];
    const all = [...inQuery, ...Object.keys(body?.['properties'] ?? {})];
    return [...new Set(all)].filter((name) => /_ids?$/.test(name));
  }

  /** A format that is soon made, of those that the route gives. */
  private formatOf({ parameters = [] }: Operation): string {
    const given = (parameters.find(({ name }) => name === 'format')?.schema?.['enum'] ?? [
      'json',
    ]) as string[];
    return ['json', 'txt', 'csv'].find((format) => given.includes(format)) ?? given[0] ?? 'json';
  }

  async ask(question: Question): Promise<RouteAnswer> {
    const { row, cookie, id, objects, also = [] } = question;
    const operation = this.operation(row);
    const byName = (name: string): unknown => {
      const named = objectNamed(objects, name);
      if (named === undefined) return WORDS[name];
      return name.endsWith('_ids') ? [named] : named;
    };
    const query = new URLSearchParams();
    for (const one of operation.parameters ?? []) {
      if (one.in !== 'query' || (one.required !== true && !also.includes(one.name))) continue;
      query.set(one.name, String(exampleOf(this.document, one.schema ?? {}, one.name, byName)));
    }
    if (query.has('unit_id')) query.set('level', 'school');
    for (const [name, value] of Object.entries(question.query ?? {})) query.set(name, value);
    const example = exampleBody(this.document, operation, byName, also);
    const body = question.body === undefined ? example : { ...(example ?? {}), ...question.body };
    const path = row.path
      .replace(':number', '000000000000')
      .replace(':format', this.formatOf(operation))
      .replace(/:\w+/, id);
    const answer = await fetch(`${question.url ?? this.url}${path}?${query.toString()}`, {
      ...{ method: row.method, redirect: 'manual' as const },
      headers: {
        cookie,
        'if-match': '"1"',
        ...question.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
}
