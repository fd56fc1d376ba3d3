import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayIn } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { SIGN_IN_CHANNELS, SIGN_IN_METHODS, type SignInEvent } from '../../../src/legacy/index.js';
import { EventsDesk, NOON } from '../../support/events-desk.js';

const ZONE = 'Europe/Kaliningrad';
const DAY_MS = 86_400_000;

describe('sign-in events of an e-journal (INT-04)', () => {
  let desk: EventsDesk;
  const accounts = ['e-1', 'e-2', 'e-3'] as const;
  const ids = new Map<string, Uuid>();
  beforeAll(async () => {
    desk = await EventsDesk.open();
    for (const externalId of accounts) {
      const person = await desk.roster.aPerson();
      ids.set(externalId, await desk.roster.anAccount({ person, externalId }));
    }
  });
  beforeEach(async () => {
    desk.clock.set(NOON);
    await desk.database.query(
      'TRUNCATE sign_in_events, sign_in_days, sign_in_feed_days, legacy_credentials CASCADE',
    );
  });
  afterAll(() => desk.close());

  const someEvents = fc.array(
    fc.record({
      id: fc.uuid({ version: 4 }).map((id) => id as Uuid),
      account: fc.constantFrom(...accounts, 'nobody'),
      at: fc
        .integer({ min: 0, max: 89 * 24 * 60 })
        .map((minutes) => new Date(NOON.getTime() - minutes * 60_000)),
      method: fc.constantFrom(...SIGN_IN_METHODS),
      channel: fc.constantFrom(...SIGN_IN_CHANNELS),
      succeeded: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );
  /** Each event one to three times, in any order, cut into batches anywhere. */
  const deliveries = someEvents.chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc.shuffledSubarray(
        events.flatMap((event) => [event, event, event]),
        { minLength: events.length * 2 + 1 },
      ),
      size: fc.integer({ min: 1, max: 20 }),
      credentialsFirst: fc.boolean(),
    }),
  );

  /** What the tables have to hold, from the events alone. */
  function truth(events: readonly SignInEvent[]) {
    const days = new Map<string, { row: Record<string, unknown>; last: Date }>();
    const last = new Map<string, { password: Date | null; any: Date | null }>();
    for (const account of accounts) last.set(account, { password: null, any: null });
    for (const event of events) {
      const known = last.get(event.account);
      if (!event.succeeded || known === undefined) continue;
      const day = dayIn(event.at, ZONE);
      const key = JSON.stringify([event.account, day, event.method, event.channel]);
      const { account, method, channel } = event;
      const before = days.get(key);
      const latest = before === undefined || before.last < event.at ? event.at : before.last;
      const signIns = ((before?.row['sign_ins'] as number | undefined) ?? 0) + 1;
      days.set(key, {
        row: { account, day, method, channel, sign_ins: signIns, last_at: latest },
        last: latest,
      });
      if (known.any === null || known.any < event.at) known.any = event.at;
      if (method === 'password' && (known.password === null || known.password < event.at))
        known.password = event.at;
    }
    return {
      days: [...days.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { row }]) => row),
      credentials: [...last].map(([account, { password, any }]) => ({
        ...{ account, last_password_at: password, last_sign_in_at: any },
      })),
    };
  }

  it('any order, cut and repetition of the same events gives the same days and last moments', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events, order, size, credentialsFirst }) => {
        await desk.database.query('TRUNCATE sign_in_events, sign_in_days, legacy_credentials CASCADE');
        const credentials = () => Promise.all([...ids.values()].map((id) => desk.campaigns.aCredential(id)));
        if (credentialsFirst) await credentials();
        for (let from = 0; from < order.length; from += size)
          await desk.bring(order.slice(from, from + size));
        if (!credentialsFirst) await credentials();
        const told = events.filter((event) => order.includes(event));
        expect(await desk.outcome()).toEqual(truth(told));
      }),
      { numRuns: 25 },
    );
  });

  it('batches of one system that come at once count every event once', async () => {
    for (const id of ids.values()) await desk.campaigns.aCredential(id);
    const events = Array.from({ length: 60 }, (_, no) =>
      desk.event({ account: accounts[no % 3] ?? 'e-1', at: new Date(NOON.getTime() - no * 3_600_000) }),
    );
    await Promise.all(
      [events, [...events].reverse(), events.slice(20, 50)].map((batch) => desk.bring(batch)),
    );
    expect(await desk.outcome()).toEqual(truth(events));
  });

  it('says what it took, what it knew, whom it does not know and what it refuses, and why', async () => {
    const other = await desk.roster.aJournalSystem();
    const person = await desk.roster.aPerson();
    await desk.roster.anAccount({ person, externalId: 'foreign', journalSystem: other });
    const known = desk.event({ account: 'e-1' });
    await desk.bring([known]);
    const fresh = desk.event({ account: 'e-2' });
    const [foreign, unheard] = [desk.event({ account: 'foreign' }), desk.event({ account: 'nobody' })];
    const reused = { ...known, channel: 'api' as const };
    const old = desk.event({ account: 'e-1', at: new Date(NOON.getTime() - 91 * DAY_MS) });
    const answer = await desk.bring([fresh, foreign, unheard, reused, old]);
    expect(answer).toEqual({
      ...{ accepted: 3, repeated: 0, refusedDays: [] },
      unknown: expect.arrayContaining([foreign.id, unheard.id]),
      refused: [
        { id: old.id, reason: 'too_old' },
        { id: known.id, reason: 'id_reused' },
      ],
    });
    expect(answer.unknown).toHaveLength(2);
    expect(await desk.bring([known, fresh])).toMatchObject({ accepted: 0, repeated: 2 });
  });

  it('an account that appears later gets what was told of it, as if it had been known', async () => {
    const events = [0, 1, 30].map((days) =>
      desk.event({ account: 'late', at: new Date(NOON.getTime() - days * DAY_MS - 60_000) }),
    );
    expect(await desk.bring(events)).toMatchObject({ accepted: 3, unknown: events.map(({ id }) => id) });
    const person = await desk.roster.aPerson();
    const id = await desk.roster.anAccount({ person, externalId: 'late' });
    await desk.campaigns.aCredential(id);
    await desk.jobs.runNow('sign_in_events.adopt');
    await desk.jobs.runNow('sign_in_events.adopt');
    const rows = await desk.database.query(
      `SELECT sum(d.sign_ins)::int AS sign_ins, c.last_password_at FROM sign_in_days d
         JOIN legacy_credentials c USING (journal_account_id) WHERE journal_account_id = $1 GROUP BY 2`,
      [id],
    );
    expect(rows).toEqual([{ sign_ins: 3, last_password_at: events[0]?.at }]);
    expect(await desk.bring(events)).toMatchObject({ accepted: 0, repeated: 3, unknown: [] });
  });

  it('the day of a sign-in is that of the region', async () => {
    await desk.bring([desk.event({ account: 'e-1', at: new Date('2026-11-21T22:30:00Z') })]);
    expect(await desk.database.query('SELECT day FROM sign_in_days')).toEqual([{ day: '2026-11-22' }]);
  });

  it('EC-136: the feed is complete when each school day is marked, by this system, and no days prove nothing', async () => {
    const answer = await desk.bring([], ['2026-11-20', '2026-11-21', '2026-11-23', '2026-08-01']);
    expect(answer.refusedDays).toEqual([
      { day: '2026-11-23', reason: 'not_over' },
      { day: '2026-08-01', reason: 'too_old' },
    ]);
    await desk.bring([], ['2026-11-21']);
    const complete = (days: readonly string[], system = desk.roster.journalSystemId) =>
      desk.database.unitOfWork.direct((tx) => desk.feed.isComplete(tx, system, days as never));
    expect(await complete(['2026-11-20', '2026-11-21'])).toBe(true);
    expect(await complete(['2026-11-19', '2026-11-20', '2026-11-21'])).toBe(false);
    expect(await complete(['2026-11-20'], newUuid())).toBe(false);
    expect(await complete([])).toBe(false);
  });

  it('months of events are made before they begin and dropped when they are a hundred days old, without losing an event', async () => {
    const months = () =>
      desk.database.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
          WHERE inhparent = 'sign_in_events'::regclass AND c.relname <> 'sign_in_events_rest' ORDER BY 1`,
      );
    const event = desk.event({ account: 'e-1' });
    await desk.bring([event]);
    await desk.jobs.runNow('sign_in_events.months');
    await desk.jobs.runNow('sign_in_events.months');
    const names = ['08', '09', '10', '11', '12'].map((month) => ({ name: `sign_in_events_2026_${month}` }));
    expect(await months()).toEqual([...names, { name: 'sign_in_events_2027_01' }]);
    expect(await desk.bring([event])).toMatchObject({ accepted: 0, repeated: 1 });
    await desk.database.query(
      `INSERT INTO sign_in_events (journal_system_id, event_id, at, external_id, method, channel, succeeded, received_at)
       VALUES ($1, $2, '2026-01-05T00:00:00Z', 'e-1', 'password', 'web', true, '2026-01-05T00:00:00Z')`,
      [desk.roster.journalSystemId, newUuid()],
    );
    desk.clock.set(new Date('2026-01-20T00:00:00Z'));
    await desk.jobs.runNow('sign_in_events.months');
    desk.clock.set(NOON);
    await desk.jobs.runNow('sign_in_events.months');
    expect((await months()).map(({ name }) => name)).not.toContain('sign_in_events_2026_01');
    expect(await desk.database.query('SELECT event_id FROM sign_in_events')).toEqual([
      { event_id: event.id },
    ]);
  });
});
