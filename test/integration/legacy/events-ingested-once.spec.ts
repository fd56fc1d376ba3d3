import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SignInEvent } from '../../../src/legacy/index.js';
import { TEST_KEYS } from '../../support/builders/snils.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import { EventsDesk, NOON } from '../../support/events-desk.js';

const CHILD = join(import.meta.dirname, '../../support/events-child.ts');
const HOOKS = join(import.meta.dirname, '../../support/typescript-hooks.js');
const CUT_OVER_AT = new Date('2026-11-16T03:00:00Z');
const ACCOUNTS = 40;
const EVENTS = 3_000;
const BATCH = 150;
const KILLS = 4;

describe('sign-in events that several servers take at once (INT-04)', () => {
  let desk: EventsDesk;
  let events: readonly SignInEvent[];
  let takenOnce: unknown;

  beforeAll(async () => {
    desk = await EventsDesk.open();
    const campaignId = await desk.campaigns.aCampaign({ phase: 'cutover', cutOverAt: CUT_OVER_AT });
    const accounts: string[] = [];
    for (let no = 0; no < ACCOUNTS; no += 1) {
      const externalId = `e-${no}`;
      const person = await desk.roster.aPerson();
      const id = await desk.roster.anAccount({ person, externalId, role: 'teacher' });
      await desk.campaigns.aCredential(id);
      // Half of them are cut over: their passwords are breaches, which are to be counted once, too.
      if (no % 2 === 0) await desk.campaigns.withMembers(campaignId, [id]);
      accounts.push(externalId);
    }
    const random = seeded(20_261_123);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    events = Array.from({ length: EVENTS }, () =>
      desk.event({
        account: random() < 0.02 ? 'nobody' : pick(accounts),
        at: new Date(NOON.getTime() - Math.floor(random() * 20 * 86_400_000)),
        method: pick(['password', 'password', 'esia'] as const),
        channel: pick(['web', 'mobile', 'api'] as const),
        succeeded: random() < 0.9,
      }),
    );
    for (const batch of cut(events)) await desk.bring(batch);
    takenOnce = await told();
  });
  beforeEach(forget);
  afterAll(() => desk.close());

  async function forget(): Promise<void> {
    await desk.database.query(
      'UPDATE legacy_credentials SET last_password_at = NULL, last_sign_in_at = NULL',
    );
    await desk.database.query(
      `TRUNCATE sign_in_events, sign_in_days, compliance_incidents, leaky_sign_in_days, campaign_tasks, outbox_events,
         probe_tries CASCADE`,
    );
  }

  /** Everything that came of the events, without the moments and ids of the taking. */
  async function told(): Promise<unknown> {
    return {
      ...(await desk.outcome()),
      events: await desk.database.query(
        `SELECT count(*)::integer AS n, count(DISTINCT event_id)::integer AS ids, count(journal_account_id)::integer AS known
           FROM sign_in_events`,
      ),
      incidents: await desk.database.query(
        `SELECT school_id, channel, found_by, sign_ins, first_at, last_at FROM compliance_incidents ORDER BY 1, 2`,
      ),
      leaks: await desk.database.query(
        `SELECT external_id, channel, day, sign_ins FROM leaky_sign_in_days ORDER BY 1, 2, 3`,
      ),
      tasks: await desk.database.query(
        `SELECT audience, code, facts ->> 'channel' AS channel FROM campaign_tasks ORDER BY 1, 2, 3`,
      ),
      news: await desk.database.query(
        `SELECT body ->> 'state' AS state, count(*)::integer AS n FROM outbox_events WHERE topic = 'incident.changed' GROUP BY 1`,
      ),
    };
  }

  async function aServer(): Promise<ChildProcess> {
    const settings = JSON.stringify({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS });
    const words = [desk.database.appUrl, NOON.toISOString(), settings, desk.roster.journalSystemId];
    const child = fork(CHILD, words, { execArgv: ['--import', HOOKS] });
    await once(child, 'message');
    return child;
  }
  const heard = async (): Promise<number> =>
    (await desk.database.query<{ n: number }>('SELECT count(*)::integer AS n FROM sign_in_events'))[0]!.n;

  it('counts each event once, however the batches of two servers overlap and in whatever order they come', async () => {
    const [ours, theirs] = await Promise.all([aServer(), aServer()]);
    const backwards = [...events].reverse();
    // Cut elsewhere, so that no two batches are the same.
    const shifted = [backwards.slice(0, 70), ...cut(backwards.slice(70))];
    const gone = [once(ours, 'exit'), once(theirs, 'exit')];
    ours.send(cut(events));
    theirs.send(shifted);
    await Promise.all(gone);
    expect(await told()).toEqual(takenOnce);
  });

  it('loses nothing and counts nothing twice when servers are killed in the middle and the journal sends the batches again', async () => {
    const random = seeded(7);
    const batches = cut(events);
    const answered = new Set<number>();
    const found: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = await aServer();
      const left = [...batches.keys()].filter((no) => !answered.has(no));
      child.on('message', (word) => {
        if (typeof word === 'number') answered.add(left[word]!);
      });
      const gone = once(child, 'exit');
      const more = Math.floor((EVENTS / KILLS) * 0.7 * random());
      const least = Math.min(EVENTS - 1, (await heard()) + more);
      child.send(left.map((no) => batches[no]!));
      while ((await heard()) <= least) await pause(2);
      await pause(random() * 30);
      child.kill('SIGKILL');
      await gone;
      found.push(await heard());
      // A batch is there whole or not at all, and what was answered is there.
      expect(found.at(-1)! % BATCH).toBe(0);
      expect(found.at(-1)! / BATCH).toBeGreaterThanOrEqual(answered.size);
    }
    expect(found.some((n) => n > 0 && n < EVENTS)).toBe(true);
    // The journal does not know what became of the batches that were not answered: it sends all of those again.
    for (const [no, batch] of batches.entries()) if (!answered.has(no)) await desk.bring(batch);
    expect(await told()).toEqual(takenOnce);
  });
});

function cut(events: readonly SignInEvent[]): SignInEvent[][] {
  return Array.from({ length: Math.ceil(events.length / BATCH) }, (_, no) =>
    events.slice(no * BATCH, (no + 1) * BATCH),
  );
}

/** Mulberry32: the same events and moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
