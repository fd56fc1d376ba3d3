import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { type EventBatch, ReceiveSignInEvents, type SignInEvent } from '../../../src/legacy/index.js';
import { Territory } from '../../../src/territory/index.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { SchoolDesk } from '../../support/school-desk.js';

const HOUR_MS = 3_600_000;

describe('what administrators see of password sign-ins', () => {
  let desk: SchoolDesk;
  let campaigns: CampaignBuilder;
  let manager: TestAdministrator;
  let campaignId: Uuid;
  const cutOverAt = new Date('2026-11-16T03:00:00Z');
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    campaigns = new CampaignBuilder(desk.database, desk.roster);
    campaignId = await campaigns.aCampaign({ phase: 'cutover', cutOverAt, cutoverOn: '2026-11-16' });
    manager = await desk.administrator('campaign_manager', {});
  });
  afterAll(() => desk.close());

  const bring = async (events: readonly Omit<SignInEvent, 'id'>[]) => {
    const system = await desk.database.unitOfWork.direct((tx) =>
      new Territory().journalSystem(tx, desk.roster.journalSystemId),
    );
    const batch: EventBatch = {
      system,
      events: events.map((event) => ({ ...event, id: newUuid() })),
      complete: [],
    };
    return desk.application.app.get(ReceiveSignInEvents, { strict: false }).execute(batch);
  };
  const event = (account: string, overrides: Partial<SignInEvent> = {}): Omit<SignInEvent, 'id'> => ({
    ...{ account, at: new Date(desk.clock.now().getTime() - HOUR_MS), method: 'password', channel: 'web' },
    ...{ succeeded: true, ...overrides },
  });
  const items = ({ body }: { body: Record<string, unknown> }) => body['items'] as Record<string, unknown>[];
  async function anAccount(role: 'teacher' | 'student' = 'student', schools = [desk.roster.schoolId]) {
    const person = await desk.roster.aPerson();
    const externalId = `w-${person.id}`;
    const id = await desk.roster.anAccount({ person, externalId, role, schools });
    return { id, externalId, person };
  }

  it('LEG-18: an incident is listed, closed once with a reason, and the next password opens another', async () => {
    const { id, externalId } = await anAccount('teacher');
    await campaigns.withMembers(campaignId, [id]);
    await bring([event(externalId), event(externalId)]);
    const [incident, ...others] = items(await desk.ask(manager, 'GET', '/incidents?state=open'));
    expect([incident, others]).toEqual([
      expect.objectContaining({
        ...{ school_id: desk.roster.schoolId, channel: 'web', found_by: 'sign_in_event', sign_ins: 2 },
        closed_at: null,
      }),
      [],
    ]);
    const close = () =>
      desk.ask(manager, 'POST', `/incidents/${String(incident?.['id'])}/close`, {
        resolution: 'журнал закрыл вход по паролю',
      });
    expect([(await close()).status, (await close()).status]).toEqual([204, 409]);
    expect(items(await desk.ask(manager, 'GET', '/incidents?state=open'))).toEqual([]);
    expect(await desk.database.query('SELECT 1 AS one FROM campaign_tasks WHERE done_at IS NULL')).toEqual(
      [],
    );
    const kept = await desk.database.query(
      `SELECT action, reason FROM audit_events WHERE subject_kind = 'compliance_incident' ORDER BY id`,
    );
    expect(kept).toEqual([
      { action: 'incident.opened', reason: null },
      { action: 'incident.closed', reason: 'журнал закрыл вход по паролю' },
    ]);
    await bring([event(externalId)]);
    expect(items(await desk.ask(manager, 'GET', '/incidents?state=open'))).toHaveLength(1);
    expect(items(await desk.ask(manager, 'GET', '/incidents?limit=1'))).toHaveLength(1);
    const { body } = await desk.ask(manager, 'GET', '/incidents?limit=1');
    const second = await desk.ask(manager, 'GET', `/incidents?limit=1&cursor=${String(body['next_cursor'])}`);
    expect(items(second)).toHaveLength(1);
    expect(items(second)[0]?.['id']).not.toBe((body['items'] as { id: string }[])[0]?.id);
  });

  it('LEG-13: the coverage says of every system and channel whether a probe was refused there after the cut-over', async () => {
    const proofs = async () =>
      Object.fromEntries(
        items(await desk.ask(manager, 'GET', '/probe-coverage')).map((row) => [row['channel'], row['proof']]),
      );
    const unwatched = { mobile: 'not_watched', api: 'not_watched', integration: 'not_watched' };
    expect(await proofs()).toEqual({ ...unwatched, web: 'password_taken' });
    const probe = {
      ...{ journal_system_id: desk.roster.journalSystemId, school_id: desk.roster.schoolId, wave: 'staff' },
      ...{ account: 'nobody-1', channel: 'api' },
    };
    const made = await desk.ask(manager, 'POST', '/probe-accounts', probe);
    expect([made.status, (await desk.ask(manager, 'POST', '/probe-accounts', probe)).status]).toEqual([
      201, 409,
    ]);
    const foreign = { ...probe, school_id: newUuid() };
    expect((await desk.ask(manager, 'POST', '/probe-accounts', foreign)).status).toBe(404);
    const id = String(made.body['id']);
    const tried = async (at: Date, succeeded: boolean) =>
      (
        await desk.ask(manager, 'POST', `/probe-accounts/${id}/tries`, {
          tried_at: at.toISOString(),
          succeeded,
        })
      ).status;
    expect((await proofs())['api']).toBe('not_tried');
    expect(await tried(new Date(cutOverAt.getTime() - HOUR_MS), true)).toBe(204);
    expect((await proofs())['api']).toBe('not_tried');
    expect(await tried(new Date(cutOverAt.getTime() + HOUR_MS), false)).toBe(204);
    expect((await proofs())['api']).toBe('password_refused');
    const taken = new Date(cutOverAt.getTime() + 2 * HOUR_MS);
    expect([await tried(taken, true), await tried(taken, true)]).toEqual([204, 204]);
    expect((await proofs())['api']).toBe('password_taken');
    const [incident] = items(await desk.ask(manager, 'GET', '/incidents')).filter(
      ({ channel }) => channel === 'api',
    );
    expect(incident).toMatchObject({ found_by: 'probe', sign_ins: 1 });
    expect(await tried(new Date('2027-01-01T00:00:00Z'), false)).toBe(400);
    expect(items(await desk.ask(manager, 'GET', '/probe-accounts'))).toMatchObject([
      { id, last_succeeded: true },
    ]);
    expect((await desk.ask(manager, 'POST', `/probe-accounts/${id}/end`)).status).toBe(204);
    expect((await desk.ask(manager, 'POST', `/probe-accounts/${id}/end`)).status).toBe(404);
    expect(items(await desk.ask(manager, 'GET', '/probe-accounts'))).toEqual([]);
  });

  it('LEG-17: a school reads who still uses a password and how often, under the mask, and whose password lies unused', async () => {
    const schoolId = await desk.roster.aSchool('Школа учёта');
    const [often, once, never] = [
      ...[await anAccount('student', [schoolId]), await anAccount('student', [schoolId])],
      await anAccount('student', [schoolId]),
    ] as const;
    await bring([
      ...[event(often.externalId), event(often.externalId), event(often.externalId, { channel: 'mobile' })],
      ...[event(once.externalId), event(once.externalId, { method: 'esia' })],
      event(never.externalId, { at: new Date('2026-10-01T10:00:00Z') }),
    ]);
    const admin = await desk.administrator('school_admin', { schoolId });
    const path = `/schools/${schoolId}/password-usage`;
    const { body } = await desk.ask(admin, 'GET', `${path}?limit=1`);
    expect(body).toMatchObject({
      ...{ from: '2026-10-25', to: '2026-11-23' },
      school: {
        accounts: 3,
        password_accounts: 2,
        password_only_accounts: 2,
        password_sign_ins: 4,
        all_sign_ins: 5,
      },
      items: [{ account_id: often.id, password_sign_ins: 3, channels: ['mobile', 'web'], linked: false }],
    });
    expect(body['shares']).toContainEqual({
      channel: 'all',
      password_sign_ins: 4,
      all_sign_ins: 5,
      share: 80,
    });
    expect(body['shares']).toContainEqual({
      channel: 'api',
      password_sign_ins: 0,
      all_sign_ins: 0,
      share: null,
    });
    expect(JSON.stringify(body)).not.toContain(often.person.name.last);
    const rest = await desk.ask(admin, 'GET', `${path}?limit=1&cursor=${String(body['next_cursor'])}`);
    expect([items(rest), rest.body['next_cursor']]).toMatchObject([[{ account_id: once.id }], null]);
    expect(items(await desk.ask(admin, 'GET', `${path}?channel=mobile`))).toMatchObject([
      { account_id: often.id, password_sign_ins: 1 },
    ]);
    expect(items(await desk.ask(admin, 'GET', `${path}?use=unused`))).toMatchObject([
      { account_id: never.id },
    ]);
    expect((await desk.ask(admin, 'GET', `/schools/${desk.roster.schoolId}/password-usage`)).status).toBe(
      404,
    );
    expect((await desk.ask(manager, 'GET', path)).status).toBe(403);
  });

  it('those above a school read numbers of their schools only, without people', async () => {
    const { body, status } = await desk.ask(manager, 'GET', '/password-usage');
    expect(status).toBe(200);
    expect(items({ body })).toContainEqual(
      expect.objectContaining({ school_name: 'Школа учёта', password_accounts: 2, password_sign_ins: 4 }),
    );
    const schoolId = await desk.roster.aSchool('Школа без входов');
    const alone = await desk.administrator('principal', { schoolId });
    const own = await desk.ask(alone, 'GET', '/password-usage');
    expect(items(own)).toMatchObject([{ school_id: schoolId, accounts: 0 }]);
    expect(own.body['shares']).toContainEqual(expect.objectContaining({ channel: 'all', share: null }));
  });
});
