import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeDataSource } from '../../../src/data-source.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { News } from '../../../src/platform/outbox/outbox.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { GivenClock } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { TellingInstance } from './telling-stand.js';

const NOW = new Date('2026-11-22T09:00:00.000Z');

let database: TestDatabase;
let roster: RosterBuilder;
let clock: GivenClock;
let one: TellingInstance;
let two: TellingInstance;
let second: ReturnType<typeof makeDataSource>;
let account: Uuid;
let otherSystem: Uuid;
let otherAccount: Uuid;

beforeAll(async () => {
  database = await freshDatabase();
  roster = await RosterBuilder.begin(database);
  account = await roster.anAccount({ person: await roster.aPerson(), externalId: 'pupil-7' });
  otherSystem = await roster.aJournalSystem();
  otherAccount = await roster.anAccount({
    ...{ person: await roster.aPerson(), journalSystem: otherSystem, externalId: 'other-1' },
  });
  second = makeDataSource({ url: database.appUrl, poolSize: 4, applicationName: 'perehod-test-2' });
  await second.initialize();
});
afterAll(async () => {
  await second.destroy();
  await database.drop();
});
beforeEach(async () => {
  await database.query('TRUNCATE journal_events, webhook_deliveries, journal_feeds, outbox_events CASCADE');
  clock = new GivenClock(NOW);
  one = new TellingInstance(database.dataSource, clock, {});
  two = new TellingInstance(second, clock, {});
});

const link = (to: string, at = NOW, accountId = account): News => ({
  regionId: roster.regionId,
  topic: 'link.changed',
  body: {
    ...{ link_id: newUuid(), account_id: accountId, esia_person_id: newUuid() },
    ...{ from: to === 'active' ? null : 'active', to, event: 'revoke', reason: 'court_order' },
  },
  at,
});
const credential = (accountId: Uuid, more: Record<string, unknown> = {}): News => ({
  regionId: roster.regionId,
  topic: 'credential.changed',
  body: {
    ...{ account_id: accountId, from: 'link_required', from_reason: null, to: 'disabled' },
    ...{ to_reason: 'cutover', event: 'phase', ...more },
  },
  at: NOW,
});
const campaign = (more: Record<string, unknown> = {}): News => ({
  regionId: roster.regionId,
  topic: 'campaign.changed',
  body: {
    ...{ campaign_id: newUuid(), journal_system_id: roster.journalSystemId, school_id: roster.schoolId },
    ...{ wave: 'staff', event: 'move', from: 'brownouts', to: 'cutover', cutover_on: '2026-11-20', ...more },
  },
  at: NOW,
});

describe('e-journals are told (INT-06)', () => {
  it('of an account by its external id and schools, never by ours or by a reason of family', async () => {
    await one.tell([link('active'), link('revoked')]);
    await one.take();
    const { items } = await one.read(roster.journalSystemId);
    const [school] = await database.query<{ source: string; source_id: string }>(
      'SELECT source, source_id FROM schools WHERE id = $1',
      [roster.schoolId],
    );
    expect(items).toMatchObject([
      {
        no: 1,
        type: 'link.activated',
        timestamp: NOW.toISOString(),
        data: { account: 'pupil-7', access: 'full', schools: [{ id: roster.schoolId, ...school }] },
      },
      { no: 2, type: 'link.revoked', data: { account: 'pupil-7', access: 'none' } },
    ]);
    const told = JSON.stringify(items);
    expect(told).not.toContain(account);
    expect(told).not.toContain('court_order');
  });

  it('only of what is theirs', async () => {
    await one.tell([link('active'), credential(otherAccount), campaign()]);
    await one.take();
    const [mine, others] = [await one.read(roster.journalSystemId), await one.read(otherSystem)];
    expect(mine.items.map(({ type }) => type)).toEqual(['link.activated', 'campaign.phase_changed']);
    expect(others.items.map(({ no, type, data }) => [no, type, data['account']])).toEqual([
      [1, 'credential.disabled', 'other-1'],
    ]);
  });

  it('once of a campaign’s move for the school and wave, with the phase and the date', async () => {
    await one.tell([campaign(), campaign({ event: 'pause', from: 'cutover', to: 'cutover' })]);
    await one.take();
    expect((await one.read(roster.journalSystemId)).items.map(({ data }) => data)).toMatchObject([
      {
        school: { id: roster.schoolId },
        wave: 'staff',
        previous_phase: 'brownouts',
        phase: 'cutover',
        cutover_on: '2026-11-20',
      },
    ]);
  });

  it('until when a password works again that was re-enabled', async () => {
    await database.query(
      `INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, bucket, reenabled_until, changed_at)
       VALUES ($1, $2, $3, 'reenabled', 5, '2026-11-25T00:00:00Z', $4)`,
      [account, roster.regionId, roster.journalSystemId, NOW],
    );
    await one.tell([credential(account, { from: 'disabled', to: 'reenabled', to_reason: null })]);
    await one.take();
    const [event] = (await one.read(roster.journalSystemId)).items;
    expect(event?.type).toBe('credential.restored');
    expect(new Date(String(event?.data['until'])).toISOString()).toBe('2026-11-25T00:00:00.000Z');
  });

  it('once of news that the outbox brings again, by the same id', async () => {
    const news = {
      id: 900,
      regionId: roster.regionId,
      topic: 'link.changed',
      body: link('active').body,
      at: NOW,
    };
    await one.subscriber.take(news);
    const before = await one.read(roster.journalSystemId);
    await two.subscriber.takeAll([news, { ...news, id: 901 }]);
    const after = await two.read(roster.journalSystemId);
    expect(before.items).toHaveLength(1);
    expect(after.items.map(({ id, no }) => [id === before.items[0]?.id, no])).toEqual([
      [true, 1],
      [false, 2],
    ]);
  });

  it('in numbers without a gap or a double, however many add at once', async () => {
    const adds = Array.from({ length: 12 }, (_, batch) =>
      (batch % 2 === 0 ? one : two).subscriber.takeAll(
        Array.from({ length: 5 }, (_, n) => ({
          id: 1000 + batch * 5 + n,
          ...(n % 2 === 0 ? link('active') : credential(otherAccount)),
        })),
      ),
    );
    await Promise.all(adds);
    for (const [system, expected] of [
      [roster.journalSystemId, 36],
      [otherSystem, 24],
    ] as const) {
      const { items, nextCursor } = await one.read(system);
      expect(items.map(({ no }) => no)).toEqual(Array.from({ length: expected }, (_, n) => n + 1));
      expect(nextCursor).toBe(expected);
    }
  });

  it('never in such an order that a reader by cursor misses one: a number becomes visible after all before it', async () => {
    const seen: number[] = [];
    let cursor = 0;
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? one : two).subscriber.take({ id: 2000 + n, ...link('active') }),
      ),
    ).then(() => true);
    for (let done = false; !done;) {
      done = await Promise.race([writing, Promise.resolve(false)]);
      const page = await one.read(roster.journalSystemId, cursor, 3);
      seen.push(...page.items.map(({ no }) => no));
      cursor = page.nextCursor;
      if (page.hasMore) done = false;
    }
    for (let more = true; more;) {
      const page = await one.read(roster.journalSystemId, cursor, 3);
      seen.push(...page.items.map(({ no }) => no));
      ({ nextCursor: cursor, hasMore: more } = page);
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });
});

describe('the feed', () => {
  const types = ['credential.disabled'] as const;

  it('moves its cursor over what a filter leaves out', async () => {
    await one.tell([link('active'), credential(account), link('revoked'), link('active')]);
    await one.take();
    const first = await one.feed.page(roster.journalSystemId, { cursor: null, limit: 1, types });
    expect(first).toMatchObject({ items: [{ no: 2 }], nextCursor: 4, hasMore: false });
    const empty = await one.feed.page(roster.journalSystemId, { cursor: 4, limit: 1, types });
    expect(empty).toEqual({ items: [], nextCursor: 4, hasMore: false });
  });

  it('forgets after ninety days, from its beginning, and says so to whoever stayed behind', async () => {
    const old = new Date(NOW.getTime() - 91 * 86_400_000);
    await one.tell([link('active', old), link('revoked', old), link('active'), link('revoked', old)]);
    await one.take();
    await one.jobs.runNow('journal_events.forget');
    const page = await one.read(roster.journalSystemId);
    expect(page.items.map(({ no }) => no)).toEqual([3, 4]);
    await expect(one.read(roster.journalSystemId, 1)).rejects.toMatchObject({
      ...{ code: 'EVENT_CURSOR_TOO_OLD', kind: 'gone', facts: { oldest: 2, last: 4 } },
    });
    expect((await one.read(roster.journalSystemId, 2)).items).toHaveLength(2);
    await one.tell([link('active')]);
    await one.take();
    expect((await one.read(roster.journalSystemId, 4)).items.map(({ no }) => no)).toEqual([5]);
  });

  it('knows no place beyond its end', async () => {
    await expect(one.read(roster.journalSystemId, 7)).rejects.toMatchObject({ code: 'EVENT_CURSOR_UNKNOWN' });
    expect(await one.read(newUuid())).toEqual({ items: [], nextCursor: 0, hasMore: false });
  });
});
