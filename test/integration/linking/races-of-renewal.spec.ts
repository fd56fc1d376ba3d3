import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW } from './linking-stand.js';
import { rosterLife } from './roster-life.js';

const ROUNDS = 25;
const in30Days = new Date(NOW.getTime() + 30 * 86_400_000);

describe('links that are decided from two sides at once', () => {
  let stand: LinkingStand;
  let life: ReturnType<typeof rosterLife>;
  beforeAll(async () => {
    stand = await linkingStand();
    life = rosterLife(stand);
  });
  afterAll(() => stand.database.drop());

  const states = async (accountId: string) =>
    (await stand.linksOf(accountId))
      .map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`))
      .sort();

  it('EC-066: news of a transfer and a sign-in: one link on each account, in 200 rounds of 200', async () => {
    for (let round = 0; round < 200; round += 1) {
      const pupil = await stand.roster.aPerson({ snils: aSnils() });
      const account = await stand.roster.anAccount({ person: pupil });
      const esia = await esiaOf(stand.database, pupil);
      await stand.signIn(esia);
      const school = await stand.roster.aSchool();
      await life.leaves(pupil, '2026-11-20', 'transfer');
      await life.isEnrolled(pupil, school);
      const moved = await stand.roster.anAccount({ person: pupil, schools: [school], hasRight: false });
      const [, result] = await Promise.all([stand.rosterChanged(pupil.id), stand.signIn(esia)]);
      expect(result.linked.map(({ accountId }) => accountId)).toEqual([moved]);
      expect([await states(account), await states(moved)]).toEqual([
        ['revoked: enrollment_ended'],
        ['active'],
      ]);
    }
  });

  it('LNK-09: an unlink and a sign-in: the unlink holds or the sign-in links anew, and never two live links', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await stand.roster.aPerson({ born: '1981-01-01', snils: aSnils() });
      const account = await stand.roster.anAccount({ person, role: 'representative' });
      const esia = await esiaOf(stand.database, person);
      await stand.signIn(esia);
      const [link] = await stand.database.query<{ id: Uuid }>(
        `SELECT id FROM links WHERE journal_account_id = $1`,
        [account],
      );
      const [answer] = await Promise.all([
        stand.database.unitOfWork.run((tx) => stand.unlink.execute(tx, link!.id, stand.asking(esia))),
        stand.signIn(esia),
      ]);
      expect(answer).toBe('unlinked');
      const after = await states(account);
      expect([['revoked: user_request'], ['active', 'revoked: user_request']]).toContainEqual(after);
    }
  });

  it('EC-024: the end of a waiting row and the number that raises it: one of the two, never both', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const snils = aSnils();
      const pupil = await stand.roster.aPerson();
      const account = await stand.roster.anAccount({ person: pupil });
      await stand.signIn(await esiaOf(stand.database, pupil, { snils }));
      await life.hasSnils(pupil, snils);
      stand.at(new Date(in30Days.getTime() - 1));
      await Promise.all([stand.rosterChanged(pupil.id), stand.inTime.followLimits(in30Days)]);
      stand.at(NOW);
      const after = await states(account);
      // Whoever ends the row finds the number too, and links anew on the stored attributes.
      expect([['active'], ['active', 'expired: lapsed']]).toContainEqual(after);
    }
  });

  it('EC-102: a lock and a sign-in: afterwards the link is locked', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const pupil = await stand.roster.aPerson({ snils: aSnils() });
      const account = await stand.roster.anAccount({ person: pupil });
      const esia = await esiaOf(stand.database, pupil);
      const [held] = await Promise.all([
        stand.database.unitOfWork.run((tx) => stand.suspendForSecurity.execute(tx, stand.asking(esia))),
        stand.signIn(esia),
      ]);
      // Before the sign-in there was nothing to hold: then a case of the person's own keeps the account from being linked.
      expect(await states(account)).toEqual(held === 1 ? ['suspended: security'] : []);
    }
  });

  it('two instances take the same news: each step is taken once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const pupil = await stand.roster.aPerson({ snils: aSnils() });
      const account = await stand.roster.anAccount({ person: pupil });
      await stand.signIn(await esiaOf(stand.database, pupil));
      await life.leaves(pupil, '2026-11-20', 'left');
      await Promise.all([stand.rosterChanged(pupil.id), stand.rosterChanged(pupil.id)]);
      expect(await stand.newsOf(account)).toHaveLength(2);
      expect(await states(account)).toEqual(['suspended: between_schools']);
    }
  });

  it('all of them lock in one order: none of these races was a deadlock', async () => {
    // A connection tells its figures a second after it fell idle.
    await stand.database.query('SELECT pg_sleep(1.5)');
    const [row] = await stand.database.query<{ deadlocks: number }>(
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(row).toEqual({ deadlocks: 0 });
  });
});
