import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { SchoolDesk } from '../../support/school-desk.js';
import { setPhase } from '../legacy/credentials-stand.js';

describe('the old logins of a school', () => {
  let desk: SchoolDesk;
  let admin: TestAdministrator;
  let campaign: Uuid;
  let teachers: readonly { id: Uuid; last: string; personId: Uuid }[];
  let pupil: Uuid;

  beforeAll(async () => {
    desk = await SchoolDesk.open();
    admin = await desk.administrator();
    const campaigns = new CampaignBuilder(desk.database, desk.roster);
    campaign = await campaigns.aCampaign({ phase: 'preparation' });
    teachers = [await aTeacher(), await aTeacher(), await aTeacher()];
    pupil = await desk.roster.anAccount({ person: await desk.roster.aPerson({ born: '2015-01-02' }) });
    for (const phase of ['announced', 'cutover'] as const) {
      await setPhase(desk.database, phase, [campaign], desk.clock.now());
      const step = {
        campaignIds: [campaign],
        actor: { kind: 'system', id: 'test' },
        at: desk.clock.now(),
      } as const;
      await desk.database.unitOfWork.run((tx) =>
        desk.application.app.get(FollowPhases, { strict: false }).execute(tx, step),
      );
    }
  });
  afterAll(() => desk.close());

  async function aTeacher() {
    const person = await desk.roster.aPerson({ born: '1980-01-01' });
    const id = await desk.roster.anAccount({ person, role: 'teacher' });
    return { id, last: person.name.last, personId: person.id };
  }
  const list = (who: TestAdministrator, query = '', school = desk.roster.schoolId) =>
    desk.ask(who, 'GET', `/schools/${school}/credentials${query}`);
  const ids = (body: Record<string, unknown>) =>
    (body['items'] as { account_id: string }[]).map(({ account_id: id }) => id);

  it('are counted by wave and state, and listed page by page, masked', async () => {
    const { status, body } = await list(admin, '?limit=2');
    expect(status).toBe(200);
    expect(body['counts']).toEqual([
      { wave: 'pupils_under14', state: 'active', accounts: 1 },
      { wave: 'staff', state: 'disabled.cutover', accounts: 3 },
    ]);
    const rest = await list(admin, `?limit=2&cursor=${String(body['next_cursor'])}`);
    expect([...ids(body), ...ids(rest.body)].sort()).toEqual([...teachers.map(({ id }) => id), pupil].sort());
    expect(rest.body['next_cursor']).toBeNull();
    for (const { last } of teachers) expect(JSON.stringify([body, rest.body])).not.toContain(last);
  });

  it('are found by wave and state', async () => {
    const { body } = await list(admin, '?wave=staff&state=disabled.cutover');
    expect(ids(body)).toEqual(teachers.map(({ id }) => id).sort());
    expect((body['items'] as object[])[0]).toMatchObject({
      ...{ role: 'teacher', wave: 'staff', phase: 'cutover', cutover_on: '2026-12-01' },
      ...{ person: 'Т*** П. С.', state_text: 'Пароль отключён по плану школы', last_password_at: null },
    });
    expect(ids((await list(admin, '?wave=representatives')).body)).toEqual([]);
    expect((await list(admin, '?state=disabled')).status).toBe(400);
    expect((await list(admin, '?cursor=made-up')).status).toBe(400);
  });

  it('have a history in words, with an exemption that covers', async () => {
    const [one] = teachers;
    await desk.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
                               requested_by, requested_at, decided_by, decided_at)
       VALUES ($1, $2, 'person', $3, 'other', 'приказ', 'active', '2026-11-01', '2026-12-20', 'test', now(), 'test', now())`,
      [desk.roster.regionId, desk.roster.schoolId, one!.personId],
    );
    const { body } = await desk.ask(admin, 'GET', `/credentials/${one!.id}`);
    expect(body).toMatchObject({
      account_id: one!.id,
      state: 'disabled.cutover',
      covered_until: '2026-12-19T22:00:00.000Z',
    });
    expect(body['steps']).toEqual([
      expect.objectContaining({
        what: 'Вход по паролю работает',
        why: 'Журнал сообщил об учётной записи',
        by_whom: 'система',
      }),
      expect.objectContaining({
        what: 'Пароль отключён по плану школы',
        why: 'Кампания школы перешла на следующий этап',
      }),
    ]);
  });

  it('of another school are not there, and a role without the right is refused', async () => {
    const other = await desk.roster.aSchool();
    const neighbour = await desk.administrator('school_admin', { schoolId: other });
    expect((await list(neighbour)).status).toBe(404);
    expect((await desk.ask(neighbour, 'GET', `/credentials/${teachers[0]!.id}`)).status).toBe(404);
    const support = await desk.administrator('support_agent', {});
    expect((await list(support)).status).toBe(403);
  });
});
