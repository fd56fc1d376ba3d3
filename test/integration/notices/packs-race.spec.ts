import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { TestAdministrator } from '../../support/administrators.js';
import { NoticesScene } from './notices-scene.js';

type Row = Record<string, unknown>;

describe('two administrators at one class’s papers at once', () => {
  let scene: NoticesScene;
  let first: TestAdministrator;
  let second: TestAdministrator;
  /** A connection of its own that stands in both administrators' way. */
  let third: pg.Client;

  beforeAll(async () => {
    scene = await NoticesScene.open();
    [first, second] = [await scene.desk.administrator(), await scene.desk.administrator()];
    await scene.aParent(await scene.aPupil('2015-05-06', { last: 'Яковлев' }));
    await scene.aPupil('2011-05-06', { last: 'Абрамова' });
    third = new pg.Client({ connectionString: scene.desk.database.appUrl });
    await third.connect();
  });
  afterAll(async () => {
    await third.end();
    await scene.desk.close();
  });

  /** Both are in the middle of their work when the way becomes free. */
  const atOnce = async <T>(work: (who: TestAdministrator) => Promise<T>): Promise<T[]> => {
    const both = Promise.all([first, second].map(work));
    for (let blocked = 0; blocked < 2;) {
      await wait(20);
      const [row] = await scene.desk.database.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      blocked = row?.count ?? 0;
    }
    await third.query('ROLLBACK');
    return both;
  };
  const outcomes = (body: Row) =>
    (((body['classes'] as Row[])[0]?.['items'] ?? []) as Row[]).map(({ outcome }) => String(outcome)).sort();
  const held = async () => {
    const [row] = await scene.desk.database.query<Row>(
      `SELECT (SELECT count(*)::integer FROM notice_issues WHERE state <> 'void') AS notices,
              (SELECT count(*)::integer FROM notice_prints) AS prints,
              (SELECT count(*)::integer FROM link_codes) AS codes,
              (SELECT count(*)::integer FROM link_codes WHERE voided_at IS NULL) AS good`,
    );
    return row;
  };
  const codesOf = async (who: TestAdministrator) => {
    const ids = (await scene.notices()).map(({ id }) => id);
    const papers = await Promise.all(ids.map((id) => scene.file(who, `/notices/${id}/paper.txt`)));
    return papers.map(({ bytes }) => /Код для входа: (\S+)/.exec(bytes.toString())?.[1]);
  };

  it('make one paper and one code for each person: who comes second finds them ready', async () => {
    await third.query('BEGIN');
    await third.query(
      `INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, class_group_id, template_id,
         cutover_on, state, state_since, created_at)
       SELECT a.region_id, c.school_id, c.id, a.person_id, a.id, $1, t.id, c.cutover_on, 'generated', now(), now()
         FROM journal_accounts a JOIN campaigns c ON c.wave = 'representatives'
         JOIN notice_templates t ON t.kind = 'letter_parents' WHERE a.role = 'representative'`,
      [scene.classId],
    );
    const answers = await atOnce((who) => scene.make(who));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => outcomes(body).join()).sort()).toEqual([
      'generated,generated,generated',
      'ready,ready,ready',
    ]);
    expect(await held()).toEqual({ notices: 3, prints: 1, codes: 3, good: 3 });
    expect(await codesOf(first)).toEqual(await codesOf(second));
  });

  it('give codes once to papers that the cadence had made without: the first one’s codes stay good', async () => {
    // As the cadence leaves those whom no message reaches.
    await scene.desk.database.query('UPDATE notice_issues SET print_id = NULL');
    await scene.desk.database.query(`UPDATE link_codes SET voided_at = now(), void_reason = 'withdrawn'`);
    await third.query('BEGIN');
    await third.query('SELECT FROM notice_issues FOR UPDATE');
    const answers = await atOnce((who) => scene.make(who));
    expect(answers.map(({ body }) => outcomes(body).join()).sort()).toEqual([
      'code_renewed,code_renewed,code_renewed',
      'ready,ready,ready',
    ]);
    expect(await held()).toEqual({ notices: 3, prints: 2, codes: 6, good: 3 });
    for (const code of await codesOf(first)) expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });

  it('print the same pack: each download has every paper, and no code is made by printing', async () => {
    const path = `/notices/packs/class.pdf?class_id=${scene.classId}`;
    const files = await Promise.all([scene.file(first, path), scene.file(second, path)]);
    expect(files.map(({ status }) => status)).toEqual([200, 200]);
    const told = await scene.desk.database.query<Row>(
      `SELECT facts->>'notices' AS papers FROM audit_events WHERE action = 'notices.printed' AND facts ? 'which'`,
    );
    expect(told).toEqual([{ papers: '3' }, { papers: '3' }]);
    expect(await held()).toEqual({ notices: 3, prints: 2, codes: 6, good: 3 });
  });

  it('cannot be given two papers or two good codes even by a statement that asks nobody', async () => {
    const { database } = scene.desk;
    await expect(
      database.query(
        `INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, template_id, cutover_on, state,
           state_since, created_at)
         SELECT region_id, school_id, campaign_id, person_id, journal_account_id, template_id, cutover_on, 'generated', now(), now()
           FROM notice_issues LIMIT 1`,
      ),
    ).rejects.toMatchObject({ constraint: 'notice_issues_one_live' });
    await expect(
      database.query(
        `UPDATE link_codes SET voided_at = NULL, void_reason = NULL
          WHERE id = (SELECT id FROM link_codes WHERE voided_at IS NOT NULL LIMIT 1)`,
      ),
    ).rejects.toMatchObject({ constraint: 'link_codes_one_open_per_account' });
  });
});
