import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDate, dayIn, startOfDay } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import { formToken } from '../../../src/platform/http/form-token.js';
import { dateInWords, dayInWords } from '../../../src/signin/http/russian-words.js';
import {
  CampaignBuilder,
  type CampaignOverrides,
  type CredentialOverrides,
} from '../../support/builders/campaign.js';
import { formOf, type Page, PersonBrowser, textOf } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';

/** People of a scene share their name, so they differ in the day of birth. */
let born = '2009-01-01' as CalendarDate;
const ZONE = 'Europe/Kaliningrad';
const HOUR = 3_600_000;

let scene: SignInScene;
let campaigns: CampaignBuilder;
beforeAll(async () => {
  scene = await SignInScene.begin();
  campaigns = new CampaignBuilder(scene.database, scene.roster);
});
afterAll(() => scene.end());

const now = () => scene.clock.now();
const inHours = (hours: number) => new Date(now().getTime() + hours * HOUR);
const inDays = (days: number): CalendarDate => addDays(dayIn(now(), ZONE), days);
const at = (path: string) => new URL(`${scene.stand.publicUrl}${path}`);

interface Seat {
  readonly browser: PersonBrowser;
  readonly page: Page;
  readonly account: Uuid;
  readonly campaign: Uuid;
  readonly school: Uuid;
  readonly person: Uuid;
  readonly link: Uuid;
}

/** A person at the own page; the account's school is in this phase, its old password stands so. */
async function seat(
  phase: CampaignPhase,
  password: CredentialOverrides = {},
  campaign: CampaignOverrides = {},
  { waits = false }: { readonly waits?: boolean } = {},
): Promise<Seat> {
  born = addDays(born, 1);
  const { login, person } = await scene.aHuman({ birthDate: born });
  const school = await scene.roster.aSchool();
  const account = await scene.roster.anAccount({ person, schools: [school] });
  if (waits) {
    await scene.database.query(
      `UPDATE people SET snils_state = 'missing', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL,
              snils_last2 = NULL WHERE id = $1`,
      [person.id],
    );
  }
  const wave = 'pupils_14plus';
  const id = await campaigns.aCampaign({ phase, school, wave, members: [account], ...campaign });
  await campaigns.aCredential(account, { campaignId: id, ...password });
  const browser = new PersonBrowser();
  const page = await browser.press(await scene.arriveAtAccount(browser, login), '/me');
  const [row] = await scene.database.query<{ id: Uuid }>(
    'SELECT id FROM links WHERE journal_account_id = $1',
    [account],
  );
  return { browser, page, account, campaign: id, school, person: person.id, link: row!.id };
}

const again = async ({ browser }: Seat): Promise<string> => textOf(await browser.open(at('/account')));
const suspend = ({ link }: Seat, reason: string) =>
  scene.database.query(
    `UPDATE links SET state = 'suspended', reason = $2, until = now() + interval '30 days' WHERE id = $1`,
    [link, reason],
  );
const anExemption = ({ person, school }: Seat, endsOn: CalendarDate) =>
  scene.database.query(
    `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
                             requested_by, requested_at, decided_by, decided_at)
     VALUES ($1, $2, 'person', $3, 'other', 'за границей', 'active', $4, $5, 'x', now(), 'x', now())`,
    [scene.roster.regionId, school, person, inDays(-3), endsOn],
  );
const aBrownout = ({ campaign }: Seat, state: string, from: Date, to: Date, share = 100) =>
  scene.database.query(
    `INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, share, planned_by, planned_at, reason, act_id)
     VALUES ($1, $2, $3, $4, $5, $6, gen_random_uuid(), now(), 'проверка', gen_random_uuid())`,
    [scene.roster.regionId, campaign, state, from, to, share],
  );
const tokenOf = (browser: PersonBrowser, path: string) =>
  formToken(browser.cookie(scene.stand.publicUrl, '__Host-perehod_browser') ?? '', path);
/** The right form of either deed, as a page of ours would have given it to this browser. */
const formAt = (browser: PersonBrowser, path: string): Record<string, string> => ({
  form: tokenOf(browser, path),
  ...(path.endsWith('/ask-password') && { reason: '' }),
});
const windowsOf = (account: Uuid) =>
  scene.database.query<{ state: string; reason: string }>(
    'SELECT state, reason FROM reenable_windows WHERE journal_account_id = $1',
    [account],
  );

describe('LEG-02: what the owner reads of the old password', () => {
  it('until when it works: the date of the cut-over and the days left, from the announcement on', async () => {
    const told = await seat('announced', {}, { cutoverOn: inDays(12) });
    expect(textOf(told.page)).toMatch(
      `Старый пароль журнала действует Его отключат ${dateInWords(inDays(12))}: осталось 12 дней.`,
    );
    expect(textOf(told.page)).not.toContain('Вернуть вход по паролю');
    const today = await seat('link_required', {}, { cutoverOn: inDays(0) });
    expect(textOf(today.page)).toContain('это сегодня');
    const early = await seat('preparation', {}, { cutoverOn: inDays(80) });
    expect(textOf(early.page)).toContain('действует Когда его отключат, ещё не решено.');
  });

  it('while the campaign is paused the day is said to be unsure', async () => {
    const paused = await seat('soft_launch', {}, { cutoverOn: inDays(20), pausedAt: inHours(-1) });
    expect(textOf(paused.page)).toMatch(
      /осталось 20 дней\. Переход школы приостановлен, день может измениться/,
    );
  });

  it('the link shuts it after seven days, where that is before the cut-over; EC-104: not while a second account is awaited', async () => {
    const one = await seat('announced', {}, { cutoverOn: inDays(40) });
    await scene.database.query(
      `UPDATE legacy_credentials SET linked_since = $2 WHERE journal_account_id = $1`,
      [one.account, now()],
    );
    expect(await again(one)).toContain(`поэтому пароль отключится ${dateInWords(inDays(7))} Вход останется.`);
    await scene.database.query(
      `INSERT INTO roster_tasks (region_id, school_id, code, journal_account_id, facts, opened_at)
       VALUES ($1, $2, 'SECOND_ACCOUNT_NEEDED', $3, '{}', now())`,
      [scene.roster.regionId, one.school, one.account],
    );
    expect(await again(one)).toContain('осталось 40 дней');
  });

  it('disabled since when and why: linked, cut over, unused, locked', async () => {
    const changedAt = inHours(-24 * 10);
    const day = dayInWords(changedAt, ZONE);
    const linked = await seat('announced', { standing: 'disabled.linked', changedAt });
    expect(textOf(linked.page)).toMatch(`отключён с ${day} Запись привязана к вашим Госуслугам`);
    const unused = await seat(
      'announced',
      { standing: 'disabled.unused', changedAt },
      { cutoverOn: inDays(9) },
    );
    expect(textOf(unused.page)).toMatch(
      `отключён с ${day} Им долго не входили. Вернуть его можно до ${dateInWords(inDays(9))}: в этот день`,
    );
    const cut = await seat('grace', { standing: 'disabled.cutover' }, { cutOverAt: changedAt });
    await suspend(cut, 'data_mismatch');
    expect(await again(cut)).toMatch(`отключён с ${day} Школа перешла на вход только через Госуслуги.`);
    await scene.database.query(
      `INSERT INTO security_locks (journal_account_id, reason, set_by, set_at) VALUES ($1, 'security', 'x', $2)`,
      [cut.account, changedAt],
    );
    expect(await again(cut)).toMatch(
      `заблокирован с ${day} Это сделано для вашей безопасности. Обратитесь в школу.`,
    );
  });

  it('EC-047: a lock by a restriction says neither its ground nor more than «ask the school»', async () => {
    const one = await seat('announced');
    await scene.database.query(
      `INSERT INTO security_locks (journal_account_id, reason, set_by, set_at, basis)
       VALUES ($1, 'restriction', 'x', now(), 'решение суда')`,
      [one.account],
    );
    const text = await again(one);
    expect(text).toMatch(/заблокирован с .* Обратитесь в школу: она объяснит основание\./);
    expect(text).not.toMatch(/суд|ограничен/);
  });

  it('EC-111: an exemption lasts to the end of its last day, and is told without its ground', async () => {
    const one = await seat('grace', { standing: 'disabled.cutover' });
    await anExemption(one, inDays(30));
    const text = await again(one);
    expect(text).toContain(
      `действует по ${dateInWords(inDays(29))} включительно Для вас действует исключение.`,
    );
    expect(text).not.toContain('границей');
  });

  it('EC-134: what waits for a school since before the cut-over keeps the password', async () => {
    const one = await seat('soft_launch', {}, { cutoverOn: inDays(3) }, { waits: true });
    expect(textOf(one.page)).toMatch(
      /действует (по|до) \d+ \S+ \d+ г\.,? ?.*В школе пароли отключат .* но ваш сохранён, пока решается ваш вопрос/,
    );
  });

  it('a cover that ends before the cut-over is not spoken of: the password works on', async () => {
    const one = await seat('brownouts', {}, { cutoverOn: inDays(90) });
    await anExemption(one, inDays(10));
    await aBrownout(one, 'planned', inHours(30), inHours(31));
    await aBrownout(one, 'planned', inHours(24 * 11), inHours(24 * 11 + 1));
    const text = await again(one);
    expect(text).toContain('осталось 90 дней');
    expect(text).not.toContain('исключение');
    expect(text).toContain(`не будет работать: ${dayInWords(inHours(24 * 11), ZONE)}`);
  });

  it('re-enabled until when; before the cut-over it only escapes the brownouts', async () => {
    const until = startOfDay(inDays(4), ZONE);
    const one = await seat('grace', { standing: 'reenabled', until });
    await suspend(one, 'data_mismatch');
    expect(await again(one)).toMatch(
      `включён по ${dateInWords(inDays(3))} включительно Школа включила его на время.`,
    );
    const early = await seat('brownouts', { standing: 'reenabled', until }, { cutoverOn: inDays(12) });
    await suspend(early, 'data_mismatch');
    expect(await again(early)).toMatch(
      /включён по .*проверочные отключения до этого срока.*осталось 12 дней/,
    );
  });

  it('LEG-07: the brownouts ahead that reach this account, and the one that runs', async () => {
    const from = new Date(startOfDay(inDays(2), ZONE).getTime() + 18 * HOUR);
    const one = await seat('brownouts', { bucket: 60 }, { cutoverOn: inDays(5) });
    await aBrownout(one, 'planned', from, new Date(from.getTime() + 2 * HOUR));
    await aBrownout(
      one,
      'planned',
      new Date(from.getTime() + 30 * HOUR),
      new Date(from.getTime() + 40 * HOUR),
      50,
    );
    const text = await again(one);
    expect(text).toContain(
      `Пароль временно не будет работать: ${dateInWords(inDays(2))} с 18:00 до 20:00. Вход через Госуслуги останется.`,
    );
    await aBrownout(one, 'running', inHours(-1), inHours(1));
    expect(await again(one)).toMatch(/не работает до .*Идёт проверочное отключение паролей\./);
  });

  it('LEG-12, LEG-19: while Госуслуги are down a password works for a time', async () => {
    const one = await seat('link_required');
    await scene.database.query(
      `INSERT INTO esia_outages (region_id, set_by, actor_id, reason, started_at, until)
       VALUES ($1, 'hand', gen_random_uuid(), 'авария', $2, $3)`,
      [scene.roster.regionId, inHours(-1), inHours(3)],
    );
    expect(await again(one)).toMatch(/действует Госуслуги сейчас недоступны.*Его отключат/);
    const unused = await seat('soft_launch', { standing: 'disabled.unused' });
    expect(textOf(unused.page)).toMatch(/действует до .* Госуслуги сейчас недоступны/);
    await scene.database.query('DELETE FROM esia_outages');
  });

  it('LEG-15, LEG-14: no password was given after the cut-over, or the journal has destroyed it', async () => {
    expect(textOf((await seat('grace', { standing: 'never_issued' })).page)).toMatch(
      /Старый пароль журнала нет Запись появилась, когда школа уже перешла/,
    );
    expect(textOf((await seat('closed', { standing: 'purged' })).page)).toContain('Журнал уничтожил его');
  });

  it('an account that another person holds says nothing of its password', async () => {
    const one = await seat('grace', { standing: 'disabled.cutover' }, {}, { waits: true });
    expect(textOf(one.page)).toContain('Старый пароль журнала');
    await scene.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT l.region_id, (SELECT id FROM esia_persons WHERE id <> l.esia_person_id LIMIT 1), l.journal_account_id,
              'active', 'R1', now(), now() FROM links l WHERE l.id = $1`,
      [one.link],
    );
    expect(await again(one)).not.toContain('Старый пароль журнала');
    const ask = `/account/links/${one.link}/ask-password`;
    expect((await one.browser.open(at(ask))).status).toBe(404);
    const answer = await one.browser.once(at(ask), formAt(one.browser, ask));
    expect(answer.status).toBe(404);
  });
});

describe('LEG-05: «Вернуть вход по паролю»', () => {
  const press = (one: Seat, page = one.page) => one.browser.press(page, '/restore-password');

  it('gives an unused password back before the cut-over, with an audit event of the person; twice is once', async () => {
    const one = await seat('soft_launch', { standing: 'disabled.unused' }, { cutoverOn: inDays(20) });
    const done = await press(one);
    expect(done.url.search).toBe('?done=password_restored');
    expect(textOf(done)).toMatch(/Вход по старому паролю снова открыт.*Старый пароль журнала действует/);
    expect((await press(one)).url.search).toBe('?done=password_restored');
    expect(await campaigns.standingOf(one.account)).toBe('warned');
    const events = await scene.database.query(
      `SELECT actor_kind, facts FROM audit_events WHERE action = 'credential.unused_undone' AND subject_id = $1`,
      [one.account],
    );
    expect(events).toEqual([{ actor_kind: 'person', facts: { check: 'esia' } }]);
  });

  it('after the cut-over, under a lock or without a link that proves the person it stays shut', async () => {
    const cut = await seat('soft_launch', { standing: 'disabled.unused' });
    await scene.database.query(`UPDATE campaigns SET phase = 'cutover', cut_over_at = now() WHERE id = $1`, [
      cut.campaign,
    ]);
    const stays = await press(cut);
    expect(textOf(stays)).toMatch(/Сейчас это уже невозможно.*отключён/);
    expect(stays.html).not.toContain('restore-password');

    const locked = await seat('soft_launch', { standing: 'disabled.unused' });
    await scene.database.query(
      `INSERT INTO security_locks (journal_account_id, reason, set_by, set_at) VALUES ($1, 'security', 'x', now())`,
      [locked.account],
    );
    expect((await press(locked)).url.search).toBe('?done=password_stays');

    const doubted = await seat('soft_launch', { standing: 'disabled.unused' });
    await suspend(doubted, 'data_mismatch');
    expect((await press(doubted)).url.search).toBe('?done=password_stays');

    const unproven = await seat('soft_launch', { standing: 'disabled.unused' }, {}, { waits: true });
    expect(unproven.page.html).not.toContain('restore-password');
    for (const { account } of [cut, locked, doubted, unproven])
      expect(await campaigns.standingOf(account)).toBe('disabled.unused');
  });

  it('who has withdrawn the consent to Госуслуги gets the password back: they are known', async () => {
    const one = await seat('soft_launch', { standing: 'disabled.unused' });
    await suspend(one, 'consent_withdrawn');
    expect((await press(one)).url.search).toBe('?done=password_restored');
    expect(await campaigns.standingOf(one.account)).toBe('warned');
  });
});

describe('LEG-10, EC-113: asking the school for the password', () => {
  const ask = async (one: Seat, reason: string): Promise<Page> => {
    const page = await one.browser.open(at(`/account/links/${one.link}/ask-password`));
    return one.browser.press(page, '/ask-password', { reason });
  };

  it('after the cut-over who waits for a link asks once; the school has one task with the words; twice is once', async () => {
    const one = await seat('grace', { standing: 'disabled.cutover' }, {}, { waits: true });
    expect(one.page.html).toContain('/ask-password"');
    const confirm = await one.browser.open(at(`/account/links/${one.link}/ask-password`));
    expect(textOf(confirm)).toMatch(/не больше чем на 7 дней\. Это бывает один раз/);
    const done = await ask(one, ' нет телефона ');
    expect(done.url.search).toBe('?done=password_asked');
    expect(textOf(done)).toMatch(/Просьба включить пароль передана школе .* ответ появится здесь/);
    expect(done.html).not.toContain('/ask-password"');
    const path = `/account/links/${one.link}/ask-password`;
    const twice = await one.browser.once(at(path), formAt(one.browser, path));
    expect(twice.headers.get('location')).toBe('/account?done=password_asked');
    expect(await windowsOf(one.account)).toEqual([{ state: 'requested', reason: 'нет телефона' }]);
    expect(
      await scene.count(`campaign_tasks WHERE code = 'REENABLE_REQUESTED' AND school_id = $1`, [one.school]),
    ).toBe(1);
    expect(
      await scene.count(
        `audit_events WHERE action = 'reenable_window.requested' AND actor_kind = 'person' AND school_id = $1`,
        [one.school],
      ),
    ).toBe(1);
  });

  it('a refusal of the school is told with its reason, and the person may ask again; a second window is not given', async () => {
    const one = await seat('cutover', { standing: 'disabled.cutover' }, {}, { waits: true });
    await ask(one, '');
    await scene.database.query(
      `UPDATE reenable_windows SET state = 'refused', decided_by = 'x', decided_at = now(),
              decision_reason = 'придите с паспортом' WHERE journal_account_id = $1`,
      [one.account],
    );
    expect(await again(one)).toMatch(/школа отказала включить пароль\. Причина: придите с паспортом/);
    expect((await ask(one, '')).url.search).toBe('?done=password_asked');
    await scene.database.query(
      `UPDATE reenable_windows SET state = 'ended', until = now(), decided_by = 'x', decided_at = now()
        WHERE journal_account_id = $1 AND state = 'requested'`,
      [one.account],
    );
    const used = await one.browser.open(at('/account'));
    expect(textOf(used)).toMatch(
      /Школа уже включала пароль, второй раз нельзя.*спросите в школе об исключении/,
    );
    expect(used.html).not.toContain('/ask-password"');
  });

  it('EC-114: who has linked Госуслуги, whose school is not that far or closed is offered nothing', async () => {
    const seats = [
      await seat('grace', { standing: 'disabled.cutover' }),
      await seat('announced', {}, {}, { waits: true }),
      await seat('closed', { standing: 'disabled.cutover' }, {}, { waits: true }),
    ];
    for (const one of seats) {
      expect(one.page.html).not.toContain('ask-password');
      const path = `/account/links/${one.link}/ask-password`;
      expect((await one.browser.open(at(path))).status).toBe(404);
      const answer = await one.browser.once(at(path), formAt(one.browser, path));
      expect(answer.headers.get('location')).toBe('/account?done=password_stays');
      expect(await windowsOf(one.account)).toEqual([]);
    }
    expect(textOf(seats[2]!.page)).toContain(
      'Если получить Госуслуги невозможно, спросите в школе об исключении.',
    );
  });
});

describe('what both buttons refuse', () => {
  const DEEDS = ['restore-password', 'ask-password'];

  it('another person’s link and an unknown one are not found', async () => {
    const victim = await seat('soft_launch', { standing: 'disabled.unused' });
    const { browser } = await seat('announced');
    for (const id of [victim.link, newUuid(), 'x']) {
      for (const deed of DEEDS) {
        const path = `/account/links/${id}/${deed}`;
        const answer = await browser.once(at(path), formAt(browser, path));
        expect([path, answer.status]).toEqual([path, 404]);
      }
    }
    expect(await campaigns.standingOf(victim.account)).toBe('disabled.unused');
  });

  it('EC-101: without a session, without its own token or from another site nothing is done', async () => {
    const one = await seat('soft_launch', { standing: 'disabled.unused' });
    const { url, fields } = formOf(one.page, '/restore-password');
    expect((await one.browser.once(url, { form: 'foreign' })).status).toBe(403);
    expect((await one.browser.once(url, fields, 'https://evil.example')).status).toBe(403);
    expect((await one.browser.once(url, {})).status).toBe(400);
    const stranger = new PersonBrowser();
    await stranger.open(at('/account/sign-in'));
    for (const deed of DEEDS) {
      const path = `/account/links/${one.link}/${deed}`;
      const answer = await stranger.once(at(path), formAt(stranger, path));
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/account']);
    }
    expect(await campaigns.standingOf(one.account)).toBe('disabled.unused');
  });

  it('five requests in a day are enough', async () => {
    const one = await seat('grace', { standing: 'disabled.cutover' }, {}, { waits: true });
    const path = `/account/links/${one.link}/ask-password`;
    const answers: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      answers.push((await one.browser.once(at(path), formAt(one.browser, path))).status);
    }
    expect(answers).toEqual([303, 303, 303, 303, 303, 429]);
  });
});
