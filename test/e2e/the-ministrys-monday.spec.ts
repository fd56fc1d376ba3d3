import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../src/kernel/ids.js';
import { AdministrationScene, answerOf, type Desk, problemOf } from '../support/administration-scene.js';

describe('the ministry’s Monday', () => {
  let scene: AdministrationScene;
  let manager: Desk;
  let second: Desk;
  const schools: Uuid[] = [];
  const date = () => scene.day(40);

  beforeAll(async () => {
    scene = await AdministrationScene.begin();
    const { roster, database } = scene.people;
    for (let no = 0; no < 12; no++) {
      const schoolId = await roster.aSchool();
      schools.push(schoolId);
      await database.query(
        `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
         VALUES ($1, $2, $3, 'staff', 'announced', now(), $4, now())`,
        [scene.regionId, roster.journalSystemId, schoolId, date()],
      );
    }
    await scene.aSnapshot(scene.day(-1));
  });
  afterAll(() => scene.end());

  it('the campaign manager signs in, sees the dates ahead and how ready the schools are', async () => {
    manager = await scene.signIn('campaign_manager');
    const { tasks } = answerOf(await manager.GET('/api/v1/today', {}));
    expect(tasks).toContainEqual(
      expect.objectContaining({ code: 'CUTOVER_AHEAD', about: 'staff', count: 12 }),
    );
    const first = answerOf(await manager.GET('/api/v1/campaigns', { params: { query: { limit: 5 } } }));
    expect([first.items.length, typeof first.next_cursor]).toEqual([5, 'string']);
    const id = first.items[0]?.id ?? '';
    const campaign = await manager.GET('/api/v1/campaigns/{id}', { params: { path: { id } } });
    expect(answerOf(campaign).cutover_on).toBe(date());
    expect(campaign.response.headers.get('etag')).toMatch(/^"\d+"$/);
  });

  it('postpones ten schools in one act; the answer says what came of each, and a repetition does nothing more', async () => {
    const postpone = (reason: string) =>
      manager.POST('/api/v1/campaign-acts', {
        params: { header: { 'Idempotency-Key': 'monday-postponement' } },
        body: { event: 'postpone', school_ids: schools.slice(0, 10), days: 14, reason },
      });
    const moved = answerOf(await postpone('школы просят время на сверку списков'));
    expect(moved.items.map(({ result }) => result)).toEqual(Array.from({ length: 10 }, () => 'moved'));
    expect(answerOf(await postpone('школы просят время на сверку списков'))).toEqual(moved);
    const other = problemOf(await postpone('другая причина'));
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 409 });
    expect(other.detail).toContain('возьмите новый ключ');
    const [kept] = await scene.people.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM campaigns WHERE cutover_on = $1`,
      [date()],
    );
    expect(kept?.count).toBe(2);
  });

  it('breaks the glass with a second person: alone nobody can', async () => {
    const { id } = answerOf(
      await manager.POST('/api/v1/break-glass', { body: { hours: 2, reason: 'Госуслуги не отвечают' } }),
    );
    const approve = (desk: Desk) =>
      desk.POST('/api/v1/break-glass/{id}/approve', {
        params: { path: { id } },
        body: { reason: 'проверено: портал не отвечает' },
      });
    const alone = problemOf(await approve(manager));
    expect([alone.code, alone.status]).toEqual(['BREAK_GLASS_SAME_PERSON', 403]);
    expect(alone.detail).toMatch(/[а-яё]/);
    second = await scene.signIn('campaign_manager');
    const { tasks } = answerOf(await second.GET('/api/v1/today', {}));
    expect(tasks[0]).toMatchObject({ code: 'BREAK_GLASS_TO_APPROVE', urgency: 'today' });
    expect(new Date(answerOf(await approve(second)).until).getTime()).toBeGreaterThan(
      scene.people.clock.now().getTime(),
    );
  });

  it('the analyst exports the numbers of the day', async () => {
    const analyst = await scene.signIn('ministry_analyst');
    const answer = await analyst.GET('/api/v1/statistics/export.{format}', {
      params: { path: { format: 'csv' }, query: { as_of: scene.day(-1) } },
      parseAs: 'text',
    });
    expect([answer.response.status, answer.response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/csv'),
    ]);
    expect(answerOf(answer).split('\n').length).toBeGreaterThan(1);
  });

  it('and what is not the ministry’s stays closed: no person, in Russian', async () => {
    const refused = problemOf(await manager.GET('/api/v1/people', {}));
    expect(refused).toMatchObject({ code: 'FORBIDDEN', status: 403, title: 'Нет права на это действие' });
  });
});
