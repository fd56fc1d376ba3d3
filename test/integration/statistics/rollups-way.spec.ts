import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { hashOfContent } from '../../../src/statistics/application/content-hash.js';
import { AS_OF, ReportScene } from '../../support/report-scene.js';
import {
  actOnRollup,
  aReportingRegion,
  figureOf,
  handIn,
  levelRows,
  type ReportingRegion,
  rollupOf,
} from '../../support/rollup-scene.js';

type Answer = Awaited<ReturnType<ReportScene['ask']>>;
const outcome = ({ status, body }: Answer) => [status, body['code'] ?? body['state']];

describe('a whole period over HTTP', () => {
  let scene: ReportScene;
  let region: ReportingRegion;
  let period: Uuid;
  let rollups: { a: Uuid; b: Uuid };
  let reports: { a1: Uuid; a2: Uuid; b1: Uuid; direct: Uuid };
  let correction: Uuid;

  beforeAll(async () => {
    scene = await ReportScene.open();
    region = await aReportingRegion(scene);
    const opened = await scene.openPeriod(region.ministry);
    period = opened.body['id'] as Uuid;
    rollups = { a: await rollupOf(scene, region.towns.a), b: await rollupOf(scene, region.towns.b) };
    const { a1, a2, b1, direct } = region.schools;
    reports = {
      ...{ a1: await scene.reportOf(a1), a2: await scene.reportOf(a2) },
      ...{ b1: await scene.reportOf(b1), direct: await scene.reportOf(direct) },
    };
  });
  afterAll(() => scene.close());

  const read = (id: Uuid) => scene.ask(region.ministry, 'GET', `/rollups/${id}`);
  const stateOfReport = async (id: Uuid) =>
    (await scene.ask(region.ministry, 'GET', `/reports/${id}`)).body['state'];
  const publication = async (number?: number, who = region.ministry) =>
    scene.ask(
      who,
      'GET',
      `/report-periods/${period}/publication${number === undefined ? '' : `?number=${String(number)}`}`,
    );
  const namedMissing = () => [{ school_id: region.schools.a2, reason: 'ремонт, школа не работает' }];

  it('EC-126: begins with a draft for each municipality, and none for a school that reports directly', async () => {
    const { body } = await scene.ask(region.ministry, 'GET', `/rollups?period_id=${period}`);
    const items = body['items'] as { municipality: { name: string }; state: string; revision: number }[];
    expect(items.map(({ municipality, state, revision }) => [municipality.name, state, revision])).toEqual([
      ['Город', 'draft', 1],
      ['Район', 'draft', 1],
    ]);
    const own = await scene.ask(region.operators.a, 'GET', '/rollups');
    expect(own.body['items']).toHaveLength(1);
    expect((await scene.ask(region.operators.a, 'GET', `/rollups/${rollups.b}`)).status).toBe(404);
    expect((await scene.ask(region.principals.a1, 'GET', `/rollups/${rollups.a}`)).status).toBe(403);
  });

  it('is built of accepted reports only: pupils are added up, adults counted once (f.0.8)', async () => {
    const { a, b } = region.operators;
    await handIn(scene, { principal: region.principals.a1, acceptedBy: a }, reports.a1);
    await handIn(scene, { principal: region.principals.b1, acceptedBy: b }, reports.b1);
    await handIn(scene, { principal: region.principals.direct, acceptedBy: region.ministry }, reports.direct);
    const built = await actOnRollup(scene, a, rollups.a, 'build');
    expect(outcome(built)).toEqual([200, 'draft']);
    const of = (key: string) => figureOf(built.body['figures'], key);
    expect([of('municipality'), of('students'), of('linked_share')]).toEqual(['Город', 105, 60]);
    expect(of('representatives_linked')).toBe(40);
    const schools = built.body['schools'] as Record<string, unknown>[];
    expect(
      schools.map(({ school_name, accepted, built_from_revision }) => [
        school_name,
        accepted,
        built_from_revision,
      ]),
    ).toEqual([
      ['Школа 1', true, 1],
      ['Школа 2', false, null],
    ]);
  });

  it('is submitted only with every school accepted, or named as missing with a reason', async () => {
    const head = region.heads.a;
    const silent = await actOnRollup(scene, head, rollups.a, 'submit');
    expect(outcome(silent)).toEqual([409, 'ROLLUP_MISSING_UNNAMED']);
    expect(silent.body['facts']).toEqual({ schools: [region.schools.a2] });
    const tooMany = [...namedMissing(), { school_id: region.schools.a1, reason: 'лишняя' }];
    expect(outcome(await actOnRollup(scene, head, rollups.a, 'submit', { missing: tooMany }))).toEqual([
      ...[409, 'ROLLUP_MISSING_WRONG'],
    ]);
    expect(outcome(await actOnRollup(scene, region.heads.b, rollups.b, 'submit'))).toEqual([
      ...[409, 'ROLLUP_NOT_BUILT'],
    ]);
    expect((await actOnRollup(scene, region.operators.a, rollups.a, 'submit')).status).toBe(403);
    expect((await scene.ask(head, 'POST', `/rollups/${rollups.a}/submit`, {})).status).toBe(428);
    expect((await scene.ask(head, 'POST', `/rollups/${rollups.a}/submit`, {}, '"999"')).status).toBe(412);
    const sent = await actOnRollup(scene, head, rollups.a, 'submit', { missing: namedMissing() });
    expect([...outcome(sent), sent.body['late']]).toEqual([200, 'submitted', false]);
  });

  it('holds its accepted reports while the ministry has it', async () => {
    const back = { reason: 'другое число', due_on: '2026-11-27' };
    const answer = await scene.act(region.operators.a, reports.a1, 'return', back);
    expect(outcome(answer)).toEqual([409, 'REPORT_ROLLUP_SENT']);
  });

  it('is recalled before acceptance, and signed again under the next number: what was signed stays', async () => {
    expect(outcome(await actOnRollup(scene, region.heads.a, rollups.a, 'recall'))).toEqual([200, 'draft']);
    const again = await actOnRollup(scene, region.heads.a, rollups.a, 'submit', { missing: namedMissing() });
    expect([...outcome(again), again.body['revision']]).toEqual([200, 'submitted', 2]);
    const { body } = await scene.ask(region.heads.a, 'GET', `/rollups/${rollups.a}/revisions`);
    const signed = body['items'] as {
      revision: number;
      content: Record<string, unknown>;
      content_hash: string;
    }[];
    expect(signed.map(({ revision }) => revision)).toEqual([2, 1]);
    for (const one of signed) {
      expect(one.content_hash).toBe(hashOfContent(one.content));
      expect(one.content['missing']).toEqual(namedMissing());
      expect(one.content).toMatchObject({ schools: [{ school_id: region.schools.a1, revision: 1 }] });
    }
  });

  it('is returned with a reason and a new term, and reopens the named schools in the same act', async () => {
    const back = { reason: 'проверьте школу 1', due_on: '2026-11-30' };
    const wrong = await actOnRollup(scene, region.ministry, rollups.a, 'return', {
      ...{ ...back, school_ids: [region.schools.a2] },
    });
    expect(outcome(wrong)).toEqual([409, 'ROLLUP_SCHOOLS_NOT_ACCEPTED']);
    const past = await actOnRollup(scene, region.ministry, rollups.a, 'return', {
      ...back,
      due_on: '2026-11-22',
    });
    expect(outcome(past)).toEqual([400, 'REPORT_DUE_PAST']);
    const named = { ...back, school_ids: [region.schools.a1] };
    const returned = await actOnRollup(scene, region.ministry, rollups.a, 'return', named);
    expect([...outcome(returned), returned.body['due_before']]).toEqual([
      ...[200, 'returned', '2026-11-30T22:00:00.000Z'],
    ]);
    const report = await scene.ask(region.principals.a1, 'GET', `/reports/${reports.a1}`);
    expect([report.body['state'], report.body['due_before']]).toEqual([
      'returned',
      '2026-11-30T22:00:00.000Z',
    ]);
    const { body } = await scene.ask(region.principals.a1, 'GET', `/reports/${reports.a1}/steps`);
    expect((body['items'] as { event: string; reason: string }[]).at(-1)).toMatchObject({
      ...{ event: 'rollup_returned', reason: 'проверьте школу 1' },
    });
  });

  it('refuses figures that are no longer those of the accepted reports', async () => {
    await handIn(scene, { principal: region.principals.a1, acceptedBy: region.operators.a }, reports.a1);
    const stale = await actOnRollup(scene, region.heads.a, rollups.a, 'submit', { missing: namedMissing() });
    expect(outcome(stale)).toEqual([409, 'ROLLUP_STALE']);
    await actOnRollup(scene, region.heads.a, rollups.a, 'build');
    const sent = await actOnRollup(scene, region.heads.a, rollups.a, 'submit', { missing: namedMissing() });
    expect([...outcome(sent), sent.body['revision']]).toEqual([200, 'submitted', 3]);
    expect(outcome(await actOnRollup(scene, region.ministry, rollups.a, 'accept'))).toEqual([
      200,
      'accepted',
    ]);
    expect(outcome(await actOnRollup(scene, region.heads.a, rollups.a, 'recall'))).toEqual([
      ...[409, 'ROLLUP_STATE_WRONG'],
    ]);
  });

  it('publishes nothing before the lock', async () => {
    expect((await publication()).status).toBe(404);
    expect((await scene.ask(region.heads.a, 'POST', `/report-periods/${period}/lock`, {})).status).toBe(403);
  });

  it('is locked at once for all: accepted reports are published, the others named with their reasons', async () => {
    const locked = await scene.ask(region.ministry, 'POST', `/report-periods/${period}/lock`, {});
    expect([locked.status, locked.body['publication']]).toEqual([200, 1]);
    const { body } = await publication();
    const lines = body['reports'] as Record<string, unknown>[];
    expect(
      lines.map(({ school_name, cells, missing_reason }) => [school_name, cells !== null, missing_reason]),
    ).toEqual([
      ['Частная', true, null],
      ['Школа 1', true, null],
      ['Школа 2', false, 'ремонт, школа не работает'],
      ['Школа 3', true, null],
    ]);
    const towns = body['municipalities'] as Record<string, unknown>[];
    expect(
      towns.map(({ municipality_name, figures, missing_reason }) => [
        municipality_name,
        figures !== null,
        missing_reason,
      ]),
    ).toEqual([
      ['Город', true, null],
      ['Район', false, 'свод не сдан'],
    ]);
    expect(figureOf(body['region'], 'students')).toBe(315);
    expect(figureOf(body['region'], 'representatives_linked')).toBe(70);
    const report = await scene.ask(region.ministry, 'GET', `/reports/${reports.a2}`);
    expect([report.body['state'], report.body['missing'], report.body['missing_reason']]).toEqual([
      ...['locked', true, 'ремонт, школа не работает'],
    ]);
  });

  it('is locked once: a repeated lock does nothing and answers the same publication', async () => {
    const again = await scene.ask(region.ministry, 'POST', `/report-periods/${period}/lock`, {});
    expect([again.status, again.body]).toEqual([200, { publication: 1, reports: [], rollups: [] }]);
    expect(outcome(await scene.act(region.principals.a2, reports.a2, 'submit'))).toEqual([
      409,
      'REPORT_STATE_WRONG',
    ]);
  });

  it('is read in one’s own scope: a municipality its schools, a school itself, neither the region', async () => {
    const names = async (who: ReportingRegion['ministry']) => {
      const { body } = await publication(undefined, who);
      const lines = body['reports'] as { school_name: string }[];
      return [
        lines.map(({ school_name }) => school_name),
        body['region'],
        (body['municipalities'] as object[]).length,
      ];
    };
    expect(await names(region.operators.a)).toEqual([['Школа 1', 'Школа 2'], null, 1]);
    expect(await names(region.principals.b1)).toEqual([['Школа 3'], null, 0]);
  });

  it('EC-119: a late change of the roster leaves it alone; the principal may ask with the table of differences', async () => {
    const { a1, a2, b1, direct } = region.schools;
    const restated = await scene.aSnapshot(AS_OF, {
      [a1]: { students: [62, 40, 5, 0] },
      [a2]: {},
      [b1]: {},
      [direct]: {},
    });
    await levelRows(scene, restated, region.towns);
    expect(figureOf((await publication()).body['region'], 'students')).toBe(315);
    const early = await scene.ask(region.principals.b1, 'POST', '/report-corrections', {
      ...{ report_id: reports.a1, reason: 'опоздавший приказ' },
    });
    expect(early.status).toBe(404);
    const asked = await scene.ask(region.principals.a1, 'POST', '/report-corrections', {
      ...{ report_id: reports.a1, reason: 'опоздавший приказ' },
    });
    expect(outcome(asked)).toEqual([201, 'asked']);
    correction = asked.body['id'] as Uuid;
    const table = asked.body['difference'] as {
      column: string;
      submitted: object;
      restated: object;
      differs: boolean;
    }[];
    expect(table.filter(({ differs }) => differs).map(({ column }) => column)).toEqual([
      ...['students', 'students_under14', 'declared_share', 'linked_share'],
    ]);
    expect(table[0]).toMatchObject({ submitted: { numerator: 105 }, restated: { numerator: 107 } });
    const twice = await scene.ask(region.principals.a1, 'POST', '/report-corrections', {
      ...{ report_id: reports.a1, reason: 'ещё раз' },
    });
    expect(outcome(twice)).toEqual([409, 'CORRECTION_OPEN']);
  });

  it('is corrected by agreement of the municipality and approval of the ministry, nobody deciding their own', async () => {
    const approval = { reason: 'подтверждено приказом', due_on: '2026-12-04' };
    const to = (who: ReportingRegion['ministry'], step: string, body: object = {}) =>
      scene.ask(who, 'POST', `/report-corrections/${correction}/${step}`, body);
    expect(outcome(await to(region.ministry, 'approve', approval))).toEqual([409, 'CORRECTION_STATE_WRONG']);
    expect((await to(region.operators.b, 'agree')).status).toBe(404);
    expect(outcome(await to(region.operators.a, 'agree'))).toEqual([200, 'agreed']);
    await scene.database.query('UPDATE report_corrections SET asked_by = $2 WHERE id = $1', [
      ...[correction, region.ministry.esiaPersonId],
    ]);
    expect(outcome(await to(region.ministry, 'approve', approval))).toEqual([403, 'CORRECTION_OWN']);
    await scene.database.query('UPDATE report_corrections SET asked_by = $2 WHERE id = $1', [
      ...[correction, region.principals.a1.esiaPersonId],
    ]);
    expect(outcome(await to(region.ministry, 'approve', approval))).toEqual([200, 'approved']);
    const report = await scene.ask(region.principals.a1, 'GET', `/reports/${reports.a1}`);
    expect([
      report.body['state'],
      report.body['revision'],
      figureOf(report.body['cells'], 'students'),
    ]).toEqual([...['open', 3, 107]]);
    const rollup = await read(rollups.a);
    expect([rollup.body['state'], rollup.body['revision']]).toEqual(['draft', 4]);
    const { body } = await publication();
    expect([body['number'], figureOf(body['region'], 'students')]).toEqual([1, 315]);
  });

  it('keeps what it published until the correction is accepted and locked; then both publications are there', async () => {
    const idle = await scene.ask(region.ministry, 'POST', `/report-periods/${period}/lock`, {});
    expect(idle.body).toEqual({ publication: 1, reports: [], rollups: [] });
    await handIn(scene, { principal: region.principals.a1, acceptedBy: region.operators.a }, reports.a1);
    await actOnRollup(scene, region.heads.a, rollups.a, 'build');
    await actOnRollup(scene, region.heads.a, rollups.a, 'submit', { missing: namedMissing() });
    await actOnRollup(scene, region.ministry, rollups.a, 'accept');
    const locked = await scene.ask(region.ministry, 'POST', `/report-periods/${period}/lock`, {});
    expect([locked.body['publication'], (locked.body['reports'] as object[]).length]).toEqual([2, 1]);
    const students = async (number?: number) =>
      figureOf((await publication(number)).body['region'], 'students');
    expect([await students(1), await students(2), await students()]).toEqual([315, 317, 317]);
    const { body } = await scene.ask(region.principals.a1, 'GET', `/reports/${reports.a1}/revisions`);
    const signed = body['items'] as {
      revision: number;
      content: { cells: Record<string, { numerator: number }> };
    }[];
    expect(
      signed.map(({ revision, content }) => [revision, content.cells['students']?.numerator]).sort(),
    ).toEqual([
      [1, 105],
      [2, 105],
      [3, 107],
    ]);
    const kept = await scene.ask(region.principals.a1, 'GET', `/report-corrections/${correction}`);
    expect((kept.body['difference'] as object[])[0]).toMatchObject({
      submitted: { numerator: 105 },
      restated: { numerator: 107 },
    });
  });

  it('a refused correction leaves the report locked; a direct school’s goes to the ministry at once', async () => {
    const asked = await scene.ask(region.principals.direct, 'POST', '/report-corrections', {
      ...{ report_id: reports.direct, reason: 'опечатка в приказе' },
    });
    const id = asked.body['id'] as Uuid;
    const refused = await scene.ask(region.ministry, 'POST', `/report-corrections/${id}/refuse`, {
      reason: 'нет документа',
    });
    expect([...outcome(refused), await stateOfReport(reports.direct)]).toEqual([200, 'refused', 'locked']);
  });

  it('writes every act into the audit', async () => {
    const rows = await scene.database.query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_events WHERE action ~ '^(rollup|report_period|report_correction)' ORDER BY action`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...[
        'report_correction.agreed',
        'report_correction.approved',
        'report_correction.asked',
        'report_correction.refused',
      ],
      ...['report_period.locked', 'report_period.opened'],
      ...[
        'rollup.accept',
        'rollup.build',
        'rollup.correct',
        'rollup.lock',
        'rollup.recall',
        'rollup.return',
        'rollup.submit',
      ],
    ]);
  });
});
