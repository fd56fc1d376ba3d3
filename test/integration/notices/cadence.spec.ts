import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunCadence } from '../../../src/notices/application/run-cadence.js';
import { WriteMessages } from '../../../src/notices/application/write-messages.js';
import { type Holder, KeptMessages, NoticesScene } from './notices-scene.js';

const at = (day: string) => new Date(`${day}T06:00:00Z`);

describe('the cadence of notices (NOT-04)', () => {
  let scene: NoticesScene;
  let child: Holder;
  let mother: Holder;
  let linked: Holder;
  const queue = new KeptMessages();

  beforeAll(async () => {
    scene = await NoticesScene.open();
    child = await scene.aPupil();
    mother = await scene.aParent(child);
    linked = await scene.aPupil();
    await scene.link(linked);
    // The carrier of messages is a part of its own; here it is a queue that keeps.
    Reflect.set(scene.desk.application.app.get(WriteMessages, { strict: false }), 'queue', queue);
  });
  afterAll(() => scene.desk.close());
  beforeEach(() => {
    queue.messages.length = 0;
  });

  const run = (day: string) => scene.desk.application.app.get(RunCadence, { strict: false }).execute(at(day));
  const tasks = () =>
    scene.desk.database.query(
      `SELECT c.wave, k.code, k.due_on::text AS due FROM notice_tasks k JOIN campaigns c ON c.id = k.campaign_id
        WHERE k.done_at IS NULL ORDER BY 1`,
    );
  const announce = () =>
    scene.desk.database
      .query(`UPDATE campaigns SET phase = 'announced', announced_at = '2027-01-14'`)
      .then(async () => {
        await scene.desk.database.query(
          `INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
         SELECT c.id, a.id, now() FROM campaigns c JOIN journal_accounts a
             ON wave_of(a.role, (SELECT birth_date FROM people p WHERE p.id = a.person_id), '2027-01-14') = c.wave
         ON CONFLICT DO NOTHING`,
        );
      });

  it('asks the school for leaflets before the announcement, and writes to nobody', async () => {
    await run('2026-12-30');
    await run('2026-12-31');
    expect(await tasks()).toEqual([
      { wave: 'pupils_under14', code: 'PRINT_NOTICES', due: '2027-01-14' },
      { wave: 'representatives', code: 'PRINT_NOTICES', due: '2027-01-14' },
    ]);
    expect(queue.messages).toEqual([]);
  });

  it('writes once to whoever is not linked, in the e-journal, naming nobody', async () => {
    await announce();
    await run('2027-01-14');
    await run('2027-01-14');
    expect(queue.messages.map(({ personId }) => personId).sort()).toEqual(
      [child.person.id, mother.person.id].sort(),
    );
    const [message] = queue.messages;
    expect(message?.text).toContain('прекратится 15.03.2027 (осталось 60 дней)');
    expect(message?.text).not.toMatch(/Тестов|\{\{/);
    expect(message).toMatchObject({ channel: 'journal', mandatory: true });
    expect(message?.noticeIssueId).not.toBeNull();
    expect((await scene.notices()).map(({ kind, state }) => [kind, state])).toEqual([
      ['journal_message', 'generated'],
      ['journal_message', 'generated'],
    ]);
  });

  it('follows what became of a message: sent, delivered; and the gate knows that its reader was told', async () => {
    const mine = (await scene.notices()).find(({ person }) => person === mother.person.id);
    const state = async () => (await scene.notices()).find(({ id }) => id === mine?.id)?.state;
    await scene.news('notices.delivered', { notice_issue_id: mine?.id, state: 'sent' });
    expect(await state()).toBe('sent');
    await scene.news('notices.delivered', { notice_issue_id: mine?.id, state: 'delivered' });
    await scene.news('notices.delivered', { notice_issue_id: mine?.id, state: 'bounced' });
    expect(await state()).toBe('delivered');
    expect(await scene.desk.database.query('SELECT person_id AS id FROM told_people')).toEqual([
      { id: mother.person.id },
    ]);
  });

  it('sends after downtime only the newest message, and none to who has linked meanwhile', async () => {
    await scene.link(child);
    await run('2027-03-10');
    expect(queue.messages.map(({ personId }) => personId)).toEqual([mother.person.id]);
    expect(queue.messages[0]?.text).toContain('осталось 5 дней');
    const runs = await scene.desk.database.query(
      `SELECT step, outcome FROM notice_cadence_runs WHERE campaign_id = $1 ORDER BY step`,
      [scene.campaigns.get('representatives')],
    );
    expect(runs).toEqual([
      { step: 'leaflets', outcome: 'done' },
      { step: 't-14', outcome: 'skipped' },
      { step: 't-30', outcome: 'skipped' },
      { step: 't-60', outcome: 'done' },
      { step: 't-7', outcome: 'done' },
    ]);
  });

  it('tells whoever knew the old day of the new one', async () => {
    await scene.move('representatives', '2027-03-22');
    expect(queue.messages).toHaveLength(1);
    expect(queue.messages[0]?.text).toContain('закроется 15.03.2027. Теперь это 22.03.2027');
  });
});
