import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { makeDataSource } from '../../../src/data-source.js';
import { type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { DomainError } from '../../../src/kernel/domain-error.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { hashOfContent } from '../../../src/statistics/application/content-hash.js';
import {
  DecideReport,
  FillReport,
  OpenReportPeriod,
  type ReportsAct,
  SubmitReport,
} from '../../../src/statistics/index.js';
import { AS_OF, MONDAY, ReportScene } from '../../support/report-scene.js';

const HOUR = 3_600_000;

describe('reports under many hands', () => {
  let scene: ReportScene;
  let town: Uuid;

  beforeAll(async () => {
    scene = await ReportScene.open();
    town = await scene.aTown('Город');
  });
  afterAll(() => scene.close());

  const use = <T>(token: abstract new (...args: never[]) => T): T =>
    scene.application.app.get<T>(token, { strict: false });
  const act = (overrides: Partial<ReportsAct['reach']> = {}, now = MONDAY): ReportsAct => {
    const administratorId = newUuid();
    const reach = { regionId: scene.regionId, wholeRegion: false, municipalityIds: [], schoolIds: [] };
    return {
      ...{ actor: { kind: 'administrator', id: administratorId }, administratorId, now, traceId: null },
      ...{ reach: { ...reach, ...overrides }, timeZone: 'Europe/Kaliningrad' },
    };
  };
  const ministry = () => act({ wholeRegion: true });
  const operator = () => act({ municipalityIds: [town] });
  const open = (asOf: string) =>
    scene.database.unitOfWork.run((tx) =>
      use(OpenReportPeriod).execute(tx, ministry(), {
        ...{ formCode: 'esia-transition', formVersion: null, name: 'Период', dueZone: null },
        firstDay: '2026-11-01' as CalendarDate,
        ...{ asOf: asOf as CalendarDate, dueOn: '2026-12-25' as CalendarDate },
      }),
    );
  const outcome = async (deed: Promise<unknown>): Promise<string> => {
    try {
      await deed;
      return 'done';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };
  const run = <T>(work: (tx: EntityManager) => Promise<T>) => outcome(scene.database.unitOfWork.run(work));
  const etagOf = async (id: Uuid): Promise<number> => {
    const [row] = await scene.database.query<{ etag: number }>(
      'SELECT etag FROM school_reports WHERE id = $1',
      [id],
    );
    return row?.etag ?? NaN;
  };
  const revisionsOf = (id: Uuid) =>
    scene.database.query<{ revision: number; content: unknown; hash: string }>(
      `SELECT revision, content, encode(content_hash, 'hex') AS hash FROM report_revisions WHERE report_id = $1
        ORDER BY revision`,
      [id],
    );
  const stateOf = async (id: Uuid) => {
    const [row] = await scene.database.query<{ state: string }>(
      'SELECT state FROM school_reports WHERE id = $1',
      [id],
    );
    return row?.state;
  };

  /** Two deeds begin while a third connection holds the report, so that both wait for it, and then go on. */
  async function race(
    id: Uuid,
    first: () => Promise<string>,
    second: () => Promise<string>,
  ): Promise<string[]> {
    const holder = new pg.Client({ connectionString: scene.database.ownerUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM school_reports WHERE id = $1 FOR UPDATE', [id]);
      const both = [first(), second()];
      await waitForTwo();
      await holder.query('COMMIT');
      return (await Promise.all(both)).sort();
    } finally {
      await holder.end();
    }
  }

  async function waitForTwo(): Promise<void> {
    for (;;) {
      const [row] = await scene.database.query<{ waiting: number }>(
        `SELECT count(*)::integer AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if ((row?.waiting ?? 0) >= 2) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('a report is submitted once, recalled or accepted, returned or accepted: the other one hears of it', async () => {
    const school = await scene.aSchool(town, 'Школа гонок');
    await scene.aSnapshot(AS_OF, { [school]: {} });
    await open(AS_OF);
    const id = await scene.reportOf(school);
    const principal = act({ schoolIds: [school] });
    const submit = async () => {
      const seen = await etagOf(id);
      return run((tx) => use(SubmitReport).execute(tx, principal, { id, seen }));
    };
    const recall = () => run((tx) => use(DecideReport).recall(tx, principal, { id, seen: null }, null));
    const accept = async () => {
      const seen = await etagOf(id);
      return run((tx) => use(DecideReport).accept(tx, operator(), { id, seen }));
    };
    const giveBack = async () => {
      const seen = await etagOf(id);
      const back = { reason: 'Проверьте', comments: [], dueOn: '2026-12-26' as CalendarDate };
      return run((tx) => use(DecideReport).return(tx, operator(), { id, seen }, back));
    };
    expect(await race(id, submit, submit)).toEqual(['PRECONDITION_FAILED', 'done']);
    expect(await revisionsOf(id)).toHaveLength(1);
    const [lost] = await race(id, recall, accept);
    expect(['PRECONDITION_FAILED', 'REPORT_STATE_WRONG']).toContain(lost);
    if ((await stateOf(id)) === 'accepted') await giveBack();
    expect(await submit()).toBe('done');
    expect(await race(id, giveBack, accept)).toEqual(['PRECONDITION_FAILED', 'done']);
    expect(['returned', 'accepted']).toContain(await stateOf(id));
    const [{ steps } = { steps: 0 }] = await scene.database.query<{ steps: number }>(
      `SELECT count(*)::integer AS steps FROM report_steps WHERE report_id = $1 AND event = 'submit'`,
      [id],
    );
    expect([steps, (await revisionsOf(id)).length]).toEqual([2, 2]);
  });

  it('a signed revision never changes, whatever happens (law; EC-119)', async () => {
    const school = await scene.aSchool(town, 'Школа редакций');
    await scene.aSnapshot('2026-11-21', { [school]: {} });
    await open('2026-11-21');
    const id = await scene.reportOf(school);
    const principal = act({ schoolIds: [school] });
    const back = { reason: 'Проверьте', comments: [], dueOn: '2026-12-26' as CalendarDate };
    const deeds = {
      submit: async () => {
        const seen = await etagOf(id);
        await run((tx) => use(SubmitReport).execute(tx, principal, { id, seen }));
      },
      recall: () => run((tx) => use(DecideReport).recall(tx, principal, { id, seen: null }, 'ошибка')),
      refresh: () => run((tx) => use(FillReport).refresh(tx, principal, { id, seen: null })),
      fill: async (figure: number) => {
        const seen = await etagOf(id);
        // 80 declared minors of the snapshot: figures that don't add up would be refused at the signature.
        const explanation = `считали ${figure}`;
        const cells = [
          { cell: 'declared_18plus_own', figure: figure % 3, explanation },
          { cell: 'declared_own', figure: 80 + (figure % 3), explanation },
        ];
        await run((tx) => use(FillReport).state(tx, principal, { id, seen }, cells));
      },
      return: async () => {
        const seen = await etagOf(id);
        await run((tx) => use(DecideReport).return(tx, operator(), { id, seen }, back));
      },
      accept: async () => {
        const seen = await etagOf(id);
        await run((tx) => use(DecideReport).accept(tx, operator(), { id, seen }));
      },
      restate: (figure: number) =>
        scene.aSnapshot('2026-11-21', { [school]: { linked: [figure % 40, 1, 0] } }),
    } as const;
    const kept = new Map<number, string>();
    const names = Object.keys(deeds) as (keyof typeof deeds)[];
    const sequences = fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(1000)), {
      minLength: 6,
      maxLength: 16,
    });
    const thrice = (['submit', 'return', 'fill', 'submit', 'recall', 'fill', 'submit'] as const).map(
      (name): [keyof typeof deeds, number] => [name, 1],
    );
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        for (const [name, figure] of sequence) {
          await deeds[name](figure);
          for (const { revision, content, hash } of await revisionsOf(id)) {
            expect(hashOfContent(content)).toBe(hash);
            expect(hash).toBe(kept.get(revision) ?? hash);
            kept.set(revision, hash);
          }
        }
      }),
      { numRuns: 12, examples: [[thrice]] },
    );
    expect(kept.size).toBeGreaterThan(2);
    expect([...kept.keys()]).toEqual([...kept.keys()].map((_, index) => index + 1));
  });

  it('the database lets nobody change what was signed or sent, the owner neither', async () => {
    const refused = async (sql: string) => {
      await expect(scene.database.query(sql)).rejects.toThrow();
    };
    await refused(`UPDATE report_revisions SET late = NOT late`);
    await refused(`DELETE FROM report_revisions`);
    await refused(`UPDATE report_forms SET title = 'другая'`);
    await scene.database.query(`UPDATE school_reports SET state = 'submitted'`);
    await refused(`UPDATE school_reports SET cells = '{}'`);
    await refused(`UPDATE school_reports SET own = '{"figures": {"declared_own": 1}}'`);
    await expect(
      scene.database.dataSource.query('UPDATE report_revisions SET late = NOT late'),
    ).rejects.toThrow(/permission denied/);
  });

  it('650 schools submit over 32 connections: nothing is lost, nothing twice', async () => {
    const asOf = '2026-11-19';
    await scene.database.query(
      `INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
       SELECT $1, $2, 'test', 'many-' || n, 'Школа ' || n, 'Школа ' || n, 'secondary', 'municipal'
         FROM generate_series(1, 650) AS n`,
      [scene.regionId, town],
    );
    const schools = await scene.database.query<{ id: Uuid }>(
      `SELECT id FROM schools WHERE region_id = $1 AND source_id LIKE 'many-%'`,
      [scene.regionId],
    );
    await scene.aSnapshot(asOf, Object.fromEntries(schools.map(({ id }) => [id, {}])));
    const periodId = await open(asOf);
    const reports = await scene.database.query<{ id: Uuid; schoolId: Uuid; etag: number }>(
      `SELECT r.id, r.school_id AS "schoolId", r.etag FROM school_reports r JOIN schools s ON s.id = r.school_id
        WHERE r.period_id = $1 AND s.source_id LIKE 'many-%'`,
      [periodId],
    );
    expect(reports).toHaveLength(650);
    const source = makeDataSource({
      url: scene.database.appUrl,
      poolSize: 32,
      applicationName: 'perehod-test',
    });
    await source.initialize();
    const unitOfWork = new UnitOfWork(source);
    const submitting = use(SubmitReport);
    // Every fifth school presses the button twice: the second time finds the report changed. 32 of them at any moment.
    const presses = [...reports, ...reports.filter((_, index) => index % 5 === 0)];
    const outcomes: string[] = [];
    const press = async (): Promise<void> => {
      for (let next = presses.pop(); next !== undefined; next = presses.pop()) {
        const { id, schoolId, etag } = next;
        const principal = act({ schoolIds: [schoolId] }, new Date(MONDAY.getTime() + HOUR));
        const deed = unitOfWork.run((tx) => submitting.execute(tx, principal, { id, seen: etag }));
        outcomes.push(await outcome(deed));
      }
    };
    await Promise.all(Array.from({ length: 32 }, press));
    await source.destroy();
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(650);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'PRECONDITION_FAILED']));
    const signed = await scene.database.query<{
      content: { schoolId: string };
      hash: string;
      schoolId: string;
    }>(
      `SELECT v.content, encode(v.content_hash, 'hex') AS hash, r.school_id AS "schoolId"
         FROM report_revisions v JOIN school_reports r ON r.id = v.report_id
        WHERE r.period_id = $1 AND r.state = 'submitted' AND r.revision = v.revision`,
      [periodId],
    );
    expect(new Set(signed.map(({ schoolId }) => schoolId)).size).toBe(650);
    expect(signed).toHaveLength(650);
    for (const { content, hash, schoolId } of signed) {
      expect([hashOfContent(content), content.schoolId]).toEqual([hash, schoolId]);
    }
    const [{ steps, audited } = { steps: 0, audited: 0 }] = await scene.database.query<{
      steps: number;
      audited: number;
    }>(
      `SELECT (SELECT count(*)::integer FROM report_steps t JOIN school_reports r ON r.id = t.report_id
                WHERE r.period_id = $1 AND t.event = 'submit') AS steps,
              (SELECT count(*)::integer FROM audit_events WHERE action = 'report.submit'
                AND facts ->> 'periodId' = $1::text) AS audited`,
      [periodId],
    );
    expect([steps, audited]).toEqual([650, 650]);
    // What is stated is the outcome; a machine that does other work beside may take longer than the minute.
  });
});
