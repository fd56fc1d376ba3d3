import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formOf, PersonBrowser, textOf } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

describe('a sign-in for an e-journal', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.begin();
  });
  afterAll(() => scene.end());

  const aTeacher = async () => {
    const { login, person } = await scene.aHuman();
    return { login, person, account: await scene.roster.anAccount({ person, role: 'teacher' }) };
  };

  it('EC-128: shows whose account of Госуслуги it is, and the address names nobody', async () => {
    const { login } = await aTeacher();
    const { page, signInId } = await scene.arriveFromJournal(new PersonBrowser(), login);
    expect(page.url.pathname + page.url.search).toBe(`/sign-in/${signInId}`);
    expect(textOf(page)).toMatch(/Это вы\? .*Соколова Анна Игоревна/);
    // What a person reads: ids in hidden fields may have nine digits in a row by chance.
    expect(textOf(page)).not.toMatch(/\d{3}-?\d{3}-?\d{3}/);
  });

  it('EC-128: a minor also sees the age, because brothers share names', async () => {
    const { login } = await scene.aHuman({ level: 'KD', firstName: 'Ян', birthDate: '2014-01-02' });
    const { page } = await scene.arriveFromJournal(new PersonBrowser(), login);
    expect(textOf(page)).toMatch(/Возраст: \d+ лет/);
  });

  it('EC-128: keeps nobody, links nothing and opens nothing before «Это я»', async () => {
    const { login, account } = await aTeacher();
    const before = await scene.count('esia_persons');
    const { signInId, token } = await scene.arriveFromJournal(new PersonBrowser(), login);
    expect(await scene.count('esia_persons')).toBe(before);
    expect(await scene.count('links WHERE journal_account_id = $1', [account])).toBe(0);
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'refused', code: 'STATE_INVALID' });
  });

  it('opens the only account after «Это я» without another question', async () => {
    const { login, account } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const back = await browser.press(page, '/me');
    expect(back.url.pathname + back.url.search).toBe(`/healthz?sign_in=${signInId}`);
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'taken', journalAccountId: account });
  });

  it('is taken once, and only by the e-journal that asked', async () => {
    const { login } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    await browser.press(page, '/me');
    const other = await scene.roster.aJournalSystem();
    expect(await scene.take(signInId, token, other)).toMatchObject({
      code: 'STATE_INVALID',
      caseNumber: null,
    });
    const both = await Promise.all([scene.take(signInId, token), scene.take(signInId, token)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['refused', 'taken']);
  });

  it('a link that ended after the choice opens nothing', async () => {
    const { login, account } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    await browser.press(page, '/me');
    await scene.database.query(
      `UPDATE links SET state = 'revoked', reason = 'school_error' WHERE journal_account_id = $1`,
      [account],
    );
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'refused', code: 'STATE_INVALID' });
  });

  it('EC-043, EC-044, EC-081: several accounts are a choice among those of the asking e-journal, one role each', async () => {
    const { login, person } = await scene.aHuman();
    const teacher = await scene.roster.anAccount({ person, role: 'teacher' });
    const parent = await scene.roster.anAccount({ person, role: 'representative' });
    const elsewhere = await scene.roster.anAccount({
      ...{ person, role: 'teacher' },
      journalSystem: await scene.roster.aJournalSystem(),
    });
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const chooser = await browser.press(page, '/me');
    expect(textOf(chooser)).toMatch(/В какую учётную запись войти\?.*Родитель.*Учитель/);
    expect(chooser.html).not.toContain(elsewhere);
    expect(await scene.count(`links WHERE journal_account_id = $1 AND state = 'active'`, [elsewhere])).toBe(
      1,
    );

    const wrong = await browser.press(chooser, '/account', { account_id: elsewhere });
    expect(textOf(wrong)).toContain('В какую учётную запись войти?');
    await browser.press(chooser, '/account', { account_id: parent });
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'taken', journalAccountId: parent });
    expect(teacher).not.toBe(parent);
  });

  it('EC-128: remembers no choice: the next sign-in asks both questions again', async () => {
    const { login, person } = await scene.aHuman();
    const account = await scene.roster.anAccount({ person, role: 'teacher' });
    await scene.roster.anAccount({ person, role: 'representative' });
    const browser = new PersonBrowser();
    const first = await scene.arriveFromJournal(browser, login);
    await browser.press(await browser.press(first.page, '/me'), '/account', { account_id: account });
    const second = await scene.arriveFromJournal(browser, login);
    expect(textOf(second.page)).toContain('Это вы?');
    expect(textOf(await browser.press(second.page, '/me'))).toContain('В какую учётную запись войти?');
  });

  it('EC-040: a parent is told that this is a pupil’s diary, who mends it, and the case number', async () => {
    const { login, snils } = await scene.aHuman({ inRoster: false });
    const child = await scene.roster.aPerson({ first: 'Ян', born: '2014-01-02', snils });
    await scene.roster.anAccount({ person: child, role: 'student' });
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const outcome = await browser.press(page, '/me');
    expect(textOf(outcome)).toContain('Это дневник ученика, а вы вошли под учётной записью взрослого.');
    expect(textOf(outcome)).toContain('Исправить можете вы сами.');
    expect(textOf(outcome)).toMatch(/Войти не получилось .*Номер обращения: \d{4}-\d{4}-\d{4}/);
    expect(textOf(outcome)).toContain('Вернуться в журнал');
    expect(await scene.take(signInId, token)).toMatchObject({
      kind: 'refused',
      caseNumber: expect.any(String),
    });
  });

  it('somebody who is in no list is told so, may try again, and the e-journal learns the code', async () => {
    const { login } = await scene.aHuman({ inRoster: false, lastName: 'Неизвестная' });
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const outcome = await browser.press(page, '/me');
    expect(textOf(outcome)).toContain('Мы не нашли вас в списках школы.');
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
    const again = await browser.open(`/sign-in/${signInId}/again`, outcome);
    expect(textOf(await scene.continueAtEsia(browser, again, login))).toContain('Это вы?');
  });

  it('EC-128: «Это не я» ends it here and at Госуслуги, and wipes what ESIA said', async () => {
    const { login } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const out = await browser.press(page, '/not-me');
    expect(out.url.pathname).toBe('/signed-out');
    expect(textOf(out)).toMatch(/Вы вышли .*своей учётной записью Госуслуг.* Вернуться в журнал/);
    expect(
      await scene.count(
        'esia_login_attempts WHERE profile_enc IS NOT NULL AND id IN (SELECT attempt_id FROM sign_ins WHERE id = $1)',
        [signInId],
      ),
    ).toBe(0);
    expect(await scene.take(signInId, token)).toMatchObject({ kind: 'refused', code: 'NOT_ME' });
    const next = await browser.open(`/sign-in/${signInId}/again`, out);
    expect(next.url.pathname).toBe('/login');
  });

  it('EC-128: «Это не я» in one window ends what waits in the others of this browser', async () => {
    const { login } = await aTeacher();
    const browser = new PersonBrowser();
    const first = await scene.arriveFromJournal(browser, login);
    const second = await scene.arriveFromJournal(browser, login);
    await browser.press(second.page, '/not-me');
    const gone = await browser.press(first.page, '/me');
    expect(textOf(gone)).toContain('Вы вышли');
    expect(await scene.take(first.signInId, first.token)).toMatchObject({ code: 'NOT_ME' });
  });

  it('two clicks on «Это я» at once do the work once, and both lead on', async () => {
    const { login, account } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId } = await scene.arriveFromJournal(browser, login);
    const ends = await Promise.all([1, 2, 3, 4].map(() => browser.press(page, '/me')));
    expect(ends.map(({ url }) => url.pathname)).toEqual(Array(4).fill('/healthz'));
    expect(await scene.count('links WHERE journal_account_id = $1', [account])).toBe(1);
    const confirmed = `audit_events WHERE action = 'sign_in.confirmed' AND subject_id = $1`;
    expect(await scene.count(confirmed, [signInId])).toBe(1);
  });

  it('EC-101: another browser sees nothing of it, and its visit is a security event', async () => {
    const { login } = await aTeacher();
    const { page, signInId } = await scene.arriveFromJournal(new PersonBrowser(), login);
    const stranger = new PersonBrowser();
    const seen = await stranger.open(page.url);
    expect(seen.status).toBe(400);
    expect(textOf(seen)).toContain('Вход нужно начать заново');
    expect(seen.html).not.toContain('Соколова');
    const events = `audit_events WHERE action = 'sign_in.foreign_browser' AND subject_id = $1`;
    expect(await scene.count(events, [signInId])).toBe(1);
  });

  it('an id that was never given out is answered like a foreign one, and fills no trail', async () => {
    const before = await scene.count('audit_events');
    const browser = new PersonBrowser();
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x', "1' OR '1'='1"]) {
      expect((await browser.open(`${scene.stand.publicUrl}/sign-in/${encodeURIComponent(id)}`)).status).toBe(
        400,
      );
    }
    expect(await scene.count('audit_events')).toBe(before);
  });

  it('EC-101: a form from another site, or of another sign-in, does nothing', async () => {
    const { login } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const { page: other } = await scene.arriveFromJournal(browser, login);
    const { url, fields } = formOf(page, '/me');
    const answers = [
      await browser.once(url, fields, 'https://evil.example'),
      await browser.once(url, fields, null),
      await browser.once(url, formOf(other, '/me').fields),
      await browser.once(url, formOf(page, '/not-me').fields),
      await new PersonBrowser().once(url, fields),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await browser.once(url, {})).status).toBe(400);
    expect(await scene.take(signInId, token)).toMatchObject({ code: 'STATE_INVALID' });
    expect(await scene.count(`audit_events WHERE action = 'sign_in.form_refused'`)).toBe(5);
  });

  it('after ten minutes nothing can be confirmed any more', async () => {
    const { login } = await aTeacher();
    const browser = new PersonBrowser();
    const { page, signInId, token } = await scene.arriveFromJournal(browser, login);
    const now = scene.clock.now();
    scene.clock.set(new Date(now.getTime() + 10 * 60_000));
    const late = await browser.press(page, '/me');
    expect(late.status).toBe(410);
    expect(textOf(late)).toMatch(/Вход нужно начать заново .*Номер обращения/);
    expect(await scene.take(signInId, token)).toMatchObject({ code: 'STATE_INVALID' });
    scene.clock.set(now);
  });

  it('keeps its pages free of anything that runs, of frames and of caches', async () => {
    const { login } = await aTeacher();
    const { page } = await scene.arriveFromJournal(new PersonBrowser(), login);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.html).not.toMatch(/<script|style=|javascript:/);
    const css = await fetch(`${scene.stand.publicUrl}/static/perehod.css`);
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });
});
