import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonBrowser, textOf } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

describe('a sign-in for an e-journal', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.begin();
  });
  afterAll(() => scene.end());

  it('shows whose account it is, and opens the only account after «Это я»', async () => {
    const { login, person } = await scene.aHuman();
    const account = await scene.roster.anAccount({ person, role: 'teacher' });
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    expect(page.url.pathname).toBe(`/sign-in/${signInId}`);
    expect(textOf(page)).toMatch(/Это вы\? .*Соколова Анна Игоревна/);

    const back = await browser.press(page, '/me');
    expect(back.url.pathname + back.url.search).toBe(`/healthz?sign_in=${signInId}`);
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'taken', journalAccountId: account });
  });
});
