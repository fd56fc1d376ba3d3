import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anEsiaPerson, esiaOf } from '../../support/builders/esia.js';
import type { PersonOverrides } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { ConcernedPersonsRepository } from '../../../src/linking/store/concerned-persons.repository.js';
import { linkingStand, type LinkingStand, NOW } from './linking-stand.js';
import { rosterLife } from './roster-life.js';

const DAY_MS = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

describe('links follow the roster, nobody being there', () => {
  let stand: LinkingStand;
  let life: ReturnType<typeof rosterLife>;
  beforeAll(async () => {
    stand = await linkingStand();
    life = rosterLife(stand);
  });
  afterAll(() => stand.database.drop());
  beforeEach(() => stand.at(NOW));

  const states = async (accountId: string) =>
    (await stand.linksOf(accountId)).map(({ state, reason }) =>
      reason === null ? state : `${state}: ${reason}`,
    );
  const uses = async (esia: Parameters<LinkingStand['signIn']>[0]) =>
    (await stand.signIn(esia)).linked.map(({ accountId, access }) => [accountId, access]);

  /** A pupil of the first school with an account and a link. */
  async function aLinkedPupil(overrides: PersonOverrides = {}) {
    const pupil = await stand.roster.aPerson({ snils: aSnils(), ...overrides });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil);
    await stand.signIn(esia);
    return { pupil, account, esia };
  }

  async function aLinkedParent() {
    const parent = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const child = await stand.roster.aPerson({ first: 'Дитя', born: '2015-01-02' });
    const account = await stand.roster.anAccount({ person: parent, role: 'representative', child });
    const esia = await esiaOf(stand.database, parent);
    await stand.signIn(esia);
    return { parent, child, account, esia };
  }

  /** Another child at the same account. */
  async function another(parent: Awaited<ReturnType<typeof aLinkedParent>>['parent']) {
    const child = await stand.roster.aPerson({ first: 'Второй', born: '2016-01-02' });
    const [childRecord, adultRecord] = [
      await stand.roster.aRecord(child, 'student'),
      await stand.roster.aRecord(parent, 'representative'),
    ];
    await stand.roster.aTie(
      { person: child, recordId: childRecord },
      { person: parent, recordId: adultRecord },
    );
    return child;
  }

  it('EC-066: a pupil who changes the school keeps ESIA: the new account is linked, the old link ends', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    const school = await stand.roster.aSchool();
    await life.leaves(pupil, '2026-11-20', 'transfer');
    await life.isEnrolled(pupil, school);
    const moved = await stand.roster.anAccount({ person: pupil, schools: [school], hasRight: false });
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['revoked: enrollment_ended']);
    expect(await stand.linksOf(moved)).toEqual([
      { esia: esia.id, state: 'active', reason: null, rule: 'R1' },
    ]);
    expect(await life.reasonsOf(moved)).toEqual(['transfer']);
    expect(await stand.newsOf(account)).toEqual([
      { from: null, to: 'active', event: 'matched', reason: 'R1' },
      { from: 'active', to: 'revoked', event: 'revoke', reason: 'enrollment_ended' },
    ]);
    expect(await uses(esia)).toEqual([[moved, 'full']]);
  });

  it('EC-067: between two schools the link is suspended for thirty days, and its owner reads on', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    await life.leaves(pupil, '2026-11-20', 'left');
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['suspended: between_schools']);
    expect(await life.untilOf(account)).toBe(later(30).toISOString());
    expect(await uses(esia)).toEqual([[account, 'history']]);
    stand.at(later(29));
    await stand.inTime.followLimits(later(29));
    expect(await states(account)).toEqual(['suspended: between_schools']);
    stand.at(later(30));
    await stand.inTime.followLimits(later(30));
    expect(await states(account)).toEqual(['revoked: suspension_timeout']);
  });

  it('EC-067: placed elsewhere after the gap, the old link ends and the new account is linked as a transfer', async () => {
    const { pupil, account } = await aLinkedPupil();
    await life.leaves(pupil, '2026-11-20', 'left');
    await stand.rosterChanged(pupil.id);
    const school = await stand.roster.aSchool();
    await life.isEnrolled(pupil, school);
    const moved = await stand.roster.anAccount({ person: pupil, schools: [school], hasRight: false });
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['revoked: enrollment_ended']);
    expect(await states(moved)).toEqual(['active']);
    expect(await life.reasonsOf(moved)).toEqual(['transfer']);
  });

  it('EC-079: expelled and reinstated, the link resumes, although the import had closed the account meanwhile', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    await life.leaves(pupil, '2026-11-20', 'left');
    await life.closes(account);
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['suspended: between_schools']);
    await stand.database.query(`UPDATE journal_accounts SET closed_at = NULL WHERE id = $1`, [account]);
    await life.isEnrolled(pupil, stand.roster.schoolId);
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await uses(esia)).toEqual([[account, 'full']]);
  });

  it('EC-079: a gap is no way back for another: data that differ now suspend the link for that', async () => {
    const { pupil, account } = await aLinkedPupil();
    await life.leaves(pupil, '2026-11-20', 'left');
    await stand.rosterChanged(pupil.id);
    await life.isEnrolled(pupil, stand.roster.schoolId);
    await life.isBorn(pupil, '2012-05-07');
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['suspended: data_mismatch']);
    expect(await life.casesOf(account)).toEqual([{ code: 'BIRTHDATE_MISMATCH', state: 'open' }]);
  });

  it('EC-070: a school joins another: its links go on', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    const joined = await stand.roster.aSchool();
    await life.joins(stand.roster.schoolId, joined, '2026-11-20');
    await life.leaves(pupil, '2026-11-20', 'reorganised');
    await life.isEnrolled(pupil, joined, '2026-11-20');
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await uses(esia)).toEqual([[account, 'full']]);
    await stand.database.query(`DELETE FROM school_reorganisations`);
  });

  it('EC-075: a graduate reads for ninety days, then the link ends at 00:00 of the region', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    await life.leaves(pupil, '2026-11-21', 'graduated');
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await life.untilOf(account)).toBe('2027-02-18T22:00:00.000Z');
    expect(await uses(esia)).toEqual([[account, 'history']]);
    const before = await stand.rowCounts();
    await stand.rosterChanged(pupil.id);
    expect(await stand.rowCounts()).toEqual(before);
    const end = new Date('2027-02-18T22:00:00Z');
    stand.at(end);
    await stand.inTime.followLimits(end);
    expect(await states(account)).toEqual(['revoked: enrollment_ended']);
  });

  it('EC-083: a teacher leaves: that link ends, the one as a parent stays', async () => {
    const teacher = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const work = await stand.roster.anAccount({ person: teacher, role: 'teacher' });
    const home = await stand.roster.anAccount({ person: teacher, role: 'representative' });
    const esia = await esiaOf(stand.database, teacher);
    await stand.signIn(esia);
    await life.isDismissed(teacher, '2026-11-20');
    await stand.rosterChanged(teacher.id);
    expect(await states(work)).toEqual(['revoked: staff_dismissed']);
    expect(await states(home)).toEqual(['active']);
  });

  it('EC-083: a sign-in looks at the ground too: the dismissed teacher does not get in', async () => {
    const teacher = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const work = await stand.roster.anAccount({ person: teacher, role: 'school_admin' });
    const esia = await esiaOf(stand.database, teacher);
    await stand.signIn(esia);
    await life.isDismissed(teacher, '2026-11-20');
    expect(await uses(esia)).toEqual([]);
    expect(await states(work)).toEqual(['revoked: staff_dismissed']);
  });

  it('EC-083: a dismissal named beforehand holds from 00:00 of its day in the region, without any news', async () => {
    const teacher = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const work = await stand.roster.anAccount({ person: teacher, role: 'teacher' });
    await stand.signIn(await esiaOf(stand.database, teacher));
    await life.isDismissed(teacher, '2026-12-01');
    await stand.rosterChanged(teacher.id);
    await stand.inTime.followDays(new Date('2026-11-30T21:59:00Z'));
    expect(await states(work)).toEqual(['active']);
    await stand.inTime.followDays(new Date('2026-11-30T22:00:00Z'));
    expect(await states(work)).toEqual(['revoked: staff_dismissed']);
  });

  it('EC-081: teacher and parent are one Person: a change on one side leaves the other alone', async () => {
    const both = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
    const work = await stand.roster.anAccount({ person: both, role: 'homeroom' });
    const home = await stand.roster.anAccount({ person: both, role: 'representative' });
    const esia = await esiaOf(stand.database, both);
    await stand.signIn(esia);
    await life.ties(both, `state = 'ended', end_reason = 'deprivation', valid_to = '2026-11-20'`);
    await stand.rosterChanged(both.id);
    expect(await states(home)).toEqual(['revoked: representation_ended']);
    expect(await uses(esia)).toEqual([[work, 'full']]);
  });

  it('EC-080: a death ends the link at once; the representatives’ too where no other child is left', async () => {
    const { pupil, account } = await aLinkedPupil();
    await life.dies(pupil, '2026-11-22');
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['revoked: person_deceased']);
    const family = await aLinkedParent();
    await life.dies(family.child, '2026-11-22');
    await stand.rosterChanged(family.child.id);
    expect(await states(family.account)).toEqual(['revoked: representation_ended']);
  });

  it('EC-024: a number that appears in the roster raises the waiting link, without a sign-in', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson();
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.signIn(await esiaOf(stand.database, pupil, { snils }));
    expect(await states(account)).toEqual(['pending_proof: SNILS_MISSING_IN_ROSTER']);
    await life.hasSnils(pupil, snils);
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await life.reasonsOf(account)).toEqual(['SNILS_MISSING_IN_ROSTER', 'R1']);
  });

  it('EC-025: a corrected number suspends the link with a case; equal again, both are over', async () => {
    const snils = aSnils();
    const { pupil, account } = await aLinkedPupil({ snils });
    await life.hasSnils(pupil, aSnils());
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['suspended: data_mismatch']);
    expect(await life.casesOf(account)).toEqual([{ code: 'SNILS_MISMATCH', state: 'open' }]);
    await stand.inTime.followLimits(later(31));
    expect(await states(account)).toEqual(['suspended: data_mismatch']);
    await life.hasSnils(pupil, snils);
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await life.casesOf(account)).toEqual([{ code: 'SNILS_MISMATCH', state: 'linked' }]);
  });

  it('EC-009, EC-012: another name in the roster leaves the link and gives the school a task', async () => {
    const { pupil, account } = await aLinkedPupil();
    await life.isCalled(pupil, 'Переименов');
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await life.tasksOf(account)).toEqual(['NAME_DISCREPANCY']);
  });

  it('EC-112: under another e-journal the new account is linked, the closed one’s link ends', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    const journalSystem = await stand.roster.aJournalSystem();
    const fresh = await stand.roster.anAccount({ person: pupil, journalSystem });
    await life.closes(account);
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['revoked: account_closed']);
    expect(await states(fresh)).toEqual(['active']);
    expect(await life.reasonsOf(fresh)).toEqual(['vendor_change']);
    expect(await uses(esia)).toEqual([[fresh, 'full']]);
  });

  it('EC-112: with the two changes in two imports it is a change of the e-journal all the same', async () => {
    const { pupil, account } = await aLinkedPupil();
    await life.closes(account);
    await stand.rosterChanged(pupil.id);
    const journalSystem = await stand.roster.aJournalSystem();
    const fresh = await stand.roster.anAccount({ person: pupil, journalSystem });
    await stand.rosterChanged(pupil.id);
    expect(await life.reasonsOf(fresh)).toEqual(['vendor_change']);
  });

  it('EC-066: a parent’s account that the new school opens in the same e-journal comes by the transfer', async () => {
    const { parent, child, account } = await aLinkedParent();
    await life.closes(account);
    const school = await stand.roster.aSchool();
    const fresh = await stand.roster.anAccount({
      ...{ person: parent, role: 'representative', child, schools: [school] },
    });
    await stand.rosterChanged(parent.id);
    expect(await life.reasonsOf(fresh)).toEqual(['transfer']);
  });

  it('LNK-16: whoever signed in once and found nothing is linked when the school enters them', async () => {
    const snils = aSnils();
    const esia = await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Поздний', snils });
    expect((await stand.signIn(esia)).outcomes.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    const pupil = await stand.roster.aPerson({ last: 'Поздний', snils });
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['active']);
    expect(await life.reasonsOf(account)).toEqual(['roster_mended']);
  });

  it.each([
    [
      'a level that is not enough',
      { born: '1981-01-01', level: 'KD' },
      { born: '1981-01-01' },
      'representative',
    ],
    ['no number in the roster', { born: '2012-05-06' }, { snils: null }, 'student'],
    ['another birth date', { born: '2012-05-06' }, { born: '2012-06-05' }, 'student'],
  ] as const)(
    'LNK-16: nothing is linked, proposed or opened behind a back: %s',
    async (_why, says, has, role) => {
      const snils = aSnils();
      const person = await stand.roster.aPerson({ snils, ...has });
      await esiaOf(stand.database, person, { snils, ...says });
      const account = await stand.roster.anAccount({ person, role });
      await stand.rosterChanged(person.id);
      expect(await states(account)).toEqual([]);
    },
  );

  it('what its owner unlinked does not come back behind their back, but with their next sign-in', async () => {
    const parent = await aLinkedParent();
    const [link] = await stand.database.query<{ id: never }>(
      `SELECT id FROM links WHERE journal_account_id = $1`,
      [parent.account],
    );
    const answer = await stand.database.unitOfWork.run((tx) =>
      stand.unlink.execute(tx, link!.id, stand.asking(parent.esia)),
    );
    expect(answer).toBe('unlinked');
    await life.isCalled(parent.parent, 'Другая');
    await stand.rosterChanged(parent.parent.id);
    expect(await states(parent.account)).toEqual(['revoked: user_request']);
    expect(await uses(parent.esia)).toEqual([[parent.account, 'full']]);
  });

  it('EC-047: a restriction suspends the link until its date, and the link resumes by itself at 00:00', async () => {
    const { parent, child, account, esia } = await aLinkedParent();
    await life.isRestricted(parent, child, '2026-11-20', '2026-12-20');
    await stand.rosterChanged(parent.id, child.id);
    expect(await states(account)).toEqual(['suspended: restriction']);
    expect(await life.untilOf(account)).toBe('2026-12-19T22:00:00.000Z');
    expect((await stand.signIn(esia)).outcomes.map(({ code }) => code)).toEqual([
      'REPRESENTATION_RESTRICTED',
    ]);
    const end = new Date('2026-12-19T22:00:00Z');
    stand.at(end);
    await stand.inTime.followLimits(end);
    expect(await states(account)).toEqual(['active']);
    expect(await life.untilOf(account)).toBeNull();
  });

  it('EC-047: without a date the restriction holds until the school records its end', async () => {
    const { parent, child, account } = await aLinkedParent();
    await life.isRestricted(parent, child, '2026-11-20', null);
    await stand.rosterChanged(parent.id);
    await stand.inTime.followLimits(later(400));
    expect(await states(account)).toEqual(['suspended: restriction']);
    await life.endsRestriction(parent);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['active']);
  });

  it('EC-047: when the tie has ended meanwhile, the end of the restriction ends the link', async () => {
    const { parent, child, account } = await aLinkedParent();
    await life.isRestricted(parent, child, '2026-11-20', '2026-12-20');
    await stand.rosterChanged(parent.id);
    await life.ties(parent, `valid_to = '2026-12-10', end_reason = 'source'`);
    await stand.inTime.followLimits(new Date('2026-12-19T22:00:00Z'));
    expect(await states(account)).toEqual(['revoked: representation_ended']);
  });

  it('EC-047, EC-048, EC-055: while the account shows another child, the link stays', async () => {
    const { parent, child, account, esia } = await aLinkedParent();
    await another(parent);
    await life.isRestricted(parent, child, '2026-11-20', null);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['active']);
    await stand.database.query(
      `UPDATE family_ties SET state = 'disputed', disputed_at = now() WHERE child_id = $1`,
      [child.id],
    );
    await stand.rosterChanged(parent.id);
    expect(await uses(esia)).toEqual([[account, 'full']]);
  });

  it('EC-048, EC-049: deprived of the rights, the link ends, and restored rights do not bring it back', async () => {
    const { parent, account, esia } = await aLinkedParent();
    await life.ties(parent, `state = 'ended', end_reason = 'deprivation', valid_to = '2026-11-23'`);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['revoked: representation_ended']);
    await life.nameAgain(parent);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['revoked: representation_ended']);
    expect((await stand.signIn(esia)).outcomes.map(({ code }) => code)).toEqual([
      'REPRESENTATION_RESTRICTED',
    ]);
  });

  it('a tie that the source has dropped and names again brings the link back with it', async () => {
    const { parent, account, esia } = await aLinkedParent();
    await life.ties(parent, `state = 'ended', end_reason = 'source', valid_to = '2026-11-23'`);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['revoked: representation_ended']);
    await life.nameAgain(parent);
    await stand.rosterChanged(parent.id);
    expect(await uses(esia)).toEqual([[account, 'full']]);
  });

  it('EC-050, EC-051: guardian or trustee, the link ends with the order, at 00:00 of the region', async () => {
    const { parent, account } = await aLinkedParent();
    await life.ties(parent, `kind = 'guardian', valid_to = '2026-12-05'`);
    await stand.rosterChanged(parent.id);
    await life.ties(parent, `kind = 'trustee'`);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['active']);
    await stand.inTime.followDays(new Date('2026-12-04T21:59:59Z'));
    expect(await states(account)).toEqual(['active']);
    await stand.inTime.followDays(new Date('2026-12-04T22:00:00Z'));
    expect(await states(account)).toEqual(['revoked: guardianship_expired']);
  });

  it('EC-055: a disputed child suspends the link until the school has decided', async () => {
    const { parent, account, esia } = await aLinkedParent();
    await life.ties(parent, `state = 'disputed', disputed_at = now()`);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['suspended: dispute']);
    expect((await stand.signIn(esia)).outcomes.map(({ code }) => code)).toEqual([
      'REPRESENTATION_RESTRICTED',
    ]);
    await stand.inTime.followLimits(later(91));
    expect(await states(account)).toEqual(['suspended: dispute']);
    await life.ties(parent, `state = 'confirmed', disputed_at = NULL`);
    await stand.rosterChanged(parent.id);
    expect(await states(account)).toEqual(['active']);
  });

  it('EC-031, EC-088: a link between two schools keeps its reason and its limit under a new oid', async () => {
    const { pupil, account } = await aLinkedPupil();
    await stand.database.query(
      `UPDATE links SET state = 'suspended', reason = 'security', until = $2 WHERE journal_account_id = $1`,
      [account, later(90)],
    );
    const fresh = await esiaOf(stand.database, pupil);
    await stand.signIn(fresh);
    const live = (await stand.linksOf(account)).filter(({ state }) => state === 'suspended');
    expect(live).toEqual([{ esia: fresh.id, state: 'suspended', reason: 'security', rule: 'R1' }]);
    const [row] = await stand.database.query<{ until: Date }>(
      `SELECT until FROM links WHERE journal_account_id = $1 AND state = 'suspended'`,
      [account],
    );
    expect(row?.until).toEqual(later(90));
  });

  it('EC-088: of two oids of one human the one seen last is linked at a transfer, whichever is looked at first', async () => {
    for (const newest of [0, 1]) {
      const { pupil, esia } = await aLinkedPupil();
      const other = await esiaOf(stand.database, pupil);
      const used = newest === 0 ? esia : other;
      await stand.database.query(`UPDATE esia_persons SET seen_at = now() + interval '1 day' WHERE id = $1`, [
        used.id,
      ]);
      const school = await stand.roster.aSchool();
      await life.leaves(pupil, '2026-11-20', 'transfer');
      await life.isEnrolled(pupil, school);
      const moved = await stand.roster.anAccount({ person: pupil, schools: [school], hasRight: false });
      await stand.rosterChanged(pupil.id);
      expect(await stand.linksOf(moved)).toEqual([
        { esia: used.id, state: 'active', reason: null, rule: 'R1' },
      ]);
    }
  });

  it('ROS-09: two Persons that turn out to be one: the oid seen last holds every account, the other’s link is superseded', async () => {
    const snils = aSnils();
    const one = await stand.roster.aPerson({ last: 'Слияние', snils: null });
    const first = await stand.roster.anAccount({ person: one });
    const old = await esiaOf(stand.database, one, { snils });
    await stand.signIn(old);
    await stand.database.query(
      `UPDATE links SET state = 'active', reason = NULL, until = NULL WHERE journal_account_id = $1`,
      [first],
    );
    const two = await stand.roster.aPerson({ last: 'Слияние', middle: 'Иной', snils });
    const second = await stand.roster.anAccount({ person: two });
    const fresh = await esiaOf(stand.database, two);
    await stand.database.query(`UPDATE esia_persons SET seen_at = now() + interval '1 day' WHERE id = $1`, [
      fresh.id,
    ]);
    await stand.signIn(fresh);
    await stand.database.query(`UPDATE journal_accounts SET person_id = $2 WHERE id = $1`, [first, two.id]);
    await stand.database.query(`UPDATE people SET merged_into_id = $2 WHERE id = $1`, [one.id, two.id]);
    await stand.rosterChanged(one.id, two.id);
    expect(await states(first)).toEqual(expect.arrayContaining(['superseded: new_oid', 'active']));
    expect((await stand.linksOf(first)).find(({ state }) => state === 'active')?.esia).toBe(fresh.id);
    expect(await states(second)).toEqual(['active']);
  });

  it('EC-089: with another number from ESIA nothing opens by a change of the roster either', async () => {
    const { pupil, account, esia } = await aLinkedPupil();
    await stand.signIn(esia, { snilsChanged: true });
    const school = await stand.roster.aSchool();
    await life.leaves(pupil, '2026-11-20', 'transfer');
    await life.isEnrolled(pupil, school);
    const moved = await stand.roster.anAccount({ person: pupil, schools: [school], hasRight: false });
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['revoked: enrollment_ended']);
    expect(await states(moved)).toEqual([]);
    expect((await stand.signIn(esia)).outcomes.map(({ code }) => code)).toEqual(['OID_SNILS_CHANGED']);
    expect(await life.casesOf(account)).toEqual([{ code: 'OID_SNILS_CHANGED', state: 'open' }]);
  });

  it('EC-130: an account left as wrong_person is linked to its real owner at once, by the roster alone', async () => {
    const snils = aSnils();
    const pupil = await stand.roster.aPerson({ snils });
    const account = await stand.roster.anAccount({ person: pupil });
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId, { snils: aSnils() });
    await stand.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, reason, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'revoked', 'wrong_person', 'R4', $4, $4)`,
      [stand.roster.regionId, stranger.id, account, NOW],
    );
    const esia = await esiaOf(stand.database, pupil);
    await stand.rosterChanged(pupil.id);
    expect((await stand.linksOf(account)).filter(({ state }) => state === 'active')).toMatchObject([
      { esia: esia.id },
    ]);
  });

  it('an open row ends with its account, and its case is moot', async () => {
    const pupil = await stand.roster.aPerson({ first: 'Иван', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.signIn(await esiaOf(stand.database, pupil, { first: 'Олег' }));
    await life.closes(account);
    await stand.rosterChanged(pupil.id);
    expect(await states(account)).toEqual(['expired: account_closed']);
    expect(await life.casesOf(account)).toEqual([{ code: 'NAME_DISCREPANCY', state: 'expired' }]);
  });

  it('told twice, or of people who have nothing to do with a link, nothing more is written', async () => {
    const { pupil } = await aLinkedPupil();
    const stranger = await stand.roster.aPerson();
    await life.leaves(pupil, '2026-11-20', 'left');
    await stand.rosterChanged(pupil.id);
    const before = await stand.rowCounts();
    await stand.rosterChanged(pupil.id, stranger.id);
    expect(await stand.rowCounts()).toEqual(before);
  });

  it('whoever agrees in all data and holds every open account is settled: only the right to it is asked', async () => {
    const concerned = new ConcernedPersonsRepository();
    const { pupil, account, esia } = await aLinkedPupil();
    const look = async () => {
      const all = await concerned.ofPeople(stand.database.dataSource.manager, [pupil.id]);
      return all.find(({ esiaPersonId }) => esiaPersonId === esia.id);
    };
    expect(await look()).toEqual({ esiaPersonId: esia.id, isSettled: true, accountIds: [account] });
    await stand.roster.anAccount({ person: pupil });
    expect((await look())?.isSettled).toBe(false);
    await stand.rosterChanged(pupil.id);
    expect((await look())?.isSettled).toBe(true);
    await life.isCalled(pupil, 'Иной');
    expect((await look())?.isSettled).toBe(false);
  });
});
