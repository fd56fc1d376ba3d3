import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type CredentialsStand, credentialsStand } from './credentials-stand.js';

describe('EC-132: a child joins a school that is cut over', () => {
  let stand: CredentialsStand;
  beforeAll(async () => {
    stand = await credentialsStand();
  });
  afterAll(() => stand.database.drop());

  /** A parent whose account serves a school that is not cut over, and another school that is. */
  async function aParentAndASchool() {
    const [old, next] = [await stand.roster.aSchool(), await stand.roster.aSchool()];
    const earlier = await stand.campaigns.aCampaign({
      school: old,
      wave: 'representatives',
      phase: 'preparation',
    });
    const later = await stand.campaigns.aCampaign({
      school: next,
      wave: 'representatives',
      phase: 'preparation',
    });
    await stand.phase('soft_launch', earlier);
    await stand.phase('cutover', later);
    const person = await stand.roster.aPerson({ born: '1985-01-01' });
    const account = await stand.roster.anAccount({ person, role: 'representative', schools: [old] });
    await stand.rosterChanged(person.id);
    const joins = async (schoolId: Uuid) => {
      await stand.database.query(
        `INSERT INTO journal_account_schools (journal_account_id, school_id) VALUES ($1, $2)`,
        [account, schoolId],
      );
      await stand.rosterChanged(person.id);
    };
    return { account, person, next, joins };
  }

  const exemptions = (schoolId: Uuid) =>
    stand.database.query<{ type: string; state: string }>(
      `SELECT type, state FROM exemptions WHERE school_id = $1`,
      [schoolId],
    );

  it('the parents’ account, not linked, keeps the password in the very step that brings it there, for thirty days', async () => {
    const { account, person, next, joins } = await aParentAndASchool();
    expect(await stand.campaigns.standingOf(account)).toBe('warned');
    await joins(next);
    expect(await exemptions(next)).toEqual([{ type: 'joined_late', state: 'active' }]);
    expect((await stand.history(account)).map(({ to }) => to)).not.toContain('disabled.cutover');
    await stand.rosterChanged(person.id);
    expect(await exemptions(next)).toHaveLength(1);
    stand.later(31);
    await stand.inTime.endCovers(stand.now());
    expect(await stand.campaigns.standingOf(account)).toBe('disabled.cutover');
    await stand.rosterChanged(person.id);
    expect(await exemptions(next)).toHaveLength(1);
  });

  it('an account that is linked gets none', async () => {
    const { account, next, joins } = await aParentAndASchool();
    await stand.link(account, 'active');
    await joins(next);
    expect(await exemptions(next)).toEqual([]);
  });
});
