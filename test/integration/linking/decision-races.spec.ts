import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { SchoolDesk } from '../../support/school-desk.js';

const LIVE = /^(active|suspended)/;

describe('decisions at the same moment', () => {
  let desk: SchoolDesk;
  let admins: readonly [TestAdministrator, TestAdministrator];
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    admins = [await desk.administrator(), await desk.administrator()];
  });
  afterAll(() => desk.close());

  const decide = (who: TestAdministrator, review: string, act: 'approve' | 'reject', account: string) =>
    desk.ask(
      ...([who, 'POST', `/link-reviews/${review}/${act}`] as const),
      act === 'approve'
        ? { account_id: account, reason: 'сверено с паспортом' }
        : { reason: 'другой человек' },
      { 'if-match': '"1"' },
    );

  async function aCase() {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person, { first: 'Иное' });
    await desk.signIn(esia);
    return { person, account, esia, review: await desk.openCase(esia) };
  }

  it('of two administrators who approve and reject one case, one decides and the other hears so', async () => {
    for (let round = 0; round < 40; round += 1) {
      const { account, review } = await aCase();
      const answers = await Promise.all([
        decide(admins[0], review, 'approve', account),
        decide(admins[1], review, 'reject', account),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const approved = answers[0].status === 200;
      expect(await desk.statesOf(account)).toEqual([approved ? 'active' : 'rejected school_refused']);
    }
  });

  it('of two administrators who both approve where two are needed, the account opens only if they were two', async () => {
    for (let round = 0; round < 20; round += 1) {
      const person = await desk.roster.aPerson({ snils: aSnils() });
      const account = await desk.roster.anAccount({ person });
      const esia = await esiaOf(desk.database, person, { snils: aSnils() });
      await desk.signIn(esia);
      const review = await desk.openCase(esia);
      const answers = await Promise.all([
        decide(admins[0], review, 'approve', account),
        decide(admins[0], review, 'approve', account),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await desk.statesOf(account)).toEqual(['pending_review SNILS_MISMATCH']);
    }
  });

  it('an approval and a sign-in of the account’s owner leave one owner, in 200 rounds of 200', async () => {
    for (let round = 0; round < 200; round += 1) {
      const { person, account, review } = await aCase();
      const owner = await esiaOf(desk.database, person);
      const [answer] = await Promise.all([
        decide(admins[round % 2] ?? admins[0], review, 'approve', account),
        desk.signIn(owner),
      ]);
      const live = (await desk.statesOf(account)).filter((state) => LIVE.test(state));
      expect([round, live]).toEqual([round, ['active']]);
      expect([200, 409]).toContain(answer.status);
    }
  });

  it('an approval and the same person’s own sign-in after the roster was mended make one link', async () => {
    for (let round = 0; round < 40; round += 1) {
      const { person, account, esia, review } = await aCase();
      await desk.database.query(`UPDATE people SET norm_first = 'иное' WHERE id = $1`, [person.id]);
      const [answer] = await Promise.all([decide(admins[0], review, 'approve', account), desk.signIn(esia)]);
      expect([200, 409]).toContain(answer.status);
      expect(await desk.statesOf(account)).toEqual(['active']);
      const cases = await desk.database.query(`SELECT state FROM link_reviews WHERE id = $1`, [review]);
      expect(cases).toEqual([{ state: 'linked' }]);
    }
  });
});
