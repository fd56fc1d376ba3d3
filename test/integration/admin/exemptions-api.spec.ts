import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { GiveJoinedLate } from '../../../src/legacy/application/give-joined-late.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { esiaOf } from '../../support/builders/esia.js';
import type { BuiltPerson } from '../../support/builders/roster.js';
import { aSnils } from '../../support/builders/snils.js';
import { type Answer, SchoolDesk, tagOf } from '../../support/school-desk.js';

const BASIS = 'нет СНИЛС: иностранный гражданин';
const DAY_MS = 86_400_000;

describe('exemptions of a school', () => {
  let desk: SchoolDesk;
  let admin: TestAdministrator;
  let principal: TestAdministrator;
  let manager: TestAdministrator;

  /** Everybody signs in again: sessions do not outlive the months that pass here. */
  const at = async (moment: string | Date) => {
    desk.clock.set(new Date(moment));
    admin = await desk.administrator();
    principal = await desk.administrator('principal');
    manager = await desk.administrator('campaign_manager', {});
  };
  beforeAll(async () => {
    desk = await SchoolDesk.open();
  });
  beforeEach(() => at('2026-11-23T08:00:00Z'));
  afterAll(() => desk.close());

  async function aPupil(): Promise<{ person: BuiltPerson; account: Uuid }> {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    return { person, account: await desk.roster.anAccount({ person }) };
  }

  const request = (person: BuiltPerson, more: object = {}, who = admin) =>
    desk.ask(who, 'POST', '/exemptions', {
      ...{ school_id: desk.roster.schoolId, scope: 'person', person_id: person.id, type: 'no_esia_possible' },
      ...{ basis: BASIS, ...more },
    });
  const idOf = ({ body }: Answer) => String(body['id']);
  const decide = async (who: TestAdministrator, id: string, verb: string, more: object = {}) => {
    const seen = await desk.ask(who, 'GET', `/exemptions/${id}`);
    return desk.ask(
      who,
      'POST',
      `/exemptions/${id}/${verb}`,
      { reason: 'документы проверены', ...more },
      tagOf(seen),
    );
  };
  const granted = async (person: BuiltPerson, more: object = {}) => {
    const id = idOf(await request(person, more));
    expect((await decide(principal, id, 'approve')).status).toBe(200);
    return id;
  };
  const tasksOf = async (id: string) =>
    (
      await desk.database.query<{ task: string }>(
        `SELECT audience || ' ' || code AS task FROM campaign_tasks WHERE subject = $1 AND done_at IS NULL ORDER BY 1`,
        [id],
      )
    ).map(({ task }) => task);
  const run = (job = 'exemptions.move') => desk.application.app.get(Jobs, { strict: false }).runNow(job);
  const covered = async (account: Uuid) =>
    (await desk.database.query(`SELECT FROM exemption_of($1, $2)`, [account, desk.clock.now()])).length === 1;

  it('LEG-09: a school asks, its principal grants, to 30 September of the next school year', async () => {
    const { person, account } = await aPupil();
    const asked = await request(person);
    expect(asked).toMatchObject({
      status: 201,
      body: { state: 'requested', starts_on: '2026-11-23', ends_on: '2027-09-30', person_id: person.id },
    });
    expect(await covered(account)).toBe(false);
    expect(await tasksOf(idOf(asked))).toEqual(['school EXEMPTION_REQUESTED']);
    const decided = await decide(principal, idOf(asked), 'approve');
    expect(decided).toMatchObject({ status: 200, body: { state: 'active', decided_as: 'principal' } });
    expect(await covered(account)).toBe(true);
    expect(await tasksOf(idOf(asked))).toEqual([]);
    const trail = await desk.database.query<{ action: string; actor: string }>(
      `SELECT action, actor_id AS actor FROM audit_events WHERE subject_id = $1 ORDER BY id`,
      [idOf(asked)],
    );
    expect(trail).toEqual([
      { action: 'exemption.requested', actor: admin.esiaPersonId },
      { action: 'exemption.read', actor: principal.esiaPersonId },
      { action: 'exemption.approved', actor: principal.esiaPersonId },
    ]);
  });

  it('refuses a term beyond the latest, a day that does not exist, and a second request for the same', async () => {
    const { person } = await aPupil();
    expect(await request(person, { ends_on: '2027-10-01' })).toMatchObject({
      status: 400,
      body: { code: 'EXEMPTION_TERM_WRONG', detail: expect.stringContaining('2027-09-30') as unknown },
    });
    expect(await request(person, { ends_on: '2027-02-30' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'ends_on' }] },
    });
    expect(await request(person, { starts_on: '2027-03-01' })).toMatchObject({ status: 400 });
    expect((await request(person)).status).toBe(201);
    expect(await request(person)).toMatchObject({ status: 409, body: { code: 'EXEMPTION_EXISTS' } });
    expect(await request(person, { scope: 'class' })).toMatchObject({
      status: 400,
      body: { code: 'EXEMPTION_TARGET_WRONG' },
    });
  });

  it('EC-098: waiting for a check of ESIA gives thirty days to the person, not to the school', async () => {
    const { person } = await aPupil();
    const short = { type: 'waiting_esia_check' };
    expect(await request(person, short)).toMatchObject({ status: 201, body: { ends_on: '2026-12-23' } });
    const wide = {
      school_id: desk.roster.schoolId,
      scope: 'school',
      type: 'waiting_esia_check',
      basis: BASIS,
    };
    expect(await desk.ask(admin, 'POST', '/exemptions', wide)).toMatchObject({
      status: 400,
      body: { code: 'EXEMPTION_TARGET_WRONG' },
    });
  });

  it('EC-065: a pupil who is abroad may have one', async () => {
    const { person } = await aPupil();
    const asked = await request(person, {
      type: 'other',
      ground: 'abroad',
      basis: 'за границей больше полугода',
    });
    expect(asked).toMatchObject({ status: 201, body: { ground: 'abroad' } });
  });

  it('another school’s person, exemption or school is 404, whoever asks', async () => {
    const schoolId = await desk.roster.aSchool();
    const [stranger, head] = [
      await desk.administrator('school_admin', { schoolId }),
      await desk.administrator('principal', { schoolId }),
    ];
    const { person } = await aPupil();
    const id = idOf(await request(person));
    expect((await request(person, { school_id: schoolId }, stranger)).status).toBe(404);
    expect((await request(person, {}, stranger)).status).toBe(404);
    expect((await desk.ask(stranger, 'GET', `/exemptions/${id}`)).status).toBe(404);
    expect((await decide(head, id, 'approve')).status).toBe(404);
    expect(
      (await desk.ask(stranger, 'GET', `/exemptions?school_id=${desk.roster.schoolId}`)).body['items'],
    ).toEqual([]);
  });

  it('decides upon what was seen only', async () => {
    const { person } = await aPupil();
    const id = idOf(await request(person));
    const body = { reason: 'документы проверены' };
    expect((await desk.ask(principal, 'POST', `/exemptions/${id}/approve`, body)).status).toBe(428);
    const stale = { 'if-match': '"7"' };
    expect((await desk.ask(principal, 'POST', `/exemptions/${id}/approve`, body, stale)).status).toBe(412);
    expect((await decide(principal, id, 'reject')).body['state']).toBe('rejected');
    expect(await decide(principal, id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'EXEMPTION_STATE_WRONG', detail: expect.stringContaining('rejected') as unknown },
    });
  });

  it('EC-085: nobody asks or decides for themselves or a relative', async () => {
    const child = await desk.roster.aPerson({ born: '2015-01-02' });
    const parent = await desk.roster.aPerson({ born: '1981-03-04' });
    await desk.roster.anAccount({ person: parent, role: 'representative', child });
    const kin = await desk.administratorWho(parent);
    expect(await request(child, {}, kin)).toMatchObject({
      status: 403,
      body: { code: 'CONFLICT_OF_INTEREST' },
    });
    const id = idOf(await request(child));
    await desk.database.query(`UPDATE role_grants SET role = 'principal' WHERE id = $1`, [kin.grantId]);
    expect(await decide(kin, id, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'CONFLICT_OF_INTEREST' },
    });
  });

  it('of principals who approve at once, so many get through as the quota allows; the rest goes to the manager', async () => {
    const schoolId = await desk.roster.aSchool();
    await desk.database.query(
      `INSERT INTO campaign_policies (journal_system_id, exemption_quota) VALUES ($1, 3)`,
      [desk.roster.journalSystemId],
    );
    const [here, head] = [
      await desk.administrator('school_admin', { schoolId }),
      await desk.administrator('principal', { schoolId }),
    ];
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const person = await desk.roster.aPerson();
      await desk.roster.anAccount({ person, schools: [schoolId] });
      ids.push(idOf(await request(person, { school_id: schoolId }, here)));
    }
    const answers = await Promise.all(ids.map((id) => decide(head, id, 'approve')));
    const states = answers.map(({ body }) => String(body['state'])).sort();
    expect(states).toEqual([
      'active',
      'active',
      'active',
      'requested',
      'requested',
      'requested',
      'requested',
    ]);
    const passed = answers.filter(({ body }) => body['state'] === 'requested').map(idOf);
    const [first = ''] = passed;
    expect(await tasksOf(first)).toEqual(['campaign_manager EXEMPTION_REQUESTED']);
    expect(await decide(head, first, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'EXEMPTION_BY_MANAGER' },
    });
    const seen = await desk.ask(manager, 'GET', `/exemptions/${first}`);
    expect(seen.body).toMatchObject({ basis: BASIS, person_id: null, evidence_ref: null });
    const decided = await decide(manager, first, 'decision', { decision: 'approve' });
    expect(decided).toMatchObject({ status: 200, body: { state: 'active', decided_as: 'campaign_manager' } });
    expect(await decide(manager, first, 'decision', { decision: 'revoke' })).toMatchObject({
      status: 403,
      body: { code: 'EXEMPTION_LEGAL' },
    });
    await desk.database.query('DELETE FROM campaign_policies');
  });

  it('a class, a role or a school is the campaign manager’s, who may take it back', async () => {
    const classId = await desk.roster.aClass(desk.roster.schoolId, 5, 'К');
    const base = { school_id: desk.roster.schoolId, type: 'other', basis: 'школа на карантине' };
    const bodies = [
      { ...base, scope: 'class', class_id: classId },
      { ...base, scope: 'role', wave: 'representatives' },
      { ...base, scope: 'school' },
    ];
    for (const body of bodies) {
      const asked = await desk.ask(admin, 'POST', '/exemptions', body);
      expect(asked.status).toBe(201);
      const id = idOf(asked);
      expect(await tasksOf(id)).toEqual(['campaign_manager EXEMPTION_REQUESTED']);
      expect(await decide(principal, id, 'approve')).toMatchObject({
        body: { code: 'EXEMPTION_BY_MANAGER' },
      });
      expect((await decide(manager, id, 'decision', { decision: 'approve' })).body['state']).toBe('active');
      expect((await decide(manager, id, 'decision', { decision: 'revoke' })).body['state']).toBe('revoked');
    }
  });

  it('a request unanswered for ten days goes to the campaign manager, once, and the family’s case stays open', async () => {
    const { person, account } = await aPupil();
    const id = idOf(await request(person));
    const tenth = desk.clock.now().getTime() + 10 * DAY_MS;
    await at(new Date(tenth - 1));
    await run();
    expect(await tasksOf(id)).toEqual(['school EXEMPTION_REQUESTED']);
    await at(new Date(tenth));
    await run();
    await run();
    expect(await tasksOf(id)).toEqual(['campaign_manager EXEMPTION_REQUESTED', 'school EXEMPTION_REQUESTED']);
    const open = await desk.database.query(`SELECT FROM open_case_of($1, $2)`, [account, desk.clock.now()]);
    expect(open).toHaveLength(1);
    expect(await decide(principal, id, 'approve')).toMatchObject({ body: { code: 'EXEMPTION_BY_MANAGER' } });
    expect((await decide(manager, id, 'decision', { decision: 'approve' })).body['state']).toBe('active');
  });

  it('EC-111: notice at T-7, renewal from T-60 keeps the old one running until it is decided, and days end it', async () => {
    const { person, account } = await aPupil();
    const id = await granted(person, { ends_on: '2027-04-30' });
    const renew = async () =>
      desk.ask(
        admin,
        'POST',
        `/exemptions/${id}/renewal`,
        { basis: 'документов всё ещё нет' },
        tagOf(await desk.ask(admin, 'GET', `/exemptions/${id}`)),
      );
    await at('2027-02-28T10:00:00Z');
    expect(await renew()).toMatchObject({
      status: 409,
      body: { code: 'EXEMPTION_NOT_RENEWABLE', detail: expect.stringContaining('2027-03-01') as unknown },
    });
    await at('2027-04-22T10:00:00Z');
    await run();
    expect(await tasksOf(id)).toEqual([]);
    await at('2027-04-23T10:00:00Z');
    await run();
    await run();
    expect(await tasksOf(id)).toEqual(['school EXEMPTION_ENDS_SOON']);
    const told = await desk.database.query<{ body: object }>(
      `SELECT body FROM outbox_events WHERE topic = 'exemption.changed' AND body ->> 'event' = 'ends_soon'
         AND body ->> 'exemption_id' = $1`,
      [id],
    );
    expect(told).toHaveLength(1);
    expect(await renew()).toMatchObject({
      status: 200,
      body: { ends_on: '2027-04-30', holds_until: '2027-09-30', renewal: { until: '2027-09-30' } },
    });
    expect(await tasksOf(id)).toEqual(['school EXEMPTION_RENEWAL_ASKED']);
    await at('2027-05-02T10:00:00Z');
    await run();
    expect(await covered(account)).toBe(true);
    await at('2027-05-03T10:00:00Z');
    await run();
    expect(await tasksOf(id)).toEqual([
      'campaign_manager EXEMPTION_RENEWAL_ASKED',
      'school EXEMPTION_RENEWAL_ASKED',
    ]);
    const refused = await decide(manager, id, 'decision', { decision: 'reject' });
    expect(refused.body).toMatchObject({ state: 'expired', renewal: null, holds_until: '2027-05-03' });
    expect([await covered(account), await tasksOf(id)]).toEqual([false, []]);
  });

  it('EC-111: a day that becomes forbidden after the decision moves the end to the first day after it', async () => {
    const { person, account } = await aPupil();
    const id = await granted(person, { ends_on: '2027-04-04' });
    await desk.database.query(
      `INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       VALUES ($1, $2, 'exam', 'пробный экзамен', '2027-04-01', '2027-04-07', $3, now())`,
      [desk.roster.regionId, desk.roster.schoolId, admin.esiaPersonId],
    );
    await run();
    expect((await desk.ask(admin, 'GET', `/exemptions/${id}`)).body['ends_on']).toBe('2027-04-08');
    await at('2027-04-07T10:00:00Z');
    expect(await covered(account)).toBe(true);
    // Midnight in Kaliningrad, before any job has run.
    await at('2027-04-07T22:00:00Z');
    expect(await covered(account)).toBe(false);
    await run();
    expect((await desk.ask(admin, 'GET', `/exemptions/${id}`)).body['state']).toBe('expired');
  });

  it('begins on its first day and not before', async () => {
    const { person, account } = await aPupil();
    const id = await granted(person, { starts_on: '2026-12-10' });
    expect((await desk.ask(admin, 'GET', `/exemptions/${id}`)).body['state']).toBe('approved');
    expect(await covered(account)).toBe(false);
    await at('2026-12-09T22:00:00Z');
    expect(await covered(account)).toBe(true);
    await run();
    expect((await desk.ask(admin, 'GET', `/exemptions/${id}`)).body['state']).toBe('active');
  });

  it('EC-060: the exemption of a child without documents is looked at each quarter, and silence does not end it', async () => {
    const { person, account } = await aPupil();
    const id = await granted(person, { ground: 'no_documents' });
    await at('2027-02-22T10:00:00Z');
    await run();
    expect(await tasksOf(id)).toEqual([]);
    await at('2027-03-23T10:00:00Z');
    await run();
    await run();
    expect(await tasksOf(id)).toEqual(['school EXEMPTION_REVIEW_DUE']);
    expect(await covered(account)).toBe(true);
    expect((await decide(admin, id, 'review')).body['review_due_on']).toBe('2027-06-23');
    expect(await tasksOf(id)).toEqual([]);
  });

  it('a principal takes one back with a reason, and it ends at once', async () => {
    const { person, account } = await aPupil();
    const id = await granted(person);
    expect((await decide(principal, id, 'revoke', { reason: '' })).status).toBe(400);
    expect((await decide(principal, id, 'revoke')).body).toMatchObject({ state: 'revoked' });
    expect(await covered(account)).toBe(false);
  });

  it('I-40: a renewal and an early end leave untouched since when it held', async () => {
    const { person } = await aPupil();
    const id = await granted(person, { ends_on: '2026-12-31' });
    const held = async (moment: string) =>
      (
        await desk.database.query(
          `SELECT FROM i40_exemptions WHERE exemption_id = $1 AND holds_from <= $2 AND holds_until > $2`,
          [id, moment],
        )
      ).length;
    await at('2026-12-01T10:00:00Z');
    const seen = await desk.ask(admin, 'GET', `/exemptions/${id}`);
    await desk.ask(admin, 'POST', `/exemptions/${id}/renewal`, { basis: 'ещё нужно' }, tagOf(seen));
    const renewed = await decide(principal, id, 'approve');
    expect(renewed).toMatchObject({
      status: 200,
      body: { state: 'active', ends_on: '2027-09-30', renewal: null },
    });
    await at('2027-01-15T10:00:00Z');
    expect((await decide(principal, id, 'revoke')).body).toMatchObject({
      decision_reason: 'документы проверены',
    });
    const moments = [
      '2026-11-22T10:00:00Z',
      '2026-11-25T10:00:00Z',
      '2027-01-10T10:00:00Z',
      '2027-01-15T10:00:00Z',
    ];
    expect(await Promise.all(moments.map(held))).toEqual([0, 1, 1, 0]);
  });

  it('whoever links after all has no exemption no_esia_possible any more (e.2)', async () => {
    const { person, account } = await aPupil();
    const id = await granted(person);
    const other = await granted(person, { type: 'other' });
    await desk.signIn(await esiaOf(desk.database, person));
    expect(await desk.statesOf(account)).toEqual(['active']);
    await run('outbox.legacy.end_overlays');
    const states = [id, other].map(async (one) => (await desk.ask(admin, 'GET', `/exemptions/${one}`)).body);
    expect(await Promise.all(states)).toMatchObject([
      { state: 'revoked', decision_reason: 'linked' },
      { state: 'active' },
    ]);
  });

  it('EC-132: whose account comes under a cut-over campaign by a change of schools keeps the password for thirty days', async () => {
    const campaigns = new CampaignBuilder(desk.database, desk.roster);
    const schoolId = await desk.roster.aSchool();
    const wave = { school: schoolId, wave: 'pupils_under14', phase: 'cutover' } as const;
    const campaignId = await campaigns.aCampaign(wave);
    const who: { person: BuiltPerson; account: Uuid }[] = [];
    for (const standing of ['link_required', 'link_required', 'never_issued'] as const) {
      const person = await desk.roster.aPerson({ snils: aSnils() });
      const account = await desk.roster.anAccount({ person, schools: [schoolId] });
      await campaigns.aCredential(account, { standing });
      await desk.database.query(
        `UPDATE legacy_credentials SET campaign_id = $2 WHERE journal_account_id = $1`,
        [account, campaignId],
      );
      who.push({ person, account });
    }
    const [late, linked, never] = [who[0]!, who[1]!, who[2]!];
    await desk.signIn(await esiaOf(desk.database, linked.person));
    const give = () =>
      desk.database.unitOfWork.run((tx) =>
        desk.application.app.get(GiveJoinedLate, { strict: false }).execute(
          tx,
          who.map(({ account }) => account),
          { actor: { kind: 'system', id: 'test' }, at: desk.clock.now() },
        ),
      );
    await give();
    await give();
    expect([
      await covered(late.account),
      await covered(linked.account),
      await covered(never.account),
    ]).toEqual([true, false, false]);
    const rows = await desk.database.query(
      `SELECT type, state, ends_on AS "endsOn", decided_as AS "decidedAs" FROM exemptions WHERE school_id = $1`,
      [schoolId],
    );
    expect(rows).toEqual([
      { type: 'joined_late', state: 'active', endsOn: '2026-12-23', decidedAs: 'system' },
    ]);
    const tasks = await desk.database.query(
      `SELECT FROM campaign_tasks WHERE code = 'EXEMPTION_JOINED_LATE' AND school_id = $1`,
      [schoolId],
    );
    expect(tasks).toHaveLength(1);
  });

  it('I-40: the report counts those that hold at this moment, by type, and pages of the list are all of them', async () => {
    const report = (await desk.ask(principal, 'GET', '/exemptions/report')).body;
    const rows = await desk.database.query<{
      type: 'no_esia_possible' | 'waiting_esia_check' | 'joined_late' | 'other';
      startsOn: string;
      endsOn: string;
      decidedAt: Date | null;
      endedAt: Date | null;
      state: string;
    }>(
      `SELECT type, starts_on AS "startsOn", coalesce(renewal_until, ends_on) AS "endsOn", decided_at AS "decidedAt",
              ended_at AS "endedAt", state FROM exemptions WHERE school_id = $1`,
      [desk.roster.schoolId],
    );
    // What held this morning, whatever has become of it in the months that other cases went through.
    const now = desk.clock.now();
    const totals = { no_esia_possible: 0, waiting_esia_check: 0, joined_late: 0, other: 0 };
    for (const { type, startsOn, endsOn, decidedAt, endedAt, state } of rows) {
      const isGranted = decidedAt !== null && decidedAt <= now && state !== 'rejected';
      const holds = startsOn <= '2026-11-23' && endsOn > '2026-11-23' && (endedAt === null || endedAt > now);
      if (isGranted && holds) totals[type] += 1;
    }
    expect(totals.no_esia_possible).toBeGreaterThan(0);
    expect(report['totals']).toEqual(totals);

    const seen: string[] = [];
    for (let cursor: unknown = ''; cursor !== null;) {
      const next = cursor === '' ? '' : `&cursor=${cursor as string}`;
      const { body } = await desk.ask(admin, 'GET', `/exemptions?limit=4${next}`);
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      cursor = body['next_cursor'];
    }
    const all = await desk.database.query(`SELECT FROM exemptions WHERE school_id = $1`, [
      desk.roster.schoolId,
    ]);
    expect([seen.length, new Set(seen).size]).toEqual([all.length, all.length]);
    const undecided = await desk.ask(manager, 'GET', '/exemptions?undecided=true&limit=200');
    const items = undecided.body['items'] as { state: string; person_id: unknown }[];
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ state, person_id }) => state === 'requested' && person_id === null)).toBe(true);
  });
});
