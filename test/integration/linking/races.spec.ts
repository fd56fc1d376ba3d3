import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newUuid } from '../../../src/kernel/ids.js';
import { type EsiaPersonOverrides, esiaOf } from '../../support/builders/esia.js';
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
  });

  it.each([
    ['student', 'COMMIT', 'LINK_CONFLICT'],
    ['representative', 'COMMIT', 'SHARED_ACCOUNT'],
    ['student', 'ROLLBACK', null],
  ] as const)(
    'EC-100: while another writer holds the account of a %s without our locks, the index decides (%s)',
    async (role, ending, conflict) => {
      const born = role === 'student' ? '2012-05-06' : '1982-05-06';
      const person = await stand.roster.aPerson({ born, snils: aSnils() });
      const account = await stand.roster.anAccount({ person, role });
      const owner = await esiaOf(stand.database, person);
      const stranger = await esiaOf(stand.database, person, { first: 'Другой', snils: aSnils() });
      const rival = new pg.Client({ connectionString: stand.database.ownerUrl });
      await rival.connect();
      await rival.query('BEGIN');
      await rival.query(
        `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
         VALUES ($1, $2, $3, 'active', 'R9', $4, $4)`,
        [stand.roster.regionId, stranger.id, account, NOW],
      );
      const signIn = stand.signIn(owner);
      await untilSomebodyWaits();
      await rival.query(ending);
      await rival.end();

      const result = await signIn;
      expect(result.outcomes.map(({ code }) => code)).toEqual(conflict === null ? [] : [conflict]);
      const live = (await stand.linksOf(account)).filter(({ state }) => LIVE.includes(state));
      expect(live.map(({ esia }) => esia)).toEqual([conflict === null ? owner.id : stranger.id]);
      const cases = await stand.database.query(
        `SELECT code FROM link_reviews WHERE esia_person_id = $1 AND state = 'open'`,
        [owner.id],
      );
      expect(cases).toEqual(conflict === null ? [] : [{ code: conflict }]);
    },
  );

  /** The sign-in has decided and stands before the unique index, or would never wait at all. */
  async function untilSomebodyWaits(): Promise<void> {
    for (let turn = 0; turn < 10_000; turn += 1) {
      const [row] = await stand.database.query<{ waiting: number }>(
        `SELECT count(*) AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO links%'`,
      );
      if ((row?.waiting ?? 0) > 0) return;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error('the sign-in never met the unique index');
  }

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
          [{ ...link, state: 'suspended', event: 'matched', reason: 'dispute', evidence, until: null }],
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

  async function statementsFor(
    accounts: number,
    says: EsiaPersonOverrides,
  ): Promise<{ first: number; again: number }> {
    const person = await stand.roster.aPerson({ born: '1980-01-01', middle: null, snils: aSnils() });
    for (let index = 0; index < accounts; index += 1) {
      await stand.roster.anAccount({
        person,
        role: 'representative',
        schools: [await stand.roster.aSchool()],
      });
    }
    const esia = await esiaOf(stand.database, person, says);
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
    const says = { last: 'Другая', middle: 'Ивановна' };
    expect(await statementsFor(20, says)).toEqual(await statementsFor(1, says));
  });

  it('is ten statements when nothing has changed', async () => {
    expect((await statementsFor(3, {})).again).toBe(10);
  });
});
