import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EsiaPerson } from '../../../src/esia/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { PersonSessionsRepository } from '../../../src/signin/store/person-sessions.repository.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { type Holder, NoticesScene } from './notices-scene.js';

const CODE = /^[2-9ACDEFGHJKMNPQRTUVWXY]{4}-[2-9ACDEFGHJKMNPQRTUVWXY]{4}$/;

describe('a family’s leaflets on its own page', () => {
  let scene: NoticesScene;
  let school: TestAdministrator;
  let ivan: Holder;
  let older: Holder;
  let grown: Holder;
  let hidden: Holder;
  let strange: Holder;
  let mother: EsiaPerson;
  let cookie: string;

  const signIn = async ({ id }: EsiaPerson): Promise<string> => {
    const token = `family-${id}`;
    const opened = {
      ...{ regionId: scene.desk.roster.regionId, esiaPersonId: id },
      expiresAt: new Date('2099-01-01T00:00:00Z'),
    };
    const { database, clock } = scene.desk;
    await database.unitOfWork.run((tx) =>
      new PersonSessionsRepository().open(tx, token, opened, clock.now()),
    );
    return `__Host-perehod_account=${token}`;
  };
  const open = async (path: string, who = cookie) => {
    const answer = await fetch(`${scene.desk.application.url}${path}`, {
      ...{ redirect: 'manual', headers: { cookie: who } },
    });
    return {
      ...{ status: answer.status, headers: answer.headers },
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const html = async (path: string, who = cookie) => (await open(path, who)).bytes.toString();
  const living = async ({ person }: Holder): Promise<Uuid> => {
    const found = (await scene.notices()).filter((one) => one.person === person.id).at(-1);
    if (found === undefined) throw new Error('no notice');
    return found.id;
  };
  /** The code on the paper that the school prints. */
  const codeOf = async (of: Holder): Promise<string> => {
    const { bytes } = await scene.file(school, `/notices/${await living(of)}/paper.txt`);
    return /Код для входа: (\S+)/.exec(bytes.toString())?.[1] ?? 'no code';
  };
  const paper = async (of: Holder, format = 'html', who = cookie) =>
    open(`/account/leaflets/${await living(of)}/paper.${format}`, who);
  /** Both waves of pupils are announced with these accounts. */
  const announce = async () => {
    const { database } = scene.desk;
    await database.query(
      `UPDATE campaigns SET phase = 'announced', announced_at = now() WHERE wave LIKE 'pupils%'`,
    );
    await database.query(
      `INSERT INTO wave_members (campaign_id, journal_account_id, joined_at)
       SELECT c.id, a.id, now() FROM campaigns c JOIN journal_accounts a ON a.role = 'student'
         JOIN people p ON p.id = a.person_id
        WHERE c.wave = wave_of(a.role, p.birth_date, '2026-11-23')`,
    );
  };

  beforeAll(async () => {
    scene = await NoticesScene.open();
    school = await scene.desk.administrator();
    ivan = await scene.aPupil('2015-05-06', { last: 'Яковлев' });
    const parent = await scene.aParent(ivan);
    [older, grown, hidden] = [
      await scene.aPupil('2011-05-06', { last: 'Старшая' }),
      await scene.aPupil('2008-05-06', { last: 'Взрослый' }),
      await scene.aPupil('2015-05-06', { last: 'Скрытый' }),
    ];
    strange = await scene.aPupil('2015-05-06', { last: 'Чужой' });
    await scene.aParent(strange);
    const { database } = scene.desk;
    await database.query('UPDATE people SET protected = true WHERE id = $1', [hidden.person.id]);
    for (const child of [older, grown, hidden]) await scene.people.tie(child, parent);
    await scene.make(school);
    await scene.make(school, {
      ...{ school_id: scene.desk.roster.schoolId, person_ids: [hidden.person.id] },
    });
    mother = await scene.link(parent);
    cookie = await signIn(mother);
  });
  afterAll(() => scene.desk.close());

  it('name the announced day of each child, and none before the announcement', async () => {
    expect(await html('/account')).not.toContain('отключат 15 марта 2027');
    await announce();
    const own = await html('/account');
    expect(own.match(/вход по паролю отключат 15 марта 2027/g)).toHaveLength(3);
    expect(own).toContain('href="/account/leaflets"');
    const page = await html('/account/leaflets');
    expect(page).toMatch(/Яковлев[^<]*<\/b>.*?отключат 15 марта 2027/s);
    expect(page).not.toContain('Чужой');
  });

  it('give a small child’s as the school hands it out, with the very code, as a page and as a file', async () => {
    const code = await codeOf(ivan);
    const shown = await paper(ivan);
    expect(shown.status).toBe(200);
    expect(shown.bytes.toString()).toContain(code);
    expect(shown.bytes.toString()).not.toMatch(/\d{3}-\d{3}-\d{3}/);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const file = await paper(ivan, 'pdf');
    expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.headers.get('cache-control')).toBe('private, no-store');
  });

  it('keep from the parents the code of a pupil of 14 to 17, and everything of a grown-up or protected one', async () => {
    const shown = (await paper(older)).bytes.toString();
    expect(shown).toContain('Старшая');
    expect(shown).toContain('Здесь стоит личный код ученика');
    expect(await codeOf(older)).toMatch(CODE);
    expect(shown).not.toContain(await codeOf(older));
    expect((await paper(grown)).status).toBe(404);
    expect((await paper(hidden)).status).toBe(404);
    const page = await html('/account/leaflets');
    for (const one of [grown, hidden]) expect(page).not.toContain(await living(one));
  });

  it('are never another child’s: the address is of nobody, as that of a paper that is not there', async () => {
    const refused = await paper(strange);
    const absent = await open('/account/leaflets/00000000-0000-4000-8000-000000000000/paper.html');
    expect([refused.status, absent.status]).toEqual([404, 404]);
    expect((await open('/account/leaflets/x/paper.html')).status).toBe(404);
    expect((await paper(ivan, 'txt')).status).toBe(404);
    expect((await paper(ivan, 'html', '')).status).toBe(404);
    expect((await open('/account/leaflets', '')).headers.get('location')).toBe('/account');
  });

  it('are in the audit, each taking with its format and whether it bore a code', async () => {
    const taken = await scene.desk.database.query(
      `SELECT subject_id = $2 AS "ofIvan", facts->>'format' AS format, facts->>'with_code' AS coded
         FROM audit_events WHERE action = 'notices.taken_by_family' AND actor_id = $1 ORDER BY id`,
      [mother.id, ivan.person.id],
    );
    expect(taken).toEqual([
      { ofIvan: true, format: 'html', coded: 'true' },
      { ofIvan: true, format: 'pdf', coded: 'true' },
      { ofIvan: false, format: 'html', coded: 'false' },
    ]);
  });

  it('are the current issue only: when the day moves, the old is gone before the news of it has come', async () => {
    const old = await living(ivan);
    const wave = scene.campaigns.get('pupils_under14');
    await scene.desk.database.query(`UPDATE campaigns SET cutover_on = '2027-03-22' WHERE id = $1`, [wave]);
    expect((await open(`/account/leaflets/${old}/paper.html`)).status).toBe(404);
    await scene.move('pupils_under14', '2027-03-22');
    expect((await open(`/account/leaflets/${old}/paper.html`)).status).toBe(404);
    expect((await paper(ivan)).bytes.toString()).toContain('прекратится 22.03.2027');
  });

  it('end with the link of the child, and the page says why there may be none', async () => {
    await scene.link(ivan);
    expect((await paper(ivan)).status).toBe(404);
    expect(await html('/account/leaflets')).toContain('Сейчас памятки здесь нет');
  });

  it('end with a disputed or restricted tie, and the day with them', async () => {
    const { database } = scene.desk;
    await database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from, recorded_by,
         recorded_at)
       SELECT region_id, child_id, representative_id, 'restriction', 'решение суда', '2026-11-01', gen_random_uuid(), now()
         FROM family_ties WHERE child_id = $1`,
      [older.person.id],
    );
    expect((await paper(older)).status).toBe(404);
    expect(await html('/account/leaflets')).not.toContain('Старшая');
  });

  it('are a pupil’s own where the link holds, and nothing while a code is still to prove who it is', async () => {
    const esia = await scene.link(grown);
    const own = await signIn(esia);
    const { database, roster } = scene.desk;
    // The paper of the account that waits for a consent is theirs; that of one who is still to prove it is not.
    await database.query(`UPDATE links SET state = 'awaiting_consent' WHERE esia_person_id = $1`, [esia.id]);
    await database.query(
      `INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, class_group_id, template_id,
         print_id, cutover_on, state, state_since, created_at)
       SELECT region_id, school_id, campaign_id, person_id, journal_account_id, class_group_id, template_id, print_id, cutover_on,
              'generated', state_since, created_at + interval '1 day'
         FROM notice_issues WHERE person_id = $1`,
      [grown.person.id],
    );
    expect((await paper(grown, 'html', own)).bytes.toString()).toContain(await codeOf(grown));
    await database.query(`UPDATE links SET state = 'pending_proof' WHERE esia_person_id = $1`, [esia.id]);
    expect((await paper(grown, 'html', own)).status).toBe(404);
    expect(await html('/account/leaflets', own)).toContain('До этого памятку с кодом выдаёт школа');
    expect((await open(`/account/refusal-forms/${roster.schoolId}/blank.pdf`, own)).status).toBe(404);
  });

  it('NOT-07: the form of a refusal lies beside them, of the family’s own schools only', async () => {
    const { roster } = scene.desk;
    const page = await html('/account/leaflets');
    expect(page).toContain(`/account/refusal-forms/${roster.schoolId}/blank.pdf`);
    expect(page).toContain('Пароль он не продлевает');
    const form = await open(`/account/refusal-forms/${roster.schoolId}/blank.pdf`);
    expect(form.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const other = await roster.aSchool();
    expect((await open(`/account/refusal-forms/${other}/blank.pdf`)).status).toBe(404);
  });
});
