import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid } from '../../../src/kernel/ids.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW } from './linking-stand.js';

const LIVE = ['active', 'suspended'];

describe('one account has one owner', () => {
  let stand: LinkingStand;
  beforeAll(async () => {
    stand = await linkingStand();
  });
  afterAll(() => stand.database.drop());

  it('EC-100: of two ESIA persons with one number at the same moment, one owns the account, in 200 rounds of 200', async () => {
    for (let round = 0; round < 200; round += 1) {
      const role = round % 2 === 0 ? 'student' : 'representative';
      const person = await stand.roster.aPerson({
        born: role === 'student' ? '2012-05-06' : '1982-05-06',
        snils: aSnils(),
      });
      const account = await stand.roster.anAccount({ person, role });
      // Every third pair differs in the first name: then only one of the two is certain.
      const pair = [
        await esiaOf(stand.database, person),
        await esiaOf(stand.database, person, round % 3 === 0 ? { first: 'Другой' } : {}),
      ];
      const results = await Promise.all(pair.map((esia) => stand.signIn(esia)));
      const links = await stand.linksOf(account);
      expect(links.filter(({ state }) => LIVE.includes(state))).toHaveLength(1);
      expect(links.map(({ state }) => state).sort()).toEqual(
        round % 3 === 0 ? ['active', 'pending_review'] : ['active', 'superseded'],
      );
      const last = results.filter(({ linked }) => linked.length === 1);
      expect(last.length).toBeGreaterThan(0);
    }
  }, 120_000);

  it('EC-100: of two humans who are both proposed one account and confirmed by others at once, the second gets a conflict', async () => {
    for (let round = 0; round < 200; round += 1) {
      const role = round % 2 === 0 ? 'student' : 'representative';
      const snils = aSnils();
      const person = await stand.roster.aPerson({
        born: role === 'student' ? '2012-05-06' : '1982-05-06',
        snils,
      });
      const account = await stand.roster.anAccount({ person, role });
      const owner = await esiaOf(stand.database, person);
      const stranger = await esiaOf(stand.database, person, { first: 'Другой', snils: aSnils() });
      // The stranger's link is made by a writer that knows nothing of our locks.
      const rival = stand.database
        .query(
          `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
           VALUES ($1, $2, $3, $4, 'active', 'R9', $5, $5)`,
          [newUuid(), stand.roster.regionId, stranger.id, account, NOW],
        )
        .then(
          () => true,
          () => false,
        );
      const [rivalWon, result] = await Promise.all([rival, stand.signIn(owner)]);
      const live = (await stand.linksOf(account)).filter(({ state }) => LIVE.includes(state));
      expect(live).toHaveLength(1);
      expect(live[0]?.esia).toBe(rivalWon ? stranger.id : owner.id);
      const conflict = role === 'representative' ? 'SHARED_ACCOUNT' : 'LINK_CONFLICT';
      expect(result.outcomes.map(({ code }) => code)).toEqual(rivalWon ? [conflict] : []);
    }
  }, 120_000);

  it('the same person in two browsers at once gets one link and no error', async () => {
    for (let round = 0; round < 30; round += 1) {
      const person = await stand.roster.aPerson({ snils: aSnils() });
      const account = await stand.roster.anAccount({ person });
      const esia = await esiaOf(stand.database, person);
      const results = await Promise.all([stand.signIn(esia), stand.signIn(esia), stand.signIn(esia)]);
      expect(results.map(({ linked }) => linked.length)).toEqual([1, 1, 1]);
      expect(await stand.linksOf(account)).toHaveLength(1);
    }
  });

  it('the unique index alone refuses a second live link, by name', async () => {
    const person = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person });
    await stand.signIn(await esiaOf(stand.database, person));
    const other = await esiaOf(stand.database, person);
    const evidence = { rule: 'R1', equal: [], different: [], missing: [] } as const;
    const link = { id: newUuid(), regionId: other.regionId, esiaPersonId: other.id, accountId: account };
    const by = { actor: { kind: 'system', id: null }, at: NOW, traceId: null } as const;
    await expect(
      stand.database.unitOfWork.run((tx) =>
        stand.links.insert(
          tx,
          [{ ...link, state: 'suspended', event: 'matched', reason: 'dispute', evidence }],
          by,
        ),
      ),
    ).rejects.toThrow(/links_one_live_per_account/);
  });
});

describe('the cost of a sign-in', () => {
  let stand: LinkingStand;
  beforeAll(async () => {
    stand = await linkingStand();
  });
  afterAll(() => stand.database.drop());

  async function statementsFor(accounts: number): Promise<{ first: number; again: number }> {
    const person = await stand.roster.aPerson({ born: '1980-01-01', middle: null, snils: aSnils() });
    for (let index = 0; index < accounts; index += 1) {
      await stand.roster.anAccount({
        person,
        role: 'representative',
        schools: [await stand.roster.aSchool()],
      });
    }
    const esia = await esiaOf(stand.database, person, { last: 'Другая', middle: 'Ивановна' });
    const count = () =>
      stand.database.unitOfWork.run(async (tx) => {
        const runner = tx.queryRunner!;
        const query = runner.query.bind(runner);
        let statements = 0;
        runner.query = (...given: Parameters<typeof query>) => {
          statements += 1;
          return query(...given);
        };
        const { linked } = await stand.signInWithin(tx, esia);
        expect(linked).toHaveLength(accounts);
        return statements;
      });
    return { first: await count(), again: await count() };
  }

  it('is the same number of statements for one account and for twenty', async () => {
    const one = await statementsFor(1);
    expect(await statementsFor(20)).toEqual(one);
    expect(one.again).toBeLessThanOrEqual(12);
  });
});
