import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { DisciplineBoard } from '../../../src/statistics/index.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { AS_OF, MONDAY, ReportScene } from '../../support/report-scene.js';
import { ReportingActs } from '../../support/reporting-acts.js';
import { aReportingRegion, type ReportingRegion } from '../../support/rollup-scene.js';

type Line = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: Awaited<ReturnType<ReportScene['ask']>>) => body['items'] as Line[];

describe('what is owed and how it was handed in', () => {
  let scene: ReportScene;
  let region: ReportingRegion;
  let period: Uuid;
  let reports: { a1: Uuid; b1: Uuid; direct: Uuid };

  beforeAll(async () => {
    scene = await ReportScene.open();
    region = await aReportingRegion(scene);
    // «До 4 декабря»: the term is 2026-12-04T22:00Z in Kaliningrad (UTC+2).
    period = (await scene.openPeriod(region.ministry, { due_on: '2026-12-04' })).body['id'] as Uuid;
    const { a1, b1, direct } = region.schools;
    reports = {
      ...{ a1: await scene.reportOf(a1), b1: await scene.reportOf(b1) },
      direct: await scene.reportOf(direct),
    };
  });
  afterAll(() => scene.close());

  /** The job comes at a moment; how many reminders there are then. */
  async function remindedAt(moment: string): Promise<number> {
    scene.clock.set(new Date(moment));
    await scene.application.app.get(Jobs, { strict: false }).runNow('reports.remind');
    const [row] = await scene.database.query<{ n: number }>(
      'SELECT count(*)::integer AS n FROM report_reminders',
    );
    scene.clock.set(MONDAY);
    return row?.n ?? 0;
  }
  const shown = async (who: ReportingRegion['ministry']) =>
    itemsOf(await scene.ask(who, 'GET', '/report-reminders')).map(
      ({ school_name, municipality_name, stage, due_on }) => [
        ...[school_name ?? municipality_name, stage, due_on],
      ],
    );

  it('opens a reminder seven days before the term, by the civil day of its zone, and once', async () => {
    expect(await remindedAt('2026-11-26T21:59:59.999Z')).toBe(0);
    // Four reports and two roll-ups.
    expect(await remindedAt('2026-11-26T22:00:00Z')).toBe(6);
    expect(await remindedAt('2026-11-27T12:00:00Z')).toBe(6);
    expect(await shown(region.principals.a1)).toEqual([['Школа 1', 'seven_days', '2026-12-04']]);
  });

  it('is seen by whoever owes it, and by those whom it is owed to', async () => {
    const names = async (who: ReportingRegion['ministry']) => (await shown(who)).map(([name]) => name).sort();
    expect(await names(region.operators.b)).toEqual(['Район', 'Школа 3']);
    expect(await names(region.principals.direct)).toEqual(['Частная']);
    expect(await names(region.ministry)).toHaveLength(6);
  });

  it('loses none when the server was down over a stage, and shows the last one', async () => {
    expect(await remindedAt('2026-12-03T10:00:00Z')).toBe(6 * 3);
    expect(await shown(region.principals.a1)).toEqual([['Школа 1', 'one_day', '2026-12-04']]);
    expect(await remindedAt('2026-12-03T10:00:00Z')).toBe(6 * 3);
  });

  it('EC-121: is overdue after the last millisecond of the local day, not before', async () => {
    expect(await remindedAt('2026-12-04T21:59:59.999Z')).toBe(6 * 3);
    expect(await remindedAt('2026-12-04T22:00:00Z')).toBe(6 * 4);
    expect(await shown(region.principals.a1)).toEqual([['Школа 1', 'overdue', '2026-12-04']]);
  });

  it('goes away with the submission, and begins anew with the new term of a return', async () => {
    await scene.act(region.principals.a1, reports.a1, 'submit');
    expect(await shown(region.principals.a1)).toEqual([]);
    await scene.act(region.operators.a, reports.a1, 'return', {
      reason: 'не то число',
      due_on: '2026-12-20',
    });
    expect(await shown(region.principals.a1)).toEqual([]);
    expect(await remindedAt('2026-12-13T10:00:00Z')).toBe(6 * 4 + 1);
    expect(await shown(region.principals.a1)).toEqual([['Школа 1', 'seven_days', '2026-12-20']]);
  });

  it('REP-07: the board counts in time, late, missing and returned, with the median of the municipality', async () => {
    const acts = new ReportingActs(scene);
    const school = (id: Uuid) => ({ kind: 'school', id }) as const;
    scene.clock.set(new Date('2026-12-02T10:00:00Z'));
    await acts.report(reports.b1, school(region.schools.b1), 'submit');
    scene.clock.set(new Date('2026-12-02T13:00:00Z'));
    await acts.report(reports.b1, { kind: 'town', id: region.towns.b }, 'accept');
    const late = new Date('2026-12-05T10:00:00Z');
    scene.clock.set(late);
    await acts.report(reports.direct, school(region.schools.direct), 'submit');
    await acts.report(reports.direct, { kind: 'ministry' }, 'accept');
    const { reach } = acts.act({ kind: 'ministry' });
    const filter = {
      by: 'municipality',
      periodId: period,
      formCode: null,
      since: null,
      until: null,
    } as const;
    const open = await scene.database.unitOfWork.run((tx) =>
      scene.application.app.get(DisciplineBoard, { strict: false }).execute(tx, reach, late, filter),
    );
    expect(open.map(({ name, obliged, overdue }) => [name, obliged, overdue])).toEqual([
      ['Город', 2, 1],
      ['Район', 1, 0],
      [null, 1, 0],
    ]);
    expect(await acts.lock(period)).toBe('done');
    scene.clock.set(MONDAY);
    const lines = itemsOf(await scene.ask(region.ministry, 'GET', `/reports/discipline?period_id=${period}`));
    expect(
      lines.map((line) => [
        ...[
          line['name'],
          line['submitted'],
          line['on_time'],
          line['late'],
          line['missing'],
          line['returned'],
        ],
        ...[line['submission_rate_percent'], line['municipal_latency_seconds'], line['place']],
      ]),
    ).toEqual([
      ['Город', 1, 1, 0, 2, 1, 50, null, null],
      ['Район', 1, 1, 0, 0, 0, 100, 10_800, null],
      [null, 1, 0, 1, 0, 0, 0, null, null],
    ]);
    const schools = itemsOf(await scene.ask(region.operators.a, 'GET', '/reports/discipline?by=school'));
    expect(schools.map(({ name }) => name)).toEqual(['Школа 1', 'Школа 2']);
  });

  it('REP-08: ОО-1 is compared school by school, entered or uploaded, ages on 1 January next', async () => {
    const put = async (school: Uuid, students: number, etag?: string) => {
      const answer = await fetch(`${scene.application.url}/api/v1/federal-totals/${school}`, {
        method: 'PUT',
        headers: {
          ...{ cookie: region.ministry.cookie, 'content-type': 'application/json' },
          ...(etag === undefined ? {} : { 'if-match': etag }),
        },
        body: JSON.stringify({ as_of: AS_OF, students }),
      });
      return [answer.status, answer.ok ? answer.headers.get('etag') : null];
    };
    expect(await put(region.schools.a1, 100)).toEqual([200, '"1"']);
    expect(await put(region.schools.a1, 103)).toEqual([428, null]);
    expect(await put(region.schools.a1, 103, '"7"')).toEqual([412, null]);
    expect(await put(region.schools.a1, 103, '"1"')).toEqual([200, '"2"']);
    const upload = async (text: string) => {
      const answer = await fetch(`${scene.application.url}/api/v1/federal-totals?as_of=${AS_OF}`, {
        ...{
          method: 'POST',
          headers: { cookie: region.ministry.cookie, 'content-type': 'text/csv' },
          body: text,
        },
      });
      return [answer.status, (await answer.json()) as Line] as const;
    };
    const [status, { facts }] = await upload('ИНН;Всего обучающихся\n3900000003;100\n3999999999;5\n');
    expect([status, facts]).toEqual([
      400,
      expect.objectContaining({ lines: ['строка 3: такой школы в регионе нет'] }),
    ]);
    expect(await upload('ИНН;Всего обучающихся\n3900000002;105\n3900000003;100\n')).toEqual([
      200,
      { schools: 2 },
    ]);
    const compare = async (who: ReportingRegion['ministry'], more = '') =>
      itemsOf(await scene.ask(who, 'GET', `/reports/federal-comparison?as_of=${AS_OF}${more}`)).map(
        ({ school_name, federal, difference }) => [
          ...[school_name, (federal as Line | null)?.['students'] ?? null, (difference as Line)['students']],
        ],
      );
    expect(await compare(region.ministry)).toEqual([
      ...[
        ['Частная', null, null],
        ['Школа 1', 103, 2],
        ['Школа 2', 105, 0],
        ['Школа 3', 100, 5],
      ],
    ]);
    expect(await compare(region.operators.a, '&only_different=true')).toEqual([['Школа 1', 103, 2]]);
  });
});
