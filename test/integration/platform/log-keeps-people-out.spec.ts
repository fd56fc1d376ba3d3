import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Log } from '../../../src/platform/logging/log.js';
import { createServer } from '../../../src/server.js';
import { readAllSettings } from '../../../src/settings.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

describe('the log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is JSON lines with the request id, without the query, the path’s ids or the message of an error', async () => {
    const lines = new PassThrough();
    const written: string[] = [];
    lines.on('data', (chunk: Buffer) => written.push(chunk.toString()));
    const log = new Log('debug', lines);
    const app = await createServer({
      settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia() }),
      databaseUrl: database.appUrl,
      log,
    });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    await fetch(`${url}/healthz?snils=11223344595&code=eyJhbGciOiJub25lIn0`, {
      headers: { 'X-Request-Id': 'trace-0001' },
    });
    await fetch(`${url}/no/such/Иванова/11223344595`);
    log.error('test.failed', { error: new Error('Key (snils)=(11223344595) already exists') });
    await app.close();

    const text = written.join('');
    const events = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'request.done', request_id: 'trace-0001', route: '/healthz' }),
    );
    expect(text).not.toMatch(/11223344595|eyJhbGci|Иванова|%D0/);
  });
});
