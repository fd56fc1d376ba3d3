import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEsiaEmulator, type RunningEmulator } from '../../../../src/stand/esia/index.js';
import { testClient, TinyClient } from './tiny-client.js';
import { TinyBrowser } from './tiny-browser.js';
import { refusalOf, signInAs } from './way.js';

describe('emulator of ESIA: logout', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({ clients: [testClient()] });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const signedIn = async (): Promise<TinyBrowser> => {
    const browser = new TinyBrowser(emulator.url);
    await signInAs(client, 'child', {}, browser);
    return browser;
  };
  const isAskedAgain = async (browser: TinyBrowser): Promise<boolean> =>
    (await browser.open(client.authorizeUrl(client.authorizeFields()))).path === '/login';
  const address = (parameters: Readonly<Record<string, string>>): string =>
    `/idp/ext/Logout?${new URLSearchParams({ client_id: 'TESTIS01', ...parameters }).toString()}`;

  it('rule 17: it ends the session and goes to redirect_url', async () => {
    const browser = await signedIn();
    const visit = await browser.open(address({ redirect_url: 'https://journal.example.ru/bye' }));
    expect(visit.left?.href).toBe('https://journal.example.ru/bye');
    expect(await isAskedAgain(browser)).toBe(true);
  });

  it('rule 17: an address of another host is a page with 007023, the session ends all the same', async () => {
    const browser = await signedIn();
    const visit = await browser.open(address({ redirect_url: 'https://evil.example.ru/' }));
    expect(refusalOf(visit)).toBe('page ESIA-007023');
    expect(await isAskedAgain(browser)).toBe(true);
  });

  it('rule 17: an unknown client is not sent anywhere', async () => {
    const visit = await new TinyBrowser(emulator.url).open(
      address({ client_id: 'NOBODY', redirect_url: 'https://journal.example.ru/' }),
    );
    expect(refusalOf(visit)).toBe('page ESIA-007005');
  });

  it('rule 17: redirect_uri is ignored', async () => {
    const browser = await signedIn();
    const visit = await browser.open(address({ redirect_uri: 'https://journal.example.ru/bye' }));
    expect(visit).toMatchObject({ status: 200, left: null });
    expect(await isAskedAgain(browser)).toBe(true);
  });
});
