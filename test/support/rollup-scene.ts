import type { Uuid } from '../../src/kernel/ids.js';
import type { TestAdministrator } from './administrators.js';
import { type Answer, aRowOfCounts, AS_OF, type ReportScene, type SchoolNumbers } from './report-scene.js';

/** Two municipalities, two schools in the first, one in the second, and a private school that reports directly. */
export interface ReportingRegion {
  readonly towns: { readonly a: Uuid; readonly b: Uuid };
  readonly schools: { readonly a1: Uuid; readonly a2: Uuid; readonly b1: Uuid; readonly direct: Uuid };
  readonly snapshot: Uuid;
  readonly ministry: TestAdministrator;
  readonly operators: { readonly a: TestAdministrator; readonly b: TestAdministrator };
  readonly heads: { readonly a: TestAdministrator; readonly b: TestAdministrator };
  readonly principals: {
    readonly a1: TestAdministrator;
    readonly a2: TestAdministrator;
    readonly b1: TestAdministrator;
    readonly direct: TestAdministrator;
  };
}

/** The region of a scene with its people, before a period is opened. */
export async function aReportingRegion(scene: ReportScene): Promise<ReportingRegion> {
  const towns = { a: await scene.aTown('Город'), b: await scene.aTown('Район') };
  const schools = {
    a1: await scene.aSchool(towns.a, 'Школа 1', { inn: '3900000001' }),
    a2: await scene.aSchool(towns.a, 'Школа 2', { inn: '3900000002' }),
    b1: await scene.aSchool(towns.b, 'Школа 3', { inn: '3900000003' }),
    direct: await scene.aSchool(towns.a, 'Частная', { founder: 'private', inn: '3900000004' }),
  };
  const { a1, a2, b1, direct } = schools;
  const snapshot = await scene.aSnapshot(AS_OF, { [a1]: {}, [a2]: {}, [b1]: {}, [direct]: {} });
  await levelRows(scene, snapshot, towns);
  const ofTown = (municipalityId: Uuid) => ({ municipalityId });
  return {
    ...{ towns, schools, snapshot, ministry: await scene.as('ministry_analyst') },
    operators: {
      a: await scene.as('municipal_operator', ofTown(towns.a)),
      b: await scene.as('municipal_operator', ofTown(towns.b)),
    },
    heads: {
      a: await scene.as('municipal_head', ofTown(towns.a)),
      b: await scene.as('municipal_head', ofTown(towns.b)),
    },
    principals: {
      a1: await scene.as('principal', { schoolId: a1 }),
      a2: await scene.as('principal', { schoolId: a2 }),
      b1: await scene.as('principal', { schoolId: b1 }),
      direct: await scene.as('principal', { schoolId: direct }),
    },
  };
}

/** Rows of the levels above the schools: adults who have children in two schools count once there (f.0.8). */
export async function levelRows(
  scene: ReportScene,
  snapshot: Uuid,
  towns: { readonly a: Uuid; readonly b: Uuid },
  asOf = AS_OF,
): Promise<void> {
  const row = (level: string, unit: Uuid, numbers: SchoolNumbers) => ({
    ...{ snapshot_id: snapshot, as_of: asOf, level, unit_id: unit, grade_level: -1, general: true },
    ...aRowOfCounts(numbers),
  });
  await scene.database.query(
    'INSERT INTO statistics_rows SELECT * FROM jsonb_populate_recordset(NULL::statistics_rows, $1)',
    [
      JSON.stringify([
        row('founder', towns.a, { representatives: [40, 150] }),
        row('founder', towns.b, { representatives: [25, 90] }),
        row('region', scene.regionId, { representatives: [70, 300] }),
      ]),
    ],
  );
}

/** The roll-up of a municipality in its newest period. */
export async function rollupOf(scene: ReportScene, municipalityId: Uuid): Promise<Uuid> {
  const [row] = await scene.database.query<{ id: Uuid }>(
    `SELECT r.id FROM rollups r JOIN report_periods p ON p.id = r.period_id
      WHERE r.municipality_id = $1 ORDER BY p.as_of DESC LIMIT 1`,
    [municipalityId],
  );
  if (row === undefined) throw new Error('the municipality has no roll-up');
  return row.id;
}

/** Does one thing with a roll-up as somebody who has just opened it. */
export async function actOnRollup(
  scene: ReportScene,
  who: TestAdministrator,
  rollupId: Uuid,
  deed: 'build' | 'submit' | 'recall' | 'return' | 'accept',
  body: object = {},
): Promise<Answer> {
  const { etag } = await scene.ask(who, 'GET', `/rollups/${rollupId}`);
  return scene.ask(who, 'POST', `/rollups/${rollupId}/${deed}`, body, etag);
}

/** A school submits its report and whoever it goes to accepts it. */
export async function handIn(
  scene: ReportScene,
  {
    principal,
    acceptedBy,
  }: { readonly principal: TestAdministrator; readonly acceptedBy: TestAdministrator },
  reportId: Uuid,
): Promise<void> {
  for (const [who, deed] of [
    [principal, 'submit'],
    [acceptedBy, 'accept'],
  ] as const) {
    const { status, body } = await scene.act(who, reportId, deed);
    if (status !== 200) throw new Error(`${deed}: ${JSON.stringify(body)}`);
  }
}

/** A figure of an answer by its key: of `figures`, or of whatever list is named. */
export function figureOf(cells: unknown, key: string): unknown {
  const found = (cells as { key: string; value: unknown }[]).find((cell) => cell.key === key);
  if (found === undefined) throw new Error(`no figure ${key}`);
  return found.value;
}
