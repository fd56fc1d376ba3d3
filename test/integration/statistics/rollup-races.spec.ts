import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { AS_OF, ReportScene } from '../../support/report-scene.js';
import { ReportingActs } from '../../support/reporting-acts.js';
import { aReportingRegion, levelRows, type ReportingRegion } from '../../support/rollup-scene.js';

const MINISTRY = { kind: 'ministry' } as const;

describe('two who act at once', () => {
  let scene: ReportScene;
  let region: ReportingRegion;
  let acts: ReportingActs;
  let weeks = 0;
  let period: Uuid;
  let report: Uuid;
  let rollup: Uuid;
  let school: { readonly kind: 'school'; readonly id: Uuid };
  let town: { readonly kind: 'town'; readonly id: Uuid };

  beforeAll(async () => {
    scene = await ReportScene.open();
    region = await aReportingRegion(scene);
    acts = new ReportingActs(scene);
    school = { kind: 'school', id: region.schools.b1 };
    town = { kind: 'town', id: region.towns.b };
  });
  afterAll(() => scene.close());

  /** A fresh period; the second municipality has one school. */
  beforeEach(async () => {
    const asOf = addDays(AS_OF as CalendarDate, -7 * (weeks += 1));
    await levelRows(scene, await scene.aSnapshot(asOf, { [school.id]: {} }), region.towns, asOf);
    period = await acts.openPeriod(asOf);
    report = await one('SELECT id FROM school_reports WHERE period_id = $1 AND school_id = $2', [
      period,
      school.id,
    ]);
    rollup = await one('SELECT id FROM rollups WHERE period_id = $1 AND municipality_id = $2', [
      period,
      town.id,
    ]);
  });

  async function one(sql: string, parameters: unknown[]): Promise<Uuid> {
    const [row] = await scene.database.query<{ id: Uuid }>(sql, parameters);
    if (row === undefined) throw new Error('no row');
    return row.id;
  }

  async function states(): Promise<string[]> {
    const [row] = await scene.database.query<{ report: string; rollup: string }>(
      `SELECT q.state || CASE WHEN q.missing THEN ' missing' ELSE '' END AS report,
              r.state || CASE WHEN r.missing THEN ' missing' ELSE '' END AS rollup
         FROM school_reports q JOIN rollups r ON r.id = q.rollup_id WHERE q.id = $1`,
      [report],
    );
    return [row?.report ?? '', row?.rollup ?? ''];
  }

  /**
   * Both acts have begun and wait for the same row, which a third connection holds until they stand in line; the order in
   * which they came is the order in which the database lets them through.
   */
  async function bothWaitingFor(
    table: 'rollups' | 'school_reports' | 'report_periods',
    id: Uuid,
    first: () => Promise<string>,
    second: () => Promise<string>,
  ): Promise<[string, string]> {
    const holder = new pg.Client({ connectionString: scene.database.ownerUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
      const one_ = first();
      await waiting(1);
      const other = second();
      await waiting(2);
      await holder.query('COMMIT');
      return await Promise.all([one_, other]);
    } finally {
      await holder.end();
    }
  }

  async function waiting(count: number): Promise<void> {
    for (;;) {
      const [row] = await scene.database.query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'`,
      );
      if ((row?.n ?? 0) >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async function accepted(): Promise<void> {
    expect(await acts.report(report, school, 'submit')).toBe('done');
    expect(await acts.report(report, town, 'accept')).toBe('done');
    expect(await acts.rollup(rollup, town, 'build')).toBe('done');
  }

  const submitRollup = () => acts.rollup(rollup, town, 'submit');
  const returnReport = () => acts.report(report, town, 'return');

  it('submit a roll-up and return a report of it: the submission first leaves the report accepted', async () => {
    await accepted();
    const outcomes = await bothWaitingFor('rollups', rollup, submitRollup, returnReport);
    expect([outcomes, await states()]).toEqual([
      ['done', 'REPORT_ROLLUP_SENT'],
      ['accepted', 'submitted'],
    ]);
  });

  it('return a report and submit its roll-up: the return first leaves a roll-up that misses the school', async () => {
    await accepted();
    const outcomes = await bothWaitingFor('rollups', rollup, returnReport, submitRollup);
    expect([outcomes, await states()]).toEqual([
      ['done', 'ROLLUP_MISSING_UNNAMED'],
      ['returned', 'draft'],
    ]);
  });

  it('accept and recall a roll-up: whoever is first has it, the other is told that it changed', async () => {
    const accept = () => acts.rollup(rollup, MINISTRY, 'accept');
    const recall = () => acts.rollup(rollup, town, 'recall');
    for (const [first, second, state] of [
      [accept, recall, 'accepted'],
      [recall, accept, 'draft'],
    ] as const) {
      if ((await states())[0] === 'open') await accepted();
      if ((await states())[1] === 'accepted') await acts.rollup(rollup, MINISTRY, 'return');
      await acts.rollup(rollup, town, 'submit');
      const outcomes = await bothWaitingFor('rollups', rollup, first, second);
      expect([outcomes, (await states())[1]]).toEqual([['done', 'PRECONDITION_FAILED'], state]);
    }
  });

  it('lock a period and submit a late report: the lock first leaves it missing', async () => {
    const lock = () => acts.lock(period);
    const submit = () => acts.report(report, school, 'submit');
    const outcomes = await bothWaitingFor('school_reports', report, lock, submit);
    expect([outcomes, await states()]).toEqual([
      ['done', 'PRECONDITION_FAILED'],
      ['locked missing', 'locked missing'],
    ]);
  });

  it('submit a late report and lock its period: the submission first stands in its history, and is missing unaccepted', async () => {
    const submit = () => acts.report(report, school, 'submit');
    const outcomes = await bothWaitingFor('school_reports', report, submit, () => acts.lock(period));
    expect([outcomes, await states()]).toEqual([
      ['done', 'done'],
      ['locked missing', 'locked missing'],
    ]);
    const [row] = await scene.database.query(
      'SELECT missing_reason AS reason, revision FROM school_reports WHERE id = $1',
      [report],
    );
    expect(row).toEqual({ reason: 'отчёт сдан, но не принят', revision: 1 });
  });

  it('accept a report and lock its period: the acceptance first is published', async () => {
    await acts.report(report, school, 'submit');
    const accept = () => acts.report(report, town, 'accept');
    const outcomes = await bothWaitingFor('school_reports', report, accept, () => acts.lock(period));
    expect([outcomes, await states()]).toEqual([
      ['done', 'done'],
      ['locked', 'locked missing'],
    ]);
  });

  it('lock a period twice: one publication', async () => {
    const lock = () => acts.lock(period);
    expect(await bothWaitingFor('report_periods', period, lock, lock)).toEqual(['done', 'done']);
    const rows = await scene.database.query('SELECT number FROM report_publications WHERE period_id = $1', [
      period,
    ]);
    expect(rows).toEqual([{ number: 1 }]);
  });

  it('approve two corrections of one municipality: the roll-up becomes a draft once', async () => {
    await accepted();
    await submitRollup();
    await acts.rollup(rollup, MINISTRY, 'accept');
    await acts.lock(period);
    await acts.askCorrection(report, school.id);
    await acts.correction(report, town, 'agree');
    const approve = () => acts.correction(report, MINISTRY, 'approve');
    expect(await bothWaitingFor('rollups', rollup, approve, approve)).toEqual([
      'done',
      'CORRECTION_STATE_WRONG',
    ]);
    expect(await states()).toEqual(['open', 'draft']);
    const steps = await scene.database.query(
      `SELECT revision FROM report_steps WHERE rollup_id = $1 AND event = 'correct'`,
      [rollup],
    );
    expect(steps).toEqual([{ revision: 2 }]);
  });
});
