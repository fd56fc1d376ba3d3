import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestAdministrator } from '../../support/administrators.js';
import { type Holder, NoticesScene } from './notices-scene.js';

type Row = Record<string, unknown>;

describe('the notices of a class, over HTTP', () => {
  let scene: NoticesScene;
  let school: TestAdministrator;
  let ivan: Holder;
  let older: Holder;
  let linked: Holder;
  let hidden: Holder;
  let mother: Holder;
  const rowsOf = (body: Row) => ((body['classes'] as Row[])[0]?.['items'] ?? []) as Row[];
  const text = (id: unknown) => scene.file(school, `/notices/${String(id)}/paper.txt`);

  beforeAll(async () => {
    scene = await NoticesScene.open();
    school = await scene.desk.administrator();
    ivan = await scene.aPupil('2015-05-06', { last: 'Яковлев' });
    older = await scene.aPupil('2011-05-06', { last: 'Абрамова' });
    linked = await scene.aPupil('2015-05-06', { last: 'Вошедший' });
    hidden = await scene.aPupil('2015-05-06', { last: 'Скрытый' });
    mother = await scene.aParent(ivan);
    await scene.link(linked);
    await scene.desk.database.query('UPDATE people SET protected = true WHERE id = $1', [hidden.person.id]);
  });
  afterAll(() => scene.desk.close());

  it('are made for whoever is not linked, each by age, and not for protected people (EC-062)', async () => {
    const { status, body } = await scene.make(school);
    expect(status).toBe(200);
    const outcomes = new Map(rowsOf(body).map((row) => [row['person_id'], row['outcome']]));
    expect(outcomes.get(ivan.person.id)).toBe('generated');
    expect(outcomes.get(older.person.id)).toBe('generated');
    expect(outcomes.get(mother.person.id)).toBe('generated');
    expect(outcomes.get(linked.person.id)).toBe('linked');
    expect(outcomes.get(hidden.person.id)).toBe('protected');
    const kinds = new Map((await scene.notices()).map(({ person, kind }) => [person, kind]));
    expect(kinds.get(ivan.person.id)).toBe('leaflet_under14');
    expect(kinds.get(older.person.id)).toBe('leaflet_14to17');
    expect(kinds.get(mother.person.id)).toBe('letter_parents');
  });

  it('are made once: asked again they stay, with the codes that they have', async () => {
    const [first] = await scene.notices();
    const before = (await text(first?.id)).bytes.toString();
    const { body } = await scene.make(school);
    expect(rowsOf(body).filter(({ outcome }) => outcome === 'ready')).toHaveLength(3);
    expect((await text(first?.id)).bytes.toString()).toBe(before);
    expect(await scene.notices()).toHaveLength(3);
  });

  it('bear a link code that opens the account, the day and the school, and nothing secret of the person', async () => {
    const mine = (await scene.notices()).find(({ person }) => person === ivan.person.id);
    const { bytes, headers } = await text(mine?.id);
    const paper = bytes.toString();
    expect(paper).toMatch(/Код для входа: [2-9ACDEFGHJKMNPQRTUVWXY]{4}-[2-9ACDEFGHJKMNPQRTUVWXY]{4}/);
    expect(paper).toContain('прекратится 15.03.2027');
    expect(paper).toContain('Яковлев Пётр Сергеевич');
    expect(paper).toContain('5Б класс');
    expect(paper).not.toMatch(/\d{3}-\d{3}-\d{3}|06\.05\.2015|\{\{/);
    expect(headers.get('cache-control')).toBe('private, no-store');
    const codes = await scene.desk.database.query(
      `SELECT expires_at >= '2027-07-13' AS "outlivesTheWave" FROM link_codes WHERE journal_account_id = $1 AND voided_at IS NULL`,
      [ivan.account],
    );
    expect(codes).toEqual([{ outlivesTheWave: true }]);
  });

  it('of a class lie in one PDF by the class list, each child’s before the letters to the parents', async () => {
    const { status, bytes, headers } = await scene.file(
      school,
      `/notices/packs/class.pdf?class_id=${scene.classId}`,
    );
    expect(status).toBe(200);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('Памятки, 5Б'));
    const trail = await scene.desk.database.query(
      `SELECT facts->>'notices' AS notices FROM audit_events WHERE action = 'notices.printed' AND facts ? 'which'`,
    );
    expect(trail).toEqual([{ notices: '3' }]);
  });

  it('of a school come as an archive of its classes', async () => {
    const teacher = await scene.aTeacher();
    const made = await scene.make(school, { school_id: scene.desk.roster.schoolId });
    const classes = made.body['classes'] as Row[];
    expect(classes.map(({ class_label: label, generated, items }) => [label, generated, items])).toEqual([
      ['5Б', 0, []],
      [null, 1, []],
    ]);
    expect((await scene.notices()).find(({ person }) => person === teacher.person.id)?.kind).toBe(
      'leaflet_staff',
    );
    const path = `/notices/packs/school.zip?school_id=${scene.desk.roster.schoolId}`;
    const { status, bytes } = await scene.file(school, path);
    expect(status).toBe(200);
    expect(bytes.readUInt32LE(0)).toBe(0x04034b50);
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(2);
    expect(bytes.includes(Buffer.from('Памятки, 5Б.pdf'))).toBe(true);
  });

  it('of a protected person are made by name, and lie in no pack', async () => {
    const body = { school_id: scene.desk.roster.schoolId, person_ids: [hidden.person.id] };
    const made = await scene.make(school, body);
    expect(rowsOf(made.body)[0]?.['outcome']).toBe('generated');
    const { body: list } = await scene.desk.ask(school, 'GET', `/notices?class_id=${scene.classId}`);
    const names = (list['items'] as Row[]).map(({ name }) => name);
    expect(names).toHaveLength(3);
    expect(names).not.toContain('Скрытый Пётр Сергеевич');
  });

  it('are handed out by the homeroom teacher of the class, each with its answer, and only once', async () => {
    const teacher = await scene.desk.administrator('homeroom', {
      schoolId: scene.desk.roster.schoolId,
      classId: scene.classId,
    });
    const all = await scene.notices();
    const mine = all.find(({ person }) => person === ivan.person.id)?.id;
    const ofHidden = all.find(({ person }) => person === hidden.person.id)?.id;
    const hand = (ids: unknown[]) =>
      scene.desk.ask(teacher, 'POST', '/notices/hand-outs', { notice_ids: ids });
    const { body } = await hand([mine, ofHidden]);
    expect((body['items'] as Row[]).map(({ outcome }) => outcome)).toEqual(['handed_out', 'not_found']);
    const again = await hand([mine]);
    expect((again.body['items'] as Row[])[0]?.['outcome']).toBe('already_handed_out');
    const told = await scene.desk.database.query('SELECT person_id FROM told_people');
    expect(told).toEqual([{ person_id: ivan.person.id }]);
    expect((await scene.desk.ask(teacher, 'POST', '/notices', { class_id: scene.classId })).status).toBe(403);
    const early = { notice_ids: [mine], handed_on: '2027-01-01' };
    expect((await scene.desk.ask(school, 'POST', '/notices/hand-outs', early)).body['code']).toBe(
      'NOTICE_HANDED_IN_FUTURE',
    );
  });

  it('become void when the day moves, and new ones carry the same code (EC-109)', async () => {
    const mine = (await scene.notices()).find(({ person }) => person === ivan.person.id);
    const codeIn = (paper: string) => /Код для входа: (\S+)/.exec(paper)?.[1];
    const code = codeIn((await text(mine?.id)).bytes.toString());
    await scene.move('pupils_under14', '2027-03-22');
    const states = (await scene.notices()).filter(({ person }) => person === ivan.person.id);
    expect(states.map(({ state, cutover }) => [state, cutover])).toEqual([
      ['void', '2027-03-15'],
      ['generated', '2027-03-22'],
    ]);
    const paper = (await text(states[1]?.id)).bytes.toString();
    expect(paper).toContain('прекратится 22.03.2027');
    expect(codeIn(paper)).toBe(code);
    expect((await text(mine?.id)).status).toBe(404);
    const { body } = await scene.desk.ask(school, 'GET', '/notices/tasks');
    expect((body['items'] as Row[]).map(({ code: task }) => task)).toEqual(['HAND_OUT_NOTICES']);
  });

  it('have done their work when their person is linked', async () => {
    await scene.link(ivan);
    const states = (await scene.notices()).filter(({ person }) => person === ivan.person.id);
    expect(states.map(({ state }) => state)).toEqual(['void', 'acted']);
    expect((await text(states[1]?.id)).status).toBe(404);
  });

  it('are not there for another school, nor for a municipality', async () => {
    const schoolId = await scene.desk.roster.aSchool();
    const other = await scene.desk.administrator('school_admin', { schoolId });
    expect((await scene.make(other)).status).toBe(404);
    expect((await scene.desk.ask(other, 'GET', '/notices')).body['items']).toEqual([]);
    const [notice] = await scene.notices();
    const hand = await scene.desk.ask(other, 'POST', '/notices/hand-outs', { notice_ids: [notice?.id] });
    expect((hand.body['items'] as Row[])[0]?.['outcome']).toBe('not_found');
    const pack = await scene.file(other, `/notices/packs/class.pdf?class_id=${scene.classId}`);
    expect(pack.status).toBe(404);
  });
});
