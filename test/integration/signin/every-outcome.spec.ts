import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EsiaOutcomeCode, EsiaPerson } from '../../../src/esia/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { LinkCodeMint } from '../../../src/linking/application/link-code-mint.js';
import { type LinkOutcomeCode, outcomeText, OwnAccount, RedeemLinkCode } from '../../../src/linking/index.js';
import { reasonView } from '../../../src/signin/http/views.js';
import { anEsiaPerson, esiaOf } from '../../support/builders/esia.js';
import { issueCode } from '../../support/builders/link-codes.js';
import type { PersonOverrides } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { PersonBrowser, textOf } from '../../support/person-browser.js';
import { SignInScene } from '../../support/sign-in-scene.js';
import { linkingStand, type LinkingStand, NOW, TODAY } from '../linking/linking-stand.js';

/** Whose turn the text names; nothing is to be mended where an account is linked. */
const MENDER = /школа|вы сами|родител|подождать|служба/i;
const CONSENT_CODE = '009999';

let stand: LinkingStand;
let scene: SignInScene;
beforeAll(async () => {
  stand = await linkingStand();
  scene = await SignInScene.begin(undefined, { ESIA_PARENT_CONSENT_CODES: CONSENT_CODE });
});
afterAll(async () => {
  await scene.end();
  await stand.database.drop();
});

const open = (browser: PersonBrowser, path: string) => browser.open(`${scene.stand.publicUrl}${path}`);
const told = async (person: EsiaPerson): Promise<readonly string[]> =>
  (await stand.signIn(person)).outcomes.map(({ code }) => code);
const wayIn = async (person: EsiaPerson) => {
  const show = () =>
    stand.database.unitOfWork.run((tx) => stand.app.get(OwnAccount).show(tx, person, NOW, TODAY));
  return (await show()).links.flatMap((link) => link.wayIn ?? []);
};

/** Somebody of the roster with an account, and what ESIA says of them. */
async function aHolder(ofRoster: PersonOverrides = {}, ofEsia = {}, role: 'student' | 'teacher' = 'student') {
  const person = await stand.roster.aPerson({ snils: aSnils(), ...ofRoster });
  const account = await stand.roster.anAccount({ person, role });
  return { person, account, esia: await esiaOf(stand.database, person, ofEsia) };
}
const says = async (ofRoster: PersonOverrides, ofEsia = {}, role: 'student' | 'teacher' = 'student') =>
  told((await aHolder(ofRoster, ofEsia, role)).esia);
const type = (person: EsiaPerson, typed: string) =>
  stand.database.unitOfWork.run((tx) =>
    stand.app.get(RedeemLinkCode).execute(tx, {
      ...{ person, typed, now: NOW, today: TODAY, traceId: null },
      actor: { kind: 'person', id: person.id },
    }),
  );
const ended = (account: Uuid, reason: string) =>
  stand.database.query(
    `UPDATE links SET state = 'revoked', reason = $2, changed_at = $3 WHERE journal_account_id = $1`,
    [account, reason, new Date(NOW.getTime() - 3_600_000)],
  );
/** On the page the text stands; the code itself is nowhere. */
const onPage = (code: LinkOutcomeCode, html: string): readonly LinkOutcomeCode[] =>
  html.includes(outcomeText(code).cause) && !html.includes(code) ? [code] : [];

/** How each outcome of linking comes to be; a code that is missing here does not compile. */
const LINKING = {
  OK_AUTO: async () => {
    const { esia } = await aHolder();
    await stand.signIn(esia);
    return wayIn(esia);
  },
  OK_CONFIRMED: async () => {
    const { esia, account } = await aHolder({ snils: null }, { snils: aSnils() });
    await stand.signIn(esia);
    await type(esia, await issueCode(stand.app.get(LinkCodeMint), stand.database, account));
    return wayIn(esia);
  },
  NOT_ME: async () => {
    const { login } = await scene.aHuman();
    const browser = new PersonBrowser();
    const page = await browser.press(await scene.arriveAtAccount(browser, login), '/not-me');
    return onPage('NOT_ME', textOf(page));
  },
  NOT_FOUND: async () => told(await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Ничей' })),
  SNILS_MISSING_IN_ROSTER: () => says({ snils: null }, { snils: aSnils() }),
  BIRTHDATE_MISSING_IN_ROSTER: async () => {
    const person = await stand.roster.aPerson({ born: null, snils: aSnils() });
    await stand.roster.anAccount({ person });
    return told(await esiaOf(stand.database, person));
  },
  SNILS_MISSING_IN_ESIA: () => says({}, { snils: null }),
  DATA_INSUFFICIENT: async () => {
    const { person, account, esia } = await aHolder({ born: null, snils: null }, { snils: aSnils() });
    await stand.database.query('UPDATE people SET names_self_typed = true WHERE id = $1', [person.id]);
    const code = await issueCode(stand.app.get(LinkCodeMint), stand.database, account);
    return (await type(esia, code)).outcomes.map((one) => one.code);
  },
  SNILS_DUPLICATE: async () => {
    const snils = aSnils();
    await aHolder({ first: 'Анна', snils });
    return says({ first: 'Вера', snils });
  },
  SNILS_MISMATCH: () => says({}, { snils: aSnils() }),
  BIRTHDATE_MISMATCH: () => says({ born: '2012-05-06' }, { born: '2012-05-08' }),
  NAME_DISCREPANCY: () => says({ first: 'Иван' }, { first: 'Олег' }),
  OID_SNILS_CHANGED: async () => {
    const { esia } = await aHolder();
    await stand.signIn(esia);
    return (await stand.signIn(esia, { snilsChanged: true })).outcomes.map(({ code }) => code);
  },
  AMBIGUOUS: async () => {
    const name = { last: 'Двойников', first: 'Иван', middle: 'Иванович', snils: null };
    await aHolder(name);
    return says(name, { snils: aSnils() });
  },
  WRONG_PERSON_PARENT_AS_STUDENT: () => says({ born: '2014-03-03' }, { first: 'Сергей', born: '1985-07-07' }),
  SIBLING_ACCOUNT: async () => {
    const snils = aSnils();
    const { esia, person } = await aHolder({ last: 'Сестрова', first: 'Ия', snils });
    await stand.signIn(esia);
    await stand.database.query(
      `UPDATE people SET snils_state = 'invalid', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL,
              snils_last2 = NULL WHERE id = $1`,
      [person.id],
    );
    const other = await stand.roster.aPerson({ last: 'Сестрова', first: 'Ия', snils });
    await stand.roster.anAccount({ person: other });
    return told(esia);
  },
  SHARED_ACCOUNT: async () => {
    const first = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: first, role: 'representative' });
    await stand.signIn(await esiaOf(stand.database, first));
    const second = await anEsiaPerson(stand.database, stand.roster.regionId, { born: '1983-01-01' });
    const code = await issueCode(stand.app.get(LinkCodeMint), stand.database, account);
    return (await type(second, code)).outcomes.map((one) => one.code);
  },
  LINK_CONFLICT: async () => {
    const { account, esia } = await aHolder();
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId, { snils: aSnils() });
    await stand.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R4', $4, $4)`,
      [stand.roster.regionId, stranger.id, account, NOW],
    );
    return told(esia);
  },
  LINK_COOLDOWN: async () => {
    const { account, esia } = await aHolder();
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId, { snils: aSnils() });
    await stand.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R4', $4, $4)`,
      [stand.roster.regionId, stranger.id, account, new Date(NOW.getTime() - 7_200_000)],
    );
    await ended(account, 'user_request');
    return told(esia);
  },
  LINK_CODE_INVALID: async () => {
    const { esia } = await aHolder();
    return (await type(esia, 'XXXX-XXXX')).outcomes.map((one) => one.code);
  },
  LEGACY_PROOF_INVALID: async () => {
    const page = await open(new PersonBrowser(), '/legacy-proof/never-given-out');
    return onPage('LEGACY_PROOF_INVALID', textOf(page));
  },
  MINOR_CANNOT_HOLD_ROLE: () => says({ born: '2010-10-10' }, {}, 'teacher'),
  AWAITING_PARENT_CONSENT: async () => {
    const { esia } = await aHolder();
    const policy = 'region_policies (region_id, consent_gate)';
    await stand.database.query(`INSERT INTO ${policy} VALUES ($1, true)`, [stand.roster.regionId]);
    const said = await told(esia);
    await stand.database.query('UPDATE region_policies SET consent_gate = false');
    return said;
  },
  REPRESENTATION_RESTRICTED: async () => {
    const person = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const account = await stand.roster.anAccount({ person, role: 'representative' });
    const esia = await esiaOf(stand.database, person);
    await stand.signIn(esia);
    await ended(account, 'court_order');
    return told(esia);
  },
  SECURITY_LOCK: async () => {
    const { esia } = await aHolder();
    await stand.signIn(esia);
    await stand.database.unitOfWork.run((tx) => stand.suspendForSecurity.execute(tx, stand.asking(esia)));
    return told(esia);
  },
  STATE_INVALID: async () => onPage('STATE_INVALID', textOf(await open(new PersonBrowser(), '/sign-in/x'))),
  ESIA_NOT_VERIFIED: () => says({ born: '1982-02-02' }, { level: 'P' }, 'teacher'),
} satisfies Record<LinkOutcomeCode, () => Promise<readonly string[]>>;

/** A code of ESIA for each outcome of its own; null: there is none, the browser's part is wrong. */
const ESIA = {
  ESIA_NOT_VERIFIED: '007055',
  ESIA_SCOPE_DENIED: '007004',
  ESIA_2FA_IMPOSSIBLE: '007046',
  ESIA_ROLE: '007062',
  ESIA_NOT_EMPLOYEE: '007194',
  ESIA_CODE_INVALID: '007011',
  ESIA_UNAVAILABLE: '007008',
  ESIA_TECH: '007014',
  AWAITING_PARENT_CONSENT: CONSENT_CODE,
  STATE_INVALID: null,
} satisfies Record<EsiaOutcomeCode, string | null>;

/** What a person reads: Russian, with the cause, the next step and whose turn it is; no code of ours nor of ESIA. */
function expectPlainWords(code: string, text: string): void {
  expect([code, text]).toEqual([code, expect.stringMatching(/[а-яё]{3,}/i)]);
  const latin = text.match(/[A-Za-z]{3,}/g)?.filter((word) => !['gosuslugi', 'TOTP'].includes(word)) ?? [];
  expect([code, latin, /_|\d{6}/.test(text.replace(/\d{4}-\d{4}-\d{4}/g, ''))]).toEqual([code, [], false]);
}

describe('every outcome of linking', () => {
  it.each(Object.entries(LINKING))(
    '%s is reached, and its text names the cause and who mends it',
    async (code, reach) => {
      expect(await reach()).toContain(code);
      const view = reasonView({ source: 'linking', code }, 'Europe/Kaliningrad');
      expectPlainWords(code, [view.cause, view.advice, view.mender].join(' '));
      expect(view.mender ?? 'nobody').toMatch(code.startsWith('OK_') ? /^nobody$/ : MENDER);
    },
  );
});

describe('every outcome of ESIA', () => {
  /** ESIA sends the browser back with this code; a stale one sends it there once more by itself, so it is said again. */
  const refusedWith = async (browser: PersonBrowser, esiaCode: string | null) => {
    const said = async (state: string) => {
      const description = `ESIA-${esiaCode ?? '007004'}: refused`;
      const query = new URLSearchParams({ state, error: 'access_denied', error_description: description });
      return browser.once(new URL(`${scene.stand.publicUrl}/esia/callback?${query.toString()}`));
    };
    const stateIn = (location: string | null) => new URL(location ?? '').searchParams.get('state') ?? '';
    const begun = await browser.once(new URL(`${scene.stand.publicUrl}/account/sign-in`));
    if (esiaCode === null) return said('00000000-0000-4000-8000-000000000000');
    const first = await said(stateIn(begun.headers.get('location')));
    const location = first.headers.get('location');
    return location?.startsWith(scene.stand.emulator.url) === true ? said(stateIn(location)) : first;
  };

  it.each(Object.entries(ESIA))(
    '%s is a page that names the cause and who mends it',
    async (code, esiaCode) => {
      const browser = new PersonBrowser();
      const answer = await refusedWith(browser, esiaCode);
      const location = answer.headers.get('location');
      const page = location === null ? answer : await browser.open(new URL(location, answer.url));
      const view = reasonView({ source: 'esia', code }, 'Europe/Kaliningrad');
      expect(textOf(page)).toContain(view.cause);
      expectPlainWords(code, textOf(page));
      expect(view.mender).toMatch(MENDER);
      expect(textOf(page)).toMatch(esiaCode === null ? /./ : /Номер обращения: \d{4}-\d{4}-\d{4}/);
    },
  );
});
