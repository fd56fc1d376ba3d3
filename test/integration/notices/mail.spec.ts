import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid } from '../../../src/kernel/ids.js';
import { SendDeliveries } from '../../../src/notices/application/send-deliveries.js';
import { MailCarrier } from '../../../src/notices/gateway/mail-carrier.js';
import { DeliverySettings } from '../../../src/notices/index.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { startApplication } from '../../support/application.js';
import { DELIVERY_MORNING, DeliveryStand } from '../../support/delivery-stand.js';
import { MailServer } from '../../support/mail-server.js';

const MINUTE = 60_000;

describe('a letter', () => {
  let stand: DeliveryStand;
  beforeAll(async () => {
    stand = await DeliveryStand.open({ MAIL_BOUNCES: 'bounces@example.ru' });
  });
  afterEach(() => {
    stand.mail.verdict = () => 'take';
    stand.mail.letters.length = 0;
    stand.clock.set(DELIVERY_MORNING);
  });
  afterAll(() => stand.close());

  it('is sent once, under a Message-ID and an envelope that name it, and its text is kept no longer', async () => {
    const [id] = await stand.enqueue({});
    await Promise.all([stand.drain(), stand.drain()]);
    expect(await stand.stateOf(id)).toBe('sent');
    expect(stand.mail.letters).toHaveLength(1);
    const [letter] = stand.mail.letters;
    expect(letter?.raw).toContain(`Message-ID: <${String(id)}@example.ru>`);
    expect(letter?.from).toBe(`bounces+${String(id)}@example.ru`);
    expect(letter?.raw).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
    const row = await stand.row(id);
    expect([row['content_sealed'], row['claim']]).toEqual([null, null]);
    expect(JSON.stringify(row)).not.toContain('anna');
  });

  it('carries no way to opt out when it is mandatory', async () => {
    await stand.enqueue({ mandatory: true });
    await stand.drain();
    expect(stand.mail.letters[0]?.raw).not.toContain('List-Unsubscribe');
  });

  it('that the server refuses for good (550) has bounced', async () => {
    stand.mail.verdict = () => 550;
    const [id] = await stand.enqueue({});
    await stand.drain();
    expect(await stand.stateOf(id)).toBe('bounced smtp_550');
  });

  it('that the server puts off (451) is tried again later, each time later', async () => {
    stand.mail.verdict = () => 451;
    const [id] = await stand.enqueue({});
    await stand.drain();
    expect(await stand.stateOf(id)).toBe('queued smtp_451');
    stand.mail.verdict = () => 'take';
    await stand.drain();
    expect(stand.mail.letters).toEqual([]);
    stand.later(MINUTE);
    await stand.drain();
    expect([await stand.stateOf(id), (await stand.row(id)).attempts]).toEqual(['sent', 2]);
  });

  it('whose connection is lost on the way is tried again under the same Message-ID', async () => {
    stand.mail.verdict = () => 'cut';
    const [id] = await stand.enqueue({});
    await stand.drain();
    expect(await stand.stateOf(id)).toMatch(/^queued smtp_/);
    stand.mail.verdict = () => 'take';
    stand.later(MINUTE);
    await stand.drain();
    expect(stand.mail.letters.map(({ raw }) => raw.includes(`<${String(id)}@example.ru>`))).toEqual([true]);
  });

  it('is given up after three days', async () => {
    stand.mail.verdict = () => 451;
    const [id] = await stand.enqueue({});
    for (let tries = 0; tries < 40 && (await stand.row(id)).state === 'queued'; tries++) {
      await stand.drain();
      stand.later(4 * 60 * MINUTE);
    }
    expect(await stand.stateOf(id)).toBe('failed given_up');
    expect(stand.clock.now().getTime() - DELIVERY_MORNING.getTime()).toBeGreaterThan(70 * 60 * MINUTE);
  });

  it('of a server that died after claiming it goes out when the claim has ended', async () => {
    const [id] = await stand.enqueue({});
    await stand.database.query(
      `UPDATE notice_deliveries SET claim = gen_random_uuid(), claimed_until = $2::timestamptz + interval '5 min', attempts = 1
       WHERE id = $1`,
      [id, DELIVERY_MORNING],
    );
    await stand.drain();
    expect(await stand.stateOf(id)).toBe('queued');
    stand.later(6 * MINUTE);
    await stand.drain();
    expect(await stand.stateOf(id)).toBe('sent');
  });

  it('asked for twice for one notice and address is one', async () => {
    const wish = { noticeIssueId: newUuid() };
    const [first, ...more] = await stand.enqueue(wish, { ...wish, address: 'ANNA@example.ru' });
    expect([first, more, await stand.enqueue(wish)]).toEqual([expect.any(String), [], []]);
  });

  it('without an address, with a made-up one, or by a channel that is off is written down as failed', async () => {
    const ids = await stand.enqueue(
      { address: null },
      { address: 'нет адреса' },
      { address: 'a@b.ru\r\nBcc: c@d.ru' },
      { channel: 'sms', address: '+79000000000' },
      { channel: 'journal', address: 'account' },
    );
    const states = await Promise.all(ids.map((id) => stand.stateOf(id)));
    expect(states.sort()).toEqual([
      ...['failed address_invalid', 'failed address_invalid', 'failed channel_off', 'failed channel_off'],
      'failed no_address',
    ]);
  });

  it('tells its notice what became of it', async () => {
    const noticeIssueId = newUuid();
    stand.mail.verdict = () => 550;
    const [id] = await stand.enqueue({ noticeIssueId });
    await stand.drain();
    const news = await stand.database.query(
      `SELECT body FROM outbox_events WHERE topic = 'notices.delivered' AND body->>'notice_issue_id' = $1`,
      [noticeIssueId],
    );
    const body = { delivery_id: id, notice_issue_id: noticeIssueId, channel: 'email' };
    expect(news).toEqual([{ body: { ...body, state: 'bounced', reason: 'smtp_550' } }]);
  });

  it('is handed over by one of two servers only', async () => {
    const other = await secondServerOf(stand);
    const ids = await stand.enqueue(
      ...Array.from({ length: 60 }, (_, no) => ({ address: `a${no}@example.ru` })),
    );
    await Promise.all([stand.drain(), other.drain()]);
    await other.close();
    expect(stand.mail.letters).toHaveLength(ids.length);
  });
});

/** A second server on the same database and mail server. */
async function secondServerOf({ database, mail, clock }: DeliveryStand) {
  const settings = { SMTP_URL: mail.url, MAIL_FROM: 'perehod@example.ru' };
  const second = await startApplication(database, { clock, settings });
  return {
    drain: () => second.app.get(SendDeliveries, { strict: false }).drain('email'),
    close: () => second.close(),
  };
}

describe('a mail server', () => {
  it('that nobody answers for is left alone after five calls, and the letters stay in the queue', async () => {
    const stand = await DeliveryStand.open({ SMTP_URL: 'smtp://127.0.0.1:9' });
    const ids = await stand.enqueue(
      ...Array.from({ length: 30 }, (_, no) => ({ address: `b${no}@example.ru` })),
    );
    await stand.drain();
    const rows = await Promise.all(ids.map((id) => stand.row(id)));
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['queued']));
    const tried = rows.filter(({ reason }) => reason !== null && reason !== 'suspended');
    expect(tried.length).toBeLessThan(15);
    await stand.close();
  });

  it('without TLS gets nothing from a server in production', async () => {
    const mail = await MailServer.start();
    const settings = Object.assign(new DeliverySettings(), { smtpUrl: mail.url, mailFrom: 'a@example.ru' });
    const platform = Object.assign(new PlatformSettings(), { environment: 'production' });
    const carrier = new MailCarrier(settings, platform);
    const handed = await carrier.send({
      ...{ id: newUuid(), channel: 'email', address: 'b@example.ru', unsubscribeUrl: null },
      ...{ subject: 'Тема', text: 'Текст', html: null },
    });
    expect([handed.kind, mail.asked]).toEqual(['unavailable', []]);
    carrier.onApplicationShutdown();
    await mail.close();
  });

  it('that is slow holds up nothing but its own letters', async () => {
    const stand = await DeliveryStand.open();
    stand.mail.delayMs = 300;
    const ids = await stand.enqueue(
      ...Array.from({ length: 4 }, (_, no) => ({ address: `c${no}@example.ru` })),
    );
    const draining = stand.drain();
    expect((await fetch(`${stand.application.url}/readyz`)).status).toBe(200);
    await draining;
    expect(await Promise.all(ids.map((id) => stand.stateOf(id)))).toEqual(['sent', 'sent', 'sent', 'sent']);
    await stand.close();
  });
});
