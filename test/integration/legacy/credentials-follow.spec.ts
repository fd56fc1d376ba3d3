import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { RoleWave } from '../../../src/legacy/domain/campaign-phase.js';
import type { BuiltPerson, BuiltRole } from '../../support/builders/roster.js';
import { type CredentialsStand, credentialsStand, DAY_MS, NOW } from './credentials-stand.js';

describe('old logins follow campaigns', () => {
  let stand: CredentialsStand;
  beforeAll(async () => {
    stand = await credentialsStand();
  });
  afterAll(() => stand.database.drop());

  /** A school of its own with one campaign of a wave. */
  async function aSchool(wave: RoleWave = 'staff', phase: 'preparation' | 'not_scheduled' = 'preparation') {
    const school = await stand.roster.aSchool();
    const campaign = await stand.campaigns.aCampaign({ school, wave, phase });
    const account = async (role: BuiltRole = 'teacher', person?: BuiltPerson) =>
      stand.roster.anAccount({
        person: person ?? (await stand.roster.aPerson({ born: '1980-01-01' })),
        role,
        schools: [school],
      });
    return { school, campaign, account };
  }

  const membersOf = async (campaignId: Uuid) =>
    (
      await stand.database.query<{ id: Uuid }>(
        'SELECT journal_account_id AS id FROM wave_members WHERE campaign_id = $1 ORDER BY 1',
        [campaignId],
      )
    ).map(({ id }) => id);

  it('an account goes through the phases of its campaign, one step of history and of news for each change', async () => {
    const { campaign, account } = await aSchool();
    const teacher = await account();
    for (const phase of [
      'announced',
      'soft_launch',
      'link_required',
      'brownouts',
      'cutover',
      'grace',
    ] as const) {
      await stand.phase(phase, campaign);
    }
    expect(await stand.history(teacher)).toEqual([
      { from: '', to: 'active', event: 'reported' },
      { from: 'active', to: 'warned', event: 'phase_moved' },
      { from: 'warned', to: 'link_required', event: 'phase_moved' },
      { from: 'link_required', to: 'disabled.cutover', event: 'phase_moved' },
    ]);
    expect((await stand.news(teacher)).map(({ to }) => to)).toEqual([
      ...['warned', 'link_required', 'disabled.cutover'],
    ]);
  });

  it('a move that is followed twice moves each account once', async () => {
    const { campaign, account } = await aSchool();
    const teacher = await account();
    await stand.phase('cutover', campaign);
    await stand.phase('cutover', campaign);
    expect((await stand.history(teacher)).map(({ to }) => to)).toEqual(['link_required', 'disabled.cutover']);
  });

  it('EC-105, EC-106: at the cut-over the sessions of staff end now, those of others within twelve hours', async () => {
    const staff = await aSchool();
    const parents = await aSchool('representatives');
    const [teacher, parent] = [await staff.account(), await parents.account('representative')];
    await stand.phase('announced', staff.campaign, parents.campaign);
    await stand.phase('brownouts', staff.campaign, parents.campaign);
    await stand.phase('cutover', staff.campaign, parents.campaign);
    expect((await stand.news(teacher)).map(({ endSessions }) => endSessions)).toEqual([null, 'now']);
    expect((await stand.news(parent)).map(({ endSessions }) => endSessions)).toEqual([
      null,
      'within_12_hours',
    ]);
  });

  it('an account that was there before the cut-over is cut off, one that comes after it was never issued a password', async () => {
    const { campaign, account } = await aSchool();
    await stand.phase('brownouts', campaign);
    const before = await account();
    await stand.phase('cutover', campaign);
    const person = await stand.roster.aPerson({ born: '1980-01-01' });
    const after = await account('teacher', person);
    stand.later(1);
    await stand.rosterChanged(person.id);
    expect(await stand.campaigns.standingOf(before)).toBe('disabled.cutover');
    expect(await stand.campaigns.standingOf(after)).toBe('never_issued');
    expect(await stand.news(after)).toEqual([
      { from: '', to: 'never_issued', event: 'reported', endSessions: null },
    ]);
  });

  it('disabled(linked) survives every phase and a roll-back', async () => {
    const { campaign, account } = await aSchool();
    const teacher = await account();
    await stand.phase('announced', campaign);
    await stand.database.query(
      `UPDATE legacy_credentials SET state = 'disabled', disabled_reason = 'linked' WHERE journal_account_id = $1`,
      [teacher],
    );
    for (const phase of ['brownouts', 'cutover', 'announced', 'brownouts', 'cutover', 'grace'] as const) {
      await stand.phase(phase, campaign);
      expect(await stand.campaigns.standingOf(teacher)).toBe('disabled.linked');
    }
  });

  it('a roll-back restores passwords, lets never issued ones be issued, and leaves purged and closed accounts', async () => {
    const { campaign, account, school } = await aSchool();
    const standings = ['disabled.cutover', 'never_issued', 'reenabled', 'purged', 'disabled.unused'] as const;
    const accounts = await Promise.all(standings.map(() => account()));
    const gone = await stand.roster.anAccount({
      person: await stand.roster.aPerson(),
      role: 'teacher',
      schools: [school],
      closed: true,
    });
    await stand.phase('announced', campaign);
    await stand.database.query(
      `INSERT INTO wave_members (campaign_id, journal_account_id, joined_at) VALUES ($1, $2, now())`,
      [campaign, gone],
    );
    await stand.phase('cutover', campaign);
    for (const [i, standing] of standings.entries()) {
      const [state, reason = null] = standing.split('.');
      await stand.database.query(
        `UPDATE legacy_credentials SET state = $2, disabled_reason = $3,
                reenabled_until = CASE WHEN $2 = 'reenabled' THEN now() END WHERE journal_account_id = $1`,
        [accounts[i], state, reason],
      );
    }
    await stand.phase('soft_launch', campaign);
    const now = await Promise.all([...accounts, gone].map((id) => stand.campaigns.standingOf(id)));
    expect(now).toEqual(['warned', 'warned', 'warned', 'purged', 'warned', 'disabled.cutover']);
  });

  it('a personal exemption carries an account over the cut-over, and its end shuts the password', async () => {
    const { campaign, account, school } = await aSchool();
    const person = await stand.roster.aPerson({ born: '1980-01-01' });
    const exempt = await account('teacher', person);
    await stand.phase('brownouts', campaign);
    await stand.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
                               requested_by, requested_at, decided_by, decided_at)
       VALUES ($1, $2, 'person', $3, 'other', 'приказ', 'active', '2026-11-01', $4, 'test', now(), 'test', now())`,
      [stand.roster.regionId, school, person.id, new Date(stand.now().getTime() + 10 * DAY_MS)],
    );
    await stand.phase('cutover', campaign);
    expect(await stand.campaigns.standingOf(exempt)).toBe('link_required');
    stand.later(5);
    await stand.inTime.endCovers(stand.now());
    expect(await stand.campaigns.standingOf(exempt)).toBe('link_required');
    stand.later(6);
    await stand.inTime.endCovers(stand.now());
    await stand.inTime.endCovers(stand.now());
    expect((await stand.history(exempt)).at(-1)).toEqual({
      from: 'link_required',
      to: 'disabled.cutover',
      event: 'cover_ended',
    });
  });

  it('LEG-20: a case begun before the cut-over covers its account, one begun after it does not', async () => {
    const { campaign, account } = await aSchool('representatives');
    const [early, late] = [await account('representative'), await account('representative')];
    await stand.phase('brownouts', campaign);
    const aCase = async (id: Uuid, at: Date) => {
      await stand.link(id, 'active');
      await stand.database.query(
        `UPDATE links SET state = 'pending_proof', created_at = $2 WHERE journal_account_id = $1`,
        [id, at],
      );
    };
    await aCase(early, stand.now());
    stand.later(1);
    await stand.phase('cutover', campaign);
    expect(await stand.campaigns.standingOf(early)).toBe('link_required');
    stand.later(1);
    await aCase(late, stand.now());
    await stand.inTime.endCovers(stand.now());
    expect(await stand.campaigns.standingOf(early)).toBe('link_required');
    expect(await stand.campaigns.standingOf(late)).toBe('disabled.cutover');
  });

  it('EC-129: a 14th birthday after the announcement moves nobody, and who is left over goes with the later wave', async () => {
    const school = await stand.roster.aSchool();
    const older = await stand.campaigns.aCampaign({ school, wave: 'pupils_14plus', phase: 'preparation' });
    const younger = await stand.campaigns.aCampaign({ school, wave: 'pupils_under14', phase: 'preparation' });
    const day = (days: number) => new Date(stand.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
    const born = (years: number, days: number) =>
      `${Number(day(days).slice(0, 4)) - years}${day(days).slice(4)}`;
    const pupil = async (birth: string) => {
      const person = await stand.roster.aPerson({ born: birth });
      return { person, id: await stand.roster.anAccount({ person, schools: [school] }) };
    };
    const [big, soon] = [await pupil('2010-01-01'), await pupil(born(14, 5))];
    await stand.phase('announced', older);
    expect(await membersOf(older)).toEqual([big.id]);
    stand.later(10);
    await stand.rosterChanged(soon.person.id);
    await stand.phase('soft_launch', older);
    expect(await membersOf(older)).toEqual([big.id]);
    await stand.phase('announced', younger);
    expect(await membersOf(younger)).toEqual([soon.id]);
    const joins = await pupil(born(14, -1));
    await stand.rosterChanged(joins.person.id);
    expect(await membersOf(older)).toEqual([big.id, joins.id].sort());
    expect(await stand.campaigns.standingOf(joins.id)).toBe('warned');
  });

  it('who enters an empty wave goes with the next wave that has members', async () => {
    const { school, campaign, account } = await aSchool();
    const parents = await stand.campaigns.aCampaign({
      school,
      wave: 'representatives',
      phase: 'preparation',
    });
    const parent = await account('representative');
    await stand.phase('announced', campaign);
    const person = await stand.roster.aPerson({ born: '1980-01-01' });
    const teacher = await account('teacher', person);
    await stand.rosterChanged(person.id);
    expect(await membersOf(campaign)).toEqual([]);
    await stand.phase('announced', parents);
    expect(await membersOf(parents)).toEqual([parent, teacher].sort());
    const other = await stand.roster.aPerson({ born: '1980-01-01' });
    const third = await account('teacher', other);
    await stand.rosterChanged(other.id);
    expect(await membersOf(parents)).toContain(third);
  });

  it('EC-131: an account of two schools follows the one furthest along, and goes back when it leaves it', async () => {
    const [early, late] = [await aSchool('representatives'), await aSchool('representatives')];
    const person = await stand.roster.aPerson({ born: '1980-01-01' });
    const parent = await stand.roster.anAccount({
      person,
      role: 'representative',
      schools: [early.school, late.school],
    });
    await stand.phase('announced', early.campaign, late.campaign);
    await stand.phase('soft_launch', late.campaign);
    await stand.phase('cutover', early.campaign);
    expect(await stand.campaigns.standingOf(parent)).toBe('disabled.cutover');
    await stand.phase('link_required', late.campaign);
    expect(await stand.campaigns.standingOf(parent)).toBe('disabled.cutover');
    await stand.database.query(
      'DELETE FROM journal_account_schools WHERE journal_account_id = $1 AND school_id = $2',
      [parent, early.school],
    );
    await stand.rosterChanged(person.id);
    expect((await stand.history(parent)).at(-1)).toEqual({
      from: 'disabled.cutover',
      to: 'link_required',
      event: 'phase_returned',
    });
  });

  it('EC-079: an account that is open again gets the state of the phase, EC-075: one that nothing stands behind does not', async () => {
    const { campaign, account } = await aSchool('pupils_14plus');
    const [back, gone] = [await stand.roster.aPerson(), await stand.roster.aPerson()];
    const [reinstated, graduated] = [await account('student', back), await account('student', gone)];
    await stand.phase('link_required', campaign);
    await stand.database.query(
      `UPDATE legacy_credentials SET state = 'disabled', disabled_reason = 'linked' WHERE journal_account_id = ANY ($1::uuid[])`,
      [[reinstated, graduated]],
    );
    await stand.database.query(
      `UPDATE enrollments SET valid_to = '2026-06-20', end_kind = 'graduated' WHERE person_id = ANY ($1::uuid[])`,
      [[back.id, gone.id]],
    );
    for (const id of [reinstated, graduated]) await stand.linkChanged(id);
    expect(await stand.campaigns.standingOf(reinstated)).toBe('disabled.linked');
    await stand.database.query(
      'UPDATE enrollments SET valid_to = NULL, end_kind = NULL WHERE person_id = $1',
      [back.id],
    );
    await stand.rosterChanged(back.id, gone.id);
    expect(await stand.campaigns.standingOf(reinstated)).toBe('link_required');
    expect(await stand.campaigns.standingOf(graduated)).toBe('disabled.linked');
  });

  it('accounts that no news has named are placed by the sweep, without news of their own', async () => {
    const { account } = await aSchool();
    const lone = await account();
    await stand.database.query('UPDATE journal_accounts SET person_id = NULL WHERE id = $1', [lone]);
    await stand.inTime.placeNew(NOW);
    await stand.inTime.placeNew(NOW);
    expect(await stand.history(lone)).toEqual([{ from: '', to: 'active', event: 'reported' }]);
    expect(await stand.news(lone)).toEqual([]);
    const [row] = await stand.database.query<{ left: number }>(
      `SELECT count(*)::integer AS left FROM journal_accounts a
        WHERE NOT EXISTS (SELECT FROM legacy_credentials k WHERE k.journal_account_id = a.id)`,
    );
    expect(row).toEqual({ left: 0 });
  });
});

describe('old logins follow links', () => {
  let stand: CredentialsStand;
  beforeAll(async () => {
    stand = await credentialsStand();
  });
  afterAll(() => stand.database.drop());

  async function aLinked(phase: 'announced' | 'brownouts' | 'cutover' = 'announced') {
    const school = await stand.roster.aSchool();
    const campaign = await stand.campaigns.aCampaign({ school, phase: 'preparation' });
    const person = await stand.roster.aPerson({ born: '1980-01-01' });
    const account = await stand.roster.anAccount({ person, role: 'teacher', schools: [school] });
    await stand.phase(phase, campaign);
    await stand.link(account, 'active');
    await stand.linkChanged(account);
    return { school, campaign, person, account };
  }
  const standing = (id: Uuid) => stand.campaigns.standingOf(id);

  it('a link that has been active for seven days shuts the password, not before', async () => {
    const { account } = await aLinked();
    stand.later(6.9);
    await stand.inTime.shutLinked(stand.now());
    expect(await standing(account)).toBe('active');
    stand.later(0.2);
    await stand.inTime.shutLinked(stand.now());
    await stand.inTime.shutLinked(stand.now());
    expect(await standing(account)).toBe('disabled.linked');
    expect((await stand.news(account)).map(({ event }) => event)).toEqual(['linked']);
  });

  it('EC-104: while the task of a second account is open before the cut-over, the link leaves the password', async () => {
    const { account, campaign, school } = await aLinked();
    await stand.database.query(
      `INSERT INTO roster_tasks (region_id, school_id, code, journal_account_id, opened_at)
       VALUES ($1, $2, 'SECOND_ACCOUNT_NEEDED', $3, now())`,
      [stand.roster.regionId, school, account],
    );
    stand.later(8);
    await stand.inTime.shutLinked(stand.now());
    expect(await standing(account)).toBe('active');
    await stand.phase('cutover', campaign);
    await stand.inTime.shutLinked(stand.now());
    expect(await standing(account)).toBe('disabled.linked');
  });

  it('a policy that leaves linked people their passwords is kept', async () => {
    const { account } = await aLinked();
    const insert = `INSERT INTO campaign_policies (journal_system_id, disable_on_link) VALUES ($1, false)`;
    await stand.database.query(insert, [stand.roster.journalSystemId]);
    stand.later(8);
    await stand.inTime.shutLinked(stand.now());
    expect(await standing(account)).toBe('active');
    await stand.database.query('DELETE FROM campaign_policies');
    await stand.inTime.shutLinked(stand.now());
    expect(await standing(account)).toBe('disabled.linked');
  });

  it.each([
    ['revoked', 'wrong_person'],
    ['suspended', 'data_mismatch'],
    ['suspended', 'consent_withdrawn'],
  ] as const)(
    'EC-130: a link that is %s as %s gives the password back in the state of the phase',
    async (state, reason) => {
      const { account } = await aLinked('brownouts');
      stand.later(8);
      await stand.inTime.shutLinked(stand.now());
      await stand.link(account, state, reason);
      await stand.linkChanged(account);
      await stand.linkChanged(account);
      expect(await standing(account)).toBe('link_required');
      expect((await stand.history(account)).filter(({ event }) => event === 'link_ended')).toHaveLength(1);
    },
  );

  it('EC-130: after the cut-over the end of a link leaves the password shut', async () => {
    const { account } = await aLinked('cutover');
    stand.later(8);
    await stand.inTime.shutLinked(stand.now());
    await stand.link(account, 'revoked', 'wrong_person');
    await stand.linkChanged(account);
    expect(await standing(account)).toBe('disabled.cutover');
  });

  it('a link suspended for another reason keeps the password shut', async () => {
    const { account } = await aLinked();
    stand.later(8);
    await stand.inTime.shutLinked(stand.now());
    await stand.link(account, 'suspended', 'between_schools');
    await stand.linkChanged(account);
    expect(await standing(account)).toBe('disabled.linked');
  });

  it('EC-114: a link made in the days of a re-enabled password shuts it at once', async () => {
    const { account } = await aLinked('brownouts');
    await stand.link(account, 'revoked', 'user_request');
    await stand.linkChanged(account);
    const until = new Date(stand.now().getTime() + 3 * DAY_MS);
    const step = { accountIds: [account], event: 'reenabled', until, at: stand.now() } as const;
    await stand.database.unitOfWork.run((tx) =>
      stand.move.execute(tx, { ...step, actor: { kind: 'system', id: null } }),
    );
    expect(await standing(account)).toBe('reenabled');
    await stand.link(account, 'active');
    await stand.linkChanged(account);
    expect(await standing(account)).toBe('disabled.linked');
  });

  it('a re-enabled password ends on its day in the state of the phase', async () => {
    const { account } = await aLinked('cutover');
    await stand.link(account, 'revoked', 'user_request');
    const until = new Date(stand.now().getTime() + 3 * DAY_MS);
    await stand.database.unitOfWork.run((tx) =>
      stand.move.execute(tx, {
        ...{ accountIds: [account], event: 'reenabled', until, at: stand.now() },
        actor: { kind: 'system', id: null },
      }),
    );
    stand.later(2);
    await stand.inTime.endCovers(stand.now());
    expect(await standing(account)).toBe('reenabled');
    stand.later(1);
    await stand.inTime.endCovers(stand.now());
    expect(await standing(account)).toBe('disabled.cutover');
  });
});
