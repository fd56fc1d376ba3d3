import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { StandAddresses } from './stand.js';

const PASSWORD = 'demo';

/** A person at a browser of their own (or, for `nextAt`, at the browser of the previous one). */
export class JournalVisitor {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly addresses: StandAddresses,
  ) {}

  static async at(browser: Browser, addresses: StandAddresses): Promise<JournalVisitor> {
    const context = await browser.newContext({ locale: 'ru-RU' });
    context.setDefaultTimeout(15_000);
    return new JournalVisitor(context, await context.newPage(), addresses);
  }

  /** From the journal's first page through Госуслуги to the question «Это вы?», or to a refusal. */
  async comeFromJournalAs(login: string): Promise<void> {
    await this.pressInJournal();
    await this.proveAtEsia(login);
  }

  /** Presses the journal's button; ESIA asks for a password unless somebody is still signed in there. */
  async pressInJournal(): Promise<void> {
    await this.page.goto(this.addresses.journal);
    await this.page.getByRole('link', { name: 'Войти через Госуслуги' }).click();
  }

  async proveAtEsia(login: string): Promise<void> {
    await this.page.getByLabel('Логин').fill(login);
    await this.page.getByLabel('Пароль').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Войти' }).click();
    const consent = this.page.getByRole('button', { name: 'Предоставить' });
    await this.page.locator('h1').waitFor();
    if (await consent.isVisible()) await consent.click();
  }

  async say(answer: 'Это я' | 'Это не я'): Promise<void> {
    await this.page.getByRole('button', { name: answer, exact: true }).click();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }

  async heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  async words(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** The external id of the journal account whose diary is open. */
  async openedAccount(): Promise<string> {
    await this.page.waitForURL(`${this.addresses.journal}/diary`);
    return this.page.locator('dd code').innerText();
  }

  /** Asks the server with the cookies of this browser; our pages have no script that could. */
  async ask(path: string): Promise<Response> {
    const cookies = await this.context.cookies(this.addresses.server);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return fetch(`${this.addresses.server}${path}`, { headers: { cookie } });
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
