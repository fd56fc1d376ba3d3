import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Subject } from '../../../src/stand/contract/check.js';
import { CHECKS, type Result, runChecks } from '../../../src/stand/contract/run-checks.js';
import { type DemoJournal, startDemoJournal } from '../../../src/stand/journal/demo-journal.js';
import { startApplication, type TestApplication } from '../../support/application.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { freePort } from '../../support/free-port.js';

const SECRET = 'a-secret-of-the-test-journal-0123456789';
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

let database: TestDatabase;
let application: TestApplication;
let journal: DemoJournal;
let subject: Subject;

beforeAll(async () => {
  database = await freshDatabase();
  const roster = await RosterBuilder.begin(database);
  const other = await roster.aJournalSystem();
  await database.query(`UPDATE journal_systems SET code = 'demo-journal' WHERE id = $1`, [
    roster.journalSystemId,
  ]);
  await roster.anAccount({ person: await roster.aPerson(), role: 'teacher', externalId: 'teacher/7 ё' });
  await roster.anAccount({ person: await roster.aPerson(), journalSystem: other, externalId: 'theirs' });
  await database.query(
    `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
     VALUES ($1, $2, $3, 'staff', 'link_required', now(), current_date + 60, now())`,
    [roster.regionId, roster.journalSystemId, roster.schoolId],
  );
  const [port, webhookPort] = [await freePort(), await freePort()];
  const client = {
    ...{ client_id: 'demo-journal', client_name: 'Журнал', redirect_uris: ['http://localhost:9/callback'] },
    ...{ token_endpoint_auth_method: 'client_secret_basic', client_secret: SECRET, internal_api: true },
    ...{ webhook_uri: `http://localhost:${webhookPort}/events`, webhook_secret: WEBHOOK_SECRET },
  };
  const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
  writeFileSync(path, JSON.stringify([client]));
  application = await startApplication(database, {
    port,
    settings: { OIDC_CLIENTS_FILE: path, PUBLIC_URL: `http://localhost:${port}` },
  });
  const issuer = `http://localhost:${port}/oidc`;
  journal = await startDemoJournal({
    ...{ port: 0, issuer, clientId: 'demo-journal', clientSecret: SECRET, webhookSecrets: [WEBHOOK_SECRET] },
  });
  subject = {
    ...{ server: `http://localhost:${port}`, issuer, clientId: 'demo-journal', token: await tokenOf(issuer) },
    ...{ account: 'teacher/7 ё', foreignAccount: 'theirs' },
    webhook: { port: webhookPort, secret: WEBHOOK_SECRET },
    receiver: { uri: `${journal.url}/perehod-events`, secret: WEBHOOK_SECRET },
    patienceMs: 30_000,
  };
});
afterAll(async () => {
  await journal.close();
  await application.close();
  await database.drop();
});

async function tokenOf(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`demo-journal:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const checksAbout = (...words: readonly string[]) =>
  CHECKS.filter(({ title }) => words.some((word) => title.includes(word)));
const brokenOf = (results: readonly Result[]) =>
  results.filter(({ outcome }) => outcome === 'broken').map(({ check, why }) => [check.title, why]);
const quiet = () => undefined;

/** A server whose answers a test makes wrong: `spoil` gets the answer of the real one. */
async function wrongServer(
  spoil: (path: string, status: number, text: string) => readonly [number, string],
): Promise<{ readonly url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const path = request.url ?? '';
      const answer = await fetch(subject.server + path, {
        method: request.method ?? 'GET',
        headers: request.headers as Record<string, string>,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      const [status, text] = spoil(path, answer.status, await answer.text());
      for (const name of ['etag', 'content-type', 'www-authenticate', 'x-request-id']) {
        const value = answer.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      response.writeHead(status).end(status === 304 ? undefined : text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close };
}

describe('the contract test of vendors (INT-10)', () => {
  it('finds every promise kept by the server and by the demo e-journal, and says so in Russian', async () => {
    const said: string[] = [];
    const results = await runChecks(subject, (line) => said.push(line));
    expect(brokenOf(results)).toEqual([]);
    expect(results.every(({ outcome }) => outcome === 'kept')).toBe(true);
    expect(said).toHaveLength(CHECKS.length);
    expect(said.every((line) => line.startsWith('ок     '))).toBe(true);
  });

  it('says what it was not given, and does not call that kept', async () => {
    const bare = { ...subject, foreignAccount: null, webhook: null, receiver: null };
    const said: string[] = [];
    const needy = CHECKS.filter(({ needs }) => needs !== undefined);
    const results = await runChecks(bare, (line) => said.push(line), needy);
    expect(results.map(({ outcome }) => outcome)).toEqual(needy.map(() => 'not_made'));
    expect(said[0]).toMatch(/^нет .*назовите --foreign/);
  });

  it('finds every promise broken by a server that says yes to everything, and what to mend', async () => {
    const server = await wrongServer(() => [200, '{}']);
    const said: string[] = [];
    const checks = CHECKS.filter(({ needs }) => needs !== 'receiver');
    const results = await runChecks({ ...subject, server: server.url }, (line) => said.push(line), checks);
    server.close();
    expect(results.map(({ outcome }) => outcome)).toEqual(checks.map(() => 'broken'));
    for (const line of said) expect(line).toMatch(/^не ок .*\n +\S.*\n +Исправить: \S/);
  });

  const json = (text: string, change: (body: Record<string, unknown>) => object): string =>
    JSON.stringify(change(JSON.parse(text) as Record<string, unknown>));

  it.each<readonly [string, string, Parameters<typeof wrongServer>[0]]>([
    ['a token is not asked for', 'без токена', (_, status, text) => [status === 401 ? 200 : status, text]],
    [
      'an answer is kept for an hour',
      'токен открывает решения',
      (_, status, text) => [status, json(text, (body) => ({ ...body, cache_seconds: 3600 }))],
    ],
    [
      'a repeated sign-in is counted twice',
      'событие входа принимается один раз',
      (_, status, text) => [status, json(text, (body) => ({ ...body, accepted: 1, repeated: 0 }))],
    ],
    [
      'another journal’s account is shown',
      'запись другого журнала',
      (_, status, text) => [status === 404 ? 200 : status, text],
    ],
    [
      'an unchanged account is sent in full',
      'If-None-Match — 304 без тела',
      (_, status) => [status === 304 ? 200 : status, '{}'],
    ],
    [
      'the bundle was changed on its way',
      'подписаны ключом',
      (_, status, text) => {
        const [head = '', payload = '', signature = ''] = text.split('.');
        const content = Buffer.from(payload, 'base64url').toString().replace('link_required', 'closed');
        return [status, [head, Buffer.from(content).toString('base64url'), signature].join('.')];
      },
    ],
    [
      'the server decides otherwise than its bundle',
      'решение по этим данным совпадает',
      (path, status, text) =>
        path.includes('sign-in-decisions')
          ? [status, json(text, (body) => ({ ...body, decision: 'deny_cutover' }))]
          : [status, text],
    ],
    [
      'a number is left out in the feed',
      'номера идут по порядку и без пропусков',
      (path, status, text) =>
        path.includes('events?cursor') && text.includes('"items"')
          ? [status, json(text, (body) => ({ ...body, items: (body['items'] as object[]).slice(1) }))]
          : [status, text],
    ],
  ])('finds it when %s', async (_, words, spoil) => {
    const server = await wrongServer(spoil);
    const results = await runChecks({ ...subject, server: server.url }, quiet, checksAbout(words));
    server.close();
    expect(results.map(({ outcome }) => outcome)).toEqual(['broken']);
  });

  it('finds it when the secrets of the webhook differ, or nobody calls', async () => {
    const checks = checksAbout('событие приходит на webhook');
    const { port } = subject.webhook ?? { port: 0 };
    const other = { ...subject, webhook: { port, secret: OTHER_SECRET } };
    expect(brokenOf(await runChecks(other, quiet, checks))).toEqual([
      [checks[0]?.title, 'подпись не сошлась'],
    ]);
    const elsewhere = { ...subject, webhook: { port: await freePort(), secret: WEBHOOK_SECRET } };
    const results = await runChecks({ ...elsewhere, patienceMs: 1_500 }, quiet, checks);
    expect(brokenOf(results)).toEqual([[checks[0]?.title, 'вызов не пришёл']]);
  });

  it('does not wait for hours behind an event about the same account that nobody took', async () => {
    const headers = { authorization: `Bearer ${subject.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ account: subject.account });
    const made = await fetch(`${subject.server}/internal/v1/events/test`, { method: 'POST', headers, body });
    expect(made.status).toBe(202);
    await database.query(
      `UPDATE webhook_deliveries SET not_before = now() + interval '4 hours', attempts = 9`,
    );
    const results = await runChecks(subject, quiet, checksAbout('событие приходит на webhook'));
    expect(brokenOf(results)).toEqual([]);
  });

  it('an event that is asked for about another journal’s account is refused', async () => {
    const headers = { authorization: `Bearer ${subject.token}`, 'content-type': 'application/json' };
    for (const [account, status] of [
      ['theirs', 404],
      ['', 400],
    ] as const) {
      const body = JSON.stringify({ account });
      const answer = await fetch(`${subject.server}/internal/v1/events/test`, {
        method: 'POST',
        headers,
        body,
      });
      expect(answer.status).toBe(status);
    }
  });

  it.each([
    ['takes everything, signed or not', 204, 3],
    ['refuses everything', 401, 2],
  ])('finds it when the receiver of the e-journal %s', async (_, status, broken) => {
    const careless = createServer((request, response) => {
      request.resume().once('end', () => response.writeHead(status).end());
    });
    await new Promise<void>((resolve) => careless.listen(0, 'localhost', resolve));
    const uri = `http://localhost:${(careless.address() as AddressInfo).port}/`;
    const checks = CHECKS.filter(({ needs }) => needs === 'receiver');
    const results = await runChecks({ ...subject, receiver: { uri, secret: WEBHOOK_SECRET } }, quiet, checks);
    careless.close();
    expect(brokenOf(results)).toHaveLength(broken);
  });
});
