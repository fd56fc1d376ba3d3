import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GiveGrant } from '../../../src/access/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { SuspendForSecurity } from '../../../src/linking/index.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { PersonBrowser, textOf } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

const ACCOUNT = '__Host-perehod_account';
const ADMIN = '__Host-perehod_admin';

describe('the pages of people and administrators', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.begin();
  });
  afterAll(() => scene.end());

  const open = (browser: PersonBrowser, path: string) => browser.open(`${scene.stand.publicUrl}${path}`);

  it('/account invites whoever is not signed in, and shows nothing', async () => {
    const page = await open(new PersonBrowser(), '/account');
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('Войти через Госуслуги');
  });

  it('/account shows what is linked, why the rest is not, and the case number', async () => {
    const { login, person, snils } = await scene.aHuman({ birthDate: '2011-01-01' });
    await scene.roster.anAccount({ person, role: 'student' });
    await scene.roster.anAccount({ person, role: 'teacher' });
    const browser = new PersonBrowser();
    const account = await browser.press(await scene.arriveAtAccount(browser, login), '/me');
    expect(account.url.pathname).toBe('/account');
    expect(textOf(account)).toMatch(/Соколова Анна Игоревна .*Ученик Школа/);
    expect(textOf(account)).toMatch(
      /Почему я не могу войти .*недоступна для несовершеннолетнего.*Номер обращения: \d{4}-\d{4}-\d{4}/,
    );
    expect(account.html).not.toContain(snils);
  });

  it('the cookie of a session is of this host alone, and no script reads it', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const answer = await browser.pressOnce(await scene.arriveAtAccount(browser, login), '/me');
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(ACCOUNT));
    expect(cookie).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toMatch(/Domain=/i);
  });

  it('a session ends after half an hour, whatever the person does', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    await browser.press(await scene.arriveAtAccount(browser, login), '/me');
    const now = scene.clock.now();
    scene.clock.set(new Date(now.getTime() + 29 * 60_000));
    expect(textOf(await open(browser, '/account'))).toContain('Соколова');
    scene.clock.set(new Date(now.getTime() + 30 * 60_000));
    expect(textOf(await open(browser, '/account'))).not.toContain('Соколова');
    scene.clock.set(now);
  });

  it('EC-128: «Выйти» ends the session here and at Госуслуги; its cookie opens nothing any more', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const account = await browser.press(await scene.arriveAtAccount(browser, login), '/me');
    const token = browser.cookie(scene.stand.publicUrl, ACCOUNT) ?? '';
    const out = await browser.press(account, '/sign-out');
    expect(textOf(out)).toContain('Вход завершён здесь и на Госуслугах.');
    expect(browser.cookie(scene.stand.publicUrl, ACCOUNT)).toBeUndefined();
    browser.setCookie(scene.stand.publicUrl, ACCOUNT, token);
    expect(textOf(await open(browser, '/account'))).not.toContain('Соколова');
    expect((await open(browser, '/account/sign-in')).url.pathname).toBe('/login');
  });

  it('a sign-out from another site does nothing', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    await browser.press(await scene.arriveAtAccount(browser, login), '/me');
    const url = new URL(`${scene.stand.publicUrl}/sign-out`);
    expect((await browser.once(url, { form: 'x' }, 'https://evil.example')).status).toBe(403);
    expect(textOf(await open(browser, '/account'))).toContain('Соколова');
  });

  it('«Это не я» in a browser where somebody was signed in ends that session too', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    await browser.press(await scene.arriveAtAccount(browser, login), '/me');
    const next = await scene.arriveAtAccount(browser, login);
    await browser.press(next, '/not-me');
    expect(textOf(await open(browser, '/account'))).not.toContain('Соколова');
  });

  /** Somebody with the role of a school's administrator, by paper. */
  async function anAdministrator() {
    const human = await scene.aHuman();
    const { snils, person } = human;
    const { app } = scene.stand;
    await app.get(UnitOfWork).run((tx) =>
      app.get(GiveGrant).execute(tx, {
        ...{ regionId: scene.roster.regionId, role: 'school_admin', schoolId: scene.roster.schoolId },
        ...{ municipalityId: null, snils, birthDate: person.born as CalendarDate, basis: 'приказ № 1' },
        ...{
          validFrom: '2026-01-01' as CalendarDate,
          validTo: null,
          actor: { kind: 'operator', id: 'test' },
        },
        now: scene.clock.now(),
      } as const),
    );
    return human;
  }

  it('EC-102: whoever has locked their account for security opens no administrator’s session either', async () => {
    const { login, person } = await anAdministrator();
    const account = await scene.roster.anAccount({ person, role: 'teacher' });
    const own = new PersonBrowser();
    await own.press(await scene.arriveAtAccount(own, login), '/me');
    const [esia] = await scene.database.query<{ id: Uuid }>(
      `SELECT esia_person_id AS id FROM links WHERE journal_account_id = $1 AND state = 'active'`,
      [account],
    );
    const actor = { kind: 'person', id: esia!.id } as const;
    const held = await scene.stand.app.get(UnitOfWork).run((tx) =>
      scene.stand.app.get(SuspendForSecurity).execute(tx, {
        ...{ esiaPersonId: esia!.id, actor, now: scene.clock.now(), traceId: null },
      }),
    );
    expect(held).toBe(1);
    const browser = new PersonBrowser();
    const whose = await scene.continueAtEsia(browser, await open(browser, '/admin/sign-in'), login);
    const page = await browser.press(whose, '/me');
    expect(textOf(page)).toMatch(/Войти администратором не получилось .*приостановлен/);
    expect(browser.cookie(scene.stand.publicUrl, ADMIN)).toBeUndefined();
  });

  it('an administrator sees the roles and places, and may sign out', async () => {
    const { login } = await anAdministrator();
    const browser = new PersonBrowser();
    const whose = await scene.continueAtEsia(browser, await open(browser, '/admin/sign-in'), login);
    const page = await browser.press(whose, '/me');
    expect(page.url.pathname).toBe('/admin');
    expect(textOf(page)).toMatch(/Вы вошли как администратор .*Администратор школы Школа/);
    const schools = await open(browser, '/api/v1/schools');
    expect(schools.status).toBe(200);
    await browser.press(page, '/sign-out');
    expect(browser.cookie(scene.stand.publicUrl, ADMIN)).toBeUndefined();
    expect(textOf(await open(browser, '/admin'))).toContain('Войти через Госуслуги');
  });

  it('whoever holds no role is refused as an administrator, with the reason', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const whose = await scene.continueAtEsia(browser, await open(browser, '/admin/sign-in'), login);
    const page = await browser.press(whose, '/me');
    expect(textOf(page)).toMatch(/Войти администратором не получилось .*нет роли администратора/);
    expect(browser.cookie(scene.stand.publicUrl, ADMIN)).toBeUndefined();
  });
});

describe('what goes wrong at Госуслуги', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.begin();
  });
  afterAll(() => scene.end());

  it('an unconfirmed account learns what to do; nobody is kept', async () => {
    const { login } = await scene.aHuman({ level: 'P' });
    const page = await scene.arriveAtAccount(new PersonBrowser(), login);
    expect(textOf(page)).toMatch(/Войти не получилось .*подтверждённая учётная запись.*Номер обращения/);
    expect(await scene.count('esia_persons')).toBe(0);
    expect(await scene.count('esia_login_attempts WHERE profile_enc IS NOT NULL')).toBe(0);
  });

  it('a refusal to hand over the data is explained, and the way out of Госуслуги is there', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const start = await open(scene, browser, '/account/sign-in');
    const consent = await browser.press(start, /./, { login, password: 'Persona-2026' });
    const page = await browser.press(consent, /./, { decision: 'refuse' });
    expect(textOf(page)).toContain('Вы не разрешили Госуслугам передать данные.');
    expect(textOf(await browser.press(page, '/sign-out'))).toContain('Вы вышли');
  });

  it('EC-095: Госуслуги that are down are named as such, not as the person’s fault', async () => {
    const { login } = await scene.aHuman();
    scene.stand.emulator.control.orderFault({ name: 'unavailable', endpoint: 'token' });
    const page = await scene.arriveAtAccount(new PersonBrowser(), login);
    scene.stand.emulator.control.resetFaults();
    expect(textOf(page)).toMatch(/Госуслуги сейчас недоступны.*только подождать/);
  });

  it('EC-092: a code that ESIA no longer takes sends the person there again without a word, and then lets in', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const again = await browser.open(await staleCallbackOf(scene, browser, login));
    expect(new URL(again.url).origin).toBe(new URL(scene.stand.emulator.url).origin);
    expect(textOf(await scene.continueAtEsia(browser, again, login))).toContain('Это вы?');
  });

  it('EC-092: a second stale code is told to the person, who may begin anew', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    let page = await browser.open(await staleCallbackOf(scene, browser, login));
    const second = await browser.pressOnce(page, /./, { login, password: 'Persona-2026' });
    scene.stand.emulator.control.resetSessions(true);
    page = await browser.open(new URL(second.headers.get('location') ?? ''));
    expect(textOf(page)).toMatch(/Войти не получилось .*Повторить вход/);
  });

  it('EC-099: whoever chose an organisation at Госуслуги is told to enter as a private person', async () => {
    const browser = new PersonBrowser();
    const begun = await browser.once(new URL(`${scene.stand.publicUrl}/account/sign-in`));
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const refusal = { state, error: 'access_denied', error_description: 'ESIA-007062: no role' };
    const page = await open(scene, browser, `/esia/callback?${new URLSearchParams(refusal).toString()}`);
    expect(textOf(page)).toMatch(
      /Войти не получилось .*Частное лицо.*Исправить можете вы сами.*Номер обращения/,
    );
    expect(
      await scene.count(`audit_events WHERE action = 'sign_in.esia_failed' AND reason = 'ESIA_ROLE'`),
    ).toBe(1);
  });

  it('EC-092, EC-101: a callback that comes again moves nothing and is a security event', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const callback = await callbackOf(scene, browser, login);
    const first = await browser.open(callback);
    const second = await browser.open(callback);
    expect([first, second].map(textOf)).toEqual([textOf(first), textOf(first)]);
    expect(textOf(first)).toContain('Это вы?');
    expect(await scene.count(`audit_events WHERE action = 'sign_in.state_refused'`)).toBe(1);
  });

  it('EC-101: a callback of another browser shows nothing', async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const stolen = await new PersonBrowser().open(await callbackOf(scene, browser, login));
    expect(stolen.status).toBe(400);
    expect(stolen.html).not.toContain('Соколова');
  });
});

function open(scene: SignInScene, browser: PersonBrowser, path: string) {
  return browser.open(`${scene.stand.publicUrl}${path}`);
}

/** The address with which ESIA sends the person back; not yet visited. */
async function callbackOf(scene: SignInScene, browser: PersonBrowser, login: string): Promise<URL> {
  const start = await open(scene, browser, '/account/sign-in');
  const consent = await browser.press(start, /./, { login, password: 'Persona-2026' });
  const returned = await browser.pressOnce(consent, /./, { decision: 'grant' });
  return new URL(returned.headers.get('location') ?? '');
}

/** The same with a code that ESIA has forgotten. */
async function staleCallbackOf(scene: SignInScene, browser: PersonBrowser, login: string): Promise<URL> {
  const callback = await callbackOf(scene, browser, login);
  scene.stand.emulator.control.resetSessions(true);
  return callback;
}
