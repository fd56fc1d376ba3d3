import { connect, type AddressInfo, createServer } from 'node:net';
import { get } from 'node:http';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from '@jest/globals';

const CLOSED = /network is closed to tests/;

/** Who is asked: addresses that are nobody's (RFC 5737, RFC 2606), so that an open network would show as a time-out. */
const OUTSIDE = ['192.0.2.1', 'example.invalid', '2001:db8::1'];

const failureOf = (begin: () => NodeJS.EventEmitter): Promise<string> =>
  new Promise((done) => begin().once('error', (error: Error) => done(error.message)));

describe('the network of the tests', () => {
  it.each(OUTSIDE)('is closed outside this machine: %s', async (host) => {
    expect(await failureOf(() => connect(443, host))).toMatch(CLOSED);
    expect(await failureOf(() => connect({ port: 443, host }))).toMatch(CLOSED);
    expect(await failureOf(() => connectTls({ port: 443, host }))).toMatch(CLOSED);
    expect(await failureOf(() => get({ host, port: 80 }))).toMatch(CLOSED);
  });

  it('is closed to fetch too', async () => {
    await expect(fetch('https://esia.gosuslugi.ru/')).rejects.toMatchObject({
      cause: { message: expect.stringMatching(CLOSED) },
    });
  });

  it('is open within this machine', async () => {
    const server = createServer((socket) => socket.end('here')).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const said = await new Promise((done) =>
      connect(port, '127.0.0.1').once('data', (data) => done(String(data))),
    );
    expect(said).toBe('here');
    await new Promise((done) => server.close(done));
  });
});
