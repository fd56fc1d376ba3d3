import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { ReportStates } from '../../../src/notices/application/report-states.js';
import { RunCadence } from '../../../src/notices/application/run-cadence.js';
import { SendDeliveries } from '../../../src/notices/application/send-deliveries.js';
import type { EsiaPerson } from '../../../src/esia/index.js';
import { proveAddress, textOfLetter } from '../../support/delivery-stand.js';
import { MailServer } from '../../support/mail-server.js';
import { type Holder, NoticesScene } from './notices-scene.js';

const at = (day: string) => new Date(`${day}T06:00:00Z`);

async function run({ desk }: NoticesScene, day: string): Promise<void> {
  desk.clock.set(at(day));
  await desk.application.app.get(RunCadence, { strict: false }).execute(at(day));
}

async function announce({ desk }: NoticesScene): Promise<void> {
  await desk.database.query(`UPDATE campaigns SET phase = 'announced', announced_at = '2027-01-14'`);
  await desk.database.query(
    `INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
     SELECT c.id, a.id, now() FROM campaigns c JOIN journal_accounts a
         ON wave_of(a.role, (SELECT birth_date FROM people p WHERE p.id = a.person_id), '2027-01-14') = c.wave
     ON CONFLICT DO NOTHING`,
  );
}

const tasks = ({ desk }: NoticesScene) =>
  desk.database.query<{ wave: string; code: string; due: string }>(
    `SELECT c.wave, k.code, k.due_on::text AS due FROM notice_tasks k JOIN campaigns c ON c.id = k.campaign_id
      WHERE k.done_at IS NULL ORDER BY 1`,
  );

describe('the cadence of notices (NOT-04)', () => {
  let scene: NoticesScene;
  let mail: MailServer;
  let child: Holder;
  let mother: Holder;
  let twins: readonly Holder[];
  let father: EsiaPerson;

  beforeAll(async () => {
    mail = await MailServer.start();
    scene = await NoticesScene.open({ SMTP_URL: mail.url, MAIL_FROM: 'perehod@example.ru' });
    child = await scene.aPupil();
    mother = await scene.aParent(child);
    father = await scene.link(await scene.aParent(child));
    const grandmother = await scene.link(await scene.aParent(child));
    const [first, second] = [await scene.aPupil(), await scene.aPupil()];
    twins = [first, second];
    const theirs = await scene.aParent(first);
    await scene.people.tie(second, theirs);
    const ofTwins = await scene.link(theirs);
    await scene.link(await scene.aPupil());
    const { application, database, clock } = scene.desk;
    const prove = (person: EsiaPerson, address: string) =>
      proveAddress({ application, database, clock, mail }, person, address);
    await prove(father, 'father@example.ru');
    await prove(grandmother, 'grandmother@example.ru');
    await prove(ofTwins, 'twins@example.ru');
  });
  afterAll(async () => {
    await scene.desk.close();
    await mail.close();
  });
  beforeEach(() => {
    mail.letters.length = 0;
  });

  /** The mail server takes what waits, and the notices hear of it. */
  const deliver = async () => {
    await scene.desk.application.app.get(SendDeliveries, { strict: false }).drain('email');
    await scene.hear();
  };
  const addresses = () => mail.letters.map(({ to }) => to).sort();
  const noticeOf = async ({ person }: Holder) =>
    (await scene.notices()).filter(({ person: id }) => id === person.id).at(-1);
  const deliveries = (person: Uuid) =>
    scene.desk.database.query<{ id: Uuid; channel: string; state: string; reason: string | null }>(
      `SELECT id, channel, state, reason FROM notice_deliveries WHERE person_id = $1 ORDER BY created_at, id`,
      [person],
    );
  const reported = async (id: Uuid | undefined, state: 'delivered' | 'bounced') => {
    if (id === undefined) throw new Error('no such message');
    const report = { id, state, reason: state === 'bounced' ? 'mail_returned' : null };
    await scene.desk.application.app.get(ReportStates, { strict: false }).execute([report]);
    await scene.hear();
  };

  it('asks the school for leaflets before the announcement, and writes to nobody', async () => {
    await run(scene, '2026-12-30');
    await run(scene, '2026-12-31');
    await deliver();
    expect(await tasks(scene)).toEqual([
      { wave: 'pupils_under14', code: 'PRINT_NOTICES', due: '2027-01-14' },
      { wave: 'representatives', code: 'PRINT_NOTICES', due: '2027-01-14' },
    ]);
    expect(mail.letters).toEqual([]);
  });

  it('writes once to the addresses that the family of whoever is not linked gave, naming nobody', async () => {
    await announce(scene);
    await run(scene, '2027-01-14');
    await run(scene, '2027-01-14');
    await deliver();
    expect(addresses()).toEqual(['father@example.ru', 'grandmother@example.ru', 'twins@example.ru']);
    for (const letter of mail.letters) {
      const text = textOfLetter(letter);
      expect(text).toContain('прекратится 15.03.2027 (осталось 60 дней)');
      expect(text).not.toMatch(/Тестов|Пётр|Мария|\{\{/);
    }
  });

  it('follows what became of a message, and leaves to paper whom none reaches: no message is made to fail', async () => {
    expect(await noticeOf(child)).toMatchObject({ kind: 'email', state: 'sent' });
    expect(await noticeOf(mother)).toMatchObject({ kind: 'letter_parents', state: 'generated' });
    expect(await deliveries(mother.person.id)).toEqual([]);
    const ofTwins = (await Promise.all(twins.map(noticeOf))).map((one) => [one?.kind, one?.state]);
    expect(ofTwins.sort()).toEqual([
      ['email', 'sent'],
      ['leaflet_under14', 'generated'],
    ]);
    const [read] = (await Promise.all(twins.map(({ person }) => deliveries(person.id)))).flat();
    await reported(read?.id, 'delivered');
    const states = (await Promise.all(twins.map(noticeOf))).map((one) => one?.state);
    expect(states.sort()).toEqual(['delivered', 'generated']);
    const told = await scene.desk.database.query<{ id: Uuid }>('SELECT person_id AS id FROM told_people');
    expect(told.map(({ id }) => id)).toContain(child.person.id);
    expect(told).toHaveLength(2);
    const other = await scene.desk.database.query(
      `SELECT FROM notice_deliveries WHERE channel <> 'email' OR state IN ('failed', 'queued')`,
    );
    expect(other).toEqual([]);
    expect((await tasks(scene)).map(({ due }) => due)).toEqual(['2027-01-14', '2027-01-14']);
  });

  it('calls a notice bounced, and asks for a paper, when the last of its messages has come back', async () => {
    await scene.desk.database.query(`UPDATE notice_tasks SET done_at = now()`);
    const [first, second] = await deliveries(child.person.id);
    await reported(first?.id, 'bounced');
    expect((await noticeOf(child))?.state).toBe('sent');
    expect(await tasks(scene)).toEqual([]);
    await reported(second?.id, 'bounced');
    expect((await noticeOf(child))?.state).toBe('bounced');
    expect(await tasks(scene)).toEqual([
      { wave: 'pupils_under14', code: 'PRINT_NOTICES', due: '2027-01-14' },
    ]);
  });

  it('respects an opt-out where a step may be opted out of, and asks again for the papers that wait', async () => {
    await scene.desk.database.query(
      `INSERT INTO notice_opt_outs (region_id, channel, person_id, source, recorded_by, recorded_at)
       SELECT region_id, 'email', id, 'school', $2, now() FROM people WHERE id = ANY ($1)`,
      [twins.map(({ person }) => person.id), father.id],
    );
    await run(scene, '2027-03-01');
    await deliver();
    expect(addresses()).toEqual(['father@example.ru', 'grandmother@example.ru']);
    const ofTwins = (await Promise.all(twins.map(({ person }) => deliveries(person.id)))).flat();
    expect(ofTwins.map(({ state, reason }) => [state, reason]).sort()).toEqual([
      ['delivered', null],
      ['suppressed', 'opted_out'],
    ]);
    expect(await tasks(scene)).toEqual([
      { wave: 'pupils_under14', code: 'PRINT_NOTICES', due: '2027-01-14' },
      { wave: 'representatives', code: 'PRINT_NOTICES', due: '2027-03-01' },
    ]);
  });

  it('sends after downtime only the newest message, and none about who has linked meanwhile', async () => {
    await scene.link(child);
    await run(scene, '2027-03-10');
    await deliver();
    expect(addresses()).toEqual(['twins@example.ru']);
    expect(mail.letters.map(textOfLetter)[0]).toContain('осталось 5 дней');
    const runs = await scene.desk.database.query(
      `SELECT step, outcome, told FROM notice_cadence_runs WHERE campaign_id = $1 ORDER BY step`,
      [scene.campaigns.get('pupils_under14')],
    );
    expect(runs).toEqual([
      { step: 'leaflets', outcome: 'done', told: 3 },
      { step: 't-14', outcome: 'done', told: 2 },
      { step: 't-30', outcome: 'skipped', told: 0 },
      { step: 't-60', outcome: 'done', told: 2 },
      { step: 't-7', outcome: 'done', told: 1 },
    ]);
  });

  it('tells whoever knew the old day of the new one', async () => {
    await scene.move('pupils_under14', '2027-03-22');
    await deliver();
    expect(addresses()).toEqual(['twins@example.ru']);
    expect(mail.letters.map(textOfLetter)[0]).toContain('закроется 15.03.2027. Теперь это 22.03.2027');
  });
});

describe('the cadence where no channel has a carrier', () => {
  let scene: NoticesScene;
  beforeAll(async () => {
    scene = await NoticesScene.open();
  });
  afterAll(() => scene.desk.close());

  it('leaves everybody to paper, and queues nothing', async () => {
    const pupil = await scene.aPupil();
    await announce(scene);
    await run(scene, '2027-01-14');
    expect((await scene.notices()).map(({ person, kind }) => [person, kind])).toEqual([
      [pupil.person.id, 'leaflet_under14'],
    ]);
    expect(await scene.desk.database.query('SELECT FROM notice_deliveries')).toEqual([]);
    expect(await tasks(scene)).toEqual([
      { wave: 'pupils_under14', code: 'PRINT_NOTICES', due: '2027-01-14' },
    ]);
  });
});
