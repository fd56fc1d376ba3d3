import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils, TEST_KEYS } from '../../support/builders/snils.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import { SchoolDesk } from '../../support/school-desk.js';

// A process that is killed, on a busy machine.
jest.setTimeout(120_000);

const CHILD = join(import.meta.dirname, '../../support/server-child.ts');
const HOOKS = join(import.meta.dirname, '../../support/typescript-hooks.js');

describe('a bulk act whose server is killed in the middle', () => {
  let desk: SchoolDesk;
  let secretary: TestAdministrator;
  let child: ChildProcess;
  let childUrl: string;
  let reviews: readonly string[];
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    secretary = await desk.administrator();
    reviews = [await aCase(), await aCase(), await aCase(), await aCase()];
    const settings = JSON.stringify({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS });
    const words = [desk.database.appUrl, desk.clock.now().toISOString(), settings];
    child = fork(CHILD, words, { execArgv: ['--import', HOOKS] });
    [childUrl] = (await once(child, 'message')) as [string];
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await desk.close();
  });

  async function aCase(): Promise<string> {
    const person = await desk.roster.aPerson({ snils: aSnils(), born: '2012-05-06' });
    await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person, { born: '2012-06-05' });
    await desk.signIn(esia);
    return desk.openCase(esia);
  }

  const decide = async (url: string, reason: string) => {
    const decisions = reviews.map((id) => ({ id, revision: 1, decision: 'reject', reason }));
    const answer = await fetch(`${url}/api/v1/link-reviews/decisions`, {
      method: 'POST',
      headers: {
        ...{ cookie: secretary.cookie, 'content-type': 'application/json' },
        'idempotency-key': 'the-key-of-a-long-list',
      },
      body: JSON.stringify({ decisions }),
    });
    return {
      ...{ status: answer.status, replayed: answer.headers.get('idempotency-replayed') },
      body: (await answer.json()) as { code?: string; done?: number; items?: { result: string }[] },
    };
  };
  const rejected = () =>
    desk.database.query(
      `SELECT subject_id FROM audit_events WHERE action = 'link_review.rejected' AND subject_id = ANY ($1::text[])`,
      [reviews],
    );
  const rowsSaid = async (): Promise<number> =>
    (await desk.database.query('SELECT 1 FROM idempotent_rows WHERE result IS NOT NULL')).length;

  it('is finished by the same key: what was done is told, what was not is done, and each row once', async () => {
    const holder = desk.database.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM link_reviews WHERE id = $1 FOR UPDATE', [reviews[2]]);
    const cut = decide(childUrl, 'другой человек').catch(() => 'no answer');
    while ((await rowsSaid()) < 2) await new Promise((next) => setImmediate(next));
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(await cut).toBe('no answer');
    await holder.rollbackTransaction();
    await holder.release();
    expect(await rejected()).toHaveLength(2);
    // As if it had died before it could keep what came of the first row.
    await desk.database.query('UPDATE idempotent_rows SET result = NULL WHERE row_id = $1', [reviews[0]]);

    // Whoever is silent for two minutes is dead.
    desk.clock.set(new Date(desk.clock.now().getTime() + 121_000));
    expect((await decide(desk.application.url, 'другая причина')).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const finished = await decide(desk.application.url, 'другой человек');
    expect([finished.status, finished.replayed, finished.body.done]).toEqual([200, null, 4]);
    expect(finished.body.items?.map(({ result }) => result)).toEqual([
      ...['done_before', 'rejected', 'rejected', 'rejected'],
    ]);
    expect(await rejected()).toHaveLength(4);

    const again = await decide(desk.application.url, 'другой человек');
    expect([again.status, again.replayed, again.body]).toEqual([200, 'true', finished.body]);
    expect(await rejected()).toHaveLength(4);
  });
});
