import type { INestApplication } from '@nestjs/common';
import { Workbook } from '@cj-tech-master/excelts';
import { describeApi } from '../../src/openapi.js';
import { declaredRoutes } from './route-census.js';

/**
 * What leaves without names (PD-10): files of numbers and whatever a key may read. No name, СНИЛС, birth date, id of a person, of an
 * account or of a link. By route, the questions that together make it say all it can.
 */
export const WITHOUT_PEOPLE: Readonly<Record<string, readonly string[]>> = {
  'GET /api/v1/report-periods/:id/export.:format': [''],
  'GET /api/v1/reports/:id/export.:format': [''],
  'GET /api/v1/statistics/export.:format': ['as_of=$DAY'],
  'GET /api/v1/statistics/federal.:format': ['', 'period_id=$PERIOD'],
  'GET /api/v1/statistics/charts/coverage.svg': [
    'level=region&from=$FROM&to=$DAY',
    'level=municipality&unit_id=$TOWN&from=$FROM&to=$DAY',
    'level=school&unit_id=$SCHOOL&from=$FROM&to=$DAY',
  ],
  'GET /api/v1/statistics/rankings': ['as_of=$DAY&level=school', 'as_of=$DAY&level=municipality'],
  'GET /api/v1/statistics/indicators': [''],
  'GET /api/v1/statistics': [
    ...['', 'level=founder&unit_id=$TOWN', 'level=school&unit_id=$SCHOOL'],
    ...['level=grade&grade=5&unit_id=$SCHOOL', 'level=class&unit_id=$CLASS'],
  ],
  'GET /api/v1/statistics/children': [
    ...['limit=200', 'by=founder&limit=200', 'level=school&unit_id=$SCHOOL'],
    'level=grade&grade=5&unit_id=$SCHOOL',
  ],
  'GET /api/v1/statistics/history': ['from=$FROM&to=$DAY', 'level=class&unit_id=$CLASS&from=$FROM&to=$DAY'],
  'GET /api/v1/statistics/revisions': ['as_of=$DAY'],
  'GET /api/v1/statistics/differences': ['as_of=$DAY&level=school', 'as_of=$DAY&level=region'],
  'GET /api/v1/statistics/growth': ['window=week', 'level=school&unit_id=$SCHOOL&window=week'],
  'GET /api/v1/statistics/growth/decomposition': ['window=week', 'level=school&unit_id=$SCHOOL&window=week'],
  'GET /api/v1/statistics/process': ['level=region', 'level=school'],
  'GET /api/v1/statistics/changes': ['limit=200'],
};

/**
 * For whoever looks into an incident: ids and codes, which name nobody without the base itself. No name, СНИЛС, birth date; the ids
 * are what the search for an act and for whom it touched is by (PD-08, roles.md 17 and 18).
 */
export const IDS_AND_CODES: Readonly<Record<string, string>> = {
  'GET /api/v1/audit-events/export.:format':
    'выгрузка аудита для СИЕМ, только ответственному за безопасность',
  'GET /api/v1/leaks/:id/people': 'кого коснулась утечка, только pd_officer',
};

/** Files about nobody: a made-up family, a blank form, what the ministry writes to schools. */
export const ABOUT_NOBODY: Readonly<Record<string, string>> = {
  'GET /api/v1/notice-previews/paper.:format': 'выдуманная семья',
  'GET /api/v1/notice-templates/:id/preview.:format': 'выдуманная семья',
  'GET /api/v1/refusal-forms/blank.:format': 'бланк',
  'GET /api/v1/letters/:id/file': 'вложение письма министерства школам',
};

/** Files that name people, each with the reason and with who gets it: they stay with whoever works with these people. */
export const NAMES_PEOPLE: Readonly<Record<string, string>> = {
  'GET /api/v1/roster-imports/:id/report': 'свой файл загрузившего (ROS-04), семь дней',
  'GET /api/v1/data-quality/table.csv': 'школе о своих людях, под маской',
  'GET /api/v1/data-quality/table.xlsx': 'школе о своих людях, под маской',
  'GET /api/v1/subject-requests/:id/access-report': 'самому субъекту (152-ФЗ, ст. 14)',
  'GET /api/v1/notices/packs/class.pdf': 'памятки семьям своей школы',
  'GET /api/v1/notices/packs/staff.pdf': 'памятки работникам своей школы',
  'GET /api/v1/notices/packs/school.zip': 'памятки семьям своей школы',
  'GET /api/v1/notices/:id/paper.:format': 'памятка одной семье своей школы',
  'POST /api/v1/refusals/:id/form': 'отказ одного человека, своей школе',
};

/** Formats that a route takes. */
export const FORMATS: Readonly<Record<string, readonly string[]>> = {
  'GET /api/v1/report-periods/:id/export.:format': ['xlsx', 'csv', 'json', 'pdf'],
  'GET /api/v1/reports/:id/export.:format': ['xlsx', 'csv', 'json', 'pdf'],
  'GET /api/v1/statistics/export.:format': ['xlsx', 'csv', 'json'],
  'GET /api/v1/statistics/federal.:format': ['csv', 'json'],
  'GET /api/v1/audit-events/export.:format': ['csv', 'jsonl'],
};

/** Every route of the administrators that gives a file, that a key may read, or that is one of an incident. */
export function exportingRoutes(app: INestApplication): readonly string[] {
  const files = Object.entries(describeApi(app).paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, { readonly responses?: object }>)
      .filter(([, operation]) => givesFile(operation.responses ?? {}))
      .map(([method]) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const declared = declaredRoutes(app)
    .filter(
      ({ path, right, openToApiKeys }) =>
        openToApiKeys ||
        /\.(:format|csv|xlsx|pdf|zip|svg|jsonl)$/.test(path) ||
        right?.endsWith('.export') === true ||
        right === 'leaks.people',
    )
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set([...files, ...declared])].filter((route) => route.includes(' /api/')).sort();
}

function givesFile(responses: object): boolean {
  return Object.entries(responses as Record<string, { readonly content?: object }>).some(
    ([status, { content }]) =>
      status.startsWith('2') && Object.keys(content ?? {}).some((type) => type !== 'application/json'),
  );
}

/** A file as text: of a workbook the values of all cells, hidden ones too. */
export async function textOfFile(content: Buffer): Promise<string> {
  if (content.subarray(0, 2).toString() !== 'PK') return content.toString();
  const book = new Workbook();
  await book.xlsx.load(new Uint8Array(content));
  const cells: string[] = [];
  for (const sheet of book.worksheets) {
    cells.push(sheet.name);
    sheet.eachRow((row) => {
      row.eachCell((cell) => cells.push(JSON.stringify(cell.value)));
    });
  }
  return cells.join('\n');
}
