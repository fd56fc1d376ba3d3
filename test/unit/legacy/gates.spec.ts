import { describe, expect, it } from '@jest/globals';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import { gateThresholds } from '../../../src/legacy/domain/campaign-policy.js';
import type { CriterionCode, GateFacts } from '../../../src/legacy/domain/criterion.js';
import { gatesInto } from '../../../src/legacy/domain/gates.js';
import { aCampaign, day, gateFacts, numbers } from '../../support/builders/campaign-facts.js';

const missed = (phase: CampaignPhase, overrides: Partial<GateFacts>): readonly CriterionCode[] =>
  gatesInto(phase, gateFacts(overrides))
    .filter(({ passed }) => !passed)
    .map(({ code }) => code);

describe('the entry of preparation', () => {
  it('asks for an administrator of the school and for lists not older than a week', () => {
    const on = { day: day('2027-01-08'), today: day('2027-01-08') };
    expect(missed('preparation', on)).toEqual([]);
    expect(missed('preparation', { ...on, day: day('2027-01-09') })).toEqual(['roster_age']);
    expect(
      missed('preparation', { ...on, numbers: numbers({ hasSchoolAdmin: false, rosterOn: null }) }),
    ).toEqual(['school_admin', 'roster_age']);
  });
});

describe('the announcement', () => {
  it.each([
    ['data errors of at most a tenth of the people', { dataErrors: 6 }, []],
    ['data errors of at most a tenth of the people', { dataErrors: 7 }, ['data_errors']],
    ['85 of a hundred people ready to be linked', { ready: 51 }, []],
    ['85 of a hundred people ready to be linked', { ready: 50 }, ['ready_for_linking']],
  ])('asks for %s: %j misses %j', (_rule, overrides, expected) => {
    expect(missed('announced', { numbers: numbers(overrides) })).toEqual(expected);
  });

  it('is made 60 days before the cut-over or earlier', () => {
    expect(missed('announced', { day: day('2027-01-09') })).toEqual([]);
    expect(missed('announced', { day: day('2027-01-10') })).toEqual(['notice_term']);
    expect(missed('announced', { numbers: numbers({ toTell: 40, told: 35 }) })).toEqual(['notice_issued']);
    expect(missed('announced', { numbers: numbers({ toTell: 40, told: 36 }) })).toEqual([]);
  });
});

describe('the phases up to the brownouts', () => {
  it('begin when ESIA works in every channel of people in which a password does', () => {
    expect(missed('soft_launch', { numbers: numbers({ channelsWithoutEsia: ['mobile'] }) })).toEqual([
      'esia_button',
    ]);
  });

  it('begin when enough are linked, or when their days before the cut-over have come', () => {
    const few = { numbers: numbers({ linked: 24 }) };
    expect(missed('link_required', { ...few, day: day('2027-02-23') })).toEqual(['linked_share']);
    expect(missed('link_required', { ...few, day: day('2027-02-24') })).toEqual([]);
    expect(missed('link_required', { numbers: numbers({ linked: 25 }) })).toEqual([]);
    expect(missed('brownouts', { numbers: numbers({ linked: 37 }), day: day('2027-03-02') })).toEqual([
      'linked_share',
    ]);
    expect(missed('brownouts', { numbers: numbers({ linked: 37 }), day: day('2027-03-03') })).toEqual([]);
  });

  it('end in brownouts that are planned', () => {
    expect(missed('brownouts', { numbers: numbers({ windowsAhead: 1 }) })).toEqual(['brownouts_planned']);
  });
});

describe('EC-135: the gates of the cut-over', () => {
  const at = (overrides: Parameters<typeof numbers>[0]) => missed('cutover', { numbers: numbers(overrides) });

  it('are passed by a school that is ready', () => {
    expect(at({})).toEqual([]);
  });

  it.each([
    ['two brownouts held', { windowsHeld: 1 }, 'brownouts_held'],
    ['a lock-out risk of 15 % at most', { atRisk: 8 }, 'lockout_risk'],
    ['an answer to a school that asked for a later date', { askedDate: day('2027-04-01') }, 'date_asked'],
    [
      'a paper alternative confirmed for each refusal',
      { refusals: 3, refusalsWithoutPaper: 1 },
      'refusals_on_paper',
    ],
    ['the form of each refusal on paper', { refusals: 3, refusalsUnprinted: 1 }, 'refusals_printed'],
    ['open cases of 5 % of the accounts at most', { openReviews: 4 }, 'open_reviews'],
    ['data errors of 10 % at most', { dataErrors: 7 }, 'data_errors'],
  ])('are %s', (_rule, overrides, code) => {
    expect(at(overrides)).toEqual([code]);
  });

  it('are a date that somebody has confirmed', () => {
    expect(missed('cutover', { campaign: aCampaign({ isConfirmed: false }) })).toEqual(['confirmed']);
  });

  it('EC-107: are a date outside of the forbidden calendar, or one that stands against it with a reason', () => {
    const campaign = aCampaign({ cutoverOn: day('2027-09-01') });
    expect(missed('cutover', { campaign })).toEqual(['calendar']);
    expect(missed('cutover', { campaign: { ...campaign, calendarOverride: 'приказ' } })).toEqual([]);
  });

  it('are a day outside of the forbidden calendar, when a late job would cut over after the date', () => {
    const campaign = aCampaign({ cutoverOn: day('2027-08-23') });
    const late = { campaign, day: day('2027-08-23'), today: day('2027-08-26') };
    expect(missed('cutover', late)).toEqual(['calendar']);
    expect(missed('cutover', { ...late, today: day('2027-08-24') })).toEqual([]);
  });

  it('EC-136: are missed when the sign-in feed has a gap, whatever the numbers are', () => {
    expect(at({ feedComplete: false })).toEqual(['lockout_risk']);
    expect(at({ feedComplete: false, signedIn: 0, linked: 0, atRisk: 0 })).toEqual(['lockout_risk']);
  });

  it('let one account stand outside where fewer than twenty are used, and ask nothing where none is', () => {
    expect(at({ signedIn: 19, atRisk: 1 })).toEqual([]);
    expect(at({ signedIn: 19, atRisk: 2 })).toEqual(['lockout_risk']);
    expect(at({ signedIn: 20, atRisk: 3 })).toEqual([]);
    expect(at({ signedIn: 0, linked: 0, atRisk: 0 })).toEqual([]);
  });

  it('have thresholds that the policy of a system changes', () => {
    const thresholds = gateThresholds({
      lockout_risk_at_cutover: 0.05,
      small_group_outside: 2,
      brownouts_held: 0,
    });
    expect(missed('cutover', { thresholds, numbers: numbers({ atRisk: 3, windowsHeld: 0 }) })).toEqual([
      'lockout_risk',
    ]);
    expect(missed('cutover', { thresholds, numbers: numbers({ signedIn: 9, atRisk: 2 }) })).toEqual([]);
  });

  it('say in Russian what is counted, what is asked for and what to do', () => {
    const texts = gatesInto('cutover', gateFacts({ numbers: numbers({ atRisk: 10 }) })).map(
      ({ text }) => text,
    );
    expect(texts).toContain(
      'Останутся без входа: 10 из 50 записей, которыми пользуются (20 %), нужно не больше 15 %. Помогите им привязать Госуслуги, оформите исключения или бумажную замену.',
    );
    expect(texts.every((text) => /^[А-Я].+\.$/.test(text))).toBe(true);
  });
});

describe('closing', () => {
  const since = (cutOverOn: string) => aCampaign({ phase: 'grace', cutOverOn: day(cutOverOn) });
  const on = { day: day('2027-06-01'), today: day('2027-06-01') };

  it('EC-110, LEG-16: is not possible before the 60th day after the real cut-over', () => {
    expect(missed('closed', { ...on, campaign: since('2027-04-03') })).toEqual(['cutover_age']);
    expect(missed('closed', { ...on, campaign: since('2027-04-02') })).toEqual([]);
  });

  it('waits for a lock-out risk of 2 %, but not longer than 90 days', () => {
    const risk = { ...on, numbers: numbers({ atRisk: 2 }) };
    expect(missed('closed', { ...risk, campaign: since('2027-04-02') })).toEqual(['lockout_risk']);
    expect(missed('closed', { ...risk, campaign: since('2027-03-03') })).toEqual([]);
  });

  it('waits for the last password that was re-enabled', () => {
    const open = { ...on, campaign: since('2027-01-01'), numbers: numbers({ reenabled: 1 }) };
    expect(missed('closed', open)).toEqual(['reenabled']);
  });
});
