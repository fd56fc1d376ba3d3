import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Snils } from '../../../src/kernel/snils.js';
import { esiaOf, anEsiaPerson } from '../../support/builders/esia.js';
import type { BuiltPerson } from '../../support/builders/roster.js';
import { aSnils, testVault } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW } from './linking-stand.js';

describe('signing in again', () => {
  let stand: LinkingStand;
  beforeAll(async () => {
    stand = await linkingStand();
  });
  afterAll(() => stand.database.drop());

  const codes = (result: { outcomes: readonly { code: string }[] }) =>
    result.outcomes.map(({ code }) => code);
  const accounts = (result: { linked: readonly { accountId: string }[] }) =>
    result.linked.map(({ accountId }) => accountId);
  const setSnils = async (person: BuiltPerson, snils: Snils) => {
    const { hmac, enc, keyId, last2 } = testVault.store(snils);
    await stand.database.query(
      `UPDATE people SET snils_state = 'valid', snils_hmac = $2, snils_enc = $3, snils_key_id = $4, snils_last2 = $5
       WHERE id = $1`,
      [person.id, hmac, enc, keyId, last2],
    );
  };
  const clearSnils = (person: BuiltPerson) =>
    stand.database.query(
      `UPDATE people SET snils_state = 'invalid', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL,
                         snils_last2 = NULL WHERE id = $1`,
      [person.id],
    );
  const reviewsOf = (accountId: string) =>
    stand.database.query(
      `SELECT r.code, r.state FROM link_reviews r JOIN links l ON l.id = r.link_id
       WHERE l.journal_account_id = $1 ORDER BY r.opened_at, r.code`,
      [accountId],
    );
  const tasksOf = (accountId: string) =>
    stand.database.query(`SELECT code FROM roster_tasks WHERE journal_account_id = $1`, [accountId]);
  const end = (accountId: string, reason: string, at: Date) =>
    stand.database.query(
      `UPDATE links SET state = 'revoked', reason = $2, changed_at = $3 WHERE journal_account_id = $1`,
      [accountId, reason, at],
    );

  it.each([
    ['R1', {}, {}],
    ['R2', {}, { last: 'Другая' }],
    ['R2x', {}, { first: 'Другой' }],
    ['R3', {}, { born: '2012-05-07' }],
    ['R3b', { born: null }, {}],
    ['R4', { snils: null }, { snils: aSnils() }],
    ['R6', {}, { snils: aSnils() }],
    ['R7', {}, { snils: null }],
    ['R8', {}, { snils: aSnils(), born: '2011-01-01' }],
  ])('%s: the second time changes nothing and says the same', async (_rule, roster, esiaSays) => {
    const pupil = await stand.roster.aPerson({ snils: aSnils(), ...roster });
    await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, esiaSays);
    const first = await stand.signIn(esia);
    const before = await stand.rowCounts();
    const second = await stand.signIn(esia);
    expect(second).toEqual(first);
    expect(await stand.rowCounts()).toEqual(before);
  });

  it('R5 and SHARED_ACCOUNT open one case, however often one signs in', async () => {
    const snils = aSnils();
    const one = await stand.roster.aPerson({ first: 'Анна', snils });
    const two = await stand.roster.aPerson({ first: 'Вера', snils });
    await stand.roster.anAccount({ person: one });
    await stand.roster.anAccount({ person: two });
    const esia = await esiaOf(stand.database, one);
    await stand.signIn(esia);
    const before = await stand.rowCounts();
    expect(codes(await stand.signIn(esia))).toEqual(['SNILS_DUPLICATE']);
    expect(await stand.rowCounts()).toEqual(before);
  });

  it('EC-024: a proposed link becomes active when the number appears in the roster', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson();
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, { snils });
    await stand.signIn(esia);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_proof', rule: 'R4' }]);
    await setSnils(pupil, snils);
    expect(accounts(await stand.signIn(esia))).toEqual([account]);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'active', rule: 'R1', reason: null }]);
  });

  it('EC-024: a proposed link goes to the school when the number that appears is another', async () => {
    const pupil = await stand.roster.aPerson();
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, { snils: aSnils() });
    await stand.signIn(esia);
    await setSnils(pupil, aSnils());
    expect(codes(await stand.signIn(esia))).toEqual(['SNILS_MISMATCH']);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_review', rule: 'R6' }]);
    expect(await reviewsOf(account)).toEqual([{ code: 'SNILS_MISMATCH', state: 'open' }]);
  });

  it('EC-021: the case ends by itself when the roster date is mended', async () => {
    const pupil = await stand.roster.aPerson({ born: '2012-05-06', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, { born: '2012-06-05' });
    await stand.signIn(esia);
    await stand.database.query(`UPDATE people SET birth_date = '2012-06-05' WHERE id = $1`, [pupil.id]);
    expect(accounts(await stand.signIn(esia))).toEqual([account]);
    expect(await reviewsOf(account)).toEqual([{ code: 'BIRTHDATE_MISMATCH', state: 'linked' }]);
  });

  it('EC-025: a number that became another suspends the link and opens a case; mended, the link resumes', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson({ snils });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil);
    await stand.signIn(esia);
    await setSnils(pupil, aSnils());
    const refused = await stand.signIn(esia);
    expect([refused.linked, codes(refused)]).toEqual([[], ['SNILS_MISMATCH']]);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'suspended', reason: 'data_mismatch' }]);
    expect(await reviewsOf(account)).toEqual([{ code: 'SNILS_MISMATCH', state: 'open' }]);
    const before = await stand.rowCounts();
    expect(codes(await stand.signIn(esia))).toEqual(['SNILS_MISMATCH']);
    expect(await stand.rowCounts()).toEqual(before);
    await setSnils(pupil, snils);
    expect(accounts(await stand.signIn(esia))).toEqual([account]);
    expect(await reviewsOf(account)).toEqual([{ code: 'SNILS_MISMATCH', state: 'linked' }]);
  });

  it('EC-025: a number that is missing or invalid now is no difference: the link stays', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil);
    await stand.signIn(esia);
    await clearSnils(pupil);
    expect(accounts(await stand.signIn(esia))).toEqual([account]);
  });

  it('a birth date that became another suspends the link', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil);
    await stand.signIn(esia);
    await stand.database.query(`UPDATE people SET birth_date = '2012-05-07' WHERE id = $1`, [pupil.id]);
    expect(codes(await stand.signIn(esia))).toEqual(['BIRTHDATE_MISMATCH']);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'suspended', reason: 'data_mismatch' }]);
  });

  it('EC-012: a new name in the passport leaves the link and gives the school a task', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil);
    await stand.signIn(esia);
    const renamed = { ...esia, norm: { ...esia.norm, last: 'новая', first: 'новое' } };
    expect(accounts(await stand.signIn(renamed))).toEqual([account]);
    expect(await tasksOf(account)).toEqual([{ code: 'NAME_DISCREPANCY' }]);
  });

  it('EC-088: under a new oid the same human takes the link over, once; the old oid does not take it back', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const old = await esiaOf(stand.database, pupil);
    const fresh = await esiaOf(stand.database, pupil);
    await stand.signIn(old);
    expect(accounts(await stand.signIn(fresh))).toEqual([account]);
    const links = await stand.linksOf(account);
    expect(new Set(links.map(({ esia, state }) => [esia, state].join()))).toEqual(
      new Set([`${old.id},superseded`, `${fresh.id},active`]),
    );
    expect(codes(await stand.signIn(old))).toEqual(['LINK_CONFLICT']);
    expect(accounts(await stand.signIn(fresh))).toEqual([account]);
  });

  it('EC-031: a suspended link stays suspended under the new oid, and its case goes on', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const old = await esiaOf(stand.database, pupil);
    await stand.signIn(old);
    await stand.signIn(old, { snilsChanged: true });
    const fresh = await esiaOf(stand.database, pupil);
    const result = await stand.signIn(fresh);
    expect([result.linked, codes(result)]).toEqual([[], ['OID_SNILS_CHANGED']]);
    const live = (await stand.linksOf(account)).filter(({ state }) => state === 'suspended');
    expect(live).toMatchObject([{ esia: fresh.id, reason: 'data_mismatch' }]);
    expect(await reviewsOf(account)).toEqual([{ code: 'OID_SNILS_CHANGED', state: 'open' }]);
  });

  it('EC-088: under a new oid with another number, the account stays with its owner and the school decides', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson();
    const account = await stand.roster.anAccount({ person: pupil });
    const old = await esiaOf(stand.database, pupil, { snils: aSnils() });
    await stand.signIn(old);
    await stand.database.query(
      `UPDATE links SET state = 'active', reason = NULL WHERE journal_account_id = $1`,
      [account],
    );
    await setSnils(pupil, snils);
    const fresh = await esiaOf(stand.database, pupil, { snils });
    expect(codes(await stand.signIn(fresh))).toEqual(['LINK_CONFLICT']);
    expect((await stand.linksOf(account)).find(({ esia }) => esia === old.id)).toMatchObject({
      state: 'active',
    });
  });

  it('EC-088: a row that waited behind the old oid takes its place when the roster is mended', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson();
    const account = await stand.roster.anAccount({ person: pupil });
    const old = await esiaOf(stand.database, pupil, { snils });
    await stand.signIn(old);
    await stand.database.query(
      `UPDATE links SET state = 'active', reason = NULL WHERE journal_account_id = $1`,
      [account],
    );
    const fresh = await esiaOf(stand.database, pupil, { snils });
    expect(codes(await stand.signIn(fresh))).toEqual(['LINK_CONFLICT']);
    await setSnils(pupil, snils);
    expect(accounts(await stand.signIn(fresh))).toEqual([account]);
    const links = await stand.linksOf(account);
    expect(links.find(({ esia }) => esia === old.id)).toMatchObject({
      state: 'superseded',
      reason: 'new_oid',
    });
    expect(links.find(({ esia }) => esia === fresh.id)).toMatchObject({ state: 'active', rule: 'R1' });
    expect(await reviewsOf(account)).toEqual([{ code: 'LINK_CONFLICT', state: 'linked' }]);
  });

  it('EC-019: when the school takes the number out of the wrong row, the right one links and every case is settled', async () => {
    const snils = aSnils();
    const other = await stand.roster.aSchool();
    const one = await stand.roster.aPerson({ first: 'Анна', snils });
    const two = await stand.roster.aPerson({ first: 'Вера', snils });
    const account = await stand.roster.anAccount({ person: one });
    await stand.roster.anAccount({ person: two, schools: [other] });
    const esia = await esiaOf(stand.database, one);
    await stand.signIn(esia);
    await clearSnils(two);
    expect(accounts(await stand.signIn(esia))).toEqual([account]);
    const cases = await stand.database.query(
      `SELECT school_id, state FROM link_reviews WHERE esia_person_id = $1`,
      [esia.id],
    );
    expect(new Set(cases)).toEqual(
      new Set([
        { school_id: stand.roster.schoolId, state: 'linked' },
        { school_id: other, state: 'expired' },
      ]),
    );
  });

  it('a case that waits is still the answer when today’s data find nobody', async () => {
    const pupil = await stand.roster.aPerson({ first: 'Иван', snils: aSnils() });
    await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, { first: 'Олег' });
    await stand.signIn(esia);
    await clearSnils(pupil);
    expect(codes(await stand.signIn(esia))).toEqual(['NAME_DISCREPANCY']);
  });

  it('EC-089: another number for a known oid suspends every live link of it and links nothing new', async () => {
    const parent = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const first = await stand.roster.anAccount({ person: parent, role: 'representative' });
    const esia = await esiaOf(stand.database, parent);
    await stand.signIn(esia);
    const second = await stand.roster.anAccount({ person: parent, role: 'teacher' });
    const result = await stand.signIn(esia, { snilsChanged: true });
    expect([result.linked, codes(result)]).toEqual([[], ['OID_SNILS_CHANGED']]);
    expect(await stand.linksOf(first)).toMatchObject([{ state: 'suspended', reason: 'data_mismatch' }]);
    expect(await stand.linksOf(second)).toEqual([]);
    expect(await reviewsOf(first)).toEqual([{ code: 'OID_SNILS_CHANGED', state: 'open' }]);
    const before = await stand.rowCounts();
    expect(codes(await stand.signIn(esia, { snilsChanged: true }))).toEqual(['OID_SNILS_CHANGED']);
    // The old number again is no answer either: the case is the school's.
    expect(codes(await stand.signIn(esia))).toEqual(['OID_SNILS_CHANGED']);
    expect(await stand.rowCounts()).toEqual(before);
  });

  it('EC-046, EC-104: the second parent does not get the first one’s account; the school opens another', async () => {
    const first = await stand.roster.aPerson({ born: '1981-01-01' });
    const account = await stand.roster.anAccount({ person: first, role: 'representative' });
    const owner = await esiaOf(stand.database, first, { snils: aSnils() });
    await stand.signIn(owner);
    await stand.database.query(
      `UPDATE links SET state = 'active', reason = NULL WHERE journal_account_id = $1`,
      [account],
    );
    const second = await esiaOf(stand.database, first, { snils: aSnils() });
    const result = await stand.signIn(second);
    expect([result.linked, codes(result)]).toEqual([[], ['SHARED_ACCOUNT']]);
    expect(await stand.linksOf(account)).toMatchObject([{ esia: owner.id, state: 'active' }]);
    expect(await tasksOf(account)).toEqual([{ code: 'SECOND_ACCOUNT_NEEDED' }]);
    const before = await stand.rowCounts();
    expect(codes(await stand.signIn(second))).toEqual(['SHARED_ACCOUNT']);
    expect(await stand.rowCounts()).toEqual(before);
  });

  it('an account that another person left less than a day ago waits; one left as wrong_person does not', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson({ snils });
    const account = await stand.roster.anAccount({ person: pupil });
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId, { snils: aSnils() });
    const hourAgo = new Date(NOW.getTime() - 3_600_000);
    await stand.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R4', $4, $4)`,
      [stand.roster.regionId, stranger.id, account, hourAgo],
    );
    await end(account, 'user_request', hourAgo);
    const esia = await esiaOf(stand.database, pupil);
    const waiting = await stand.signIn(esia);
    expect(waiting.outcomes).toMatchObject([
      { code: 'LINK_COOLDOWN', notBefore: new Date(hourAgo.getTime() + 24 * 3_600_000) },
    ]);
    const dayLater = new Date(hourAgo.getTime() + 24 * 3_600_000);
    expect(accounts(await stand.signIn(esia, { now: dayLater }))).toEqual([account]);
  });

  it('EC-049: a link that ended with the representation does not come back by itself', async () => {
    const parent = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: parent, role: 'representative' });
    const esia = await esiaOf(stand.database, parent);
    await stand.signIn(esia);
    await end(account, 'representation_ended', NOW);
    await stand.database.query(
      `INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind,
                                state, end_reason, valid_from, valid_to)
       SELECT region_id, child_record_id, representative_record_id, child_id, representative_id, kind, 'ended',
              'deprivation', valid_from, valid_from FROM family_ties WHERE representative_id = $1`,
      [parent.id],
    );
    const result = await stand.signIn(esia);
    expect([result.linked, codes(result)]).toEqual([[], ['REPRESENTATION_RESTRICTED']]);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_review' }, { state: 'revoked' }]);
  });

  it('a pair that a school has rejected brings no new case on the same data', async () => {
    const pupil = await stand.roster.aPerson({ first: 'Иван', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, { first: 'Олег' });
    await stand.signIn(esia);
    await stand.database.query(`UPDATE links SET state = 'rejected' WHERE journal_account_id = $1`, [
      account,
    ]);
    const before = await stand.rowCounts();
    expect(codes(await stand.signIn(esia))).toEqual(['NAME_DISCREPANCY']);
    expect(await stand.rowCounts()).toEqual(before);
  });

  it('the database itself never changes a link that has ended', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.signIn(await esiaOf(stand.database, pupil));
    await end(account, 'school_error', NOW);
    await expect(
      stand.database.query(`UPDATE links SET state = 'active' WHERE journal_account_id = $1`, [account]),
    ).rejects.toThrow(/never changes/);
  });
});
