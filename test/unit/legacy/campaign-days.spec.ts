import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../src/kernel/calendar-date.js';
import type { Campaign } from '../../../src/legacy/domain/campaign.js';
import { decideDay, type DayFacts } from '../../../src/legacy/domain/decide-day.js';
import { aCampaign, day, gateFacts, numbers } from '../../support/builders/campaign-facts.js';

const T0 = day('2027-03-10');

/** What the job does with a campaign so many days before its date. */
function before(daysLeft: number, campaign: Partial<Campaign>, overrides: Partial<DayFacts> = {}) {
  const today = addDays(T0, -daysLeft);
  const facts = gateFacts({ campaign: aCampaign({ cutoverOn: T0, ...campaign }), day: today, ...overrides });
  const step = decideDay({ before: null, ...facts, ...overrides });
  return step === null ? null : { ...step.change, ...(step.kind === 'missed' ? { why: step.why } : {}) };
}

const risky = { numbers: numbers({ atRisk: 30 }) };
const unready = { numbers: numbers({ ready: 10 }) };

describe('a campaign in preparation', () => {
  it('is announced as soon as its data are good, also long before the date', () => {
    expect(before(100, { phase: 'preparation' })).toMatchObject({ event: 'move', to: 'announced', date: T0 });
    expect(before(60, { phase: 'preparation' })).toMatchObject({ to: 'announced' });
  });

  it('waits for its data until T-60, and then goes a week on with a task', () => {
    expect(before(61, { phase: 'preparation' }, unready)).toBeNull();
    expect(before(60, { phase: 'preparation' }, unready)).toMatchObject({
      ...{ event: 'missed', to: 'preparation', date: '2027-03-17', why: ['gates'] },
    });
  });

  it('is not announced late: T-60 that has passed is missed, by as many weeks as it takes', () => {
    expect(before(50, { phase: 'preparation' })).toMatchObject({ event: 'missed', date: '2027-03-24' });
  });
});

describe('an announced campaign', () => {
  it.each([
    [31, 'announced', null],
    [30, 'announced', 'soft_launch'],
    [29, 'soft_launch', 'link_required'],
    [28, 'link_required', 'brownouts'],
    [1, 'brownouts', null],
    [0, 'brownouts', 'cutover'],
  ] as const)(
    'goes on by one phase a day when its gates are passed: T-%i from %s to %s',
    (left, phase, to) => {
      expect(before(left, { phase })?.to ?? null).toBe(to);
    },
  );

  it.each([
    [15, 'soft_launch', null],
    [14, 'soft_launch', 'link_required'],
    [8, 'link_required', null],
    [7, 'link_required', 'brownouts'],
  ] as const)('whose people do not link goes on by its days: T-%i from %s to %s', (left, phase, to) => {
    expect(before(left, { phase }, { numbers: numbers({ linked: 0 }) })?.to ?? null).toBe(to);
  });
});

describe('EC-135: T-0', () => {
  it('with a gate missed is a week later, never a cut-over', () => {
    expect(before(0, { phase: 'brownouts' }, risky)).toMatchObject({
      ...{ event: 'missed', to: 'brownouts', date: '2027-03-17', why: ['gates'] },
    });
  });

  it.each(['announced', 'soft_launch', 'link_required'] as const)('in %s is a week later', (phase) => {
    expect(before(0, { phase })).toMatchObject({ event: 'missed', to: phase, why: ['phase'] });
  });

  it('EC-136: after a week without sign-in events is a week later', () => {
    const gap = { numbers: numbers({ feedComplete: false }) };
    expect(before(0, { phase: 'brownouts' }, gap)).toMatchObject({ event: 'missed', why: ['gates'] });
  });

  it('before the wave before it is cut over is a week later', () => {
    const wave = { phase: 'brownouts', wave: 'representatives' } as const;
    const staff = aCampaign({ phase: 'brownouts' });
    expect(before(0, wave, { before: staff })).toMatchObject({ event: 'missed', why: ['wave_before'] });
    expect(before(0, wave, { before: { ...staff, phase: 'cutover' } })).toMatchObject({ to: 'cutover' });
  });

  it('moves out of the forbidden calendar', () => {
    const T = { phase: 'brownouts', cutoverOn: day('2027-08-19') } as const;
    const on = { day: day('2027-08-19'), today: day('2027-08-19') };
    expect(before(0, T, { ...risky, ...on, campaign: aCampaign(T) })).toMatchObject({ date: '2027-09-16' });
  });

  it('that passed while the server was down is missed by weeks, until a date that can be kept', () => {
    const late = { day: day('2027-03-20'), today: day('2027-03-20') };
    expect(before(-10, { phase: 'announced' }, late)).toMatchObject({ date: '2027-03-24' });
  });
});

describe('a paused campaign', () => {
  it.each(['preparation', 'soft_launch', 'link_required', 'cutover', 'grace'] as const)(
    'does not leave %s',
    (phase) => {
      const cutOverOn = phase === 'cutover' || phase === 'grace' ? day('2026-01-01') : null;
      expect(before(70, { phase, cutOverOn, isPaused: true })).toBeNull();
    },
  );

  it('has missed a T-0 that passes', () => {
    expect(before(0, { phase: 'brownouts', isPaused: true })).toMatchObject({
      event: 'missed',
      why: ['paused'],
    });
  });
});

describe('after the cut-over', () => {
  const since = (phase: 'cutover' | 'grace', cutOverOn: string) => ({ phase, cutOverOn: day(cutOverOn) });

  it('grace begins on the 14th day, not before that of the wave before', () => {
    expect(before(0, since('cutover', '2027-02-25'))).toBeNull();
    expect(before(0, since('cutover', '2027-02-24'))).toMatchObject({ to: 'grace' });
    const wave = { ...since('cutover', '2027-02-24'), wave: 'representatives' } as const;
    expect(before(0, wave, { before: aCampaign({ phase: 'cutover' }) })).toBeNull();
  });

  it('LEG-16: closes on the 60th day with a risk of 2 %, on the 90th with any, after the wave before', () => {
    expect(before(0, since('grace', '2027-01-10'))).toBeNull();
    expect(before(0, since('grace', '2027-01-09'))).toMatchObject({ event: 'close', to: 'closed' });
    expect(before(0, since('grace', '2027-01-09'), risky)).toBeNull();
    expect(before(0, since('grace', '2026-12-10'), risky)).toMatchObject({ to: 'closed' });
    const wave = { ...since('grace', '2026-12-10'), wave: 'representatives' } as const;
    expect(before(0, wave, { before: aCampaign({ phase: 'grace' }) })).toBeNull();
  });
});

describe('an empty wave', () => {
  it('goes by its dates without gates', () => {
    const empty = { accounts: 0, isConfirmed: false };
    const nothing = { numbers: numbers({ accounts: 0, signedIn: 0, windowsHeld: 0, feedComplete: false }) };
    expect(before(50, { ...empty, phase: 'preparation' }, nothing)).toMatchObject({ to: 'announced' });
    expect(before(0, { ...empty, phase: 'brownouts' }, nothing)).toMatchObject({ to: 'cutover' });
  });

  it('goes behind the waves before it, and closes after 60 days', () => {
    const parents = { accounts: 0, wave: 'representatives' } as const;
    expect(
      before(40, { ...parents, phase: 'preparation' }, { before: aCampaign({ phase: 'preparation' }) }),
    ).toMatchObject({
      event: 'missed',
    });
    expect(before(0, { accounts: 0, phase: 'grace', cutOverOn: day('2027-01-10') })).toBeNull();
    expect(before(0, { accounts: 0, phase: 'grace', cutOverOn: day('2027-01-09') })).toMatchObject({
      to: 'closed',
    });
  });
});
