import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import type { Uuid } from '../../../src/kernel/ids.js';
import { LinkCodeMint } from '../../../src/linking/application/link-code-mint.js';
import { PERSONA_PASSWORD } from '../../../src/stand/esia/index.js';
import { type DemoJournal, startDemoJournal } from '../../../src/stand/journal/demo-journal.js';
import { issueCode } from '../../support/builders/link-codes.js';
import { type BuiltPerson, type PersonOverrides, RosterBuilder } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type EsiaStand, startEsiaStand } from '../../support/esia-stand.js';
import { type Page, PersonBrowser, textOf } from '../../support/person-browser.js';
import { freePort } from '../../support/free-port.js';
// Its structuredClone is one that oidc-provider can read clients' keys with inside Jest.
import '../../support/openid-stand.js';

const KEY = {
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  ...{ kid: 'journal-1', alg: 'ES256' },
};
let database: TestDatabase;
let roster: RosterBuilder;
let stand: EsiaStand;
let journal: DemoJournal;
let clientId: string;
let oid = 5_000_000_000;
let surname = 0;

beforeAll(async () => {
  database = await freshDatabase();
  roster = await RosterBuilder.begin(database);
  const [region] = await database.query<{ code: string }>('SELECT code FROM regions');
  const [system] = await database.query<{ code: string }>('SELECT code FROM journal_systems');
  clientId = system!.code;
  const port = await freePort();
  const clients = join(mkdtempSync(join(tmpdir(), 'perehod-test-clients-')), 'clients.json');
  const { kty, crv, x, y, kid, alg } = KEY;
  const publicKey = { kty, crv, x, y, kid, alg };
  const client = {
    ...{ client_id: clientId, client_name: 'Журнал', internal_api: true },
    redirect_uris: [`http://localhost:${port}/callback`],
    post_logout_redirect_uris: [`http://localhost:${port}/`],
    jwks: { keys: [publicKey] },
    legacy_proof_uri: `http://localhost:${port}/password`,
  };
  writeFileSync(clients, JSON.stringify([client]));
  stand = await startEsiaStand(database, {
    regionCode: region!.code,
    settings: { OIDC_CLIENTS_FILE: clients },
  });
  journal = await startDemoJournal({ port, issuer: `${stand.publicUrl}/oidc`, clientId, clientKey: KEY });
});
beforeEach(() => database.query('DELETE FROM throttle_counters'));
afterAll(async () => {
  await journal.close();
  await stand.close();
  await database.drop();
});

interface Human {
  readonly login: string;
  readonly person: BuiltPerson;
}

/** Somebody at ESIA, and a Person of the roster who is the same but for what is overridden there. */
async function aHuman(inRoster: PersonOverrides = {}, atEsia: Record<string, unknown> = {}): Promise<Human> {
  const last = `Чижов${'абвгдежзик'.charAt(surname % 10)}${'абвгдежзик'.charAt((surname++ / 10) | 0)}`;
  const snils = aSnils();
  const login = `evidence-${(oid += 1)}`;
  const made = stand.emulator.control.putPerson({
    ...{ oid: String(oid), login, password: PERSONA_PASSWORD, level: 'PR', gender: 'M', snils },
    ...{ lastName: last, firstName: 'Олег', middleName: 'Игоревич', birthDate: '1985-03-04' },
    ...atEsia,
  });
  const known = { first: made.firstName, middle: made.middleName, born: made.birthDate };
  const person = await roster.aPerson({ last: made.lastName, ...known, snils: null, ...inRoster });
  return { login, person };
}

/** From the journal's button to the page after «Это я». */
async function enter(browser: PersonBrowser, login: string): Promise<Page> {
  const start = await browser.open(`${journal.url}/login`);
  return browser.press(await browser.signInAtEsia(start, login, PERSONA_PASSWORD), '/me');
}

const states = async (account: string) =>
  (
    await database.query<{ state: string }>(
      'SELECT state FROM links WHERE journal_account_id = $1 ORDER BY changed_at',
      [account],
    )
  ).map(({ state }) => state);
const codeFor = (account: Uuid) => issueCode(stand.app.get(LinkCodeMint), database, account);

/** A claim as an e-journal makes it, with whatever a test spoils. */
async function claim(
  payload: JWTPayload,
  options: { key?: typeof KEY; typ?: string; body?: Record<string, string>; token?: string } = {},
) {
  const key = options.key ?? KEY;
  const audience = `${stand.publicUrl}/internal/v1/link-claims`;
  const now = Math.floor(Date.now() / 1000);
  const proof = await new SignJWT({
    ...{ iss: clientId, aud: audience, iat: now, exp: now + 120, jti: randomUUID(), purpose: 'link' },
    ...payload,
  })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: options.typ ?? 'legacy-proof+jwt' })
    .sign(await importJWK(key));
  const answer = await fetch(audience, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.token ?? (await internalToken())}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ proof, ...options.body }),
  });
  const said = (await answer.json()) as { code?: string; redirect_to?: string; facts?: { claim?: string } };
  return { ...said, status: answer.status, proof, retryAfter: answer.headers.get('retry-after') };
}

async function internalToken(): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  })
    .setProtectedHeader({ alg: 'ES256', kid: KEY.kid })
    .setAudience(`${stand.publicUrl}/oidc`)
    .sign(await importJWK(KEY));
  const answer = await fetch(`${stand.publicUrl}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', scope: 'internal', client_assertion: assertion },
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe('a code from the notice', () => {
  it('EC-043: opens the journal in the same sign-in where the roster has no СНИЛС (R4)', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher', externalId: 'code-1' });
    const browser = new PersonBrowser();
    const asked = await enter(browser, login);
    expect(textOf(asked)).toContain('Код из памятки школы');
    const diary = await browser.press(asked, '/link-code', {
      code: ` ${(await codeFor(account)).toLowerCase()} `,
    });
    expect(diary.url.href).toBe(`${journal.url}/diary`);
    expect(textOf(diary)).toContain('code-1');
    expect(await states(account)).toEqual(['active']);
  });

  it('LINK_CODE_INVALID: a wrong one says nothing of why, and after five the person waits', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher' });
    const browser = new PersonBrowser();
    let page = await enter(browser, login);
    for (const code of ['ZZZZ', '2222-2222', '3333-3333', '4444-4444', '5555-5555']) {
      page = await browser.press(page, '/link-code', { code });
      expect(textOf(page)).toContain('Код неверен, уже использован или больше не действует');
      expect(textOf(page)).toContain('В данных школы не указан ваш СНИЛС');
    }
    const wait = await browser.pressOnce(page, '/link-code', { code: await codeFor(account) });
    expect([wait.status, Number(wait.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(wait.html).toContain('Попыток подряд слишком много');
    expect(await states(account)).toEqual(['pending_proof']);
  });

  it('R7: a person whom ESIA knows without СНИЛС is asked for the code alone', async () => {
    const { login, person } = await aHuman({ snils: aSnils() }, { snils: null });
    const account = await roster.anAccount({ person, role: 'teacher', externalId: 'code-7' });
    const browser = new PersonBrowser();
    const asked = await enter(browser, login);
    expect(textOf(asked)).not.toContain('Войти старым паролем');
    const diary = await browser.press(asked, '/link-code', { code: await codeFor(account) });
    expect(textOf(diary)).toContain('code-7');
  });

  it('EC-101: another browser cannot give it for a sign-in', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher' });
    const asked = await enter(new PersonBrowser(), login);
    const answer = await new PersonBrowser().pressOnce(asked, '/link-code', { code: await codeFor(account) });
    expect(answer.status).toBe(403);
    expect(await states(account)).toEqual(['pending_proof']);
  });
});

describe('the old login, from our page', () => {
  it('shows whose account it is, links after «Да, это моя запись», and goes on to the journal', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher', externalId: 'old-1' });
    const browser = new PersonBrowser();
    const form = await browser.press(await enter(browser, login), '/legacy-proof');
    expect(form.url.origin).toBe(journal.url);
    const wizard = await browser.press(form, '/password', { login: 'old-1', password: 'demo' });
    expect(wizard.url.pathname).toMatch(/^\/legacy-proof\//);
    expect(wizard.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const shown of [person.name.last, 'Учитель', 'Школа']) expect(textOf(wizard)).toContain(shown);
    expect(await states(account)).toEqual(['pending_proof']);
    const diary = await browser.press(wizard, /legacy-proof/, { answer: 'mine' });
    expect(textOf(diary)).toContain('old-1');
    expect(await states(account)).toEqual(['active']);
    const again = await browser.pressOnce(wizard, /legacy-proof/, { answer: 'mine' });
    expect([again.status, textOf(again)]).toEqual([410, expect.stringContaining('не подтверждён')]);
  });

  it('a wrong password proves nothing', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher', externalId: 'old-2' });
    const browser = new PersonBrowser();
    const form = await browser.press(await enter(browser, login), '/legacy-proof');
    const wrong = await browser.press(form, '/password', { login: 'old-2', password: 'guess' });
    expect([wrong.status, wrong.url.origin]).toEqual([401, journal.url]);
    expect(await states(account)).toEqual(['pending_proof']);
  });

  it('who lures another into typing a password gets nothing: the proof dies in the foreign browser', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher', externalId: 'old-3' });
    const thief = new PersonBrowser();
    const form = await thief.press(await enter(thief, login), '/legacy-proof');
    const victim = new PersonBrowser();
    const lured = await victim.open(form.url);
    const refused = await victim.press(lured, '/password', { login: 'old-3', password: 'demo' });
    expect([refused.status, textOf(refused)]).toEqual([410, expect.stringContaining('не подтверждён')]);
    const stolen = await thief.open(refused.url);
    expect(stolen.status).toBe(410);
    expect(await states(account)).toEqual(['pending_proof']);
  });

  it('EC-046 SHARED_ACCOUNT: another’s account is not linked, and the school hears that a second one is needed', async () => {
    const { login } = await aHuman();
    const other = await roster.aPerson({ first: 'Мария', born: '1986-01-01', snils: aSnils() });
    const account = await roster.anAccount({ person: other, role: 'representative', externalId: 'old-4' });
    const browser = new PersonBrowser();
    const form = await browser.press(await enter(browser, login), '/legacy-proof');
    const wizard = await browser.press(form, '/password', { login: 'old-4', password: 'demo' });
    const page = await browser.press(wizard, /legacy-proof/, { answer: 'mine' });
    expect(textOf(page)).toContain('Эта учётная запись принадлежит другому человеку');
    expect(await states(account)).toEqual([]);
    expect(
      await database.query('SELECT code FROM roster_tasks WHERE journal_account_id = $1', [account]),
    ).toEqual([{ code: 'SECOND_ACCOUNT_NEEDED' }]);
  });
});

describe('the old login, from the journal', () => {
  async function fromJournal(browser: PersonBrowser, external: string): Promise<Page> {
    const form = await browser.open(`${journal.url}/password`);
    return browser.press(
      await browser.press(form, '/password', { login: external, password: 'demo' }),
      '/link',
    );
  }

  it('leads through Госуслуги to the wizard, and links', async () => {
    const { login, person } = await aHuman();
    const account = await roster.anAccount({ person, role: 'teacher', externalId: 'back-1' });
    const browser = new PersonBrowser();
    const atEsia = await fromJournal(browser, 'back-1');
    expect(atEsia.url.origin).toBe(stand.emulator.url);
    const wizard = await browser.press(await browser.signInAtEsia(atEsia, login, PERSONA_PASSWORD), '/me');
    expect(textOf(wizard)).toContain(person.name.last);
    const result = await browser.press(wizard, /legacy-proof/, { answer: 'mine' });
    expect(textOf(result)).toContain('Учётная запись привязана');
    expect(await states(account)).toEqual(['active']);
  });

  it('EC-041: a parent at a pupil’s account asks the school, and is linked to nothing', async () => {
    const { login } = await aHuman();
    const child = await roster.aPerson({ first: 'Дима', born: '2014-02-03' });
    const account = await roster.anAccount({ person: child, role: 'student', externalId: 'child-1' });
    const browser = new PersonBrowser();
    const atEsia = await fromJournal(browser, 'child-1');
    const wizard = await browser.press(await browser.signInAtEsia(atEsia, login, PERSONA_PASSWORD), '/me');
    const result = await browser.press(wizard, /legacy-proof/, { answer: 'parent' });
    expect(textOf(result)).toContain('Школа уже видит эту заявку');
    expect(await states(account)).toEqual([]);
    const [opened] = await database.query(
      `SELECT code, rule, school_id, evidence ->> 'hint' AS hint FROM link_reviews WHERE candidate_account_ids = ARRAY[$1::uuid]`,
      [account],
    );
    expect(opened).toMatchObject({
      ...{ code: 'NOT_FOUND', rule: 'R8', school_id: roster.schoolId, hint: 'ASKS_AS_REPRESENTATIVE' },
    });
  });

  it('EC-040: a parent who says «моя» at a pupil’s account is refused', async () => {
    const { login } = await aHuman();
    const child = await roster.aPerson({ first: 'Рита', born: '2014-02-03' });
    const account = await roster.anAccount({ person: child, role: 'student', externalId: 'child-2' });
    const browser = new PersonBrowser();
    const atEsia = await fromJournal(browser, 'child-2');
    const wizard = await browser.press(await browser.signInAtEsia(atEsia, login, PERSONA_PASSWORD), '/me');
    const result = await browser.press(wizard, /legacy-proof/, { answer: 'mine' });
    expect(textOf(result)).toContain('Это дневник ученика');
    expect(await states(account)).toEqual([]);
  });
});

describe('POST /internal/v1/link-claims', () => {
  const foreign = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    ...{ kid: 'journal-1', alg: 'ES256' },
  };
  let account: string;
  beforeAll(async () => {
    const { person } = await aHuman();
    account = 'claimed-1';
    await roster.anAccount({ person, role: 'teacher', externalId: account });
  });

  it('answers with a one-time address', async () => {
    const { status, redirect_to: next } = await claim({ journal_account: account });
    expect([status, next]).toEqual([201, expect.stringContaining(`${stand.publicUrl}/legacy-proof/`)]);
  });

  it.each([
    ['a foreign key', {}, { key: foreign }, 'signature'],
    ['another type', {}, { typ: 'JWT' }, 'typ'],
    ['another audience', { aud: 'https://elsewhere.example' }, {}, 'aud'],
    ['another issuer', { iss: 'somebody' }, {}, 'iss'],
    ['an end in the past', { iat: 1_700_000_000, exp: 1_700_000_100 }, {}, 'exp'],
    ['a long life', { exp: Math.floor(Date.now() / 1000) + 3600 }, {}, 'exp'],
    ['another purpose', { purpose: 'sign_in' }, {}, 'purpose'],
    ['a weak jti', { jti: '1' }, {}, 'jti'],
    ['an unknown account', { journal_account: 'nobody' }, {}, 'journal_account'],
    [
      'a request that it was not signed for',
      {},
      { body: { claim_request: 'A'.repeat(43) } },
      'claim_request',
    ],
    [
      'a request that nobody made',
      { claim_request: 'A'.repeat(43) },
      { body: { claim_request: 'A'.repeat(43) } },
      'claim_request',
    ],
  ])('LEGACY_PROOF_INVALID: refuses %s', async (_, payload, options, wrong) => {
    const said = await claim({ journal_account: account, ...payload }, options);
    expect([said.status, said.code, said.facts?.claim]).toEqual([400, 'LEGACY_PROOF_INVALID', wrong]);
  });

  it('LEGACY_PROOF_INVALID: refuses a replay', async () => {
    const jti = randomUUID();
    expect((await claim({ journal_account: account, jti })).status).toBe(201);
    const again = await claim({ journal_account: account, jti });
    expect([again.code, again.facts?.claim]).toEqual(['LEGACY_PROOF_INVALID', 'jti']);
  });

  it('TOO_MANY_REQUESTS: more than ten claims of one account in an hour wait', async () => {
    const token = await internalToken();
    const answers = [];
    for (let turn = 0; turn < 11; turn++) answers.push(await claim({ journal_account: account }, { token }));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(201), 429]);
    expect(Number(answers.at(-1)?.retryAfter)).toBeGreaterThan(0);
  });
});
