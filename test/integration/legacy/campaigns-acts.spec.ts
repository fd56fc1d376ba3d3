import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { FollowPhases } from '../../../src/legacy/application/follow-phases.js';
import { type CampaignAct, MoveCampaigns } from '../../../src/legacy/application/move-campaigns.js';
import type { CampaignOrder } from '../../../src/legacy/domain/campaign-moves.js';
import { type BuiltSchool, CampaignsStand, MANAGER } from './campaigns-stand.js';

const NOW = new Date('2026-09-21T08:00:00Z');
const day = (text: string) => text as CalendarDate;
const HEADS = { staff: 3, representatives: 2, pupils_14plus: 1, pupils_under14: 1 };

describe('campaigns are moved by people', () => {
  let stand: CampaignsStand;
  beforeAll(async () => {
    stand = await CampaignsStand.begin(NOW);
  });
  afterAll(() => stand.end());

  const act = (campaignIds: readonly Uuid[], order: CampaignOrder, at = NOW): CampaignAct => ({
    ...{ campaignIds, order, reason: 'просьба школы', actor: MANAGER, at, actId: newUuid() },
  });
  const move = (one: CampaignAct) =>
    stand.database.unitOfWork.run((tx) => stand.app.get(MoveCampaigns).execute(tx, one));
  const where = (one: CampaignAct) =>
    stand.database.unitOfWork.run((tx) => stand.app.get(MoveCampaigns).executeWherePossible(tx, one));
  const postpone = (date: string): CampaignOrder => ({
    ...{ event: 'postpone', to: { date: day(date) }, overridesCalendar: false },
  });

  /** A school whose waves were cut over on a day. */
  const cutOver = async (on: string): Promise<BuiltSchool> => {
    const school = await stand.aSchool(HEADS);
    await stand.start(school, '2026-12-21', NOW);
    await stand.database.query(
      `UPDATE campaigns SET phase = 'cutover', phase_since = $2::timestamptz, announced_at = $3, cut_over_at = $2::timestamptz, cutover_on = $2::timestamptz::date
        WHERE school_id = $1`,
      [school.id, new Date(`${on}T01:00:00Z`), NOW],
    );
    const step = { campaignIds: school.campaigns, actor: { kind: 'system', id: 'test' }, at: NOW } as const;
    await stand.database.unitOfWork.run((tx) => stand.app.get(FollowPhases).execute(tx, step));
    return school;
  };
  const standings = async (school: BuiltSchool) => {
    const rows = await stand.database.query<{ standing: string; n: number }>(
      `SELECT concat_ws('.', k.state, k.disabled_reason) AS standing, count(*)::integer AS n FROM legacy_credentials k
         JOIN journal_account_schools s ON s.journal_account_id = k.journal_account_id
        WHERE s.school_id = $1 GROUP BY 1`,
      [school.id],
    );
    return rows;
  };

  it('a school without an administrator and fresh lists does not start, and is told why', async () => {
    const school = await stand.aSchool({ staff: 1 }, new Date('2026-09-01T06:00:00Z'));
    await stand.database.query('UPDATE role_grants SET revoked_at = now() WHERE school_id = $1', [school.id]);
    await expect(stand.start(school, '2026-12-21', NOW)).rejects.toMatchObject({
      code: 'CAMPAIGN_GATES_MISSED',
      facts: {
        missed: [
          'У школы нет администратора: назначьте его.',
          'Спискам школы 20 дн., нужно не больше 7. Если больше, загрузите свежие.',
        ],
      },
    });
    expect(await stand.phases(school)).toEqual(Array(4).fill('not_scheduled'));
  });

  it('EC-109: a region postponed after its cut-over goes back to the phase of the new date, all waves in one act', async () => {
    const [early, late] = [await cutOver('2026-09-20'), await cutOver('2026-06-01')];
    const outcome = await where(act([...early.campaigns, ...late.campaigns], postpone('2026-10-30')));
    expect(await stand.phases(early)).toEqual(Array(4).fill('announced'));
    expect(await standings(early)).toEqual([{ standing: 'active', n: 7 }]);
    expect(outcome.refused.map(({ campaignId }) => campaignId).sort()).toEqual([...late.campaigns].sort());
    expect(outcome.refused[0]).toMatchObject({
      code: 'CAMPAIGN_ROLLBACK_LATE',
      facts: { until: '31.07.2026' },
    });
    expect(await stand.phases(late)).toEqual(Array(4).fill('cutover'));
    const histories = await Promise.all(early.campaigns.map((id) => stand.history(id)));
    expect(new Set(histories.map((steps) => steps.at(-1)?.actId)).size).toBe(1);
    expect(histories.map((steps) => steps.at(-1)?.event)).toEqual(Array(4).fill('postpone'));
  });

  it('LEG-16: a roll-back of one wave takes the later ones with it, and gives the passwords back', async () => {
    const school = await cutOver('2026-09-20');
    expect(await standings(school)).toEqual([{ standing: 'disabled.cutover', n: 7 }]);
    const order: CampaignOrder = {
      ...{ event: 'rollback', to: 'soft_launch', date: day('2026-10-20'), overridesCalendar: false },
    };
    const steps = await move(act([school.campaigns[1]!], order));
    expect(steps.map(({ wave, event, to }) => [wave, event, to])).toEqual([
      ['representatives', 'rollback', 'soft_launch'],
      ['pupils_14plus', 'carried_along', 'soft_launch'],
      ['pupils_under14', 'carried_along', 'soft_launch'],
    ]);
    expect(await stand.phases(school)).toEqual(['cutover', 'soft_launch', 'soft_launch', 'soft_launch']);
    expect(await standings(school)).toEqual(
      expect.arrayContaining([
        { standing: 'disabled.cutover', n: 3 },
        { standing: 'warned', n: 4 },
      ]),
    );
  });

  it('EC-108: a postponement on the eve keeps its author and reason, and moves the later waves by the same days', async () => {
    const school = await stand.aSchool(HEADS);
    const starts: CampaignAct[] = school.campaigns.map((id, wave) =>
      act([id], { event: 'start', date: addDays(day('2026-12-07'), wave * 7), overridesCalendar: false }),
    );
    for (const one of starts) await move(one);
    await move(act([school.campaigns[0]!], postpone('2026-12-17'), new Date('2026-12-06T08:00:00Z')));
    expect((await stand.state(school)).map(({ cutoverOn }) => cutoverOn)).toEqual([
      ...['2026-12-17', '2026-12-24', '2026-12-31', '2027-01-07'],
    ]);
    const [row] = await stand.database.query(
      `SELECT actor_kind, actor_id, reason FROM campaign_history WHERE campaign_id = $1 ORDER BY id DESC LIMIT 1`,
      [school.campaigns[0]],
    );
    expect(row).toEqual({ actor_kind: 'administrator', actor_id: MANAGER.id, reason: 'просьба школы' });
  });

  it('a new date has to be confirmed anew', async () => {
    const school = await stand.aSchool({ staff: 1 });
    await stand.start(school, '2026-12-21', NOW);
    await move(act([school.campaigns[0]!], { event: 'confirm' }));
    const confirmed = async () =>
      (
        await stand.database.query<{ by: string | null }>(
          'SELECT confirmed_by AS by FROM campaigns WHERE id = $1',
          [school.campaigns[0]],
        )
      )[0]?.by;
    expect(await confirmed()).toBe(MANAGER.id);
    await move(act([school.campaigns[0]!], postpone('2026-12-28')));
    expect(await confirmed()).toBeNull();
  });

  it('the preview says what an act would do, and does nothing', async () => {
    const school = await cutOver('2026-09-20');
    const one = act(school.campaigns, postpone('2026-10-30'));
    const preview = await stand.database.unitOfWork.run((tx) =>
      stand.app.get(MoveCampaigns).preview(tx, one),
    );
    expect(await stand.phases(school)).toEqual(Array(4).fill('cutover'));
    expect((await where(one)).steps).toEqual(preview.steps);
  });

  it('who saw an older revision moves nothing, and of two who act at once one is told so', async () => {
    const school = await stand.aSchool({ staff: 1 });
    await stand.start(school, '2026-12-21', NOW);
    const [staff] = school.campaigns;
    const seen = (order: CampaignOrder) => ({ ...act([staff!], order), revisions: new Map([[staff!, 2]]) });
    const results = await Promise.allSettled([
      move(seen({ event: 'pause' })),
      move(seen(postpone('2026-12-28'))),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await stand.history(staff!)).toHaveLength(2);
  });

  it('an act upon an unknown campaign is not found', async () => {
    await expect(move(act([newUuid()], { event: 'pause' }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('EC-107: a date against the calendar stands with its reason, until the date changes', async () => {
    const school = await stand.aSchool({ staff: 1 });
    const order = (overridesCalendar: boolean): CampaignOrder => ({
      ...{ event: 'start', date: day('2027-08-30'), overridesCalendar },
    });
    await expect(move(act(school.campaigns, order(false)))).rejects.toMatchObject({
      ...{ code: 'CAMPAIGN_DATE_FORBIDDEN', facts: { first_allowed: '16.09.2027' } },
    });
    await move(act(school.campaigns, order(true)));
    const why = async () =>
      (
        await stand.database.query<{ why: string | null }>(
          'SELECT calendar_override AS why FROM campaigns WHERE id = $1',
          [school.campaigns[0]],
        )
      )[0]?.why;
    expect(await why()).toBe('просьба школы');
    await move(act(school.campaigns, postpone('2027-09-20')));
    expect(await why()).toBeNull();
  });
});
