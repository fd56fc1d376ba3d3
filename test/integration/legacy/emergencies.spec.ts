import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EsiaAvailability } from '../../../src/esia/index.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { SchoolDesk } from '../../support/school-desk.js';

const MORNING = new Date('2026-11-23T08:00:00Z');
const minutes = (n: number): Date => new Date(MORNING.getTime() + n * 60_000);

describe('emergencies of a region', () => {
  let desk: SchoolDesk;
  let one: TestAdministrator;
  let two: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
  });
  beforeEach(async () => {
    desk.atMorning();
    [one, two] = [await managerNow(), await managerNow()];
  });
  afterEach(async () => {
    await desk.database.query('DELETE FROM break_glass_grants');
    await desk.database.query('DELETE FROM esia_outages');
  });
  afterAll(() => desk.close());

  const managerNow = () => desk.administrator('campaign_manager', {});
  const WISH = { hours: 3, reason: 'Госуслуги лежат второй час' };
  const run = (name: string, { app }: TestApplication = desk.application) =>
    app.get(Jobs, { strict: false }).runNow(name);
  async function overlay() {
    const [row] = await desk.database.query<{ glass: Date | null; since: Date | null; until: Date | null }>(
      `SELECT break_glass_until AS glass, outage_since AS since, outage_until AS until FROM region_overlays
       WHERE region_id = $1`,
      [desk.roster.regionId],
    );
    return row;
  }
  const actsOf = async (action: string) =>
    (
      await desk.database.query<{ action: string; reason: string | null }>(
        `SELECT action, reason FROM audit_events WHERE action LIKE $1 AND at >= $2 ORDER BY id`,
        [`${action}.%`, MORNING],
      )
    ).map((row) => row.action);
  async function requested(by = one): Promise<string> {
    const answer = await desk.ask(by, 'POST', '/break-glass', WISH);
    expect(answer.status).toBe(201);
    return String(answer.body['id']);
  }
  const approve = (by: TestAdministrator, id: string) =>
    desk.ask(by, 'POST', `/break-glass/${id}/approve`, { reason: 'проверено: портал не отвечает' });

  describe('break-glass (LEG-12)', () => {
    it('is on by the word of two campaign managers, for the hours asked, and ends by itself', async () => {
      const id = await requested();
      expect((await overlay())?.glass).toBeNull();
      desk.clock.set(minutes(20));
      const on = await approve(two, id);
      expect([on.status, on.body['until']]).toEqual([200, minutes(200).toISOString()]);
      expect((await overlay())?.glass).toEqual(minutes(200));
      desk.clock.set(minutes(200));
      const list = await desk.ask(await managerNow(), 'GET', '/break-glass');
      expect(list.body['items']).toEqual([expect.objectContaining({ id, state: 'ended' })]);
      await run('emergencies.end');
      await run('emergencies.end');
      expect((await overlay())?.glass).toBeNull();
      const [row] = await desk.database.query(
        'SELECT state, ended_by, ended_at FROM break_glass_grants WHERE id = $1',
        [id],
      );
      expect(row).toEqual({ state: 'ended', ended_by: 'time', ended_at: minutes(200) });
      const trail = await desk.database.query<{ action: string }>(
        'SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id',
        [id],
      );
      expect(trail.map(({ action }) => action)).toEqual([
        'break_glass.requested',
        'break_glass.on',
        'break_glass.ended',
      ]);
    });

    it('is never on by one person, whatever account of ESIA they come with', async () => {
      const id = await requested();
      expect((await approve(one, id)).body['code']).toBe('BREAK_GLASS_SAME_PERSON');
      const twin = await managerNow();
      await desk.database.query(
        `UPDATE esia_persons t SET snils_hmac = o.snils_hmac FROM esia_persons o WHERE o.id = $1 AND t.id = $2`,
        [one.esiaPersonId, twin.esiaPersonId],
      );
      expect((await approve(twin, id)).body['code']).toBe('BREAK_GLASS_SAME_PERSON');
      expect((await overlay())?.glass).toBeNull();
    });

    it('lapses without the second word in an hour, and may be asked for again', async () => {
      const id = await requested();
      desk.clock.set(minutes(60));
      expect((await approve(await managerNow(), id)).body['code']).toBe('BREAK_GLASS_LAPSED');
      const again = await requested(await managerNow());
      const rows = await desk.database.query('SELECT state FROM break_glass_grants WHERE id = $1', [id]);
      expect(rows).toEqual([{ state: 'lapsed' }]);
      expect((await approve(await managerNow(), again)).status).toBe(200);
    });

    it('is one at a time, ended by hand by anybody of them, and bounded in hours', async () => {
      const id = await requested();
      expect((await desk.ask(two, 'POST', '/break-glass', WISH)).body['code']).toBe('BREAK_GLASS_OPEN');
      await approve(two, id);
      const ended = await desk.ask(one, 'POST', `/break-glass/${id}/end`, { reason: 'Госуслуги поднялись' });
      expect(ended.body).toEqual({ state: 'ended' });
      expect((await overlay())?.glass).toBeNull();
      expect((await approve(two, id)).body['code']).toBe('BREAK_GLASS_DECIDED');
      const withdrawn = await requested();
      const end = () => desk.ask(one, 'POST', `/break-glass/${withdrawn}/end`, { reason: 'ошибка' });
      expect([(await end()).body['state'], (await end()).body['code']]).toEqual([
        'lapsed',
        'BREAK_GLASS_DECIDED',
      ]);
      expect((await desk.ask(one, 'POST', '/break-glass', { ...WISH, hours: 13 })).status).toBe(400);
    });

    it('two approvals at once make one, two requests at once make one', async () => {
      const asked = await Promise.all(
        [one, two, one].map((by) => desk.ask(by, 'POST', '/break-glass', WISH)),
      );
      expect(asked.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const id = String(asked.find(({ status }) => status === 201)?.body['id']);
      const [asker] = await desk.database.query<{ by: string }>(
        'SELECT requested_by AS by FROM break_glass_grants WHERE id = $1',
        [id],
      );
      const others = await Promise.all([managerNow(), managerNow()]);
      expect(others.map(({ esiaPersonId }) => esiaPersonId)).not.toContain(asker?.by);
      const answers = await Promise.all(others.map((by) => approve(by, id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const on = await desk.database.query(
        `SELECT 1 FROM audit_events WHERE subject_id = $1 AND action = 'break_glass.on'`,
        [id],
      );
      expect(on).toHaveLength(1);
    });

    it('is of the campaign managers of its region alone', async () => {
      const id = await requested();
      const school = await desk.administrator('school_admin');
      const analyst = await desk.administrator('ministry_analyst', {});
      for (const other of [school, analyst]) {
        expect((await approve(other, id)).status).toBe(403);
        expect((await desk.ask(other, 'POST', '/esia-outages', WISH)).status).toBe(403);
      }
      const elsewhere = '00000000-0000-4000-8000-000000000000';
      expect((await approve(two, elsewhere)).status).toBe(404);
      expect((await desk.ask(two, 'POST', `/esia-outages/${elsewhere}/end`, { reason: 'нет' })).status).toBe(
        404,
      );
    });
  });

  describe('the outage of ESIA (LEG-19)', () => {
    const breaker = (state: 'open' | 'closed', since: Date, { app }: TestApplication = desk.application) =>
      app.get(EsiaAvailability, { strict: false }).report(state, since);
    afterEach(() => {
      breaker('closed', MORNING);
    });
    const open = () =>
      desk.database.query<{ set_by: string; until: Date }>(
        'SELECT set_by, until FROM esia_outages WHERE region_id = $1 AND ended_at IS NULL',
        [desk.roster.regionId],
      );

    it('AUTH-13: begins when a breaker stays open, lasts while it says so, and ends a minute after', async () => {
      breaker('open', MORNING);
      desk.clock.set(minutes(0.4));
      await run('esia_outages.report');
      expect(await open()).toEqual([]);
      desk.clock.set(minutes(1));
      await run('esia_outages.report');
      expect(await open()).toEqual([{ set_by: 'breaker', until: minutes(2) }]);
      const metrics = await (await fetch(`${desk.application.url}/metrics`)).text();
      expect(metrics).toMatch(/legacy_esia_outage\{region="\d+"\} 1/);
      desk.clock.set(minutes(1.8));
      await run('esia_outages.report');
      expect(await open()).toEqual([{ set_by: 'breaker', until: minutes(2.8) }]);
      breaker('closed', minutes(2));
      desk.clock.set(minutes(2.8));
      await run('esia_outages.report');
      await run('emergencies.end');
      expect(await open()).toEqual([]);
      expect((await overlay())?.since).toBeNull();
      expect(await (await fetch(`${desk.application.url}/metrics`)).text()).toMatch(
        /legacy_esia_outage\{region="\d+"\} 0/,
      );
      expect(await actsOf('esia_outage')).toEqual(['esia_outage.declared', 'esia_outage.ended']);
    });

    it('any server opens it and it lasts until the last one reaches ESIA again; together they make one', async () => {
      const clock = new GivenClock(MORNING);
      const other = await startApplication(desk.database, { clock });
      try {
        breaker('open', MORNING);
        breaker('open', MORNING, other);
        desk.clock.set(minutes(1));
        clock.set(minutes(1));
        await Promise.all([run('esia_outages.report'), run('esia_outages.report', other)]);
        expect(await open()).toHaveLength(1);
        breaker('closed', minutes(1));
        desk.clock.set(minutes(3));
        clock.set(minutes(1.9));
        await run('esia_outages.report', other);
        clock.set(minutes(2.8));
        await run('esia_outages.report', other);
        await run('emergencies.end');
        expect(await open()).toEqual([{ set_by: 'breaker', until: minutes(3.8) }]);
      } finally {
        await other.close();
      }
      // Nobody is left who says so.
      desk.clock.set(minutes(3.8));
      await run('emergencies.end');
      expect(await open()).toEqual([]);
    });

    it('is declared by hand for some hours and ends by itself, or by hand', async () => {
      const made = await desk.ask(one, 'POST', '/esia-outages', { hours: 2, reason: 'плановые работы ЕСИА' });
      expect(made.status).toBe(201);
      expect((await overlay())?.until).toEqual(minutes(120));
      expect((await desk.ask(two, 'POST', '/esia-outages', WISH)).body['code']).toBe('ESIA_OUTAGE_DECLARED');
      desk.clock.set(minutes(120));
      await run('emergencies.end');
      expect((await overlay())?.since).toBeNull();
      const later = await managerNow();
      const again = await desk.ask(later, 'POST', '/esia-outages', WISH);
      const path = `/esia-outages/${String(again.body['id'])}/end`;
      expect((await desk.ask(later, 'POST', path, { reason: 'работает' })).status).toBe(204);
      expect((await desk.ask(later, 'POST', path, { reason: 'работает' })).body['code']).toBe(
        'ESIA_OUTAGE_OVER',
      );
      const { body } = await desk.ask(later, 'GET', '/esia-outages');
      expect((body['items'] as { ended_by: string }[]).map(({ ended_by }) => ended_by)).toEqual([
        'hand',
        'time',
      ]);
    });

    it('by hand takes the place of a breaker’s; what a person has ended the same breaker does not bring back', async () => {
      breaker('open', MORNING);
      desk.clock.set(minutes(1));
      await run('esia_outages.report');
      const made = await desk.ask(one, 'POST', '/esia-outages', { hours: 1, reason: 'надолго' });
      await run('esia_outages.report');
      expect(await open()).toEqual([{ set_by: 'hand', until: minutes(61) }]);
      desk.clock.set(minutes(5));
      await desk.ask(one, 'POST', `/esia-outages/${String(made.body['id'])}/end`, {
        reason: 'неполадка у нас',
      });
      desk.clock.set(minutes(6));
      await run('esia_outages.report');
      expect(await open()).toEqual([]);
      breaker('closed', minutes(7));
      breaker('open', minutes(8));
      desk.clock.set(minutes(9));
      await run('esia_outages.report');
      expect(await open()).toEqual([{ set_by: 'breaker', until: minutes(10) }]);
    });

    it('two managers who declare it at once make one', async () => {
      const answers = await Promise.all([one, two].map((by) => desk.ask(by, 'POST', '/esia-outages', WISH)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(await open()).toHaveLength(1);
    });
  });
});
