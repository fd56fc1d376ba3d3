import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERSONA_PASSWORD } from '../../../src/stand/esia/index.js';
import { type DemoJournal, startDemoJournal } from '../../../src/stand/journal/demo-journal.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type EsiaStand, startEsiaStand } from '../../support/esia-stand.js';
import { type Page, PersonBrowser, textOf } from '../../support/person-browser.js';
import { freePort } from '../../support/free-port.js';

const SECRET = 'a-secret-of-the-demo-journal-0123456789';
let database: TestDatabase;
let roster: RosterBuilder;
let stand: EsiaStand;
let journal: DemoJournal;
let oid = 3_000_000_000;

beforeAll(async () => {
  database = await freshDatabase();
  roster = await RosterBuilder.begin(database);
  const [region] = await database.query<{ code: string }>('SELECT code FROM regions');
  const [system] = await database.query<{ code: string }>('SELECT code FROM journal_systems');
  const port = await freePort();
  const clients = join(mkdtempSync(join(tmpdir(), 'perehod-test-clients-')), 'clients.json');
  const client = {
    client_id: system!.code,
    client_name: 'Демо-журнал',
    redirect_uris: [`http://localhost:${port}/callback`],
    post_logout_redirect_uris: [`http://localhost:${port}/`],
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret: SECRET,
  };
  writeFileSync(clients, JSON.stringify([client]));
  stand = await startEsiaStand(database, {
    regionCode: region!.code,
    settings: { OIDC_CLIENTS_FILE: clients },
  });
  journal = await startDemoJournal({
    ...{ port, issuer: `${stand.publicUrl}/oidc`, clientId: client.client_id, clientSecret: SECRET },
  });
});

afterAll(async () => {
  await journal.close();
  await stand.close();
  await database.drop();
});

/** A human of the roster with an account at ESIA. */
async function aHuman(last: string) {
  const snils = aSnils();
  const name = { lastName: last, firstName: 'Анна', middleName: 'Игоревна', birthDate: '1985-03-04' };
  const login = `human-${(oid += 1)}`;
  stand.emulator.control.putPerson({
    ...{ oid: String(oid), login, password: PERSONA_PASSWORD, level: 'PR', gender: 'F', snils, ...name },
  });
  const person = await roster.aPerson({ last, first: 'Анна', middle: 'Игоревна', born: '1985-03-04', snils });
  return { login, person };
}

async function enter(browser: PersonBrowser, login: string): Promise<Page> {
  const whose = await browser.signInAtEsia(
    await browser.open(`${journal.url}/login`),
    login,
    PERSONA_PASSWORD,
  );
  return browser.press(whose, '/me');
}

describe('from the e-journal through ESIA and back', () => {
  it('a teacher of one account is in his journal after «Это я»', async () => {
    const { login, person } = await aHuman('Журавлёва');
    await roster.anAccount({ person, role: 'teacher', externalId: 'teacher-17' });
    const diary = await enter(new PersonBrowser(), login);
    expect(diary.url.href).toBe(`${journal.url}/diary`);
    expect(textOf(diary)).toMatch(/учитель .* teacher-17/);
  });

  it('signs out of the journal and of ESIA: the next sign-in asks for the login again', async () => {
    const { login, person } = await aHuman('Скворцова');
    await roster.anAccount({ person, role: 'teacher' });
    const browser = new PersonBrowser();
    const out = await browser.press(await enter(browser, login), '/logout');
    expect(out.url.href).toBe(`${journal.url}/?state=signed-out`);
    const again = await browser.open(`${journal.url}/login`);
    expect(again.url.pathname).toBe('/login');
    expect(again.url.origin).toBe(stand.emulator.url);
  });

  it('EC-128: «Это не я» opens nothing and ends the previous session of the browser', async () => {
    const first = await aHuman('Синицына');
    await roster.anAccount({ person: first.person, role: 'teacher' });
    const browser = new PersonBrowser();
    await enter(browser, first.login);
    const sessions = () =>
      database.query(`SELECT FROM oidc_records WHERE model = 'Session' AND payload ? 'accountId'`);
    const before = (await sessions()).length;
    const whose = await browser.signInAtEsia(
      await browser.open(`${journal.url}/login`),
      first.login,
      PERSONA_PASSWORD,
    );
    await browser.press(whose, '/not-me');
    expect(await sessions()).toHaveLength(before - 1);
  });
});
