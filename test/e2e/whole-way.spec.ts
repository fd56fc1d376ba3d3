import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/headless-browser.js';
import { JournalVisitor } from '../support/journal-visitor.js';
import { isAlive, postgresOf, removeStand, RunningStand, until } from '../support/stand.js';

describe('from the journal through Госуслуги to the diary, in a real browser', () => {
  let folder: string;
  let stand: RunningStand;
  let browser: Browser;
  let visitor: JournalVisitor;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perehod-stand-'));
    stand = await RunningStand.start(folder);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await stand.interrupt();
    removeStand(folder);
  });
  beforeEach(async () => {
    visitor = await JournalVisitor.at(browser, stand.addresses);
  });
  afterEach(() => visitor.leave());

  it('a pupil of 10 with a child account lands in the own diary', async () => {
    await visitor.comeFromJournalAs('pupil10');
    expect(await visitor.words()).toContain('Соловьёва Алёна Артёмовна');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-pupil10');
  });

  it('a pupil of 15 with a confirmed account lands in the own diary', async () => {
    await visitor.comeFromJournalAs('pupil15');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-pupil15');
  });

  it('EC-028: a pupil of 14 is let in with the child account within the grace', async () => {
    await visitor.comeFromJournalAs('pupil14');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-pupil14');
  });

  it('a parent of two children in one school lands in the one account of a parent', async () => {
    await visitor.comeFromJournalAs('parent');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-parent-school-001');
  });

  it('EC-043: a parent of children in two schools chooses between two accounts', async () => {
    await visitor.comeFromJournalAs('parent2');
    await visitor.say('Это я');
    expect(await visitor.page.locator('button.account').count()).toBe(2);
    await visitor.page.locator('button.account').nth(1).click();
    expect(await visitor.openedAccount()).toMatch(/^p-parent2-school-00[12]$/);
  });

  it('EC-081: a teacher who is a parent chooses the role, and the journal gets exactly that one', async () => {
    await visitor.comeFromJournalAs('teacher');
    await visitor.say('Это я');
    await visitor.press(/родител|представител/i);
    expect(await visitor.openedAccount()).toBe('p-teacher-school-001');
  });

  it('EC-033: an unconfirmed parent is refused, told why and what to do, and nothing is linked', async () => {
    await visitor.comeFromJournalAs('unconfirmed');
    const words = await visitor.words();
    expect(words).toMatch(/подтвержд/i);
    expect(words).toMatch(/МФЦ|банк/);
    expect(words).toMatch(/Номер обращения/);
  });

  it('EC-040: a parent on a pupil’s account is refused: it is the child’s diary', async () => {
    await visitor.comeFromJournalAs('wrongparent');
    await visitor.say('Это я');
    expect(await visitor.words()).toMatch(/дневник ученика/i);
  });

  it('a person whom no school reported is told whom to turn to', async () => {
    await visitor.comeFromJournalAs('stranger');
    await visitor.say('Это я');
    const words = await visitor.words();
    expect(words).toMatch(/не нашли/i);
    expect(words).toMatch(/школ/i);
  });

  it('EC-128: on one computer the next pupil does not enter as the previous one', async () => {
    await visitor.comeFromJournalAs('pupila');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-pupila');

    await visitor.page.context().clearCookies({ name: 'journal_session' });
    await visitor.pressInJournal();
    expect(await visitor.heading()).toMatch(/Это вы/);
    await visitor.say('Это не я');
    await visitor.page
      .getByText(/Вы вышли/)
      .first()
      .waitFor();

    await visitor.comeFromJournalAs('pupilb');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-pupilb');
  });

  it('signing out of the journal ends the session at Госуслуги too', async () => {
    await visitor.comeFromJournalAs('pupila');
    await visitor.say('Это я');
    await visitor.openedAccount();
    await visitor.press('Выйти');
    await visitor.page.waitForURL(`${stand.addresses.journal}/**`);
    await visitor.pressInJournal();
    await visitor.proveAtEsia('pupilb');
    await visitor.say('Это я');
    expect(await visitor.openedAccount()).toBe('p-pupilb');
  });

  it('somebody who has signed in once is linked: the page of one’s own account says so', async () => {
    await visitor.page.goto(`${stand.addresses.server}/account`);
    await visitor.page.getByRole('link', { name: 'Войти через Госуслуги' }).click();
    await visitor.proveAtEsia('parent2');
    await visitor.say('Это я');
    await visitor.page.getByText('Мои учётные записи').waitFor();
    expect(await visitor.words()).toMatch(/Привязана/);
  });

  it('an administrator sees the own school through the API, another’s not', async () => {
    await visitor.page.goto(`${stand.addresses.server}/admin/sign-in`);
    await visitor.proveAtEsia('schooladmin');
    await visitor.say('Это я');
    await visitor.page.getByText(/Ваши роли/).waitFor();
    const answer = await visitor.ask('/api/v1/schools');
    expect(((await answer.json()) as { items: object[] }).items).toHaveLength(1);
  });

  it('a stranger to administration is not let in as one', async () => {
    await visitor.page.goto(`${stand.addresses.server}/admin/sign-in`);
    await visitor.proveAtEsia('pupil15');
    await visitor.say('Это я');
    expect(await visitor.words()).toMatch(/роль|роли/i);
    expect((await visitor.ask('/api/v1/schools')).status).toBe(401);
  });

  it('every page keeps the strict policy: no script, no style in line, no framing', async () => {
    const answer = await fetch(`${stand.addresses.server}/account`);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(await answer.text()).not.toMatch(/<script|<style| style=| on[a-z]+=/);
  });

  it('Ctrl-C stops everything, and a second start keeps the data', async () => {
    const postgres = postgresOf(folder);
    expect(await stand.interrupt()).toBe(0);
    expect(postgresOf(folder)).toBeNull();
    // Its file goes a moment before it does.
    await until(() => postgres !== null && !isAlive(postgres));

    stand = await RunningStand.start(folder);
    expect(stand.said).toContain('Новых миграций нет');
    expect(stand.said).not.toContain('учебный регион');
    const again = await JournalVisitor.at(browser, stand.addresses);
    await again.comeFromJournalAs('pupil10');
    await again.say('Это я');
    expect(await again.openedAccount()).toBe('p-pupil10');
    await again.leave();
  });
});
