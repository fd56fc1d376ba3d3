import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { parseReportForm, type WrittenColumn } from '../../../src/statistics/domain/parse-report-form.js';
import type { ReportColumn } from '../../../src/statistics/domain/report-form.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { cellOf, ReportScene } from '../../support/report-scene.js';

/** indicators.md f.7, to the letter; the school's own figures stand beside «Создано УЗ». */
const HEADERS =
  '№ п/п | Муниципальное образование | ОКТМО | Наименование ОО | ИНН | Всего обучающихся | до 14 | 14–17 | 18+ | без даты рождения | Создано УЗ: до 14 | 14–17 | всего до 18 | 18+ | все | Доля, % | Привязано к ЭЖ: до 14 | 14–17 | всего до 18 | Доля, % | Создано: прирост за неделю | за месяц | п.п. | Привязано: прирост за неделю | за месяц | Прирост, п.п. | Нет возможности | Отказ | Привязано представителей (без повторов) | Примечание';

const SMALL = {
  ...{ code: 'small-form', title: 'Коротко', school_kinds: ['preschool'], age_basis: 'as_of_date' },
  columns: [
    { key: 'pupils', title: 'Всего', kind: 'indicator', indicator: 'I-01' },
    { key: 'pupils_own', title: 'по данным ОО', kind: 'own', beside: 'pupils' },
    { key: 'pp', title: 'п.п.', kind: 'growth', indicator: 'I-12', window: 'accepted' },
  ],
};

describe('forms of reports and whom they oblige', () => {
  let scene: ReportScene;
  let ministry: TestAdministrator;
  let town: Uuid;

  beforeAll(async () => {
    scene = await ReportScene.open();
    town = await scene.aTown('Город');
    ministry = await scene.as('ministry_analyst');
  });
  afterAll(() => scene.close());

  it('begin with the form of f.7, column by column', async () => {
    const { body } = await scene.ask(ministry, 'GET', '/report-forms');
    const [form] = body['items'] as { version: number; columns: ReportColumn[]; school_kinds: string[] }[];
    const headers = form?.columns.filter(({ kind }) => kind !== 'own').map(({ title }) => title);
    expect([form?.version, headers?.join(' | ')]).toEqual([1, HEADERS]);
    expect(form?.school_kinds).not.toContain('preschool');
    const own = form?.columns.flatMap((column) => (column.kind === 'own' ? column.beside : []));
    expect(own).toEqual([
      'declared_under14',
      'declared_14to17',
      'declared_minors',
      'declared_18plus',
      'declared',
    ]);
    const written = { code: 'a-form', title: 'Форма', schoolKinds: ['basic'], ageBasis: 'as_of_date' };
    const parsed = parseReportForm({ ...written, columns: form?.columns as unknown as WrittenColumn[] });
    expect(parsed).toMatchObject({ kind: 'form', form: { columns: form?.columns } });
  });

  it('are published as new versions by the ministry, and a fault names its column', async () => {
    const faulty = {
      ...SMALL,
      columns: [...SMALL.columns, { key: 'x', title: 'Лишний', kind: 'indicator', indicator: 'I-77' }],
    };
    const refused = await scene.ask(ministry, 'POST', '/report-forms', faulty);
    expect([refused.status, refused.body['errors']]).toEqual([
      400,
      [
        {
          field: 'columns[3].indicator',
          message: expect.stringContaining('столбец «Лишний»: показателя «I-77» нет'),
        },
      ],
    ]);
    const versions = await Promise.all([1, 2].map(() => scene.ask(ministry, 'POST', '/report-forms', SMALL)));
    expect(versions.map(({ status, body }) => [status, body['version']]).sort()).toEqual([
      [201, 1],
      [201, 2],
    ]);
    const operator = await scene.as('municipal_operator', { municipalityId: town });
    expect((await scene.ask(operator, 'POST', '/report-forms', SMALL)).status).toBe(403);
    const audited = await scene.database.query(
      `SELECT FROM audit_events WHERE action = 'report_form.published'`,
    );
    expect(audited).toHaveLength(2);
  });

  it('oblige the active schools of their kinds on the first day; a closed one and one of another kind not (f.6)', async () => {
    const [garden, closed] = [
      await scene.aSchool(town, 'Сад 1', { kind: 'preschool' }),
      await scene.aSchool(town, 'Сад закрытый', { kind: 'preschool' }),
    ];
    const [branch] = [await scene.aSchool(town, 'Сад 1, филиал', { kind: 'preschool', founder: 'regional' })];
    await scene.aSchool(town, 'Школа 9');
    await scene.database.query(`UPDATE schools SET closed_on = '2026-11-01' WHERE id = $1`, [closed]);
    await scene.aSnapshot('2026-11-08', { [garden]: {} });
    const asked = { form_code: 'small-form', as_of: '2026-11-08' };
    const opened = await scene.openPeriod(ministry, { ...asked, due_zone: 'Europe/Moscow' });
    expect([opened.status, opened.body['schools'], opened.body['form_version']]).toEqual([201, 2, 2]);
    expect([opened.body['due_zone'], opened.body['due_before']]).toEqual([
      ...['Europe/Moscow', '2026-11-25T21:00:00.000Z'],
    ]);
    const routes = await scene.database.query<{ route: string; rollup: string | null }>(
      `SELECT r.route, u.state AS rollup FROM school_reports r LEFT JOIN rollups u ON u.id = r.rollup_id
        WHERE r.school_id = ANY ($1) ORDER BY r.route`,
      [[garden, branch]],
    );
    expect(routes).toEqual([
      { route: 'direct', rollup: null },
      { route: 'municipal', rollup: 'draft' },
    ]);
  });

  it('count the difference of shares from the last accepted report, of that report’s own snapshot', async () => {
    const garden = await scene.aSchool(town, 'Сад 2', { kind: 'preschool' });
    const numbers = (linked: number) =>
      ({ students: [100, 0, 0, 0], declared: [80, 0, 0], linked: [linked, 0, 0] }) as const;
    await scene.aSnapshot('2026-11-10', { [garden]: numbers(40) });
    const asked = (as_of: string) => scene.openPeriod(ministry, { form_code: 'small-form', as_of });
    await asked('2026-11-10');
    const [operator, principal] = [
      await scene.as('municipal_operator', { municipalityId: town }),
      await scene.as('principal', { schoolId: garden }),
    ];
    const first = await scene.reportOf(garden);
    await scene.act(principal, first, 'submit');
    expect((await scene.act(operator, first, 'accept')).body['state']).toBe('accepted');
    await scene.aSnapshot('2026-11-10', { [garden]: numbers(60) });
    await scene.aSnapshot('2026-11-17', { [garden]: numbers(47) });
    await asked('2026-11-17');
    const read = await scene.ask(principal, 'GET', `/reports/${await scene.reportOf(garden)}`);
    expect([cellOf(read, 'pp')['value'], cellOf(read, 'pp')['unit']]).toEqual([7, 'points']);
    const accepted = await scene.ask(principal, 'GET', `/reports/${first}`);
    expect(accepted.body['restated']).toBe(true);
  });

  it('are refreshed to the newest count of the same day until the term, keeping the school’s words', async () => {
    const garden = await scene.aSchool(town, 'Сад 3', { kind: 'preschool' });
    await scene.aSnapshot('2026-11-12', { [garden]: {} });
    await scene.openPeriod(ministry, { form_code: 'small-form', as_of: '2026-11-12' });
    const [report, principal] = [
      await scene.reportOf(garden),
      await scene.as('principal', { schoolId: garden }),
    ];
    const cells = [{ cell: 'pupils_own', figure: 100, explanation: 'Пятеро выбыли' }];
    await scene.act(principal, report, 'fill', { cells });
    await scene.aSnapshot('2026-11-12', {
      [garden]: { students: [60, 40, 0, 0], declared: [50, 30, 0], linked: [1, 1, 0] },
    });
    const fresh = await scene.act(principal, report, 'refresh');
    expect([
      cellOf(fresh, 'pupils')['value'],
      cellOf(fresh, 'pupils_own')['value'],
      fresh.body['restated'],
    ]).toEqual([...[100, 100, false]]);
    const before = scene.clock.now();
    scene.clock.set(new Date('2026-11-25T22:00:00.000Z'));
    const later = await scene.as('principal', { schoolId: garden });
    const late = await scene.act(later, report, 'refresh');
    expect([late.status, late.body['code']]).toEqual([409, 'REPORT_REFRESH_LATE']);
    const overdue = await scene.ask(later, 'GET', `/reports/${report}`);
    const sent = await scene.act(later, report, 'submit');
    expect([overdue.body['overdue'], sent.body['state'], sent.body['late']]).toEqual([
      true,
      'submitted',
      true,
    ]);
    scene.clock.set(before);
  });

  it('of branches are separate, and roll up to their legal entity by ИНН: Σ, Σ/Σ, adults without a sum (REP-06)', async () => {
    const inn = '3900000077';
    const [head, branch] = [
      await scene.aSchool(town, 'Школа 77', { inn }),
      await scene.aSchool(town, 'Школа 77, филиал', { inn }),
    ];
    await scene.aSnapshot('2026-11-05', { [head]: { linked: [1, 1, 1] }, [branch]: { linked: [2, 2, 1] } });
    await scene.aSnapshot('2026-11-12', {
      [head]: {},
      [branch]: { students: [10, 10, 0, 0], declared: [10, 5, 0], linked: [5, 5, 0] },
    });
    await scene.openPeriod(ministry, { as_of: '2026-11-12' });
    const report = await scene.reportOf(branch);
    const principal = await scene.as('principal', { schoolId: branch });
    const cells = [{ cell: 'declared_minors_own', figure: 14, explanation: 'один выбыл' }];
    await scene.act(principal, report, 'fill', { cells });
    const read = await scene.ask(ministry, 'GET', `/reports/${report}/legal-entity`);
    const reports = read.body['reports'] as { school: { name: string } }[];
    expect([read.body['inn'], reports.map(({ school }) => school.name)]).toEqual([
      inn,
      ['Школа 77', 'Школа 77, филиал'],
    ]);
    const values = (...keys: string[]) => keys.map((key) => cellOf(read, key)['value']);
    expect(values('students', 'linked_minors', 'linked_share', 'linked_week')).toEqual([125, 70, 58.3, 64]);
    expect(values('declared_minors_own', 'representatives_linked', 'linked_month')).toEqual([94, null, null]);
    const own = await scene.ask(principal, 'GET', `/reports/${report}/legal-entity`);
    expect((own.body['reports'] as unknown[]).length).toBe(1);
  });
});
