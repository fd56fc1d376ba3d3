import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeDataSource } from '../../../src/data-source.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { News } from '../../../src/platform/outbox/outbox.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { GivenClock } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { TellingInstance, WEBHOOK_SECRET } from './telling-stand.js';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const LANE = 'test-journal';
const SLOW = 'slow-journal';

let database: TestDatabase;
let roster: RosterBuilder;
let second: ReturnType<typeof makeDataSource>;
let clock: GivenClock;
let receiver: WebhookReceiver;
let one: TellingInstance;
let two: TellingInstance;
const accounts: Uuid[] = [];
const names = ['a-0', 'a-1', 'a-2', 'a-3'];

beforeAll(async () => {
  database = await freshDatabase();
  roster = await RosterBuilder.begin(database);
  await database.query('UPDATE journal_systems SET code = $2 WHERE id = $1', [roster.journalSystemId, LANE]);
  for (const externalId of names)
    accounts.push(await roster.anAccount({ person: await roster.aPerson(), externalId }));
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
  receiver = await WebhookReceiver.start(WEBHOOK_SECRET);
  one = new TellingInstance(database.dataSource, clock, { [LANE]: receiver.url });
  two = new TellingInstance(second, clock, { [LANE]: receiver.url });
});
afterEach(() => receiver.close());

const link = (account: number, to: string): News => ({
  regionId: roster.regionId,
  topic: 'link.changed',
  body: {
    ...{ link_id: newUuid(), account_id: accounts[account], esia_person_id: newUuid() },
    ...{ from: to === 'active' ? null : 'active', to, event: 'x', reason: 'user_request' },
  },
  at: NOW,
});
const tell = async (...news: News[]) => {
  await one.tell(news);
  await one.take();
};
const takenOf = (account: string) =>
  receiver.taken.filter((call) => call.account === account).map(({ no }) => no);
const waiting = () =>
  database.query<{ event_no: number; attempts: number; dead: boolean; last_status: number | null }>(
    `SELECT event_no, attempts, dead_at IS NOT NULL AS dead, last_status FROM webhook_deliveries ORDER BY event_no`,
  );
const later = (seconds: number) => clock.set(new Date(clock.now().getTime() + seconds * 1_000));

describe('webhooks', () => {
  it('bring each event once, signed, as the feed shows it, and leave nothing behind', async () => {
    await tell(link(0, 'active'), link(1, 'active'));
    await one.lanes.drain(LANE);
    await two.lanes.drain(LANE);
    expect(receiver.forged).toEqual([]);
    const { items } = await one.read(roster.journalSystemId);
    expect(receiver.taken.map(({ id, no, type, data }) => ({ id, no, type, data }))).toEqual(
      items.map(({ id, no, type, data }) => ({ id, no, type, data })),
    );
    expect(await waiting()).toEqual([]);
  });

  it('of two instances at once bring each event once, and those of an account in their order', async () => {
    receiver.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      return 200;
    };
    const news = Array.from({ length: 60 }, (_, n) => link(n % 4, n % 8 < 4 ? 'active' : 'revoked'));
    await tell(...news);
    await Promise.all([one, two, one, two].map(({ lanes }) => lanes.drain(LANE)));
    expect(receiver.taken.map(({ no }) => no).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, n) => n + 1),
    );
    for (const name of names) expect(takenOf(name)).toEqual(takenOf(name).toSorted((a, b) => a - b));
  });

  it('hold back what follows for an account whose event failed, and for no other', async () => {
    await tell(link(0, 'active'), link(1, 'active'), link(0, 'revoked'), link(1, 'revoked'));
    receiver.answer = ({ no }) => (no === 1 ? 500 : 204);
    await one.lanes.drain(LANE);
    expect(takenOf('a-1')).toEqual([2, 4]);
    expect(takenOf('a-0')).toEqual([]);
    receiver.answer = () => 204;
    await one.lanes.drain(LANE);
    expect(takenOf('a-0')).toEqual([]);
    later(10);
    await one.lanes.drain(LANE);
    expect(takenOf('a-0')).toEqual([1, 3]);
  });

  it('come again with the same id when the server died between the call and its note', async () => {
    await tell(link(0, 'active'), link(0, 'revoked'));
    const dying = new TellingInstance(second, clock, { [LANE]: receiver.url });
    dying.deliveries.delivered = () => Promise.reject(new Error('killed'));
    dying.deliveries.release = () => Promise.reject(new Error('killed'));
    await dying.lanes.drain(LANE);
    expect(receiver.taken.map(({ no }) => no)).toEqual([1]);
    // The dead one holds the lane until its lease is over.
    await one.lanes.drain(LANE);
    expect(receiver.taken).toHaveLength(1);
    later(61);
    await one.lanes.drain(LANE);
    expect(receiver.taken.map(({ no }) => no)).toEqual([1, 1, 2]);
    expect(receiver.taken[1]?.id).toBe(receiver.taken[0]?.id);
  });

  it('are given up after a day of attempts, kept as dead, and let the account’s later events go', async () => {
    await tell(link(0, 'active'), link(0, 'revoked'));
    receiver.answer = ({ no }) => (no === 1 ? 400 : 204);
    let attempts = 0;
    for (; attempts < 30 && takenOf('a-0').length === 0; attempts += 1) {
      await one.lanes.drain(LANE);
      later(4 * 3_600);
    }
    expect(receiver.refused).toHaveLength(16);
    expect(takenOf('a-0')).toEqual([2]);
    expect(await waiting()).toEqual([{ event_no: 1, attempts: 16, dead: true, last_status: 400 }]);
    const figures = await one.deliveries.figures(database.dataSource.manager, roster.journalSystemId);
    expect(figures).toEqual({ waiting: 0, dead: 1, oldest: null });
  });

  it('let the lane rest when nobody is there, and go on when somebody is', async () => {
    await tell(...Array.from({ length: 40 }, (_, n) => link(n % 4, 'active')));
    for (let account = 4; account < 12; account += 1)
      accounts[account] ??= await roster.anAccount({ person: await roster.aPerson() });
    await tell(...Array.from({ length: 8 }, (_, n) => link(4 + n, 'active')));
    receiver.answer = () => 0;
    await one.lanes.drain(LANE);
    const calls = receiver.refused.length;
    expect(calls).toBeLessThanOrEqual(12);
    await one.lanes.drain(LANE);
    expect(receiver.refused).toHaveLength(calls);
    receiver.answer = () => 204;
    later(30);
    await two.lanes.drain(LANE);
    expect(receiver.taken).toHaveLength(48);
  });

  it('wait as long as the receiver asks', async () => {
    await tell(link(0, 'active'), link(1, 'active'));
    receiver.headers = { 'retry-after': '120' };
    receiver.answer = () => 429;
    await one.lanes.drain(LANE);
    receiver.answer = () => 204;
    later(60);
    await one.lanes.drain(LANE);
    expect(receiver.taken).toEqual([]);
    later(61);
    await one.lanes.drain(LANE);
    expect(receiver.taken).toHaveLength(2);
  });

  it('go to the registered address only: a redirect is a failure', async () => {
    const called: string[] = [];
    const elsewhere = createServer((request, response) => {
      called.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    receiver.headers = { location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/secret` };
    receiver.answer = () => 307;
    await tell(link(0, 'active'));
    await one.lanes.drain(LANE);
    elsewhere.close();
    expect(called).toEqual([]);
    expect(await waiting()).toMatchObject([{ attempts: 1, last_status: 307 }]);
  });

  it('of a slow journal delay no other', async () => {
    const slowSystem = await roster.aJournalSystem();
    await database.query('UPDATE journal_systems SET code = $2 WHERE id = $1', [slowSystem, SLOW]);
    const slowAccount = await roster.anAccount({ person: await roster.aPerson(), journalSystem: slowSystem });
    const slow = await WebhookReceiver.start(WEBHOOK_SECRET);
    let letGo: (status: number) => void = () => undefined;
    const answered = new Promise<number>((resolve) => (letGo = resolve));
    const arrived = new Promise<void>((resolve) => {
      slow.answer = () => {
        resolve();
        return answered;
      };
    });
    const both = new TellingInstance(database.dataSource, clock, { [LANE]: receiver.url, [SLOW]: slow.url });
    accounts[20] = slowAccount;
    await both.tell([link(20, 'active'), link(0, 'active')]);
    await both.take();
    const lame = both.lanes.drain(SLOW);
    await both.lanes.drain(LANE);
    expect(receiver.taken).toHaveLength(1);
    expect(slow.taken).toHaveLength(0);
    await arrived;
    letGo(204);
    await lame;
    expect(slow.taken).toHaveLength(1);
    await slow.close();
  });

  it('are not made for a journal without a webhook: it reads the feed', async () => {
    const silent = new TellingInstance(database.dataSource, clock, { [LANE]: null });
    await silent.tell([link(0, 'active')]);
    await silent.take();
    expect(await waiting()).toEqual([]);
    expect((await silent.read(roster.journalSystemId)).items).toHaveLength(1);
  });
});

describe('a replay', () => {
  const system = () => ({ id: roster.journalSystemId, regionId: roster.regionId, code: LANE, name: LANE });
  const again = async () => {
    receiver.taken.length = 0;
    await one.lanes.drain(LANE);
    return receiver.taken.map(({ no }) => no);
  };

  it('brings what follows a number once more with the same ids, each account’s in its order', async () => {
    await tell(link(0, 'active'), link(1, 'active'), link(0, 'revoked'));
    await one.lanes.drain(LANE);
    const ids = new Map(receiver.taken.map(({ no, id }) => [no, id]));
    const replayed = await one.feed.replay(system(), { from: 1, deadOnly: false });
    expect(replayed).toEqual({ queued: 2, nextFrom: 3, hasMore: false });
    expect(await again()).toEqual([2, 3]);
    for (const { no, id } of receiver.taken) expect(id).toBe(ids.get(no));
    expect(await one.feed.replay(system(), { from: null, deadOnly: false })).toMatchObject({ queued: 3 });
    expect(await again()).toEqual([1, 2, 3]);
  });

  it('asked for the dead brings those alone', async () => {
    await tell(link(0, 'active'), link(1, 'active'));
    await one.lanes.drain(LANE);
    await tell(link(2, 'active'));
    await database.query(`UPDATE webhook_deliveries SET dead_at = now(), attempts = 16`);
    expect(await one.feed.replay(system(), { from: null, deadOnly: true })).toMatchObject({ queued: 1 });
    expect(await again()).toEqual([3]);
  });

  it('is refused to whoever has no webhook', async () => {
    const silent = new TellingInstance(database.dataSource, clock, { [LANE]: null });
    await expect(silent.feed.replay(system(), { from: null, deadOnly: false })).rejects.toMatchObject({
      code: 'WEBHOOK_NOT_REGISTERED',
    });
  });
});
