import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EsiaPerson, EsiaPersons } from '../../../src/esia/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import {
  Consents,
  LinkPerson,
  type LinkingResult,
  OwnFamily,
  SIGN_IN_PURPOSE,
} from '../../../src/linking/index.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { startApplication, type TestApplication } from '../../support/application.js';
import { anEsiaPerson, esiaOf } from '../../support/builders/esia.js';
import { type BuiltPerson, RosterBuilder } from '../../support/builders/roster.js';
import { aSnils, testVault } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-23T08:00:00Z');
const TODAY = '2026-11-23' as CalendarDate;

describe('consent and the gate for minors', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let roster: RosterBuilder;

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    // The vault of the builders, so that a card's СНИЛС and the roster's are comparable.
    application = await startApplication(database, {
      settings: {
        DATA_KEYS: `test-1:${Buffer.alloc(32, 1).toString('base64')}`,
        SNILS_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
      },
    });
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });
  const gate = (on: boolean) =>
    database.query(
      `INSERT INTO region_policies (region_id, consent_gate) VALUES ($1, $2)
       ON CONFLICT (region_id) DO UPDATE SET consent_gate = excluded.consent_gate`,
      [roster.regionId, on],
    );
  beforeEach(() => gate(true));
  afterEach(() => gate(false));

  const run = <T>(work: Parameters<UnitOfWork['run']>[0]) =>
    application.app.get(UnitOfWork, { strict: false }).run(work) as Promise<T>;
  const consents = () => application.app.get(Consents, { strict: false });
  const act = (today = TODAY, now = NOW) => ({
    ...{ actor: { kind: 'person', id: 'test' } as const, now, today, traceId: null },
  });
  const own = (person: EsiaPerson, today = TODAY) => ({ ...act(today), esiaPersonId: person.id });
  const paper = () => ({
    ...act(),
    administratorId: newUuid(),
    ownPersonIds: [],
    reach: { regionId: roster.regionId, wholeRegion: false, schoolIds: [roster.schoolId] },
  });
  const signIn = (person: EsiaPerson, over: { hasKids?: boolean; now?: Date; today?: CalendarDate } = {}) =>
    run<LinkingResult>((tx) =>
      application.app.get(LinkPerson, { strict: false }).execute(tx, {
        ...{ person, snilsChanged: false, isNew: false, now: NOW, today: TODAY, traceId: null },
        actor: { kind: 'person', id: person.id },
        ...over,
      }),
    );
  const codes = ({ outcomes }: LinkingResult) => outcomes.map(({ code }) => code);
  const links = (account: Uuid) =>
    database.query(`SELECT state, reason FROM links WHERE journal_account_id = $1 ORDER BY created_at`, [
      account,
    ]);
  const events = async (account: Uuid) =>
    (
      await database.query<{ event: string }>(
        `SELECT h.event FROM link_state_history h JOIN links l ON l.id = h.link_id WHERE l.journal_account_id = $1 ORDER BY h.id`,
        [account],
      )
    ).map(({ event }) => event);
  const what = (subject: BuiltPerson) => ({
    subjectId: subject.id,
    purpose: SIGN_IN_PURPOSE,
    textVersion: 1,
  });

  /** A pupil with an account and a СНИЛС, and a parent with an account and a tie. */
  async function aFamily(born = '2015-03-04') {
    const child = await roster.aPerson({ born, snils: aSnils() });
    const account = await roster.anAccount({ person: child });
    const parent = await roster.aPerson({ born: '1985-05-06', snils: aSnils() });
    const parents = await roster.anAccount({ person: parent, role: 'representative', child });
    const [childEsia, parentEsia] = [await esiaOf(database, child), await esiaOf(database, parent)];
    return { child, account, parent, parents, childEsia, parentEsia };
  }

  const aCard = (parent: EsiaPerson, child: BuiltPerson, snils = child.snils) =>
    run((tx) =>
      application.app.get(EsiaPersons, { strict: false }).save(
        tx,
        roster.regionId,
        {
          ...{ oid: parent.oid, level: 'PR', name: parent.name, birthDate: parent.birthDate, snils: null },
          kids: [{ cardId: '77', oid: null, name: child.name, birthDate: child.born, snils }],
        },
        NOW,
      ),
    );

  it('the region that has not turned the gate on links a pupil at once', async () => {
    await gate(false);
    const { childEsia, account } = await aFamily();
    expect(codes(await signIn(childEsia))).toEqual([]);
    expect(await links(account)).toEqual([{ state: 'active', reason: null }]);
  });

  it('LNK-12: a pupil waits for a consent, is told so each time, and nothing more is written', async () => {
    const { childEsia, account } = await aFamily();
    expect(codes(await signIn(childEsia))).toEqual(['AWAITING_PARENT_CONSENT']);
    expect(await links(account)).toMatchObject([{ state: 'awaiting_consent' }]);
    const again = await signIn(childEsia);
    expect([again.linked, codes(again)]).toEqual([[], ['AWAITING_PARENT_CONSENT']]);
    expect(await events(account)).toEqual(['matched_consent_due']);
  });

  it('LNK-12: adults and parents do not wait', async () => {
    const { parentEsia, parents } = await aFamily();
    await signIn(parentEsia);
    expect(await links(parents)).toMatchObject([{ state: 'active' }]);
    const adult = await aFamily('2008-11-23');
    await signIn(adult.childEsia);
    expect(await links(adult.account)).toMatchObject([{ state: 'active' }]);
  });

  it('PD-04: a linked parent consents for a child under 14, and the child’s next sign-in opens the diary', async () => {
    const { child, childEsia, parentEsia, account } = await aFamily();
    await signIn(childEsia);
    await expect(run((tx) => consents().give(tx, what(child), own(parentEsia)))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await signIn(parentEsia);
    await run((tx) => consents().give(tx, what(child), own(parentEsia)));
    const result = await signIn(childEsia);
    expect(result.linked).toHaveLength(1);
    expect(await events(account)).toEqual(['matched_consent_due', 'consent_given']);
    await expect(run((tx) => consents().give(tx, what(child), own(parentEsia)))).rejects.toMatchObject({
      code: 'CONSENT_EXISTS',
    });
  });

  it('PD-04: on the day before the 14th birthday the pupil may not consent, on the birthday nobody else may', async () => {
    const young = await aFamily('2012-11-24');
    await signIn(young.childEsia);
    await signIn(young.parentEsia);
    await expect(
      run((tx) => consents().give(tx, what(young.child), own(young.childEsia))),
    ).rejects.toMatchObject({
      code: 'CONSENT_GIVER_WRONG',
      facts: { giver: 'representative' },
    });
    const old = await aFamily('2012-11-23');
    await signIn(old.childEsia);
    await signIn(old.parentEsia);
    await expect(
      run((tx) => consents().give(tx, what(old.child), own(old.parentEsia))),
    ).rejects.toMatchObject({
      code: 'CONSENT_GIVER_WRONG',
      facts: { giver: 'self' },
    });
    await run((tx) => consents().give(tx, what(old.child), own(old.childEsia)));
    expect((await signIn(old.childEsia)).linked).toHaveLength(1);
  });

  it('PD-04: a stranger, a restricted parent and another text version are refused', async () => {
    const { child, parent, parentEsia } = await aFamily();
    const stranger = await aFamily();
    await signIn(parentEsia);
    await signIn(stranger.parentEsia);
    await expect(
      run((tx) => consents().give(tx, what(child), own(stranger.parentEsia))),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const other = { ...what(child), textVersion: 99 };
    await expect(run((tx) => consents().give(tx, other, own(parentEsia)))).rejects.toMatchObject({
      code: 'CONSENT_TEXT_UNKNOWN',
    });
    await database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from,
         recorded_by, recorded_at) VALUES ($1, $2, $3, 'restriction', 'суд', '2026-01-01', $4, $5)`,
      [roster.regionId, child.id, parent.id, newUuid(), NOW],
    );
    await expect(run((tx) => consents().give(tx, what(child), own(parentEsia)))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('PD-04: a school records a consent on paper for its own pupil, of a representative without ESIA', async () => {
    const { child, parent, childEsia } = await aFamily();
    await signIn(childEsia);
    const written = { ...what(child), giverId: parent.id, basis: 'заявление № 12' };
    const elsewhere = { ...paper(), reach: { ...paper().reach, schoolIds: [await roster.aSchool()] } };
    await expect(run((tx) => consents().record(tx, written, elsewhere))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await run((tx) => consents().record(tx, written, paper()));
    expect((await signIn(childEsia)).linked).toHaveLength(1);
  });

  it('PD-04: a page takes the text in force only, paper also an earlier one, and neither one that is not in force yet', async () => {
    const { child, parent, parentEsia } = await aFamily();
    await signIn(parentEsia);
    await database.query(
      `INSERT INTO consent_texts (purpose, version, body, effective_from)
       VALUES ($1, 2, 'редакция в силе', $2), ($1, 3, 'будущая редакция', $2::date + 1)`,
      [SIGN_IN_PURPOSE, TODAY],
    );
    const version = (textVersion: number) => ({ ...what(child), textVersion });
    const onPaper = (textVersion: number) => ({
      ...version(textVersion),
      ...{ giverId: parent.id, basis: 'заявление № 13' },
    });
    for (const other of [1, 3])
      await expect(run((tx) => consents().give(tx, version(other), own(parentEsia)))).rejects.toMatchObject({
        code: 'CONSENT_TEXT_UNKNOWN',
      });
    await expect(run((tx) => consents().record(tx, onPaper(3), paper()))).rejects.toMatchObject({
      code: 'CONSENT_TEXT_UNKNOWN',
    });
    await run((tx) => consents().record(tx, onPaper(1), paper()));
    await database.query(`DELETE FROM consent_texts WHERE version > 1`);
  });

  it('LNK-12: a withdrawal suspends the link at once, a new consent brings it back', async () => {
    const { child, childEsia, parentEsia, account } = await aFamily();
    await signIn(parentEsia);
    const id = await run<Uuid>((tx) => consents().give(tx, what(child), own(parentEsia)));
    await signIn(childEsia);
    await run((tx) => consents().withdraw(tx, id, own(parentEsia)));
    expect(await links(account)).toEqual([{ state: 'suspended', reason: 'consent_withdrawn' }]);
    const refused = await signIn(childEsia);
    expect([refused.linked, codes(refused)]).toEqual([[], ['AWAITING_PARENT_CONSENT']]);
    await expect(run((tx) => consents().withdraw(tx, id, own(parentEsia)))).rejects.toMatchObject({
      code: 'CONSENT_WITHDRAWN',
    });
    await run((tx) => consents().give(tx, what(child), own(parentEsia)));
    expect((await signIn(childEsia)).linked).toHaveLength(1);
    expect(await events(account)).toEqual(['matched', 'suspend', 'resolved']);
    const register = await run<readonly unknown[]>((tx) => consents().ofPerson(tx, parentEsia.id));
    expect(register).toHaveLength(2);
  });

  it('LNK-12: from the 18th birthday on no consent is asked for, and the wait is over', async () => {
    const { childEsia, account } = await aFamily('2008-11-24');
    await signIn(childEsia);
    expect(await links(account)).toMatchObject([{ state: 'awaiting_consent' }]);
    await signIn(childEsia, { now: new Date('2026-11-24T08:00:00Z'), today: '2026-11-24' as CalendarDate });
    expect(await events(account)).toEqual(['matched_consent_due', 'consent_not_due']);
  });

  it('EC-034: a pupil of 15 waits where the gate is on, and a card in the profile of a linked parent is enough', async () => {
    const { child, childEsia, parentEsia, account } = await aFamily('2011-02-03');
    await aCard(parentEsia, child);
    expect(codes(await signIn(childEsia))).toEqual(['AWAITING_PARENT_CONSENT']);
    await signIn(parentEsia, { hasKids: true });
    expect((await signIn(childEsia)).linked).toHaveLength(1);
    expect(await events(account)).toEqual(['matched_consent_due', 'consent_given']);
  });

  it('a card of a parent whose rights were taken opens nothing', async () => {
    const { child, parent, childEsia, parentEsia } = await aFamily();
    await signIn(parentEsia);
    await aCard(parentEsia, child);
    await database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from,
         recorded_by, recorded_at) VALUES ($1, $2, $3, 'deprivation', 'суд', '2026-01-01', $4, $5)`,
      [roster.regionId, child.id, parent.id, newUuid(), NOW],
    );
    expect(codes(await signIn(childEsia))).toEqual(['AWAITING_PARENT_CONSENT']);
  });

  it('e.1: a row at the gate whose rule no longer holds goes to the school', async () => {
    const { child, childEsia, account } = await aFamily();
    await signIn(childEsia);
    await database.query(`UPDATE people SET birth_date = '2015-03-05' WHERE id = $1`, [child.id]);
    const result = await signIn(childEsia);
    expect(codes(result)).toEqual(['BIRTHDATE_MISMATCH']);
    expect(await links(account)).toMatchObject([{ state: 'pending_review' }]);
    expect(await events(account)).toEqual(['matched_consent_due', 'rule_broken']);
  });

  it('EC-033: a parent whose account is not confirmed is refused, and leaves no link and no tie confirmed', async () => {
    const { parent, parents } = await aFamily();
    const weak = await anEsiaPerson(database, roster.regionId, {
      ...{ ...parent.name, born: parent.born!, snils: parent.snils, level: 'P' },
    });
    expect(codes(await signIn(weak))).toEqual(['ESIA_NOT_VERIFIED']);
    expect(await links(parents)).toEqual([]);
  });

  it('a verified card equal to the child confirms the tie; a number that differs confirms nothing', async () => {
    const one = await aFamily();
    await aCard(one.parentEsia, one.child);
    await signIn(one.parentEsia, { hasKids: true });
    const two = await aFamily();
    await aCard(two.parentEsia, two.child, aSnils());
    await signIn(two.parentEsia, { hasKids: true });
    const states = await database.query(
      `SELECT state, confirmed_by FROM family_ties WHERE representative_id = ANY ($1) ORDER BY state`,
      [[one.parent.id, two.parent.id]],
    );
    expect(states).toEqual([
      { state: 'asserted', confirmed_by: null },
      { state: 'confirmed', confirmed_by: 'esia' },
    ]);
    const cards = await database.query<{ snils_hmac: Buffer }>(
      `SELECT snils_hmac FROM esia_kids WHERE esia_person_id = $1`,
      [one.parentEsia.id],
    );
    expect(cards).toEqual([{ snils_hmac: testVault.hmac(one.child.snils!) }]);
  });

  it('a card of a pupil to whom the roster knows no tie is one task for the pupil’s school', async () => {
    const { parentEsia } = await aFamily();
    const stranger = await roster.aPerson({ born: '2016-06-07', snils: aSnils() });
    await roster.anAccount({ person: stranger });
    await aCard(parentEsia, stranger);
    await signIn(parentEsia, { hasKids: true });
    await signIn(parentEsia, { hasKids: true });
    expect(
      await database.query(`SELECT code, school_id FROM roster_tasks WHERE person_id = $1`, [stranger.id]),
    ).toEqual([{ code: 'TIE_MISSING_IN_ROSTER', school_id: roster.schoolId }]);
  });

  it('AUTH-08: the cards of children are forgotten where the gate has been turned off', async () => {
    const { parentEsia, child } = await aFamily();
    await aCard(parentEsia, child);
    const kept = () =>
      database.query(`SELECT card_id FROM esia_kids WHERE esia_person_id = $1`, [parentEsia.id]);
    const jobs = application.app.get(Jobs, { strict: false });
    await jobs.runNow('linking.forget_kids');
    expect(await kept()).toHaveLength(1);
    await gate(false);
    await jobs.runNow('linking.forget_kids');
    expect(await kept()).toEqual([]);
  });

  it('EC-035: an emancipated pupil of 17 gets the account of a representative, EC-057: whose own child has none', async () => {
    await gate(false);
    const mother = await roster.aPerson({ born: '2009-02-03', snils: aSnils() });
    const child = await roster.aPerson({ born: '2026-01-02' });
    const account = await roster.anAccount({ person: mother, role: 'representative', child });
    const esia = await esiaOf(database, mother);
    expect(codes(await signIn(esia))).toEqual(['MINOR_CANNOT_HOLD_ROLE']);
    await database.query(
      `INSERT INTO capacity_exceptions (region_id, person_id, school_id, kind, basis, recorded_by, recorded_at)
       VALUES ($1, $2, $3, 'emancipated', 'решение опеки', $4, $5)`,
      [roster.regionId, mother.id, roster.schoolId, newUuid(), NOW],
    );
    expect((await signIn(esia)).linked.map(({ accountId }) => accountId)).toEqual([account]);
  });

  it('LNK-07, LNK-08: a parent sees the children of all schools on one page and disputes one there', async () => {
    const { parent, parentEsia, child } = await aFamily();
    const second = await roster.aPerson({ first: 'Яна', born: '2017-01-01' });
    const school = await roster.aSchool();
    await roster.anAccount({ person: parent, role: 'representative', child: second, schools: [school] });
    await signIn(parentEsia);
    const family = application.app.get(OwnFamily, { strict: false });
    type Children = Awaited<ReturnType<OwnFamily['children']>>;
    const seen = await run<Children>((tx) => family.children(tx, parentEsia.id, TODAY));
    expect(new Set(seen.map(({ childId }) => childId))).toEqual(new Set([child.id, second.id]));
    const tie = seen.find(({ childId }) => childId === second.id)!.tieId;
    await run((tx) => family.dispute(tx, parentEsia.id, tie, act()));
    const after = await run<Children>((tx) => family.children(tx, parentEsia.id, TODAY));
    expect(after.map(({ state, name }) => [state, name === null])).toEqual([
      ['asserted', false],
      ['disputed', true],
    ]);
  });
});
