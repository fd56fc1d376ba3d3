import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { components } from '../support/api-schema.js';
import type { RosterBuilder } from '../support/builders/roster.js';
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

  it('and nothing is left for today', async () => {
    for (const desk of [secretary, principal]) {
      const { tasks } = answerOf(await desk.GET('/api/v1/today', {}));
      expect(tasks).toEqual([]);
    }
  });

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
