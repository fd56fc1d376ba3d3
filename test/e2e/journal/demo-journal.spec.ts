import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type DemoJournal, startDemoJournal } from '../../../src/stand/journal/demo-journal.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { freePort } from '../../support/free-port.js';
import { openBrowser } from '../../support/headless-browser.js';
import { type OpenidStand, startOpenidStand, type TestAccount } from '../../support/openid-stand.js';

let database: TestDatabase;
let stand: OpenidStand;
let journal: DemoJournal;
let esia: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let atEsia: TestAccount | string;
let esiaSessionsEnded = 0;

beforeAll(async () => {
  database = await freshDatabase();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  stand = await startOpenidStand({
    dataSource: database.dataSource,
    clients: [
      {
        client_id: 'demo-journal',
        client_name: 'Журнал',
        redirect_uris: [`${url}/callback`],
        post_logout_redirect_uris: [`${url}/`],
        backchannel_logout_uri: `${url}/backchannel-logout`,
        jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'demo-1' }] },
      },
    ],
  });
  journal = await startDemoJournal({
    port,
    name: 'Электронный журнал',
    issuer: stand.issuer,
    clientId: 'demo-journal',
    clientKey: { ...privateKey.export({ format: 'jwk' }), kid: 'demo-1', alg: 'ES256' },
  });
  esia = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://esia');
    const leave = asked.pathname === '/idp/ext/Logout';
    if (leave) esiaSessionsEnded++;
    const back = `${stand.url}${stand.world.begun.at(-1)?.returnTo ?? ''}?sign_in=${leave ? '' : stand.world.signIn(atEsia)}`;
    response
      .writeHead(303, { location: leave ? (asked.searchParams.get('redirect_url') ?? '') : back })
      .end();
  });
  await new Promise<void>((resolve) => esia.listen(0, 'localhost', resolve));
  stand.world.esiaUrl = `http://localhost:${(esia.address() as AddressInfo).port}`;
  browser = await openBrowser();
  context = await browser.newContext();
  page = await context.newPage();
});

// One page for all: the browser from npm runs in a single process, which ends with its first context.
beforeEach(() => context.clearCookies());

afterAll(async () => {
  await browser.close();
  await journal.close();
  await stand.close();
  esia.close();
  await database.drop();
});

describe('the demo e-journal, in a real browser', () => {
  it('lets in, shows the diary of the chosen account, and signs out of the journal and of ESIA', async () => {
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const account = stand.world.addAccount({ role: 'teacher' });
    atEsia = account;
    await page.goto(journal.url);
    await page.getByRole('link', { name: 'Войти через Госуслуги' }).click();
    await page.waitForURL(`${journal.url}/diary`);
    const text = await page.locator('main').innerText();
    for (const shown of ['Мои уроки', 'учитель', 'Школа № 1', account.externalId])
      expect(text).toContain(shown);
    const cookies = await context.cookies(stand.url);
    const session = cookies.find(({ name }) => name === '__Host-perehod_oidc');
    expect(session).toMatchObject({ path: '/', secure: true, httpOnly: true, sameSite: 'Lax', expires: -1 });
    const ended = esiaSessionsEnded;
    await page.getByRole('button', { name: 'Выйти' }).click();
    await page.waitForURL(`${journal.url}/?state=signed-out`);
    expect(await page.locator('h1').innerText()).toBe('Вы вышли');
    expect(esiaSessionsEnded).toBe(ended + 1);
    await page.goto(`${journal.url}/diary`);
    expect(page.url()).toBe(`${journal.url}/`);
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([]);
  });

  it('EC-128: the next pupil of a shared computer gets his own diary, and the previous session is no more', async () => {
    const [first, second] = [stand.world.addAccount(), stand.world.addAccount()];
    for (const account of [first, second]) {
      atEsia = account;
      await page.goto(`${journal.url}/login`);
      await page.waitForURL(`${journal.url}/diary`);
      expect(await page.locator('main').innerText()).toContain(account.externalId);
    }
  });

  it('a sign-out without the id_token asks first, and the form leads through ESIA under its policy', async () => {
    atEsia = stand.world.addAccount();
    await page.goto(`${journal.url}/login`);
    await page.waitForURL(`${journal.url}/diary`);
    const signedOut = encodeURIComponent(`${journal.url}/`);
    await page.goto(
      `${stand.issuer}/session/end?client_id=demo-journal&post_logout_redirect_uri=${signedOut}`,
    );
    await page.getByRole('button', { name: 'Выйти' }).click();
    await page.waitForURL(`${journal.url}/`);
    // Told by back-channel logout, the journal has ended its own session too.
    await page.goto(`${journal.url}/diary`);
    expect(page.url()).toBe(`${journal.url}/`);
  });

  it('says why when the sign-in was refused', async () => {
    atEsia = 'NOT_FOUND';
    await page.goto(`${journal.url}/login`);
    expect(await page.locator('main').innerText()).toContain('NOT_FOUND');
  });
});
