import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { hashOfContent } from '../../../src/statistics/application/content-hash.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { AS_OF, cellOf, MONDAY, ReportScene } from '../../support/report-scene.js';

describe('the way of a report over HTTP', () => {
  let scene: ReportScene;
  let school: Uuid;
  let privateSchool: Uuid;
  let report: Uuid;
  let ministry: TestAdministrator;
  let operator: TestAdministrator;
  let principal: TestAdministrator;

  beforeAll(async () => {
    scene = await ReportScene.open();
    const [town, other] = [await scene.aTown('Город'), await scene.aTown('Район')];
    school = await scene.aSchool(town, 'Школа 1', { inn: '3900000001' });
    privateSchool = await scene.aSchool(town, 'Частная', { founder: 'private' });
    await scene.aSchool(town, 'Сад', { kind: 'preschool' });
    await scene.aSchool(other, 'Без данных');
    await scene.aSnapshot('2026-10-31', { [school]: { linked: [10, 5, 0], declared: [20, 10, 0] } });
    await scene.aSnapshot('2026-11-15', { [school]: { linked: [44, 20, 0], declared: [50, 30, 2] } });
    await scene.aSnapshot(AS_OF, {
      [school]: {},
      [privateSchool]: { students: [0, 0, 3, 0], declared: [0, 0, 1], linked: [0, 0, 0] },
    });
    ministry = await scene.as('ministry_analyst');
    operator = await scene.as('municipal_operator', { municipalityId: town });
    principal = await scene.as('principal', { schoolId: school });
    await scene.openPeriod(ministry);
    report = await scene.reportOf(school);
  });
  afterAll(() => scene.close());

  it('begins with computed cells out of the snapshot, growth with its sign, and nothing where nothing is known', async () => {
    const seen = await scene.ask(principal, 'GET', `/reports/${report}`);
    const values = (...keys: string[]) => keys.map((key) => cellOf(seen, key)['value']);
    expect(values('municipality', 'oktmo', 'school', 'inn')).toEqual([
      ...['Город', '27701000', 'Школа 1', '3900000001'],
    ]);
    expect(values('students', 'students_under14', 'declared_minors', 'linked_minors')).toEqual([
      105, 60, 80, 60,
    ]);
    expect(values('declared_share', 'linked_share', 'representatives_linked')).toEqual([80, 60, 25]);
    expect(values('linked_week', 'linked_month', 'declared_week', 'declared_month')).toEqual([-4, 45, 0, 50]);
    expect(values('linked_pp', 'declared_pp', 'note', 'declared_own')).toEqual([null, null, null, null]);
    expect(seen.body['checks']).toEqual([]);
  });

  it('gives a school without data empty cells, and one without minors a share that is none (EC-115)', async () => {
    const { body } = await scene.ask(ministry, 'GET', '/reports?limit=10');
    const items = body['items'] as { id: string; school: { name: string }; route: string }[];
    expect(items.map(({ school: { name }, route }) => [name, route])).toEqual([
      ['Без данных', 'municipal'],
      ['Частная', 'direct'],
      ['Школа 1', 'municipal'],
    ]);
    const silent = await scene.ask(ministry, 'GET', `/reports/${items[0]?.id ?? ''}`);
    expect(cellOf(silent, 'students')['value']).toBeNull();
    const adults = await scene.ask(ministry, 'GET', `/reports/${items[1]?.id ?? ''}`);
    expect([cellOf(adults, 'students_18plus')['value'], cellOf(adults, 'linked_share')['value']]).toEqual([
      3,
      null,
    ]);
  });

  it('refuses to overwrite a computed cell, and names it in Russian', async () => {
    const answer = await scene.act(principal, report, 'fill', {
      cells: [{ cell: 'declared_minors', figure: 99 }],
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'REPORT_CELL_COMPUTED']);
    expect(answer.body['detail']).toContain('«Создано УЗ: всего до 18»');
    const unknown = await scene.act(principal, report, 'fill', {
      cells: [{ cell: 'constructor', figure: 1 }],
    });
    expect([unknown.status, unknown.body['code']]).toEqual([400, 'REPORT_CELL_UNKNOWN']);
  });

  it('EC-122: an own figure above the pupils stops the submission, an explained one is sent with its warning', async () => {
    const wrong = [{ cell: 'declared_under14_own', figure: 61 }];
    await scene.act(principal, report, 'fill', { cells: wrong });
    const refused = await scene.act(principal, report, 'submit');
    expect([refused.status, refused.body['code']]).toEqual([409, 'REPORT_CHECKS_FAILED']);
    expect(refused.body['detail']).toContain(
      '«Создано УЗ: до 14» по данным ОО: 61 — больше, чем учеников до 14 лет',
    );
    const right = [
      { cell: 'declared_under14_own', figure: 39, explanation: 'Трое удалили учётные записи' },
      { cell: 'declared_minors_own', figure: 69, explanation: 'То же' },
      { cell: 'declared_own', figure: 71, explanation: 'То же' },
      { cell: 'note', text: 'Уточняем' },
    ];
    const filled = await scene.act(principal, report, 'fill', { cells: right });
    expect(filled.body['checks']).toEqual([
      expect.objectContaining({ level: 'warning', cell: 'declared_under14_own' }),
    ]);
  });

  it('keeps without If-Match what nobody has seen', async () => {
    const blind = await scene.ask(principal, 'POST', `/reports/${report}/submit`);
    expect([blind.status, blind.body['code']]).toEqual([428, 'PRECONDITION_REQUIRED']);
    const stale = await scene.ask(principal, 'POST', `/reports/${report}/submit`, undefined, '"1"');
    expect([stale.status, stale.body['code']]).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('lets the principal submit and recall, the municipality return with a comment for a cell and accept', async () => {
    const sent = await scene.act(principal, report, 'submit');
    expect([sent.status, sent.body['state'], sent.body['revision'], sent.body['late']]).toEqual([
      ...[200, 'submitted', 1, false],
    ]);
    expect((await scene.act(principal, report, 'recall')).body['state']).toBe('open');
    expect((await scene.act(principal, report, 'submit')).body['revision']).toBe(2);
    const back = {
      reason: 'Проверьте число',
      due_on: '2026-11-27',
      comments: [{ cell: 'declared_own', text: 'Нет' }],
    };
    const returned = await scene.act(operator, report, 'return', back);
    expect([returned.status, returned.body['state'], returned.body['due_before']]).toEqual([
      ...[200, 'returned', '2026-11-27T22:00:00.000Z'],
    ]);
    const again = await scene.act(principal, report, 'submit');
    expect([again.body['state'], again.body['revision']]).toEqual(['submitted', 3]);
    const accepted = await scene.act(operator, report, 'accept');
    expect([accepted.status, accepted.body['state'], accepted.body['accepted_by']]).toEqual([
      ...[200, 'accepted', operator.esiaPersonId],
    ]);
    const late = await scene.act(principal, report, 'recall');
    expect([late.status, late.body['code']]).toEqual([409, 'REPORT_STATE_WRONG']);
  });

  it('keeps every step and every signed revision with the hash of its canonical content', async () => {
    const { body } = await scene.ask(ministry, 'GET', `/reports/${report}/steps`);
    const steps = body['items'] as { event: string; reason: string | null; cell_comments: object }[];
    expect(steps.map(({ event }) => event)).toEqual([
      ...['open', 'fill', 'fill', 'submit', 'recall', 'submit', 'return', 'submit', 'accept'],
    ]);
    expect(steps[6]).toMatchObject({ reason: 'Проверьте число', cell_comments: { declared_own: 'Нет' } });
    const signed = await scene.ask(principal, 'GET', `/reports/${report}/revisions`);
    const revisions = signed.body['items'] as { revision: number; content: unknown; content_hash: string }[];
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2, 3]);
    for (const { content, content_hash } of revisions) expect(hashOfContent(content)).toBe(content_hash);
    const audited = await scene.database.query<{ action: string }>(
      `SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id`,
      [report],
    );
    expect(audited.map(({ action }) => action)).toEqual(steps.slice(1).map(({ event }) => `report.${event}`));
  });

  it('lets an accepted report be returned while the roll-up is at hand, not once it is sent (e.4)', async () => {
    const rollup = (state: string) =>
      scene.database.query(
        `UPDATE rollups u SET state = $2, figures = '{}', built_at = now(), built_snapshot_id = r.snapshot_id
           FROM school_reports r WHERE r.id = $1 AND u.id = r.rollup_id`,
        [report, state],
      );
    await rollup('submitted');
    const back = { reason: 'Опечатка', due_on: '2026-11-27' };
    const refused = await scene.act(operator, report, 'return', back);
    expect([refused.status, refused.body['code']]).toEqual([409, 'REPORT_ROLLUP_SENT']);
    await rollup('returned');
    const returned = await scene.act(operator, report, 'return', back);
    expect([returned.body['state'], returned.body['accepted_at']]).toEqual(['returned', null]);
  });

  it('is decided by whom it goes to: the ministry not about a municipal school, a municipality not about a private one', async () => {
    await scene.act(principal, report, 'submit');
    const overMunicipality = await scene.act(ministry, report, 'accept');
    expect([overMunicipality.status, overMunicipality.body['code']]).toEqual([403, 'REPORT_OTHER_ROUTE']);
    const direct = await scene.reportOf(privateSchool);
    expect((await scene.ask(operator, 'GET', `/reports/${direct}`)).status).toBe(404);
    const owner = await scene.as('principal', { schoolId: privateSchool });
    expect((await scene.act(owner, direct, 'submit')).body['state']).toBe('submitted');
    expect((await scene.ask(operator, 'POST', `/reports/${direct}/accept`, undefined, '"2"')).status).toBe(
      404,
    );
    expect((await scene.act(ministry, direct, 'accept')).body['state']).toBe('accepted');
    expect((await scene.ask(owner, 'GET', `/reports/${report}`)).status).toBe(404);
  });

  it('lists by state, period and municipality within the scope, page by page', async () => {
    const list = async (who: TestAdministrator, query: string) => {
      const { body } = await scene.ask(who, 'GET', `/reports?${query}`);
      return { body, names: (body['items'] as { school: { name: string } }[]).map((one) => one.school.name) };
    };
    expect((await list(ministry, 'state=accepted')).names).toEqual(['Частная']);
    expect((await list(operator, 'limit=50')).names).toEqual(['Школа 1']);
    const first = await list(ministry, 'limit=2');
    const next = await list(ministry, `limit=2&cursor=${first.body['next_cursor'] as string}`);
    expect([first.names, next.names, next.body['next_cursor']]).toEqual([
      ['Без данных', 'Частная'],
      ['Школа 1'],
      null,
    ]);
    const periods = await scene.ask(operator, 'GET', '/report-periods');
    expect(periods.body['items']).toEqual([expect.objectContaining({ name: 'Ноябрь', schools: 1 })]);
  });

  it('refuses a day that was not counted, a period that is there, a term that is over, a zone that is none', async () => {
    const codes = [];
    for (const wrong of [
      { as_of: '2026-11-20' },
      {},
      { due_on: '2026-11-22' },
      { due_zone: 'Europe/Atlantis' },
      { form_code: 'no-such-form' },
      { first_day: '2026-11-30' },
    ]) {
      const answer = await scene.openPeriod(ministry, wrong);
      codes.push([answer.status, answer.body['code']]);
    }
    expect(codes).toEqual([
      [409, 'REPORT_SNAPSHOT_MISSING'],
      [409, 'REPORT_PERIOD_EXISTS'],
      [400, 'REPORT_DUE_PAST'],
      [400, 'REPORT_ZONE_UNKNOWN'],
      [400, 'REPORT_FORM_UNKNOWN'],
      [400, 'REPORT_PERIOD_DAYS_WRONG'],
    ]);
    expect(scene.clock.now()).toEqual(MONDAY);
  });
});
