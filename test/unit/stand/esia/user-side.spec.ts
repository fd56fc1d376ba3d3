import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  PERSONA_PASSWORD,
  PERSONAS,
  startEsiaEmulator,
  type RunningEmulator,
} from '../../../../src/stand/esia/index.js';
import { testClient, TinyClient } from './tiny-client.js';
import { TinyBrowser } from './tiny-browser.js';
import { refusalOf, signInAs } from './way.js';

describe('emulator of ESIA: what a person sees and who may enter', () => {
  let emulator: RunningEmulator;
  let client: TinyClient;
  let browser: TinyBrowser;

  beforeAll(async () => {
    emulator = await startEsiaEmulator({
      clients: [
        testClient({
          consentTypes: [
            {
              sysname: 'SCHOOL_JOURNAL',
              purposes: ['SCHOOL_JOURNAL'],
              scopes: ['fullname', 'snils'],
              mandatoryScopes: ['fullname'],
              forbiddenScopes: ['inn'],
            },
          ],
        }),
      ],
    });
    client = new TinyClient(emulator.url);
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const start = (before: Readonly<Record<string, string>> = {}) => {
    browser = new TinyBrowser(emulator.url);
    return browser.open(client.authorizeUrl(client.authorizeFields({ before })));
  };
  const enter = async (
    login: string,
    password = PERSONA_PASSWORD,
    before: Readonly<Record<string, string>> = {},
  ) => {
    const visit = await start(before);
    return browser.submit(visit, { login, password });
  };
  const filter = (name: string) => ({ before: { person_filter: Buffer.from(name).toString('base64') } });

  it('rule 10: the login page has labelled fields, no scripts, no outside resources, and says it is a stand', async () => {
    const { page } = await start();
    expect(page).toContain('<label for="login">');
    expect(page).toContain('name="password"');
    expect(page).toContain('Учебный стенд');
    expect(page).toContain('Электронный журнал');
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
  });

  it('rule 10: a wrong password is told on the page, the login stays filled in', async () => {
    const visit = await enter('parent"<b>', 'wrong');
    expect(visit.page).toContain('Неверный логин или пароль');
    expect(visit.page).toContain('value="parent&quot;&lt;b&gt;"');
  });

  it('rule 10: the second factor is asked for, and five wrong codes bring the password back', async () => {
    let visit = await enter('parent-teacher');
    for (let failure = 1; failure < 5; failure += 1) visit = await browser.submit(visit, { code: '000000' });
    expect(visit.page).toContain('Неверный код');
    expect((await browser.submit(visit, { code: '000000' })).path).toBe('/login');
  });

  it('rule 10: consent is asked once for a person, a client and scopes', async () => {
    const visit = await enter('child', PERSONA_PASSWORD, { scope: 'openid' });
    expect(visit.page).toContain('Предоставление прав доступа');
    expect((await browser.submit(visit, { decision: 'grant' })).left?.searchParams.has('code')).toBe(true);
    const again = await enter('child', PERSONA_PASSWORD, { scope: 'openid' });
    expect(again.left?.searchParams.has('code')).toBe(true);
    const wider = await enter('child');
    expect(wider.path).toBe('/consent');
  });

  it('rule 10: «Отказать» is access_denied 007004 with the state', async () => {
    const visit = await enter('child');
    const refused = await browser.submit(visit, { decision: 'refuse' });
    expect(refusalOf(refused)).toBe('ESIA-007004 access_denied');
    expect(refused.left?.searchParams.get('state')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('rule 10: within the session a second entry asks for nothing, after three hours it asks again', async () => {
    browser = new TinyBrowser(emulator.url);
    await signInAs(client, 'child', {}, browser);
    const second = await browser.open(client.authorizeUrl(client.authorizeFields()));
    expect(second.left?.searchParams.has('code')).toBe(true);
    emulator.control.shiftClock(3 * 3600 + 1);
    client.shift = (3 * 3600 + 1) * 1000;
    expect((await browser.open(client.authorizeUrl(client.authorizeFields()))).path).toBe('/login');
    client.shift = 0;
  });

  it('rule 10: another browser cannot go on with the attempt', async () => {
    const visit = await start();
    const stranger = await new TinyBrowser(emulator.url).submit(visit, {
      login: 'child',
      password: PERSONA_PASSWORD,
    });
    expect(stranger).toMatchObject({ status: 400, left: null });
  });

  it.each([
    ['conf_acc', 'parent-simple', 'ESIA-007055 access_denied'],
    ['conf_acc', 'child', 'ESIA-007055 access_denied'],
    ['acc_kid', 'parent', 'ESIA-007062 access_denied'],
    ['acc_not_kid', 'child', 'ESIA-007062 access_denied'],
  ])('rule 10: person_filter %s refuses %s with %s', async (name, login, expected) => {
    expect(refusalOf(await signInAs(client, login, filter(name)))).toBe(expected);
  });

  it('rule 10: person_filter admits whom it means, and an unknown one is 007003', async () => {
    expect((await signInAs(client, 'child', filter('acc_kid'))).left?.searchParams.has('code')).toBe(true);
    expect((await signInAs(client, 'parent', filter('conf_acc'))).left?.searchParams.has('code')).toBe(true);
    expect(refusalOf(await signInAs(client, 'parent', filter('nonsense')))).toBe(
      'ESIA-007003 invalid_request',
    );
  });

  it('rule 11: every persona of the rule is there', () => {
    const byLogin = new Map(PERSONAS.map((person) => [person.login, person]));
    const parent = byLogin.get('parent');
    expect(parent?.kids.map(({ oid, verified }) => [oid !== null, verified])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(byLogin.get('child')?.oid).toBe(parent?.kids[0]?.oid);
    expect([...byLogin.keys()]).toEqual(
      expect.arrayContaining([
        'parent-simple',
        'teacher',
        'parent-teacher',
        'child-no-consent',
        'teen',
        'adult-pupil',
      ]),
    );
    expect([...byLogin.keys()]).toEqual(
      expect.arrayContaining([
        'no-middle-name',
        'no-snils',
        'other-snils',
        'foreign-certificate',
        'namesake-2',
      ]),
    );
    expect(new Set(PERSONAS.map(({ oid }) => oid)).size).toBe(PERSONAS.length);
  });

  it('rule 11: a deleted account cannot enter, and its session is worth nothing', async () => {
    const visit = await enter('deleted');
    expect(visit.page).toContain('удалена');
    await signInAs(client, 'namesake-2', {}, browser);
    emulator.control.patchPerson('1000090020', { status: 'DELETED' });
    expect((await browser.open(client.authorizeUrl(client.authorizeFields()))).path).toBe('/login');
    emulator.control.patchPerson('1000090020', { status: 'REGISTERED' });
  });

  it('rule 12: a child without a parent’s consent is refused until the consent is given', async () => {
    expect(refusalOf(await signInAs(client, 'child-no-consent'))).toBe('ESIA-007004 access_denied');
    emulator.control.patchPerson('1000090012', { parentalConsent: true });
    expect((await signInAs(client, 'child-no-consent')).left?.searchParams.has('code')).toBe(true);
    emulator.control.patchPerson('1000090012', { parentalConsent: false });
  });

  it('obj_type and roles: unknown values are 007061 and 007060, a person without them 007062', async () => {
    expect(refusalOf(await signInAs(client, 'parent', { before: { obj_type: 'X' } }))).toMatch(
      /^ESIA-007061/,
    );
    expect(refusalOf(await signInAs(client, 'parent', { before: { roles: 'X' } }))).toMatch(/^ESIA-007060/);
    expect(refusalOf(await signInAs(client, 'parent', { before: { roles: 'EMPLOYEE' } }))).toMatch(
      /^ESIA-007062/,
    );
    expect(
      (await signInAs(client, 'teacher', { before: { roles: 'EMPLOYEE' } })).left?.searchParams.has('code'),
    ).toBe(true);
  });

  it('scope_org of an organisation that is not the person’s is 007194', async () => {
    const before = { scope_org: 'org_ogrn?org_oid=1' };
    expect(refusalOf(await signInAs(client, 'teacher', { before }))).toBe('ESIA-007194 invalid_scope');
  });

  const permission = {
    sysname: 'SCHOOL_JOURNAL',
    expire: 525600,
    actions: [{ sysname: 'ALL_ACTIONS_TO_DATA' }],
    purposes: [{ sysname: 'SCHOOL_JOURNAL' }],
    scopes: [{ sysname: 'fullname' }],
  };
  const withPermission = (changes: object) => {
    const text = JSON.stringify([{ ...permission, ...changes }]);
    return { before: { permissions: Buffer.from(text).toString('base64url') } };
  };

  it('section 8: a good consent is shown, though it is not part of the signed string', async () => {
    const visit = await start(withPermission({}).before);
    const consent = await browser.submit(visit, { login: 'parent', password: PERSONA_PASSWORD });
    expect(consent.page).toContain('Согласие «SCHOOL_JOURNAL»');
  });

  it.each([
    [{ sysname: '' }, '036700'],
    [{ sysname: 'OTHER' }, '036701'],
    [{ scopes: [{ sysname: 'snils' }] }, '036702'],
    [{ scopes: [{ sysname: 'fullname' }, { sysname: 'gender' }] }, '036703'],
    [{ scopes: [{ sysname: 'fullname' }, { sysname: 'inn' }] }, '036704'],
    [{ actions: [] }, '036705'],
    [{ actions: [{ sysname: 'SELL' }] }, '036706'],
    [{ purposes: [] }, '036707'],
    [{ expire: -1 }, '036716'],
    [{ purposes: [{ sysname: 'CREDIT' }] }, '036726'],
    [{ purposes: [{ sysname: 'SCHOOL_JOURNAL' }, { sysname: 'CREDIT' }] }, '036727'],
  ])('section 8: a consent with %j is %s', async (changes, code) => {
    expect(refusalOf(await signInAs(client, 'parent', withPermission(changes)))).toBe(
      `ESIA-${code} invalid_request`,
    );
  });
});
