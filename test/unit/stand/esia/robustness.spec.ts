import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import { testClient, TinyClient, type Fields } from './tiny-client.js';

describe('emulator of ESIA: no request is too odd', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient()] });
    client = new TinyClient(emulator.url);
  });
  afterAll(() => emulator.close());

  const odd = fc.string({
    unit: fc.constantFrom('a', 'Z', '0', '%', '&', '=', '+', '?', '/', '(', ')', '-', '.', '~', ':', '@'),
  });

  it('any query and any path is answered, never with an inner failure', async () => {
    const paths = fc.constantFrom(
      '/aas/oauth2/v2/ac?',
      '/rs/prns/',
      '/rs/',
      '/login?',
      '/consent?',
      '/idp/ext/Logout?',
      '/public/',
    );
    await fc.assert(
      fc.asyncProperty(paths, odd, async (path, rest) => {
        const response = await fetch(emulator.url + path + rest, { redirect: 'manual' });
        expect(response.status).toBeLessThan(500);
      }),
    );
  });

  it('one parameter changed after signing, whichever it is, is never let through', async () => {
    const names = fc.constantFrom(
      'client_id',
      'client_certificate_hash',
      'client_secret',
      'scope',
      'timestamp',
      'state',
      'redirect_uri',
    );
    await fc.assert(
      fc.asyncProperty(names, fc.string({ minLength: 1 }), async (name, suffix) => {
        const fields: Fields = client.authorizeFields();
        const changed = { ...fields, [name]: (fields[name] ?? '') + suffix };
        const response = await fetch(client.authorizeUrl(changed), { redirect: 'manual' });
        expect(response.headers.get('location') ?? '').not.toMatch(/^\/login/);
      }),
      { numRuns: 60 },
    );
  });
});
