import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayIn } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { RejectReview } from '../../../src/linking/application/reject-review.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { formToken } from '../../../src/platform/http/form-token.js';
import { formOf, type Page, PersonBrowser, textOf } from '../../support/person-browser.js';
import { anEsiaPerson } from '../../support/builders/esia.js';
import type { BuiltPerson } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { SignInScene } from '../../support/sign-in-scene.js';

const ACCOUNT = '__Host-perehod_account';
let scene: SignInScene;
beforeAll(async () => {
  scene = await SignInScene.begin();
});
afterAll(() => scene.end());

const at = (path: string) => new URL(`${scene.stand.publicUrl}${path}`);
const open = (browser: PersonBrowser, path: string) => browser.open(at(path));
const idIn = (page: Page, pattern: RegExp): string => pattern.exec(page.html)?.[1] ?? '';

/** `before`: what happens while the person reads «Это вы?». */
async function signedIn(
  login: string,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ browser: PersonBrowser; page: Page }> {
  const browser = new PersonBrowser();
  const whose = await scene.arriveAtAccount(browser, login);
  await before();
  return { browser, page: await browser.press(whose, '/me') };
}

async function anAdult(role: 'teacher' | 'representative', child?: BuiltPerson) {
  const human = await scene.aHuman();
  const account = await scene.roster.anAccount({ person: human.person, role, ...(child && { child }) });
  return { ...human, account };
}

const aPupil = (born: string) => scene.aHuman({ birthDate: born });
/** The school says no to the case of a link. */
async function rejected(account: Uuid, schoolId: Uuid): Promise<void> {
  const { app } = scene.stand;
  const [review] = await scene.database.query<{ id: Uuid; revision: number }>(
    `SELECT r.id, r.revision FROM link_reviews r JOIN links l ON l.id = r.link_id WHERE l.journal_account_id = $1`,
    [account],
  );
  const place = { regionId: scene.roster.regionId, wholeRegion: false, schoolIds: [schoolId] };
  const decider = await anEsiaPerson(scene.database, scene.roster.regionId, { last: 'Завуч' });
  const at = { now: scene.clock.now(), today: dayIn(scene.clock.now(), 'Europe/Kaliningrad'), traceId: null };
  const order = { reviewId: review!.id, revision: review!.revision, reason: 'другой человек' };
  await app
    .get(UnitOfWork)
    .run((tx) => app.get(RejectReview).execute(tx, { esiaPersonId: decider.id, place }, order, at));
}

/** The token that a page of ours would have given this browser. */
const formTokenOf = (browser: PersonBrowser, path: string) =>
  formToken(browser.cookie(scene.stand.publicUrl, '__Host-perehod_browser') ?? '', path);
const fieldsOf = (path: string): Record<string, string> => {
  if (path.endsWith('/give')) return { version: '1' };
  return path.endsWith('/mistake') ? { code: 'NOT_FOUND', school_id: newUuid() } : {};
};
const linkOf = async (account: Uuid): Promise<string> => {
  const rows = await scene.database.query<{ id: string }>(
    'SELECT id FROM links WHERE journal_account_id = $1 ORDER BY created_at DESC',
    [account],
  );
  return rows[0]?.id ?? '';
};
const stateOf = async (account: Uuid): Promise<unknown> => {
  const rows = await scene.database.query<{ state: string; reason: string | null }>(
    'SELECT state, reason FROM links WHERE journal_account_id = $1 ORDER BY created_at DESC',
    [account],
  );
  return [rows[0]?.state, rows[0]?.reason];
};
/** With the gate on, a sign-in would ask ESIA for children, whom the emulator's client may not see. */
const gate = (isOn: boolean) =>
  scene.database.query(
    `INSERT INTO region_policies (region_id, consent_gate) VALUES ($1, $2)
     ON CONFLICT (region_id) DO UPDATE SET consent_gate = $2`,
    [scene.roster.regionId, isOn],
  );
const decide = async (browser: PersonBrowser, path: string): Promise<Page> => {
  const page = await open(browser, path);
  const { url, fields } = formOf(page, path);
  await browser.once(url, fields);
  return browser.press(page, path);
};

describe('my accounts', () => {
  it('OK_AUTO: the page after the first link says so, with role, school and day; at the next sign-in no longer', async () => {
    const { login } = await anAdult('teacher');
    const { browser, page } = await signedIn(login);
    expect(textOf(page)).toMatch(
      /Учётная запись привязана\. Учитель Школа.*Соколова Анна Игоревна Вход через Госуслуги открыт.*Привязана \d/,
    );
    scene.atMinute(40);
    const again = await browser.press(await scene.arriveAtAccount(browser, login), '/me');
    expect(textOf(again)).not.toContain('Учётная запись привязана.');
    scene.atMinute(0);
  });

  it('LNK-11: the history says in words what happened, why and who did it, and no code of ours', async () => {
    const { login } = await anAdult('teacher');
    const { browser, page } = await signedIn(login);
    const history = await browser.open(idIn(page, /href="(\/account\/history)"/), page);
    expect(textOf(history)).toMatch(/Учётная запись привязана Данные школы и Госуслуг совпали\. .*Кто: вы\./);
    expect(textOf(history)).not.toMatch(/[a-z]{2,}_|R1|active/);
  });

  it('a waiting row tells what is awaited, from whom and until when, and not whose the account is', async () => {
    const { login, person } = await scene.aHuman({ birthDate: '2011-02-03' });
    await scene.roster.anAccount({ person, role: 'student' });
    await scene.database.query(
      `UPDATE people SET snils_state = 'missing', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL,
              snils_last2 = NULL WHERE id = $1`,
      [person.id],
    );
    const { page } = await signedIn(login);
    expect(textOf(page)).toMatch(/Ученик Школа\S* Ждёт вас: нужен код из памятки.*, до \d+ \S+ 20\d\d/);
    expect(textOf(page)).toMatch(
      /Почему я не могу войти В данных школы не указан ваш СНИЛС.*Исправляет школа/,
    );
    expect(page.html.match(/Соколова/g)).toHaveLength(1);
  });
});

describe('LNK-09: unlinking', () => {
  it('an adult unlinks at once; twice is once; the page says so', async () => {
    const { login, account } = await anAdult('teacher');
    const { browser } = await signedIn(login);
    const path = `/account/links/${await linkOf(account)}/unlink`;
    const done = await decide(browser, path);
    expect([done.url.search, textOf(done)]).toEqual(['?done=unlinked', expect.stringContaining('отвязана')]);
    expect(await stateOf(account)).toEqual(['revoked', 'user_request']);
    expect(await scene.count(`audit_events WHERE action = 'link.revoked' AND reason = 'user_request'`)).toBe(
      1,
    );
  });

  it('from 14 to 17 the school is asked, once; under 14 there is no button and no way', async () => {
    const teen = await aPupil('2010-03-03');
    const teens = await scene.roster.anAccount({ person: teen.person });
    const { browser } = await signedIn(teen.login);
    const done = await decide(browser, `/account/links/${await linkOf(teens)}/unlink`);
    expect(textOf(done)).toContain('Школа получила вашу просьбу');
    expect(await scene.count(`roster_tasks WHERE journal_account_id = $1`, [teens])).toBe(1);
    expect(await stateOf(teens)).toEqual(['active', null]);

    const kid = await aPupil('2016-03-04');
    const kids = await scene.roster.anAccount({ person: kid.person });
    const little = await signedIn(kid.login);
    const path = `/account/links/${await linkOf(kids)}`;
    expect(textOf(await open(little.browser, path))).not.toContain('твязать');
    expect((await open(little.browser, `${path}/unlink`)).status).toBe(404);
  });
});

describe('my children', () => {
  it('LNK-08, EC-043: every child of every school, and nothing of the other parent', async () => {
    const one = await scene.roster.aPerson({ first: 'Первый', born: '2014-01-01' });
    const { login, person } = await anAdult('representative', one);
    const other = await scene.roster.aSchool('Лицей 9');
    const two = await scene.roster.aPerson({ first: 'Второй', born: '2013-01-01' });
    await scene.roster.anAccount({ person, role: 'representative', child: two, schools: [other] });
    const father = await scene.roster.aPerson({ last: 'Чужаков', born: '1980-01-01', snils: aSnils() });
    await scene.roster.anAccount({ person: father, role: 'representative', child: one });
    const { page } = await signedIn(login);
    expect(textOf(page)).toMatch(/Мои дети .*Первый.* ещё не привязана.*Второй.* Лицей 9/);
    expect(page.html).not.toContain('Чужаков');
  });

  it('LNK-07, EC-055: «Я не законный представитель» hides the child and holds the link at once; twice is once', async () => {
    const child = await scene.roster.aPerson({ last: 'Скрытов', born: '2014-01-01' });
    const { login, account } = await anAdult('representative', child);
    const { browser, page } = await signedIn(login);
    const path = idIn(page, /href="(\/account\/children\/[^"]+\/not-mine)"/);
    expect(textOf(await open(browser, path))).toContain('Скрытов');
    const done = await decide(browser, path);
    expect(await stateOf(account)).toEqual(['suspended', 'dispute']);
    expect(textOf(done)).toMatch(/Мы передали школе.*Вход приостановлен.*не представляете этого ученика/);
    expect(done.html).not.toContain('Скрытов');
    expect(await scene.count(`roster_tasks WHERE code = 'TIE_DISPUTED'`)).toBe(1);
    expect(await scene.count(`audit_events WHERE action = 'family_tie.disputed'`)).toBe(1);
  });

  it('I-06: «У ребёнка есть учётная запись Госуслуг» is written down once, and taken back by who said it', async () => {
    const child = await scene.roster.aPerson({ last: 'Заявленов', born: '2014-01-01' });
    const { login } = await anAdult('representative', child);
    const { browser, page } = await signedIn(login);
    const openOnes = `declarations WHERE person_id = '${child.id}' AND withdrawn_at IS NULL`;
    const said = await browser.press(page, /\/declare$/);
    expect(textOf(said)).toMatch(
      /Записали: у ребёнка есть.*Вы отметили: у ребёнка есть учётная запись Госуслуг/,
    );
    await browser.press(page, /\/declare$/);
    expect(await scene.count(openOnes)).toBe(1);
    const back = await browser.press(said, /\/undeclare$/);
    expect(textOf(back)).toContain('Отметка об учётной записи ребёнка снята');
    expect(textOf(await browser.press(said, /\/undeclare$/))).toContain('снята');
    expect(await scene.count(openOnes)).toBe(0);
    expect(
      await scene.count(`audit_events WHERE action IN ('declaration.recorded', 'declaration.withdrawn')`),
    ).toBe(2);
  });

  it('EC-047: a restricted father reads the neutral text, neither the ground nor the child', async () => {
    const child = await scene.roster.aPerson({ last: 'Ограничев', born: '2014-01-01' });
    const { login, person } = await anAdult('representative', child);
    await signedIn(login);
    await scene.database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from,
                                                recorded_by, recorded_at)
       VALUES ($1, $2, $3, 'restriction', 'решение суда', '2026-01-01', gen_random_uuid(), now())`,
      [scene.roster.regionId, child.id, person.id],
    );
    const { page } = await signedIn(login);
    expect(textOf(page)).toMatch(/Доступ ограничен\. Обратитесь в школу/);
    expect(page.html).not.toMatch(/Ограничев|суд/);
  });

  it('EC-030: a pupil of 18 closes a parent’s access, once; at 17 nobody is listed', async () => {
    const pupil = await aPupil('2007-04-04');
    await scene.roster.anAccount({ person: pupil.person });
    const mother = await scene.roster.aPerson({ last: 'Мамина', born: '1980-01-01', snils: aSnils() });
    await scene.roster.anAccount({ person: mother, role: 'representative', child: pupil.person });
    const { browser, page } = await signedIn(pupil.login);
    expect(textOf(page)).toMatch(/Доступ родителей .*Мамина/);
    const done = await decide(browser, idIn(page, /href="(\/account\/parents\/[^"]+\/end)"/));
    expect(textOf(done)).toContain('Доступ родителя к вашему дневнику закрыт');
    expect(textOf(done)).not.toContain('Мамина');
    expect(await scene.count(`family_ties WHERE state = 'ended' AND end_reason = 'adult'`)).toBe(1);

    const young = await aPupil('2010-04-05');
    await scene.roster.anAccount({ person: young.person });
    await scene.roster.anAccount({ person: mother, role: 'representative', child: young.person });
    expect(textOf((await signedIn(young.login)).page)).not.toContain('Доступ родителей');
  });
});

describe('EC-102: «Мою учётную запись Госуслуг взломали»', () => {
  it('holds every link, ends the other sessions at once, and explains what to do; twice is once', async () => {
    const { login, account } = await anAdult('teacher');
    const thief = await signedIn(login);
    const { browser } = await signedIn(login);
    const page = await open(browser, '/account/hacked');
    expect(textOf(page)).toMatch(/Вернуть вход сможет только школа/);
    const { url, fields } = formOf(page, '/account/hacked');
    const token = browser.cookie(scene.stand.publicUrl, ACCOUNT) ?? '';
    expect((await browser.once(url, fields)).headers.get('location')).toBe('/account/locked');
    expect(browser.cookie(scene.stand.publicUrl, ACCOUNT)).toBeUndefined();
    expect(await stateOf(account)).toEqual(['suspended', 'security']);
    expect(textOf(await open(thief.browser, '/account'))).toContain('Войти через Госуслуги');
    browser.setCookie(scene.stand.publicUrl, ACCOUNT, token);
    await browser.once(url, fields);
    expect(await scene.count(`link_reviews WHERE code = 'SECURITY_LOCK'`)).toBe(1);
    expect(textOf(await open(browser, '/account/locked'))).toContain('Придите в школу с паспортом');
    const later = await signedIn(login);
    expect(textOf(later.page)).toMatch(/Вход приостановлен.*для вашей безопасности.*Исправляет школа/);
  });
});

describe('LNK-14: «Это ошибка»', () => {
  it('whoever was not found names a school by a part of its name, and it gets one case', async () => {
    const school = await scene.roster.aSchool('Гимназия Искомая');
    const { login } = await scene.aHuman({ inRoster: false });
    const { browser, page } = await signedIn(login);
    expect(textOf(page)).toMatch(/Мы не нашли вас .*Это ошибка.*Номер обращения: \d{4}-\d{4}-\d{4}/);
    const form = await open(browser, '/account/mistake?code=NOT_FOUND');
    expect(textOf(form)).not.toContain('Искомая');
    const found = await open(browser, '/account/mistake?code=NOT_FOUND&school=искомая');
    expect(textOf(found)).toContain('Гимназия Искомая');
    const done = await browser.press(found, '/account/mistake', { school_id: school });
    expect(textOf(done)).toMatch(/Школа получила ваше сообщение.*Школа проверяет\. Обращение от/);
    const again = await browser.press(found, '/account/mistake', { school_id: school });
    expect(again.url.search).toBe('?done=reported_before');
    expect(await scene.count(`link_reviews WHERE school_id = $1 AND code = 'NOT_FOUND'`, [school])).toBe(1);
  });

  it('after a school’s no, its school is named without a search and gets the account once more, once', async () => {
    const { login, person } = await aPupil('2010-10-10');
    const school = await scene.roster.aSchool('Школа отказа');
    const account = await scene.roster.anAccount({ person, schools: [school] });
    await scene.database.query(`UPDATE people SET first_name = 'Ольга', norm_first = 'ольга' WHERE id = $1`, [
      person.id,
    ]);
    const { browser, page } = await signedIn(login);
    expect(textOf(page)).toMatch(
      /Ждёт решения школы.*имя или отчество в данных школы и в Госуслугах различаются/,
    );
    expect(page.html).not.toContain('Это ошибка');
    await rejected(account, school);
    const refused = await open(browser, '/account');
    expect(textOf(refused)).toMatch(/Школа отказала в привязке\. .*Это ошибка/);
    const form = await browser.open(idIn(refused, /href="(\/account\/mistake[^"]+)"/), refused);
    expect(textOf(form)).toContain('Школа отказа');
    for (const done of ['reported', 'reported_before']) {
      const answer = await browser.press(form, '/account/mistake', { school_id: school });
      expect(answer.url.search).toBe(`?done=${done}`);
    }
    const cases = await scene.database.query(
      `SELECT code, candidate_account_ids AS accounts FROM link_reviews WHERE school_id = $1 AND state = 'open'`,
      [school],
    );
    expect(cases).toEqual([{ code: 'NAME_DISCREPANCY', accounts: [account] }]);
  });

  it('EC-040, EC-041: a parent at the child’s account is told why, and may ask a school', async () => {
    const snils = aSnils();
    const name = { last: 'Соколова', first: 'Яна', middle: 'Игоревна' };
    const pupil = await scene.roster.aPerson({ ...name, born: '2015-03-03', snils });
    await scene.roster.anAccount({ person: pupil });
    const parent = await scene.aHuman({ snils, birthDate: '1985-07-07', inRoster: false });
    const { page } = await signedIn(parent.login);
    expect(textOf(page)).toMatch(/Это дневник ученика.*Исправить можете вы сами\. Это ошибка/);
  });

  it('what this person was never told, and an unknown school, are not found', async () => {
    const { login } = await scene.aHuman({ inRoster: false });
    const { browser } = await signedIn(login);
    expect((await open(browser, '/account/mistake?code=LINK_CONFLICT')).status).toBe(404);
    expect((await open(browser, '/account/mistake?code=NONSENSE')).status).toBe(404);
    const form = await open(browser, '/account/mistake?code=NOT_FOUND&school=Школа');
    expect((await browser.press(form, '/account/mistake', { school_id: newUuid() })).status).toBe(404);
    const count = await scene.count('link_reviews');
    await browser.press(form, '/account/mistake', {
      school_id: scene.roster.schoolId,
      code: 'LINK_CONFLICT',
    });
    expect(await scene.count('link_reviews')).toBe(count);
  });
});

describe('LNK-15: what is wrong in an account that works', () => {
  it('a wrong class is a task, a wrong child a case, each once; the link stays', async () => {
    const { login, account } = await anAdult('representative');
    const { browser } = await signedIn(login);
    const path = `/account/links/${await linkOf(account)}`;
    const page = await open(browser, path);
    for (const [deed, done] of [
      ['wrong-class', 'reported'],
      ['wrong-class', 'reported_before'],
      ['wrong-child', 'reported'],
      ['wrong-child', 'reported_before'],
    ] as const) {
      expect((await browser.press(page, `/${deed}`)).url.search).toBe(`?done=${done}`);
    }
    expect(await stateOf(account)).toEqual(['active', null]);
    expect(await scene.count(`link_reviews WHERE code = 'WRONG_CHILD'`)).toBe(1);
    expect(await scene.count(`roster_tasks WHERE code = 'WRONG_CLASS'`)).toBe(1);
    expect(
      await scene.count(`audit_events WHERE action = 'link.reported_wrong' AND reason LIKE 'wrong_%'`),
    ).toBe(2);
    expect(textOf(await open(browser, '/account'))).toContain('Школа проверяет эту запись.');
  });
});

describe('LNK-12: consent on the own page', () => {
  it('from 14 the pupil reads the text, gives it, is let in, and takes it back; each twice is once', async () => {
    const { login, person } = await aPupil('2010-08-08');
    const account = await scene.roster.anAccount({ person });
    const { browser, page } = await signedIn(login, () => gate(true));
    expect(textOf(page)).toMatch(/Ждёт согласия, до .*дайте согласие сами, в разделе «Согласие»/);
    expect(await stateOf(account)).toEqual(['awaiting_consent', 'AWAITING_PARENT_CONSENT']);
    const consent = await open(browser, '/account/consent');
    expect(textOf(consent)).toContain('Я разрешаю обработку персональных данных');
    const given = formOf(consent, '/give');
    await browser.once(given.url, given.fields);
    const done = await browser.press(consent, '/give');
    expect(textOf(done)).toMatch(/Согласие записано.*Вход через Госуслуги открыт/);
    const path = idIn(
      await open(browser, '/account/consent'),
      /href="(\/account\/consent\/[^"]+\/withdraw)"/,
    );
    expect(textOf(await decide(browser, path))).toContain('Согласие отозвано');
    expect(await stateOf(account)).toEqual(['suspended', 'consent_withdrawn']);
    expect(await scene.count('consents WHERE subject_id = $1', [person.id])).toBe(1);
    await gate(false);
  });

  it('under 14 the parent gives it, and the child is told to ask them', async () => {
    const kid = await aPupil('2016-08-09');
    const account = await scene.roster.anAccount({ person: kid.person });
    const { login } = await anAdult('representative', kid.person);
    const little = await signedIn(kid.login, () => gate(true));
    expect(textOf(little.page)).toContain('Попросите родителя войти на эту страницу');
    expect(textOf(await open(little.browser, '/account/consent'))).toContain(
      'До 14 лет согласие даёт родитель',
    );
    await gate(false);
    const { browser } = await signedIn(login, () => gate(true));
    const done = await browser.press(await open(browser, '/account/consent'), '/give');
    expect(textOf(done)).toContain('Согласие записано');
    expect(await scene.count('consents WHERE subject_id = $1', [kid.person.id])).toBe(1);
    expect(await stateOf(account)).toEqual([
      expect.stringMatching(/active|awaiting_consent/),
      expect.anything(),
    ]);
    await gate(false);
  });

  it('where the gate is off there is no such page', async () => {
    const { login } = await anAdult('teacher');
    const { browser, page } = await signedIn(login);
    expect(textOf(page)).not.toContain('Согласие');
    expect((await open(browser, '/account/consent')).status).toBe(404);
  });
});

describe('what every page and every button refuses', () => {
  const PAGES = (id: string) => [
    ...[`/account/links/${id}`, `/account/links/${id}/unlink`, `/account/children/${id}/not-mine`],
    ...[`/account/parents/${id}/end`, `/account/consent/${id}/withdraw`],
  ];
  const DEEDS = (id: string) => [
    ...[
      `/account/links/${id}/unlink`,
      `/account/links/${id}/wrong-class`,
      `/account/links/${id}/wrong-child`,
    ],
    ...[`/account/children/${id}/not-mine`, `/account/parents/${id}/end`],
    ...[`/account/consent/${id}/give`, `/account/consent/${id}/withdraw`],
  ];

  it('somebody else’s id is not found, on a page and by a form that is right in itself', async () => {
    const child = await scene.roster.aPerson({ born: '2014-01-01' });
    const victim = await anAdult('representative', child);
    const theirs = await signedIn(victim.login);
    const tie = idIn(theirs.page, /\/account\/children\/([^/"]+)\//);
    const { login } = await anAdult('representative');
    const { browser } = await signedIn(login);
    for (const id of [await linkOf(victim.account), tie, child.id, newUuid(), 'x']) {
      for (const path of PAGES(id)) expect([path, (await open(browser, path)).status]).toEqual([path, 404]);
      for (const path of DEEDS(id)) {
        const form = formTokenOf(browser, path);
        const answer = await browser.once(at(path), { form, ...fieldsOf(path) });
        expect([path, answer.status]).toEqual([path, 404]);
      }
    }
    expect(await stateOf(victim.account)).toEqual(['active', null]);
  });

  it('without a session there is only the welcome, and no deed is done', async () => {
    const { account } = await anAdult('teacher');
    const browser = new PersonBrowser();
    await open(browser, '/signed-out');
    await open(browser, '/account/sign-in');
    for (const path of [...PAGES(newUuid()), '/account/history', '/account/hacked', '/account/consent']) {
      expect(textOf(await open(browser, path))).toContain('Войти через Госуслуги');
    }
    for (const path of [...DEEDS(newUuid()), '/account/hacked', '/account/mistake']) {
      const answer = await browser.once(at(path), { form: formTokenOf(browser, path), ...fieldsOf(path) });
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/account']);
    }
    expect(await linkOf(account)).toBe('');
  });

  it('EC-101: without its own token, or from another site, a form does nothing', async () => {
    const { login, account } = await anAdult('teacher');
    const { browser } = await signedIn(login);
    const path = `/account/links/${await linkOf(account)}/unlink`;
    const other = formTokenOf(browser, '/account/hacked');
    const own = formTokenOf(browser, path);
    expect((await browser.once(at(path), {})).status).toBe(400);
    expect((await browser.once(at(path), { form: other })).status).toBe(403);
    expect((await browser.once(at(path), { form: own }, 'https://evil.example')).status).toBe(403);
    expect((await browser.once(at(path), { form: own }, null)).status).toBe(403);
    expect(await stateOf(account)).toEqual(['active', null]);
  });

  it('ten reports in an hour are enough', async () => {
    const { login, account } = await anAdult('representative');
    const { browser } = await signedIn(login);
    const page = await open(browser, `/account/links/${await linkOf(account)}`);
    const answers: number[] = [];
    for (let n = 0; n < 11; n += 1) answers.push((await browser.pressOnce(page, '/wrong-class')).status);
    expect([answers.slice(0, 10), answers[10]]).toEqual([Array(10).fill(303), 429]);
  });
});
