import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils, TEST_KEYS } from '../../support/builders/snils.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import { SchoolDesk } from '../../support/school-desk.js';

const CHILD = join(import.meta.dirname, '../../support/server-child.ts');
const HOOKS = join(import.meta.dirname, '../../support/typescript-hooks.js');

/** Everything that an erasure changes, as text; `$1` the person, `$2` the ESIA person, `$3` the request. */
const HELD = `
  SELECT p::text AS row FROM people p WHERE id = $1
  UNION ALL SELECT v::text FROM birth_date_versions v WHERE person_id = $1
  UNION ALL SELECT r::text FROM person_records r WHERE person_id = $1
  UNION ALL SELECT e::text FROM esia_persons e WHERE id = $2
  UNION ALL SELECT q::text FROM subject_requests q WHERE id = $3
  UNION ALL SELECT action FROM audit_events WHERE subject_id IN ($1::text, $3::text) AND action IN ('person.erased', 'subject_request.erasure_confirmed')
  ORDER BY 1`;

describe('an erasure whose server is killed', () => {
  let desk: SchoolDesk;
  let first: TestAdministrator;
  let second: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    first = await desk.administrator('pd_officer', {});
    second = await desk.administrator('pd_officer', {});
  });
  afterAll(() => desk.close());

  async function aProposedErasure() {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    await desk.database.query(
      `UPDATE enrollments SET valid_to = '2026-06-01', end_kind = 'left' WHERE person_id = $1`,
      [person.id],
    );
    await desk.database.query(
      `UPDATE links SET state = 'revoked', reason = 'enrollment_ended', changed_at = '2026-06-01' WHERE journal_account_id = $1`,
      [account],
    );
    const made = await desk.ask(first, 'POST', '/subject-requests', {
      ...{ kind: 'erasure', person_id: person.id, document: 'вх. № 17', received_on: '2026-11-20' },
    });
    const path = `/subject-requests/${String(made.body['id'])}/erasure`;
    expect((await desk.ask(first, 'POST', path, {})).status).toBe(204);
    return { person, esia, path, ids: [person.id, esia.id, String(made.body['id'])] };
  }

  async function aServer() {
    const settings = JSON.stringify({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS });
    const child = fork(CHILD, [desk.database.appUrl, desk.clock.now().toISOString(), settings], {
      execArgv: ['--import', HOOKS],
    });
    const [url] = (await once(child, 'message')) as [string];
    return { child, url };
  }

  /** Somebody waits for a lock that this connection holds. */
  async function untilHeldUp(holder: pg.Client): Promise<void> {
    const [me] = (await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
    for (;;) {
      const waiting = await desk.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE $1::integer = ANY (pg_blocking_pids(pid))`,
        [me?.pid],
      );
      if (waiting.length > 0) return;
      await pause(20);
    }
  }

  /** Where an erasure is held up, from its first change to its last, for the kill to find it there. */
  const STEPS = [
    ['before the account of ESIA', 'SELECT FROM esia_persons WHERE id = $2 FOR UPDATE'],
    ['before the names', 'SELECT FROM people WHERE id = $1 FOR SHARE'],
    ['before the records of the sources', 'SELECT FROM person_records WHERE person_id = $1 FOR UPDATE'],
  ] as const;

  it.each(STEPS)('%s has erased nothing, and is done whole when it is asked for again', async (_, lock) => {
    const { person, esia, path, ids } = await aProposedErasure();
    const before = await desk.database.query(HELD, ids);
    const { child, url } = await aServer();
    const holder = new pg.Client({ connectionString: desk.database.appUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(lock.replace(/\$(\d)/g, (__, n: string) => `'${ids[Number(n) - 1] ?? ''}'`));
      const gone = once(child, 'exit');
      const answer = fetch(`${url}/api/v1${path}/confirmation`, {
        method: 'POST',
        headers: { cookie: second.cookie, 'content-type': 'application/json' },
        body: '{}',
      }).catch(() => null);
      await untilHeldUp(holder);
      child.kill('SIGKILL');
      await gone;
      expect(await answer).toBeNull();
      await holder.query('ROLLBACK');
    } finally {
      await holder.end();
    }
    expect(await desk.database.query(HELD, ids)).toEqual(before);
    expect((await desk.ask(second, 'POST', `${path}/confirmation`, {})).status).toBe(204);
    const text = (await desk.database.query<{ row: string }>(HELD, ids)).map(({ row }) => row).join('\n');
    expect(text).not.toContain(person.name.last);
    expect(text).not.toContain(person.born);
    expect(text).toContain(esia.oid);
    expect(text).toContain('person.erased');
  });
});
