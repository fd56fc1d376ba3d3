import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from 'prom-client';
import { Expiries } from '../../../src/platform/expiry/expiries.js';
import { daysLeft, EXPIRY_KINDS, isNear } from '../../../src/platform/expiry/expiry.js';
import { readSiteCertificate } from '../../../src/platform/expiry/site-certificate.js';
import { Log } from '../../../src/platform/logging/log.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-22T06:00:00Z');
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

describe('what ends by a day (OPS-04)', () => {
  it('is near from the sixtieth day on; the last day counts as 0, an ended thing as -1', () => {
    expect([61, 60, 0, -1].map((days) => isNear({ endsAt: inDays(days) }, NOW))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(daysLeft({ endsAt: new Date(NOW.getTime() + 1) }, NOW)).toBe(0);
    expect(daysLeft({ endsAt: new Date(NOW.getTime() - 1) }, NOW)).toBe(-1);
  });

  describe('in a running server', () => {
    const clock = new GivenClock(NOW);
    const lines: Record<string, unknown>[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(
          ...String(chunk)
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Record<string, unknown>),
        );
        done();
      },
    });
    let database: TestDatabase;
    let application: TestApplication;
    beforeAll(async () => {
      database = await freshDatabase();
      application = await startApplication(database, { clock, log: new Log('warn', stream) });
    });
    afterAll(async () => {
      await application.close();
      await database.drop();
    });
    const said = () => lines.filter(({ event }) => event === 'expiry.near');

    it('certificates of ESIA, and keys a year after they were first seen, are all counted', async () => {
      const all = await application.app.get(Expiries).all();
      expect(new Set(all.map(({ kind }) => kind))).toEqual(
        new Set([
          'DATA_KEYS',
          'OIDC_COOKIE_KEYS',
          'OIDC_JWKS_FILE',
          'esia_certificate_esia',
          'esia_certificate_own',
        ]),
      );
      const key = all.find(({ kind }) => kind === 'DATA_KEYS');
      expect(key?.endsAt).toEqual(inDays(365));
      clock.set(inDays(300));
      expect((await application.app.get(Expiries).all()).find(({ kind }) => kind === 'DATA_KEYS')).toEqual(
        key,
      );
      clock.set(NOW);
    });

    it('an API key without a successor warns once a day, and shows its days in the metrics', async () => {
      const expiries = application.app.get(Expiries);
      let ends = inDays(30);
      expiries.add(() => Promise.resolve([{ kind: 'api_key', name: '0123456789ab', endsAt: ends }]));
      await expiries.look(NOW);
      await expiries.look(inDays(0.1));
      const own = () => said().filter(({ name }) => name === '0123456789ab');
      expect(own()).toMatchObject([{ level: 'warn', kind: 'api_key', days_left: 30 }]);
      await expiries.look(inDays(1));
      expect(own()).toHaveLength(2);
      expect(await register.getSingleMetricAsString('expiry_days_left')).toContain(
        'expiry_days_left{kind="api_key",name="0123456789ab"} 30',
      );
      ends = inDays(-2);
      await expiries.look(inDays(2));
      expect(own().at(-1)).toMatchObject({ level: 'error' });
    });

    it('a source that fails takes only its own with it', async () => {
      const expiries = application.app.get(Expiries);
      expiries.add(() => Promise.reject(new Error('the file is gone')));
      expect((await expiries.all()).length).toBeGreaterThan(4);
      expect(lines).toContainEqual(expect.objectContaining({ event: 'expiries.source_failed' }));
    });
  });

  it('the site is asked for its certificate, whoever issued it; a silent one is told, a stand has none', async () => {
    const of = (name: string) => readFileSync(join(import.meta.dirname, '../../support/tls', name));
    const server = createServer({ cert: of('server.pem'), key: of('server.key.pem') });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `https://localhost:${String((server.address() as AddressInfo).port)}`;
    const endsAt = new Date(new X509Certificate(of('server.pem')).validTo);
    expect(await readSiteCertificate(url)).toMatchObject({
      kind: 'read',
      expiry: { kind: 'tls_certificate', endsAt },
    });
    await new Promise((done) => server.close(done));
    expect(await readSiteCertificate(url)).toMatchObject({ kind: 'unreadable' });
    expect(await readSiteCertificate('http://localhost:8080')).toEqual({ kind: 'none' });
  });

  it('npm run check-expiry lists them all, changes nothing and needs no running server', async () => {
    const database = await freshDatabase();
    const root = join(import.meta.dirname, '../../..');
    const answer = await new Promise<{ code: number | string | null; said: string }>((done) => {
      execFile(
        process.execPath,
        [
          '--import',
          join(root, 'test/support/typescript-hooks.js'),
          join(root, 'src/commands/check-expiry.ts'),
        ],
        {
          env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: database.appUrl, ...settingsWithoutEsia() },
        },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
    });
    expect(answer.said).toMatch(/\d{4}-\d\d-\d\d +-?\d+ дн\. .+сертификат нашей системы в ЕСИА/);
    expect(answer.said).toContain(EXPIRY_KINDS.DATA_KEYS);
    expect([0, 3]).toContain(answer.code);
    await database.drop();
  });
});
