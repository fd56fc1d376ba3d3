import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MessageGateway } from '../../../src/stand/messages/message-gateway.js';
import { DeliveryStand, GATEWAY_SECRET } from '../../support/delivery-stand.js';
import { freePort } from '../../support/free-port.js';

/** A gateway whose messages stay on their way until the test reports them. */
const SLOW_MS = 3_600_000;

describe('messages through the gateway', () => {
  let stand: DeliveryStand;
  let gateway: MessageGateway;
  let statesUrl = '';
  beforeAll(async () => {
    const port = await freePort();
    stand = await DeliveryStand.open({ GATEWAY_URL: `http://localhost:${port}/v1/messages` });
    statesUrl = `${stand.application.url}/gateway/v1/delivery-states`;
    const options = { port, secret: GATEWAY_SECRET, statesUrl, delayMs: SLOW_MS };
    gateway = await MessageGateway.start(options, () => stand.clock.now());
  });
  afterAll(async () => {
    await gateway.close();
    await stand.close();
  });

  it('are signed, taken once by their key, and delivered when the gateway says so', async () => {
    const [sms, chat] = await stand.enqueue(
      { channel: 'sms', address: '8 (900) 123-45-67', text: 'Код привязки на памятке' },
      { channel: 'messenger', address: '+79001234567' },
    );
    await stand.drain('gateway');
    expect([await stand.stateOf(sms), await stand.stateOf(chat)]).toEqual(['sent', 'sent']);
    expect(gateway.messages.map(({ channel, to }) => `${channel} ${to}`).sort()).toEqual([
      'messenger +79001234567',
      'sms +79001234567',
    ]);
    expect(await gateway.report([{ id: String(sms), state: 'delivered' }])).toBe(204);
    expect(await stand.stateOf(sms)).toBe('delivered');
  });

  it('to a number that cannot be have bounced', async () => {
    const [id] = await stand.enqueue({ channel: 'sms', address: '+79001234500' });
    await stand.drain('gateway');
    expect(await stand.stateOf(id)).toBe('bounced gateway_422');
  });

  it('handed over a second time after a crash are one at the gateway', async () => {
    const [id] = await stand.enqueue({ channel: 'sms', address: '+79005550003' });
    await stand.drain('gateway');
    const before = gateway.messages.length;
    await stand.database.query(
      `UPDATE notice_deliveries d SET state = 'queued', content_sealed = waiting.content_sealed
       FROM notice_deliveries waiting WHERE d.id = $1 AND waiting.id = $2`,
      [id, (await stand.enqueue({ channel: 'sms', address: '+79005550013', text: 'Тот же текст' }))[0]],
    );
    await stand.drain('gateway');
    expect(await stand.stateOf(id)).toBe('sent');
    expect(gateway.messages.length).toBe(before + 1);
  });

  it('are reported by who signs the very bytes within five minutes, and by nobody else', async () => {
    const [id] = await stand.enqueue({ channel: 'sms', address: '+79005550004' });
    await stand.drain('gateway');
    const body = JSON.stringify({ states: [{ id, state: 'bounced' }] });
    const answer = await fetch(statesUrl, {
      ...{ method: 'POST', body },
      headers: { 'content-type': 'application/json', 'webhook-id': 'x', 'webhook-signature': 'v1,AAAA' },
    });
    expect([answer.status, await stand.stateOf(id)]).toEqual([401, 'sent']);
  });

  it('follow no report that their state does not let: bounced stays bounced, unknown ids change nothing', async () => {
    const [id] = await stand.enqueue({ channel: 'sms', address: '+79005550005' });
    await stand.drain('gateway');
    const bounced = { id: String(id), state: 'bounced', reason: 'number_unknown' };
    const stranger = { id: '00000000-0000-4000-8000-000000000000', state: 'delivered' };
    expect(await gateway.report([bounced, stranger])).toBe(204);
    expect(await gateway.report([{ id: String(id), state: 'delivered' }])).toBe(204);
    expect(await stand.stateOf(id)).toBe('bounced number_unknown');
  });

  it('are on the page of the stand, without anything that would run', async () => {
    await stand.enqueue({ channel: 'sms', address: '+79005550006', text: '<script>1</script>' });
    await stand.drain('gateway');
    const page = await (await fetch(gateway.url)).text();
    expect(page).toContain('&#60;script&#62;');
    expect(page).not.toContain('<script>');
  });
});

describe('a gateway that does not answer', () => {
  it('is left alone after five calls, and its messages wait', async () => {
    const stand = await DeliveryStand.open({ GATEWAY_URL: 'http://localhost:9/v1/messages' });
    const ids = await stand.enqueue(
      ...Array.from({ length: 30 }, (_, no) => ({
        channel: 'sms' as const,
        address: `+790012345${10 + no}`,
      })),
    );
    await stand.drain('gateway');
    const rows = await Promise.all(ids.map((id) => stand.row(id)));
    expect(rows.filter(({ reason }) => reason === 'gateway_silent').length).toBeLessThan(15);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['queued']));
    await stand.close();
  });
});
