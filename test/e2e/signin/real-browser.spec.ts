import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { PERSONA_PASSWORD } from '../../../src/stand/esia/index.js';
import { launchBrowser } from '../../support/real-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

/** What browsers themselves enforce (policies, cookies, Origin) can only be seen in one. Scripts are off, the screen is a phone's. */
describe('in a real browser without JavaScript, on a phone', () => {
  let scene: SignInScene;
  let browser: Browser;
  beforeAll(async () => {
    [scene, browser] = await Promise.all([SignInScene.begin(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await scene.end();
  });

  const onPhone = async (): Promise<Page> => {
    const viewport = { width: 360, height: 740 };
    const context = await browser.newContext({ javaScriptEnabled: false, viewport, locale: 'ru-RU' });
    return context.newPage();
  };

  const signInAtEsia = async (page: Page, login: string): Promise<void> => {
    await page.getByLabel('Логин').fill(login);
    await page.getByLabel('Пароль').fill(PERSONA_PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('button', { name: 'Предоставить' }).click();
    await page.getByRole('heading', { name: 'Это вы?' }).waitFor();
  };

  it('a person gets from /account through Госуслуги to the own page and out again', async () => {
    const { login, person } = await scene.aHuman();
    await scene.roster.anAccount({ person, role: 'teacher' });
    const page = await onPhone();
    await page.goto(`${scene.stand.publicUrl}/account`);
    await page.getByRole('link', { name: 'Войти через Госуслуги' }).click();
    await signInAtEsia(page, login);
    await page.getByRole('button', { name: 'Это я', exact: true }).click();
    await page.getByRole('heading', { name: 'Моя страница' }).waitFor();
    expect(await page.getByText('Соколова Анна Игоревна').count()).toBeGreaterThan(0);

    await page.getByRole('button', { name: 'Выйти здесь и из Госуслуг' }).click();
    await page.getByRole('heading', { name: 'Вы вышли' }).waitFor();
    await page.goto(`${scene.stand.publicUrl}/account`);
    await page.getByRole('link', { name: 'Войти через Госуслуги' }).waitFor();
  });

  it('EC-128: «Это не я» leads through the sign-out of Госуслуги, past form-action, to a page that says so', async () => {
    const { login } = await scene.aHuman();
    const page = await onPhone();
    await page.goto(`${scene.stand.publicUrl}/account/sign-in`);
    await signInAtEsia(page, login);
    await page.getByRole('button', { name: 'Это не я' }).click();
    await page.getByRole('heading', { name: 'Вы вышли' }).waitFor();
    await page.getByRole('link', { name: 'Войти через Госуслуги' }).click();
    await page.getByLabel('Логин').waitFor();
    expect(new URL(page.url()).origin).toBe(new URL(scene.stand.emulator.url).origin);
  });

  it('pages fit a phone, have one heading, load their style, and name every button', async () => {
    const { login } = await scene.aHuman();
    const page = await onPhone();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    for (const path of ['/account', '/admin', '/signed-out', '/sign-in/x', '/account/sign-in']) {
      await page.goto(`${scene.stand.publicUrl}${path}`);
      if (path === '/account/sign-in') await signInAtEsia(page, login);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toBe('ru');
      const main = await page.locator('main').boundingBox();
      expect(main?.width).toBe(360);
      const deeds = await page.locator('button, a.button').all();
      expect(deeds.length).toBeGreaterThan(0);
      for (const deed of deeds) {
        const box = await deed.boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        expect((await deed.innerText()).trim()).not.toBe('');
      }
    }
    expect(
      complaints.filter((text) => !text.includes('400 (Bad Request)') && !text.includes('favicon')),
    ).toEqual([]);
  });
});
