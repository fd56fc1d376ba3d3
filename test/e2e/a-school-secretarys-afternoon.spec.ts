import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../src/kernel/ids.js';
import type { components } from '../support/api-schema.js';
import type { RosterBuilder } from '../support/builders/roster.js';
import { RosterInTime } from '../support/builders/roster-in-time.js';
import { aSnils } from '../support/builders/snils.js';
import { AdministrationScene, answerOf, type Desk, problemOf } from '../support/administration-scene.js';
import { csv } from '../support/roster-folder.js';

const RIGHT = '2012-06-05';
const WRONG = '2012-05-06';

describe('a school secretary’s afternoon', () => {
  let scene: AdministrationScene;
  let secretary: Desk;
  let principal: Desk;
  let reviews: readonly { readonly id: string; readonly revision: number }[] = [];
  const pupils: Awaited<ReturnType<AdministrationScene['aCase']>>[] = [];

  beforeAll(async () => {
    scene = await AdministrationScene.begin();
    // Five pupils whose birth dates the journal has with day and month swapped.
    for (let no = 0; no < 5; no++) {
      pupils.push(await scene.aCase({ born: WRONG, snils: aSnils() }, RIGHT));
    }
    await scene.aSnapshot(scene.day(-1));
  });
  afterAll(() => scene.end());

  const roster = (): RosterBuilder => scene.people.roster;

  it('she signs in through Госуслуги', async () => {
    secretary = await scene.signIn('school_admin', { schoolId: roster().schoolId });
    const { items } = answerOf(await secretary.GET('/api/v1/schools', {}));
    expect(items).toHaveLength(1);
  });

  it('sees what waits today: five cases, and the report that the ministry has opened', async () => {
    const ministry = await scene.signIn('ministry_analyst');
    answerOf(
      await ministry.POST('/api/v1/report-periods', {
        body: {
          ...{
            form_code: 'esia-transition',
            name: 'Неделя',
            first_day: scene.day(-20),
            as_of: scene.day(-1),
          },
          due_on: scene.day(5),
        },
      }),
    );
    const { tasks } = answerOf(await secretary.GET('/api/v1/today', {}));
    expect(tasks.map(({ code, count, text }) => ({ code, count, text }))).toEqual([
      { code: 'REPORT_TO_SUBMIT', count: 1, text: 'Сдайте отчёт: 1.' },
      { code: 'LINK_REVIEW', count: 5, text: 'Решите дела о привязке: 5.' },
    ]);
  });

  it('cannot approve a case while the journal has another birth date, and reads what to do', async () => {
    const list = answerOf(
      await secretary.GET('/api/v1/link-reviews', { params: { query: { state: 'open' } } }),
    );
    reviews = list.items.map(({ id, revision }) => ({ id, revision }));
    const [first] = reviews;
    const id = first?.id ?? '';
    const opened = await secretary.GET('/api/v1/link-reviews/{id}', { params: { path: { id } } });
    const sheet = answerOf(opened);
    expect(sheet.candidates[0]?.hint).toBe('DAY_MONTH_SWAPPED');
    const problem = problemOf(
      await secretary.POST('/api/v1/link-reviews/{id}/approve', {
        params: { path: { id }, header: { 'If-Match': opened.response.headers.get('etag') ?? '' } },
        body: { account_id: sheet.candidates[0]?.account_id ?? '', reason: 'сверено с паспортом' },
      }),
    );
    expect(problem).toMatchObject({ code: 'DECISION_BIRTHDATE_NOT_MENDED', status: 409 });
    expect(problem.detail).toMatch(/дата рождения/i);
  });

  it('uploads a file with a mistake, reads which row is wrong, and uploads the corrected roster', async () => {
    const wrong = await bring(await rosterRows(`${RIGHT.slice(0, 5)}31-31`));
    const { items } = answerOf(
      await secretary.GET('/api/v1/roster-imports/{id}/issues', { params: { path: { id: wrong.id } } }),
    );
    expect(items.length).toBeGreaterThan(0);
    for (const { message } of items) expect(message).toMatch(/[а-яё]/);
    const corrected = await bring(await rosterRows(RIGHT));
    expect([corrected.state, corrected.issues]).toMatchObject([
      'applied',
      { structure: 0, row: 0, field: 0, warning: 0 },
    ]);
  });

  it('clears the five cases at once, and repeating the request changes nothing', async () => {
    const decisions: components['schemas']['ReviewDecisionRowDto'][] = [];
    for (const { id, revision } of reviews) {
      const sheet = answerOf(await secretary.GET('/api/v1/link-reviews/{id}', { params: { path: { id } } }));
      const account_id = sheet.candidates[0]?.account_id ?? '';
      decisions.push({
        id,
        revision,
        decision: 'approve',
        account_id,
        reason: 'сверено с паспортом',
      });
    }
    const decide = () =>
      secretary.POST('/api/v1/link-reviews/decisions', {
        params: { header: { 'Idempotency-Key': 'afternoon-decisions' } },
        body: { decisions },
      });
    const first = answerOf(await decide());
    expect([first.done, first.refused, first.items.map(({ code }) => code)]).toEqual([
      ...[5, 0],
      [null, null, null, null, null],
    ]);
    const again = await decide();
    expect([again.response.headers.get('idempotency-replayed'), answerOf(again)]).toEqual(['true', first]);
    const linked = answerOf(
      await secretary.POST('/api/v1/people/search', { body: { standing: 'linked', kind: 'student' } }),
    );
    expect(linked.items.map(({ id }) => id).sort()).toEqual(pupils.map(({ person }) => person.id).sort());
  });

  it('the principal submits the report; one who has not seen the last change is stopped', async () => {
    principal = await scene.signIn('principal', { schoolId: roster().schoolId });
    const { items } = answerOf(
      await principal.GET('/api/v1/reports', { params: { query: { state: 'open' } } }),
    );
    const id = items[0]?.id ?? '';
    const submit = (etag: string) =>
      principal.POST('/api/v1/reports/{id}/submit', {
        params: { path: { id }, header: { 'If-Match': etag } },
      });
    expect(problemOf(await submit('"99"'))).toMatchObject({ code: 'PRECONDITION_FAILED', status: 412 });
    const { response } = await principal.GET('/api/v1/reports/{id}', { params: { path: { id } } });
    expect(answerOf(await submit(response.headers.get('etag') ?? '')).state).toBe('submitted');
  });

  it('prints the leaflets of 5Б, of whose texts the ministry has approved each by a second person', async () => {
    const classId = await classOfFour();
    const make = () => secretary.POST('/api/v1/notices', { body: { class_id: classId } });
    expect(problemOf(await make())).toMatchObject({ code: 'NOTICE_TEXT_NOT_APPROVED', status: 409 });
    await approveTexts();
    const [made] = answerOf(await make()).classes;
    expect(made).toMatchObject({ class_label: '5Б', generated: 4, linked: 5 });
    const linked = new Set<string>(pupils.map(({ person }) => person.id));
    const { items } = answerOf(
      await secretary.GET('/api/v1/notices', { params: { query: { class_id: classId } } }),
    );
    expect(items.map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'generated'));
    expect(items.filter(({ person_id }) => linked.has(person_id))).toEqual([]);

    const pack = await printed(classId);
    expect([pack.type, pack.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    // A sheet for each of the four, and one to sign on.
    expect(/\/Type \/Pages\s+\/Count (\d+)/.exec(pack.text)?.[1]).toBe('5');

    const notice_ids = items.map(({ id }) => id);
    const hand = () => secretary.POST('/api/v1/notices/hand-outs', { body: { notice_ids } });
    const outcomes = async () => answerOf(await hand()).items.map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual(notice_ids.map(() => 'handed_out'));
    expect(await outcomes()).toEqual(notice_ids.map(() => 'already_handed_out'));
    expect((await printed(classId)).status).toBe(404);
  });

  it('and nothing is left for today', async () => {
    for (const desk of [secretary, principal]) {
      const { tasks } = answerOf(await desk.GET('/api/v1/today', {}));
      expect(tasks).toEqual([]);
    }
  });

  /** 5Б of the five who are linked by now, with three who are not and the mother of one of them, before the passwords end. */
  async function classOfFour(): Promise<Uuid> {
    const { database } = scene.people;
    const people = RosterInTime.of(database, roster());
    const classId = await roster().aClass(roster().schoolId, 5, 'Б');
    await database.query('UPDATE enrollments SET class_group_id = $1 WHERE person_id = ANY ($2)', [
      classId,
      pupils.map(({ person }) => person.id),
    ]);
    for (const born of ['2016-02-03', '2016-03-04', '2012-03-04']) {
      const pupil = await people.aPupil(born, { classId });
      await people.anAccount(pupil);
      if (born === '2012-03-04')
        await people.anAccount(await people.aRepresentative(pupil), 'representative');
    }
    await database.query(
      `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on)
       SELECT $1, $2, $3, unnest($4::text[]), 'preparation', now(), $5`,
      [
        ...[scene.regionId, roster().journalSystemId, roster().schoolId],
        ...[['representatives', 'pupils_14plus', 'pupils_under14'], scene.day(90)],
      ],
    );
    return classId;
  }

  /** One analyst words a leaflet anew and may not approve that text; another approves all. */
  async function approveTexts(): Promise<void> {
    const writer = await scene.signIn('ministry_analyst');
    const drafts = async () => {
      const query = { state: 'draft' } as const;
      return answerOf(await writer.GET('/api/v1/notice-templates', { params: { query } })).items;
    };
    const first = (await drafts()).find(({ kind }) => kind === 'leaflet_under14');
    const body = { kind: 'leaflet_under14', title: first?.title ?? '', body: first?.body ?? '' } as const;
    const own = answerOf(await writer.POST('/api/v1/notice-templates', { body })).id;
    const approve = async (desk: Desk, template_ids: string[]) => {
      const answer = await desk.POST('/api/v1/notice-templates/approvals', { body: { template_ids } });
      return new Set(answerOf(answer).items.map(({ outcome }) => outcome));
    };
    expect(await approve(writer, [own])).toEqual(new Set(['own_text']));
    const second = await scene.signIn('ministry_analyst');
    const all = (await drafts()).map(({ id }) => id);
    expect(await approve(second, all)).toEqual(new Set(['approved']));
  }

  /** The pack of a class: its bytes as text, one character each. */
  async function printed(classId: Uuid) {
    const answer = await secretary.GET('/api/v1/notices/packs/class.pdf', {
      params: { query: { class_id: classId } },
      parseAs: 'arrayBuffer',
    });
    const { status, headers } = answer.response;
    const bytes = Buffer.from(answer.data instanceof ArrayBuffer ? answer.data : new ArrayBuffer(0));
    return { status, type: headers.get('content-type'), text: bytes.toString('latin1') };
  }

  /** The school's pupils as a file, all born on the day given. */
  async function rosterRows(born: string): Promise<string> {
    const rows = await scene.people.database.query<Record<string, string>>(
      `SELECT r.source_id, p.last_name, p.first_name, p.middle_name, s.source_id AS school_source_id
         FROM people p JOIN person_records r ON r.person_id = p.id JOIN schools s ON s.id = $1
        WHERE p.id = ANY ($2)`,
      [roster().schoolId, pupils.map(({ person }) => person.id)],
    );
    const numbers = new Map(pupils.map(({ person }) => [person.name.last, person.snils]));
    return csv(
      rows.map((row) => ({
        ...row,
        ...{ birth_date: born, gender: 'M', citizenship: 'RUS', enrolled_from: '2020-09-01' },
        ...{ snils: numbers.get(row['last_name'] ?? '') ?? '', class_source_id: '', enrollment_kind: '' },
      })),
    );
  }

  /** Uploads a file of pupils and waits for its end. */
  async function bring(text: string) {
    const body = new FormData();
    body.append('files', new Blob([text]), 'students.csv');
    const { id } = answerOf(
      await secretary.POST('/api/v1/roster-imports', {
        params: { query: { mode: 'delta' } },
        // The description shows the parts of the form; a browser's FormData carries them.
        body: body as never,
        bodySerializer: (form: unknown) => form as FormData,
      }),
    );
    for (;;) {
      const batch = answerOf(
        await secretary.GET('/api/v1/roster-imports/{id}', { params: { path: { id } } }),
      );
      if (!['uploaded', 'validating', 'ready', 'applying'].includes(batch.state)) return batch;
      await pause(100);
    }
  }
});
