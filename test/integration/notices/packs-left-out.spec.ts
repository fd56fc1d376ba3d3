import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packCover } from '../../../src/notices/domain/pack-cover.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { type Holder, NoticesScene } from './notices-scene.js';

type Row = Record<string, unknown>;

describe('what a class’s pack leaves out', () => {
  let scene: NoticesScene;
  /** The administrator who is a mother in this very class. */
  let mother: TestAdministrator;
  let colleague: TestAdministrator;
  let parent: Holder;
  let own: Holder;
  let hidden: Holder;

  beforeAll(async () => {
    scene = await NoticesScene.open();
    own = await scene.aPupil('2015-05-06', { last: 'Своя' });
    parent = await scene.aParent(own);
    await scene.aPupil('2015-05-06', { last: 'Яковлев' });
    hidden = await scene.aPupil('2015-05-06', { last: 'Скрытый' });
    await scene.desk.database.query('UPDATE people SET protected = true WHERE id = $1', [hidden.person.id]);
    mother = await scene.desk.administratorWho(parent.person);
    colleague = await scene.desk.administrator();
  });
  afterAll(() => scene.desk.close());

  const rowsOf = (body: Row) => ((body['classes'] as Row[])[0]?.['items'] ?? []) as Row[];
  const noticeOf = async ({ person }: Holder) =>
    (await scene.notices()).find((one) => one.person === person.id)?.id ?? 'none';
  const pack = (who: TestAdministrator) =>
    scene.file(who, `/notices/packs/class.pdf?class_id=${scene.classId}`);
  const printed = async (who: TestAdministrator) => {
    await pack(who);
    const [last] = await scene.desk.database.query<Row>(
      `SELECT facts->>'notices' AS papers, facts->>'left_out' AS "leftOut" FROM audit_events
        WHERE action = 'notices.printed' AND facts ? 'which' AND actor_id = $1 ORDER BY id DESC LIMIT 1`,
      [who.esiaPersonId],
    );
    return last;
  };

  it('EC-085: is said of each: an administrator’s own family does not stop the class, and another one makes theirs', async () => {
    const { status, body } = await scene.make(mother);
    expect(status).toBe(200);
    const outcomes = new Map(rowsOf(body).map((row) => [row['person_id'], row['outcome']]));
    expect(outcomes.get(own.person.id)).toBe('own_family');
    expect(outcomes.get(parent.person.id)).toBe('own_family');
    expect(outcomes.get(hidden.person.id)).toBe('protected');
    expect((body['classes'] as Row[])[0]).toMatchObject({ generated: 1, own_family: 2, protected: 1 });
    const others = await scene.make(colleague);
    expect((others.body['classes'] as Row[])[0]).toMatchObject({ generated: 2, ready: 1, own_family: 0 });
  });

  it('stands on its cover as one number for all reasons', async () => {
    expect(await printed(mother)).toEqual({ papers: '1', leftOut: '3' });
    expect(await printed(colleague)).toEqual({ papers: '3', leftOut: '1' });
    const alike = (leftOut: number) => packCover('Памятки, 5Б', 3, leftOut)?.lines.join(' ') ?? '';
    expect(alike(1).replace('выдают: 1', 'выдают: 3')).toBe(alike(3));
    expect(alike(1)).not.toMatch(/защит/i);
    expect(packCover('Памятки, 5Б', 3, 0)).toBeNull();
  });

  it('is not to be had by its single address either, and is for the colleague', async () => {
    const refused = await scene.file(mother, `/notices/${await noticeOf(own)}/paper.txt`);
    expect([refused.status, JSON.parse(refused.bytes.toString())]).toEqual([
      403,
      expect.objectContaining({ code: 'CONFLICT_OF_INTEREST' }),
    ]);
    expect((await scene.file(colleague, `/notices/${await noticeOf(own)}/paper.txt`)).status).toBe(200);
  });

  it('is no more, once it has been handed out by name', async () => {
    const byName = { school_id: scene.desk.roster.schoolId, person_ids: [hidden.person.id] };
    await scene.make(colleague, byName);
    const ids = [await noticeOf(hidden)];
    await scene.desk.ask(colleague, 'POST', '/notices/hand-outs', { notice_ids: ids });
    expect(await printed(colleague)).toEqual({ papers: '3', leftOut: '0' });
  });

  it('is counted where codes of a class are given without papers', async () => {
    const { body } = await scene.desk.ask(mother, 'POST', '/link-codes', { class_id: scene.classId });
    expect(body).toMatchObject({ left_out: 2, linked: [] });
    expect(body['codes']).toHaveLength(2);
    const all = await scene.desk.ask(colleague, 'POST', '/link-codes', { class_id: scene.classId });
    expect(all.body).toMatchObject({ left_out: 0 });
  });
});
