import { Workbook } from '@cj-tech-master/excelts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { checkTotals } from '../../../src/statistics/gateway/check-totals.js';
import { REPORT_SHEET } from '../../../src/statistics/gateway/write-xlsx.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { aRowOfCounts, AS_OF, ReportScene, type SchoolNumbers } from '../../support/report-scene.js';

interface File {
  readonly status: number;
  readonly name: string | null;
  readonly content: Buffer;
}

/** What the tests read of an export as JSON. */
interface ExportJson {
  readonly header: Record<string, unknown>;
  readonly parts: readonly { readonly rows: readonly object[] }[];
  readonly missing: readonly object[];
  readonly rows: readonly { readonly level: string; readonly cells: Record<string, unknown> }[];
}

const BIG: SchoolNumbers = {
  students: [300, 200, 20, 0],
  declared: [150, 120, 9],
  linked: [140, 110, 8],
  representatives: [200, 800],
};
const SMALL: SchoolNumbers = {
  students: [60, 40, 7, 0],
  declared: [50, 31, 6],
  linked: [40, 22, 6],
  representatives: [25, 90],
};

describe('exports', () => {
  let scene: ReportScene;
  let [town, other, school, second, far, direct]: Uuid[] = [];
  let [principal, stranger, operator, ministry]: TestAdministrator[] = [];
  let periodId: string;

  const fileOf = async (who: TestAdministrator, path: string): Promise<File> => {
    const answer = await fetch(`${scene.application.url}/api/v1${path}`, { headers: { cookie: who.cookie } });
    const encoded = /filename\*=UTF-8''(\S+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    return {
      status: answer.status,
      name: encoded === undefined ? null : decodeURIComponent(encoded),
      content: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const jsonOf = async (who: TestAdministrator, path: string) =>
    JSON.parse((await fileOf(who, path)).content.toString()) as ExportJson;
  /** Rows of levels above the school, which the scene does not make. */
  const addLevel = (snapshot: Uuid, asOf: string, level: string, unit: Uuid, numbers: SchoolNumbers) =>
    scene.database.query(
      'INSERT INTO statistics_rows SELECT * FROM jsonb_populate_recordset(NULL::statistics_rows, $1)',
      [
        JSON.stringify([
          {
            snapshot_id: snapshot,
            as_of: asOf,
            level,
            unit_id: unit,
            grade_level: -1,
            general: true,
            ...aRowOfCounts(numbers),
          },
        ]),
      ],
    );

  beforeAll(async () => {
    scene = await ReportScene.open();
    town = await scene.aTown('Город');
    other = await scene.aTown('Район');
    school = await scene.aSchool(town, 'Школа № 1', { inn: '3906000001' });
    second = await scene.aSchool(town, 'Школа № 2');
    far = await scene.aSchool(other, 'Школа № 3');
    direct = await scene.aSchool(town, 'Гимназия «Альфа»', { founder: 'private' });
    const all = { [school]: SMALL, [second]: BIG, [far]: BIG, [direct]: BIG };
    await scene.aSnapshot('2026-11-15', { [school]: { ...SMALL, linked: [35, 20, 6] }, [second]: BIG });
    const snapshot = await scene.aSnapshot(AS_OF, all);
    await addLevel(snapshot, AS_OF, 'founder', town, { ...BIG, representatives: [220, 870] });
    await addLevel(snapshot, AS_OF, 'municipality', town, { ...BIG, representatives: [400, 1600] });
    await addLevel(snapshot, AS_OF, 'municipality', other, BIG);
    await addLevel(snapshot, AS_OF, 'region', scene.regionId, { ...BIG, representatives: [590, 2300] });
    ministry = await scene.as('ministry_analyst');
    principal = await scene.as('principal', { schoolId: school });
    stranger = await scene.as('principal', { schoolId: far });
    operator = await scene.as('municipal_operator', { municipalityId: town });
    periodId = String((await scene.openPeriod(ministry)).body['id']);
  });
  afterAll(async () => scene.close());

  it('REP-04: a school takes its own report as a draft in all formats, under a Russian name', async () => {
    const report = await scene.reportOf(school!);
    for (const format of ['xlsx', 'csv', 'json', 'pdf']) {
      const file = await fileOf(principal!, `/reports/${report}/export.${format}`);
      expect([file.status, file.name]).toEqual([
        200,
        `Сведения о переходе на вход через Госуслуги, Школа № 1, Ноябрь, 22.11.2026.${format}`,
      ]);
    }
    const { header, parts } = await jsonOf(principal!, `/reports/${report}/export.json`);
    expect(header).toMatchObject({ status: 'draft', as_of: AS_OF, before_utc: '2026-11-22T22:00:00.000Z' });
    expect(parts[0]?.rows[0]).toMatchObject({
      ...{ school: 'Школа № 1', inn: '3906000001' },
      cells: { students: 107, linked_share: { value: 62, numerator: 62, denominator: 100 }, linked_week: 7 },
    });
  });

  it('another school’s report and period figures are not there for a school', async () => {
    const report = await scene.reportOf(school!);
    expect((await fileOf(stranger!, `/reports/${report}/export.xlsx`)).status).toBe(404);
    expect((await fileOf(principal!, `/reports/${report}/export.docx`)).status).toBe(404);
    const { parts } = await jsonOf(stranger!, `/report-periods/${periodId}/export.json`);
    expect(JSON.stringify(parts)).not.toContain('Школа № 1');
  });

  it('until a period is locked the municipality sees drafts, the region accepted figures only', async () => {
    const mine = await jsonOf(operator!, `/report-periods/${periodId}/export.json`);
    expect([mine.header['status'], mine.parts[0]?.rows.length]).toEqual(['draft', 2]);
    const whole = await jsonOf(ministry!, `/report-periods/${periodId}/export.json`);
    expect(whole.parts).toEqual([]);
    expect(whole.missing).toHaveLength(4);
    const report = await scene.reportOf(school!);
    await scene.act(principal!, report, 'submit');
    expect((await scene.act(operator!, report, 'accept')).status).toBe(200);
    const after = await jsonOf(ministry!, `/report-periods/${periodId}/export.json`);
    expect(after.parts[0]?.rows).toHaveLength(1);
    expect(after.missing).toHaveLength(3);
  });

  it('f.7: the day’s workbook holds every school by municipality, distinct people as counted, totals that agree', async () => {
    const file = await fileOf(ministry!, `/statistics/export.xlsx?as_of=${AS_OF}`);
    expect(file.status).toBe(200);
    const { formulas, wrong } = await checkTotals(file.content);
    expect(wrong).toEqual([]);
    expect(formulas).toBeGreaterThan(60);
    const book = new Workbook();
    await book.xlsx.load(new Uint8Array(file.content));
    const sheet = book.getWorksheet(REPORT_SHEET)!;
    const names: unknown[] = [];
    const adults: unknown[] = [];
    let [head, column] = [0, 0];
    sheet.eachRow((row, number) => {
      row.eachCell((cell, index) => {
        if (cell.value === 'Привязано представителей (без повторов)' && head === 0)
          [head, column] = [number, index];
      });
      if (head !== 0 && number > head + 1 && adults.length < 7) {
        names.push(row.getCell(4).value);
        adults.push(row.getCell(column).value);
      }
    });
    expect(names).toEqual([
      'Гимназия «Альфа»',
      'Школа № 1',
      'Школа № 2',
      'Итого по МО',
      'Школа № 3',
      'Итого по МО',
      'Итого',
    ]);
    expect(adults).toEqual([200, 25, 200, 400, 200, 200, 590]);
  });

  it('a day without a snapshot is named, not filled with zeros', async () => {
    const { status, content } = await fileOf(ministry!, '/statistics/export.csv?as_of=2026-03-01');
    expect([status, JSON.parse(content.toString())]).toEqual([
      404,
      expect.objectContaining({ code: 'EXPORT_DAY_NOT_COUNTED' }),
    ]);
  });

  it('draws a unit in scope, as a picture without script or style', async () => {
    const path = `/statistics/charts/coverage.svg?level=school&unit_id=${school!}&from=2026-11-01&to=${AS_OF}`;
    const { status, content } = await fileOf(principal!, path);
    expect(status).toBe(200);
    expect(content.toString()).toMatch(/^<svg role="img".*<title id="chart-title">[^<]*Школа № 1.*62,0 %/s);
    expect(content.toString()).not.toMatch(/<script|<style|\sclass=|\son\w+=/);
    expect((await fileOf(stranger!, path)).status).toBe(404);
    const region = `/statistics/charts/coverage.svg?level=region&from=2026-11-01&to=${AS_OF}`;
    expect((await fileOf(operator!, region)).status).toBe(404);
    expect((await fileOf(ministry!, region)).status).toBe(200);
  });

  it('STAT-07: ranks who is in scope by Σ/Σ', async () => {
    const { body } = await scene.ask(ministry!, 'GET', `/statistics/rankings?as_of=${AS_OF}&level=school`);
    const items = body['items'] as { name: string; place: number; share: number }[];
    expect(items.map(({ name, place, share }) => [name, place, share])).toEqual([
      ['Школа № 1', 1, 62],
      ['Гимназия «Альфа»', 2, 50],
      ['Школа № 2', 2, 50],
      ['Школа № 3', 2, 50],
    ]);
    const own = await scene.ask(principal!, 'GET', `/statistics/rankings?as_of=${AS_OF}&level=school`);
    expect(own.body['items']).toHaveLength(1);
  });

  it('the federal file does not exist before a period is locked, and not for a municipality', async () => {
    expect((await fileOf(operator!, '/statistics/federal.json')).status).toBe(403);
    const { status, content } = await fileOf(ministry!, '/statistics/federal.json');
    expect([status, JSON.parse(content.toString())]).toEqual([
      404,
      expect.objectContaining({ code: 'NOTHING_PUBLISHED' }),
    ]);
  });

  it('after the lock exports hold what was published, and the federal file keeps small cells back (EC-120, EC-127)', async () => {
    const accept = async (who: TestAdministrator, by: TestAdministrator, at: Uuid) => {
      const report = await scene.reportOf(at);
      expect((await scene.act(who, report, 'submit')).status).toBe(200);
      expect((await scene.act(by, report, 'accept')).status).toBe(200);
    };
    await accept(await scene.as('principal', { schoolId: second! }), operator!, second!);
    await accept(stranger!, await scene.as('municipal_operator', { municipalityId: other! }), far!);
    const lock = { missing: [{ school_id: direct, reason: 'не сдала' }] };
    const locked = await scene.ask(ministry!, 'POST', `/report-periods/${periodId}/lock`, lock);
    expect(locked.status).toBeLessThan(300);

    const whole = await jsonOf(ministry!, `/report-periods/${periodId}/export.json`);
    expect(whole.header['status']).toBe('published');
    expect(JSON.stringify(whole.parts)).not.toContain('Альфа');
    expect(whole.missing).toHaveLength(1);

    const federal = await jsonOf(ministry!, '/statistics/federal.json');
    expect(federal.header).toMatchObject({
      ...{ as_of: AS_OF, time_zone: 'Europe/Kaliningrad', before_utc: '2026-11-22T22:00:00.000Z' },
      ...{ schools: 3, schools_missing: 1 },
    });
    expect(JSON.stringify(federal)).not.toMatch(/Школа|share/);
    const { rows } = federal;
    const region = rows.find(({ level }) => level === 'region')!;
    expect([region.cells['students'], region.cells['linked_minors']]).toEqual([1147, 562]);
    const shown = rows.flatMap(({ cells }) =>
      Object.values(cells).filter((value) => typeof value === 'number'),
    );
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(5);
    const csv = (await fileOf(ministry!, '/statistics/federal.csv')).content.toString();
    expect(csv.startsWith('\uFEFFregion_code;')).toBe(true);
    expect(csv).toContain('…');
  });

  it('every export is in the audit, with what was taken and never a name', async () => {
    const events = await scene.database.query<{ facts: Record<string, unknown>; actor: string }>(
      `SELECT facts, actor_id AS actor FROM audit_events WHERE action = 'statistics.exported' ORDER BY id`,
    );
    expect(events.length).toBeGreaterThan(8);
    expect(events[0]).toMatchObject({
      actor: principal!.esiaPersonId,
      facts: { kind: 'report', format: 'xlsx', asOf: AS_OF },
    });
    expect(JSON.stringify(events)).not.toContain('Школа');
    expect(events.map(({ facts }) => facts['kind'])).toContain('federal');
  });
});
