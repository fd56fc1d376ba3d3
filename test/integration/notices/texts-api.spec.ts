import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestAdministrator } from '../../support/administrators.js';
import { NoticesScene } from './notices-scene.js';

type Row = Record<string, unknown>;
const SMS = { kind: 'sms', title: 'SMS', body: 'Вход в дневник по паролю {{term}}.' };

describe('the texts of notices (NOT-01), over HTTP', () => {
  let scene: NoticesScene;
  let writer: TestAdministrator;
  let second: TestAdministrator;
  let school: TestAdministrator;
  const versions = async () =>
    scene.desk.database.query(
      `SELECT version, state FROM notice_templates WHERE kind = 'sms' ORDER BY version`,
    );
  const approve = async (who: TestAdministrator, id: unknown) => {
    const { body } = await scene.desk.ask(who, 'POST', '/notice-templates/approvals', { template_ids: [id] });
    return (body['items'] as Row[])[0]?.['outcome'];
  };

  beforeAll(async () => {
    scene = await NoticesScene.open();
    writer = await scene.desk.administrator('ministry_analyst', {});
    second = await scene.desk.administrator('campaign_manager', {});
    school = await scene.desk.administrator();
  });
  afterAll(() => scene.desk.close());

  it('are approved by somebody else than their author; the version before is retired', async () => {
    const written = await scene.desk.ask(writer, 'POST', '/notice-templates', SMS);
    expect(written).toMatchObject({ status: 201, body: { version: 2, state: 'draft' } });
    expect(await approve(writer, written.body['id'])).toBe('own_text');
    expect(await approve(second, written.body['id'])).toBe('approved');
    expect(await approve(second, written.body['id'])).toBe('not_a_draft');
    expect(await versions()).toEqual([
      { version: 1, state: 'retired' },
      { version: 2, state: 'approved' },
    ]);
  });

  it('do not change once they are approved, whoever asks the database', async () => {
    for (const change of [
      `UPDATE notice_templates SET body = 'иначе' WHERE kind = 'sms' AND state = 'approved'`,
      `UPDATE notice_templates SET state = 'draft', approved_by = NULL, approved_at = NULL WHERE state = 'approved'`,
      `DELETE FROM notice_templates WHERE kind = 'sms'`,
    ])
      await expect(scene.desk.database.query(change)).rejects.toMatchObject({
        constraint: 'notice_templates_stay',
      });
  });

  it('are refused with what is wrong, and belong to the ministry', async () => {
    const faulty = await scene.desk.ask(writer, 'POST', '/notice-templates', { ...SMS, body: '{{snils}}' });
    expect(faulty.status).toBe(400);
    expect(JSON.stringify(faulty.body['errors'])).toContain('подстановки {{snils}} нет');
    expect((await scene.desk.ask(school, 'POST', '/notice-templates', SMS)).status).toBe(403);
  });

  it('take from a school its contacts and nothing else, and show a family that does not exist (ADM-08)', async () => {
    const { schoolId } = scene.desk.roster;
    const path = `/schools/${schoolId}/notice-contacts`;
    const contacts = 'кабинет 7, <b>Мария</b>';
    expect((await scene.desk.ask(school, 'PUT', path, { contacts })).status).toBe(204);
    expect((await scene.desk.ask(school, 'GET', path)).body).toEqual({ contacts });
    const page = await scene.file(
      school,
      `/notice-previews/paper.html?kind=leaflet_under14&school_id=${schoolId}`,
    );
    const html = page.bytes.toString();
    expect(html).toContain('Образцова Анна Ивановна');
    expect(html).toContain('кабинет 7, &lt;b&gt;Мария&lt;/b&gt;');
    expect(html).toContain('<svg');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('answer appeals with the acts (NOT-08)', async () => {
    const { body } = await scene.desk.ask(school, 'GET', '/appeal-answers');
    const answers = body['items'] as { kind: string; text: string }[];
    expect(answers).toHaveLength(5);
    const why = answers.find(({ kind }) => kind === 'appeal_why_esia')?.text ?? '';
    for (const act of ['№ 584', '№ 1516', '№ 273-ФЗ']) expect(why).toContain(act);
    expect(answers.map(({ text }) => text).join()).not.toContain('{{');
  });

  it('lead from the QR to an instruction that is open to everybody and about nobody', async () => {
    const [region] = await scene.desk.database.query<{ code: string }>('SELECT code FROM regions');
    const answer = await fetch(`${scene.desk.application.url}/instruction/${region?.code ?? ''}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Ребёнок до 14 лет');
    expect((await fetch(`${scene.desk.application.url}/instruction/99`)).status).toBe(404);
  });

  it('let a refusal be printed, and the gate of the cut-over knows it', async () => {
    const child = await scene.aPupil();
    const { schoolId } = scene.desk.roster;
    const recorded = await scene.desk.ask(school, 'POST', '/refusals', {
      ...{ school_id: schoolId, person_id: child.person.id, basis: 'заявление', refused_on: '2026-11-20' },
    });
    const unprinted = async () =>
      scene.desk.database.query(
        `SELECT refusals_unprinted AS n, to_tell FROM campaign_papers($1, '2026-11-23')`,
        [[scene.campaigns.get('pupils_under14')]],
      );
    expect(await unprinted()).toEqual([{ n: 1, to_tell: 0 }]);
    const path = `${scene.desk.application.url}/api/v1/refusals/${String(recorded.body['id'])}/form`;
    const answer = await fetch(path, { method: 'POST', headers: { cookie: school.cookie } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await unprinted()).toEqual([{ n: 0, to_tell: 0 }]);
    const blank = await scene.file(school, `/refusal-forms/blank.txt?school_id=${schoolId}`);
    expect(blank.bytes.toString()).toContain('бумажный дневник');
  });

  it('that nobody has approved reach nobody', async () => {
    await scene.desk.database.query(`ALTER TABLE notice_templates DISABLE TRIGGER notice_templates_frozen`);
    await scene.desk.database.query(
      `UPDATE notice_templates SET state = 'retired' WHERE kind = 'leaflet_under14' AND state = 'approved'`,
    );
    await scene.aPupil();
    expect(await scene.make(school)).toMatchObject({
      status: 409,
      body: { code: 'NOTICE_TEXT_NOT_APPROVED' },
    });
  });
});
