import { describe, expect, it } from '@jest/globals';
import type { CalendarPeriod } from '../../../src/legacy/domain/calendar.js';
import type { Campaign } from '../../../src/legacy/domain/campaign.js';
import type { CampaignOrder } from '../../../src/legacy/domain/campaign-moves.js';
import { decideOrder, type OrderSetting } from '../../../src/legacy/domain/decide-order.js';
import { gatesInto } from '../../../src/legacy/domain/gates.js';
import { aCampaign, day, gateFacts, numbers } from '../../support/builders/campaign-facts.js';

const TODAY = day('2027-02-01');
const EXAMS: CalendarPeriod = {
  ...{ kind: 'exam', name: 'ГИА' },
  ...{ startsOn: day('2027-05-20'), endsOn: day('2027-06-20') },
};
const unplanned = aCampaign({
  phase: 'not_scheduled',
  cutoverOn: null,
  isAnnounced: false,
  isConfirmed: false,
});
const cutOver = (on: string, overrides: Partial<Campaign> = {}) =>
  aCampaign({ phase: 'grace', cutoverOn: day(on), cutOverOn: day(on), ...overrides });

function decide(campaign: Campaign, order: CampaignOrder, overrides: Partial<OrderSetting> = {}) {
  const setting = { today: TODAY, periods: [EXAMS], before: null, noticeDays: 60, gates: [], ...overrides };
  const decided = decideOrder(campaign, order, setting);
  return decided.kind === 'change' ? decided.change : decided.refusal;
}

const start = (date: string, overridesCalendar = false): CampaignOrder => ({
  ...{ event: 'start', date: day(date), overridesCalendar },
});
const postpone = (date: string, overridesCalendar = false): CampaignOrder => ({
  ...{ event: 'postpone', to: { date: day(date) }, overridesCalendar },
});
const advance = (date: string, askedByPrincipal = true): CampaignOrder => ({
  ...{ event: 'advance', date: day(date), askedByPrincipal, overridesCalendar: false },
});
const rollBack = (to: Campaign['phase'], date: string | null): CampaignOrder => ({
  ...{ event: 'rollback', to, date: date === null ? null : day(date), overridesCalendar: false },
});

describe('a start', () => {
  it('is planned 60 days ahead or more', () => {
    expect(decide(unplanned, start('2027-04-02'))).toMatchObject({ to: 'preparation', date: '2027-04-02' });
    expect(decide(unplanned, start('2027-04-01'))).toMatchObject({
      ...{ code: 'CAMPAIGN_DATE_TOO_EARLY', facts: { earliest: '02.04.2027' } },
    });
  });

  it('EC-107: is refused on forbidden days with the first allowed one, and stands there with a reason', () => {
    expect(decide(unplanned, start('2027-06-01'))).toMatchObject({
      ...{ code: 'CAMPAIGN_DATE_FORBIDDEN', facts: { period: 'ГИА', first_allowed: '21.06.2027' } },
    });
    expect(decide(unplanned, start('2027-06-01', true))).toMatchObject({
      to: 'preparation',
      overridesCalendar: true,
    });
  });

  it('names the entry criteria that are missed', () => {
    const gates = gatesInto('preparation', gateFacts({ numbers: numbers({ hasSchoolAdmin: false }) }));
    expect(decide(unplanned, start('2027-04-02'), { gates })).toMatchObject({
      ...{ code: 'CAMPAIGN_GATES_MISSED', facts: { missed: ['У школы нет администратора: назначьте его.'] } },
    });
  });

  it('neither stands before the wave before it nor goes where that one is not', () => {
    const pupils = { ...unplanned, wave: 'pupils_14plus' } as const;
    const before = aCampaign({ phase: 'preparation', cutoverOn: day('2027-04-20') });
    expect(decide(pupils, start('2027-04-19'), { before })).toMatchObject({ code: 'CAMPAIGN_WAVE_ORDER' });
    expect(decide(pupils, start('2027-04-20'), { before })).toMatchObject({ to: 'preparation' });
    expect(decide(pupils, start('2027-04-20'), { before: unplanned })).toMatchObject({
      code: 'CAMPAIGN_WAVE_ORDER',
    });
  });

  it('happens once', () => {
    expect(decide(aCampaign(), start('2027-04-20'))).toMatchObject({ code: 'CAMPAIGN_MOVE_IMPOSSIBLE' });
  });
});

describe('a postponement', () => {
  it('EC-108: leaves the phase as it is before the cut-over, even on the eve', () => {
    const eve = aCampaign({ phase: 'brownouts', cutoverOn: day('2027-02-02') });
    expect(decide(eve, postpone('2027-03-20'))).toMatchObject({ to: 'brownouts', date: '2027-03-20' });
  });

  it('is later than the date that stands, and not on a forbidden day without a reason', () => {
    expect(decide(aCampaign(), postpone('2027-03-10'))).toMatchObject({ code: 'CAMPAIGN_DATE_NOT_LATER' });
    expect(decide(aCampaign(), postpone('2027-05-20'))).toMatchObject({ code: 'CAMPAIGN_DATE_FORBIDDEN' });
  });

  it('EC-109: by days moves out of the forbidden calendar by itself', () => {
    const order: CampaignOrder = { event: 'postpone', to: { days: 80 }, overridesCalendar: false };
    expect(decide(aCampaign(), order)).toMatchObject({ date: '2027-06-21' });
  });

  it.each([
    ['2027-03-04', 'announced'],
    ['2027-03-03', 'soft_launch'],
    ['2027-02-16', 'soft_launch'],
    ['2027-02-15', 'link_required'],
    ['2027-02-09', 'link_required'],
    ['2027-02-08', 'brownouts'],
  ])('EC-109: after the cut-over goes back to the phase of the new date: %s is %s', (date, phase) => {
    expect(decide(cutOver('2027-01-11'), postpone(date))).toMatchObject({ to: phase, date });
  });

  it('LEG-16: after the cut-over is possible for 60 days', () => {
    expect(decide(cutOver('2026-12-03'), postpone('2027-03-10'))).toMatchObject({ to: 'announced' });
    expect(decide(cutOver('2026-12-02'), postpone('2027-03-10'))).toMatchObject({
      ...{ code: 'CAMPAIGN_ROLLBACK_LATE', facts: { until: '31.01.2027' } },
    });
  });
});

describe('EC-110: an earlier date', () => {
  it('is asked for by the principal, 30 days ahead, and leaves the phase to its gates', () => {
    expect(decide(aCampaign(), advance('2027-03-03'))).toMatchObject({ to: 'announced', date: '2027-03-03' });
    expect(decide(aCampaign(), advance('2027-03-02'))).toMatchObject({ code: 'CAMPAIGN_DATE_TOO_EARLY' });
    expect(decide(aCampaign(), advance('2027-03-03', false))).toMatchObject({
      code: 'CAMPAIGN_ADVANCE_UNASKED',
    });
    expect(decide(aCampaign(), advance('2027-03-11'))).toMatchObject({ code: 'CAMPAIGN_DATE_NOT_EARLIER' });
  });

  it('is not before that of the wave before', () => {
    const before = aCampaign({ cutoverOn: day('2027-03-05') });
    const parents = aCampaign({ wave: 'representatives' });
    expect(decide(parents, advance('2027-03-04'), { before })).toMatchObject({ code: 'CAMPAIGN_WAVE_ORDER' });
  });
});

describe('a roll-back', () => {
  it('goes to an earlier phase with a new date', () => {
    expect(decide(cutOver('2027-01-11'), rollBack('soft_launch', '2027-04-01'))).toMatchObject({
      to: 'soft_launch',
    });
    expect(decide(aCampaign(), rollBack('brownouts', '2027-04-01'))).toMatchObject({
      code: 'CAMPAIGN_ROLLBACK_NOT_BACK',
    });
    expect(decide(aCampaign(), rollBack('preparation', null))).toMatchObject({
      code: 'CAMPAIGN_ROLLBACK_DATE',
    });
  });

  it('takes a plan back when it goes to not_scheduled', () => {
    expect(decide(aCampaign(), rollBack('not_scheduled', null))).toMatchObject({
      to: 'not_scheduled',
      date: null,
    });
  });

  it('LEG-16: ends 60 days after the cut-over', () => {
    expect(decide(cutOver('2026-12-02'), rollBack('announced', '2027-04-01'))).toMatchObject({
      code: 'CAMPAIGN_ROLLBACK_LATE',
    });
  });
});

describe('pausing, confirming and closing', () => {
  it('pauses what runs and resumes what is paused', () => {
    expect(decide(aCampaign(), { event: 'pause' })).toMatchObject({ to: 'announced' });
    expect(decide(aCampaign({ isPaused: true }), { event: 'pause' })).toMatchObject({
      code: 'CAMPAIGN_PAUSED',
    });
    expect(decide(aCampaign(), { event: 'resume' })).toMatchObject({ code: 'CAMPAIGN_NOT_PAUSED' });
  });

  it('confirms before the cut-over only', () => {
    expect(decide(aCampaign(), { event: 'confirm' })).toMatchObject({ event: 'confirm', to: 'announced' });
    expect(decide(cutOver('2027-01-11'), { event: 'confirm' })).toMatchObject({
      code: 'CAMPAIGN_MOVE_IMPOSSIBLE',
    });
  });

  it('closes after the wave before, by the gates of closing', () => {
    const campaign = cutOver('2026-11-01', { wave: 'representatives' });
    const gates = gatesInto('closed', gateFacts({ campaign, day: TODAY, today: TODAY }));
    expect(decide(campaign, { event: 'close' }, { gates })).toMatchObject({ to: 'closed' });
    expect(decide(campaign, { event: 'close' }, { gates, before: cutOver('2026-11-01') })).toMatchObject({
      code: 'CAMPAIGN_WAVE_ORDER',
    });
    const early = gatesInto(
      'closed',
      gateFacts({ campaign: cutOver('2027-01-11'), day: TODAY, today: TODAY }),
    );
    expect(decide(cutOver('2027-01-11'), { event: 'close' }, { gates: early })).toMatchObject({
      code: 'CAMPAIGN_GATES_MISSED',
    });
  });

  it('does nothing to a closed campaign', () => {
    const closed = cutOver('2026-11-01', { phase: 'closed' });
    for (const order of [
      postpone('2027-04-01'),
      rollBack('grace', '2027-04-01'),
      { event: 'pause' } as const,
    ]) {
      expect(decide(closed, order)).toMatchObject({ code: 'CAMPAIGN_CLOSED' });
    }
  });
});
