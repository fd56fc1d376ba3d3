import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { DeliveryStand } from '../../support/delivery-stand.js';

describe('a pupil with a child account who turns 14', () => {
  let stand: DeliveryStand;
  beforeAll(async () => {
    stand = await DeliveryStand.open();
  });
  afterAll(() => stand.close());

  const at = async (moment: string) => {
    stand.clock.set(new Date(moment));
    await stand.application.app.get(Jobs, { strict: false }).runNow('notices.fourteen');
    await stand.drain();
  };
  const tasksOf = async (personId: string) => {
    const rows = await stand.database.query<{ code: string; open: boolean }>(
      'SELECT code, done_at IS NULL AS open FROM roster_tasks WHERE person_id = $1 ORDER BY opened_at, code',
      [personId],
    );
    return rows.map(({ code, open }) => `${code}${open ? '' : ' done'}`);
  };
  const lettersTo = (address: string) =>
    stand.mail.letters.filter(({ to, raw }) => to === address && !raw.includes('Код')).length;
  const aPupil = async (born: string, address?: string) => {
    const person = await stand.roster.aPerson({ born });
    const esia = await stand.linked(person);
    await stand.database.query(`UPDATE esia_persons SET level = 'KD' WHERE id = $1`, [esia.id]);
    if (address !== undefined) await stand.proved(esia, address);
    return { person, esia };
  };

  it('EC-027, EC-028: hears of it on the region’s own day, after 90 days and in the last month, each once; the school gets tasks', async () => {
    stand.clock.set(new Date('2026-11-01T08:00:00Z'));
    const { person, esia } = await aPupil('2012-11-24', 'fourteen@example.ru');
    const before = lettersTo('fourteen@example.ru');
    // 21:59Z is still 23 November in Kaliningrad.
    await at('2026-11-23T21:59:00Z');
    expect(await tasksOf(person.id)).toEqual([]);
    await at('2026-11-23T22:01:00Z');
    await at('2026-11-24T10:00:00Z');
    expect(await tasksOf(person.id)).toEqual(['TURNED_FOURTEEN']);
    expect(lettersTo('fourteen@example.ru') - before).toBe(1);
    await at('2027-02-22T10:00:00Z');
    await at('2027-02-23T10:00:00Z');
    expect(await tasksOf(person.id)).toEqual(['TURNED_FOURTEEN done', 'FOURTEEN_WITHOUT_PASSPORT']);
    await at('2027-05-10T10:00:00Z');
    expect((await tasksOf(person.id)).at(-1)).toBe('FOURTEEN_GRACE_ENDS');
    expect(lettersTo('fourteen@example.ru') - before).toBe(3);
    await stand.database.query(`UPDATE esia_persons SET level = 'PR' WHERE id = $1`, [esia.id]);
    await at('2027-05-11T10:00:00Z');
    expect((await tasksOf(person.id)).every((task) => task.endsWith('done'))).toBe(true);
  });

  it('is told by two servers at once only once', async () => {
    const { person } = await aPupil('2012-12-05');
    stand.clock.set(new Date('2026-12-05T10:00:00Z'));
    const jobs = stand.application.app.get(Jobs, { strict: false });
    await Promise.all([jobs.runNow('notices.fourteen'), jobs.runNow('notices.fourteen')]);
    expect(await tasksOf(person.id)).toEqual(['TURNED_FOURTEEN']);
  });

  it('is caught up with after days without a server: told of the stage of today alone', async () => {
    const { person } = await aPupil('2012-08-01');
    await at('2026-12-06T10:00:00Z');
    expect(await tasksOf(person.id)).toEqual(['FOURTEEN_WITHOUT_PASSPORT']);
  });

  it('EC-023: born on 29 February, is told on 1 March', async () => {
    const { person } = await aPupil('2012-02-29');
    await at('2026-02-28T10:00:00Z');
    expect(await tasksOf(person.id)).toEqual([]);
    await at('2026-03-01T10:00:00Z');
    expect(await tasksOf(person.id)).toEqual(['TURNED_FOURTEEN']);
  });

  it('with a confirmed account hears nothing', async () => {
    const person = await stand.roster.aPerson({ born: '2012-12-07' });
    await stand.linked(person);
    await at('2026-12-07T10:00:00Z');
    expect(await tasksOf(person.id)).toEqual([]);
  });
});
