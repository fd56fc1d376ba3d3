import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { exchange, type EsiaRequest, type ExchangeResult } from '../../../src/esia/gateway/esia-exchange.js';
import { EsiaSettings } from '../../../src/esia/esia.settings.js';
import { ClockSkewWatch } from '../../../src/esia/gateway/clock-skew-watch.js';
import { EsiaAvailability } from '../../../src/esia/gateway/esia-availability.js';
import { EsiaHttp } from '../../../src/esia/gateway/esia-http.js';
import { SystemClock } from '../../../src/platform/clock/clock.js';
import { CallLimit, Overloaded } from '../../../src/esia/gateway/call-limit.js';

/** A server that answers whatever the test says, also what no server should. */
let script: RequestListener;
let seen = 0;
let server: Server;
let base: string;
const dispatcher = new Agent();

beforeAll(async () => {
  server = createServer((request, response) => {
    seen += 1;
    script(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await dispatcher.destroy();
});

const dates: unknown[] = [];
async function ask(
  method: 'GET' | 'POST',
  listener: RequestListener,
  over: { url?: string; timeoutMs?: number } = {},
) {
  script = listener;
  seen = 0;
  const request: EsiaRequest = {
    ...{ method, url: new URL('/x', over.url ?? base), headers: {} },
    ...(method === 'POST' && { body: 'a=b' }),
  };
  const rules = {
    dispatcher,
    timeoutMs: over.timeoutMs ?? 2_000,
    maxBodyBytes: 1_000,
    onDate: (date: unknown) => void dates.push(date),
  };
  return exchange(request, rules);
}

const json =
  (status: number, body: unknown, type = 'application/json'): RequestListener =>
  (_request, response) => {
    response
      .writeHead(status, { 'content-type': type })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const fault = (name: string): ExchangeResult => ({ kind: 'fault', fault: name as never });
const DOWN: ExchangeResult = { kind: 'unavailable', esiaCode: null };

describe('an answer of ESIA', () => {
  it('that is JSON is read, whatever its charset and suffix; its clock is noted', async () => {
    dates.length = 0;
    for (const type of [
      'application/json',
      'application/json;charset=UTF-8',
      'Application/JSON ; charset=utf-8',
      'application/problem+json',
    ]) {
      expect(await ask('POST', json(200, { a: 1 }, type))).toEqual({
        kind: 'answer',
        status: 200,
        json: { a: 1 },
        esiaCode: null,
        oauthError: null,
      });
    }
    expect(dates.every((date) => typeof date === 'string' && !Number.isNaN(Date.parse(date)))).toBe(true);
    expect(dates).toHaveLength(4);
  });

  it.each([
    ['HTML', json(200, '<html>', 'text/html'), fault('answer_content_type')],
    ['JSON that calls itself text', json(200, '{}', 'text/plain'), fault('answer_content_type')],
    ['JSON in a longer name', json(200, '{}', 'application/jsonp'), fault('answer_content_type')],
    ['broken JSON', json(200, '{"a":'), fault('answer_malformed')],
    ['a list', json(200, '[]'), fault('answer_malformed')],
    ['nothing', json(200, ''), fault('answer_malformed')],
    ['more than we read', json(200, { a: 'x'.repeat(2_000) }), fault('answer_too_large')],
    [
      'a redirect',
      (_q, r) => void r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      fault('answer_status'),
    ],
    [
      'compressed bytes',
      (_q, r) =>
        void r.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x'),
      fault('answer_encoding'),
    ],
    ['an HTML page of an outage', json(503, '<html>', 'text/html'), DOWN],
    ['a 500 without a code', json(500, {}), DOWN],
    ['a 429', json(429, {}), DOWN],
    [
      'ESIA-007008',
      json(400, { error: 'temporarily_unavailable', error_description: 'ESIA-007008: x' }),
      { kind: 'unavailable', esiaCode: '007008' },
    ],
  ] as [string, RequestListener, ExchangeResult][])(
    'that is %s is taken for what it is',
    async (_what, listener, result) => {
      expect(await ask('POST', listener)).toEqual(result);
      expect(seen).toBe(1);
    },
  );

  it('without an end is cut at the limit of bytes', async () => {
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(500)));
      };
      response.on('drain', pour);
      pour();
    };
    expect(await ask('POST', endless)).toEqual(fault('answer_too_large'));
  });

  it('that drips slower than the time allowed is unavailable, however often it drips', async () => {
    const drip: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await ask('POST', drip, { timeoutMs: 200 })).toMatchObject(DOWN);
  });

  it('of the REST services with an error in a list has its code', async () => {
    expect(
      await ask('GET', json(401, [{ code: 'ESIA-005013', message: 'SecurityErrorEnum.expiredToken' }])),
    ).toMatchObject({
      ...{ kind: 'answer', status: 401, esiaCode: '005013' },
    });
    expect(await ask('GET', json(403, { code: 'ESIA-005029', message: 'x' }))).toMatchObject({
      esiaCode: '005029',
    });
  });

  it('of the token endpoint with an error has its code and its name', async () => {
    const body = { error: 'invalid_grant', error_description: 'ESIA-007011: x', state: 's' };
    expect(await ask('POST', json(400, body))).toMatchObject({
      kind: 'answer',
      status: 400,
      esiaCode: '007011',
      oauthError: 'invalid_grant',
    });
  });
});

describe('a request to ESIA', () => {
  const drop: RequestListener = (request) => request.socket.destroy();

  it('that is a GET is sent once more after a drop, one that is a POST is not', async () => {
    expect(await ask('GET', drop)).toMatchObject(DOWN);
    expect(seen).toBe(2);
    expect(await ask('POST', drop)).toMatchObject(DOWN);
    expect(seen).toBe(1);
  });

  it('that nobody listens to is unavailable', async () => {
    expect(await ask('POST', drop, { url: 'http://127.0.0.1:1' })).toMatchObject(DOWN);
    expect(seen).toBe(0);
  });
});

describe('the limit of calls', () => {
  it('lets the agreed number run and the rest wait in order', async () => {
    const limit = new CallLimit({ limit: 2, maxWaiting: 10, patienceMs: 10_000 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = (index: number) => async () => {
      most = Math.max(most, (running += 1));
      order.push(index);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index === 3) throw new Error('one call failed');
    };
    const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => limit.run(work(index))));
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    expect(results.map(({ status }) => status)).toEqual(
      [0, 1, 2, 3, 4, 5].map((index) => (index === 3 ? 'rejected' : 'fulfilled')),
    );
  });

  it('refuses whoever finds the queue full, or waits longer than is any use', async () => {
    const limit = new CallLimit({ limit: 1, maxWaiting: 1, patienceMs: 20 });
    let finish = (): void => undefined;
    const first = limit.run(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = limit.run(() => Promise.resolve());
    await expect(limit.run(() => Promise.resolve())).rejects.toBeInstanceOf(Overloaded);
    await expect(second).rejects.toBeInstanceOf(Overloaded);
    finish();
    await first;
    await expect(limit.run(() => Promise.resolve('in'))).resolves.toBe('in');
  });
});

describe('the trust of TLS', () => {
  it('is that of ESIA_CA_FILES: a server of a foreign authority is not spoken to', async () => {
    const pem = (name: string) => readFileSync(join(import.meta.dirname, '../../support/tls', name));
    const secure = createTlsServer(
      { key: pem('server.key.pem'), cert: pem('server.pem') },
      json(200, { a: 1 }),
    );
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://localhost:${(secure.address() as AddressInfo).port}/x`);
    const send = async (ca: string[] | null) => {
      const settings = new EsiaSettings();
      const clock = new SystemClock();
      const parts = {
        settings,
        clock,
        ca,
        availability: new EsiaAvailability(clock),
        skew: new ClockSkewWatch(clock, settings),
      };
      const http = new EsiaHttp(parts);
      const result = await http.send('token', { method: 'POST', url, headers: {}, body: '' });
      await http.close();
      return result.kind;
    };
    expect(await send([pem('ca.pem').toString()])).toBe('answer');
    expect(await send(null)).toBe('unavailable');
    secure.closeAllConnections();
    await new Promise((resolve) => secure.close(resolve));
  });
});
