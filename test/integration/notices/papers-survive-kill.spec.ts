import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { TestAdministrator } from '../../support/administrators.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import type { NoticesWork } from '../../support/notices-child.js';
import { NoticesScene } from './notices-scene.js';

// Processes that are killed, on a busy machine.
jest.setTimeout(300_000);

const CHILD = join(import.meta.dirname, '../../support/notices-child.ts');
const HOOKS = join(import.meta.dirname, '../../support/typescript-hooks.js');

describe('a server that is killed over the papers of a school', () => {
  let scene: NoticesScene;
  let school: TestAdministrator;
  /** A connection of its own that stops the killed one at a chosen statement. */
  let third: pg.Client;

  beforeAll(async () => {
    scene = await NoticesScene.open();
    school = await scene.desk.administrator();
    for (const last of ['Абрамова', 'Белов', 'Яковлев']) {
      const pupil = await scene.aPupil('2015-05-06', { last });
      await scene.aParent(pupil);
    }
    await scene.aTeacher();
    third = new pg.Client({ connectionString: scene.desk.database.ownerUrl });
    await third.connect();
  });
  afterAll(async () => {
    await third.end();
    await scene.desk.close();
  });

  const anInstance = async (): Promise<ChildProcess> => {
    const { roster, database } = scene.desk;
    const order: NoticesWork = {
      settings: { NODE_ENV: 'test', ...settingsWithoutEsia() },
      ...{ regionId: roster.regionId, schoolId: roster.schoolId, administratorId: school.esiaPersonId },
      moment: scene.desk.clock.now().toISOString(),
    };
    const child = fork(CHILD, [database.appUrl, JSON.stringify(order)], { execArgv: ['--import', HOOKS] });
    await once(child, 'message');
    return child;
  };
  const blocked = async (): Promise<readonly number[]> => {
    const rows = await scene.desk.database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.map(({ pid }) => pid);
  };
  /** Kills the instance where it is about to write into a table, and waits until the database knows. */
  const killedAt = async (table: string): Promise<void> => {
    const child = await anInstance();
    await third.query('BEGIN');
    await third.query(`LOCK TABLE ${table} IN SHARE MODE`);
    child.send('go');
    let pids = await blocked();
    for (; pids.length === 0; pids = await blocked()) {
      if (child.exitCode !== null) throw new Error('the instance has ended before it came to the table');
      await wait(20);
    }
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await third.query('SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS pid', [pids]);
    while ((await blocked()).some((pid) => pids.includes(pid))) await wait(20);
    await third.query('ROLLBACK');
  };
  const written = async () => {
    const [row] = await scene.desk.database.query(
      `SELECT (SELECT count(*)::integer FROM notice_issues) AS papers,
              (SELECT count(*)::integer FROM notice_issues WHERE print_id IS NULL) AS bare,
              (SELECT count(*)::integer FROM notice_prints) AS prints, (SELECT count(*)::integer FROM link_codes) AS codes,
              (SELECT count(*)::integer FROM audit_events WHERE action = 'notices.generated') AS told`,
    );
    return row;
  };

  it('has written nothing of the class it was at, wherever it stood', async () => {
    for (const table of ['link_codes', 'notice_prints']) {
      await killedAt(table);
      expect([table, await written()]).toEqual([table, { papers: 0, bare: 0, prints: 0, codes: 0, told: 0 }]);
    }
  });

  it('leaves whole classes behind, and the next run makes the rest and nothing twice', async () => {
    await scene.make(school);
    expect(await written()).toEqual({ papers: 6, bare: 0, prints: 1, codes: 6, told: 1 });
    // The class is ready; the one that is killed stands at the staff.
    await killedAt('link_codes');
    expect(await written()).toMatchObject({ papers: 6, bare: 0, prints: 1, codes: 6 });
    const { body } = await scene.make(school, { school_id: scene.desk.roster.schoolId });
    expect(body['classes']).toMatchObject([{ ready: 6 }, { generated: 1 }]);
    expect(await written()).toMatchObject({ papers: 7, bare: 0, prints: 2, codes: 7 });
    const pack = await scene.file(school, `/notices/packs/class.pdf?class_id=${scene.classId}`);
    expect(pack.status).toBe(200);
  });
});
