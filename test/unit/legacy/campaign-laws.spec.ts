import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, daysBetween } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type Campaign, changed, goesBack, waveBefore } from '../../../src/legacy/domain/campaign.js';
import type { CampaignOrder } from '../../../src/legacy/domain/campaign-moves.js';
import { isCutOver, phaseRank, PHASES, WAVES } from '../../../src/legacy/domain/campaign-phase.js';
import { gateThresholds } from '../../../src/legacy/domain/campaign-policy.js';
import { decideDay } from '../../../src/legacy/domain/decide-day.js';
import { gatesInto } from '../../../src/legacy/domain/gates.js';
import { followersOf, planAct, type PlannedStep } from '../../../src/legacy/domain/plan-act.js';
import { forbiddenOn } from '../../../src/legacy/domain/calendar.js';
import { aCampaign, day, gateFacts, numbers } from '../../support/builders/campaign-facts.js';

const FIRST = day('2026-09-20');
const EXAMS = { kind: 'exam', name: 'ГИА', startsOn: day('2027-05-20'), endsOn: day('2027-06-20') } as const;
const idOf = (no: number) => `00000000-0000-4000-8000-00000000010${no}` as Uuid;

/** One thing that a person may do on a day of the tale, to the waves named by the bits of `named`. */
interface Act {
  readonly onDay: number;
  readonly named: number;
  readonly order: (today: CalendarDate) => CampaignOrder;
}

/** A year of one school: how many accounts each wave has, on which days its gates are passed, and what people do. */
interface Tale {
  readonly accounts: readonly number[];
  readonly firstDates: readonly number[];
  readonly quality: readonly number[];
  readonly acts: readonly Act[];
}

const ahead = fc.integer({ min: 1, max: 150 });
const order: fc.Arbitrary<Act['order']> = fc.oneof(
  ahead.map((n) => (today: CalendarDate): CampaignOrder => ({
    ...{ event: 'postpone', to: { date: addDays(today, n) }, overridesCalendar: false },
  })),
  fc.integer({ min: 1, max: 60 }).map((days) => (): CampaignOrder => ({
    ...{ event: 'postpone', to: { days }, overridesCalendar: false },
  })),
  ahead.map((n) => (today: CalendarDate): CampaignOrder => ({
    ...{ event: 'advance', date: addDays(today, n), askedByPrincipal: true, overridesCalendar: n % 2 === 0 },
  })),
  fc
    .record({ n: ahead, to: fc.constantFrom(...PHASES.slice(1)) })
    .map(({ n, to }) => (today: CalendarDate): CampaignOrder => ({
      ...{ event: 'rollback', to, date: addDays(today, n), overridesCalendar: true },
    })),
  fc.constantFrom('pause', 'resume', 'confirm', 'close').map((event) => (): CampaignOrder => ({ event })),
);
const tales: fc.Arbitrary<Tale> = fc.record({
  accounts: fc.array(fc.constantFrom(0, 3, 30), { minLength: 4, maxLength: 4 }),
  firstDates: fc.array(fc.integer({ min: 60, max: 200 }), { minLength: 4, maxLength: 4 }),
  quality: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 16, maxLength: 16 }),
  acts: fc.array(
    fc.record({ onDay: fc.integer({ min: 0, max: 330 }), named: fc.integer({ min: 1, max: 15 }), order }),
    {
      maxLength: 8,
    },
  ),
});

/** The numbers of the day: good five days of six, in a rhythm that the tale draws. */
function numbersOn(tale: Tale, n: number, wave: number, accounts: number) {
  const isGood = tale.quality[(n * 7 + wave * 3) % tale.quality.length] !== 0;
  const signedIn = accounts;
  return numbers({
    accounts,
    signedIn,
    linked: isGood ? signedIn : 0,
    atRisk: isGood ? 0 : signedIn,
    feedComplete: n % 41 !== 0,
  });
}

class School {
  readonly seen: { readonly n: number; readonly step: PlannedStep }[] = [];
  private waves: readonly Campaign[];

  constructor(private readonly tale: Tale) {
    const not = { isAnnounced: false, isConfirmed: false, cutoverOn: null, phase: 'not_scheduled' } as const;
    this.waves = WAVES.map((wave, i) =>
      aCampaign({
        ...not,
        wave,
        id: idOf(i),
        accounts: tale.accounts[i] ?? 0,
        examinedOn: addDays(FIRST, -1),
      }),
    );
    const dates = [...tale.firstDates].sort((a, b) => a - b);
    for (const [i, date] of dates.entries()) {
      this.act(0, 1 << i, { event: 'start', date: addDays(FIRST, date), overridesCalendar: true });
    }
  }

  state(): readonly Campaign[] {
    return this.waves;
  }

  /** The job on a day: each wave in its order, as MoveCampaignsInTime does; `today` is when it really runs. */
  job(n: number, today = n): void {
    for (const wave of WAVES) {
      const campaign = this.waves.find((one) => one.wave === wave);
      if (campaign === undefined) continue;
      const facts = gateFacts({
        ...{ campaign, periods: [EXAMS], thresholds: gateThresholds({}) },
        ...{ day: addDays(FIRST, n), today: addDays(FIRST, today) },
        numbers: numbersOn(this.tale, n, WAVES.indexOf(wave), campaign.accounts),
      });
      const step = decideDay({ ...facts, before: waveBefore(this.waves, wave) });
      if (step === null) continue;
      const after = changed(campaign, step.change, facts.today, '');
      const own = { before: campaign, after, change: step.change };
      const along = step.kind === 'missed' ? followersOf(own, this.waves, facts) : [];
      this.take(n, [own, ...along]);
    }
  }

  act(n: number, bits: number, given: CampaignOrder): void {
    const today = addDays(FIRST, n);
    const { steps } = planAct({
      ...{ group: this.waves, order: given, reason: 'проверка', today, periods: [EXAMS], noticeDays: 60 },
      named: new Set(WAVES.flatMap((_, i) => ((bits >> i) & 1 ? [idOf(i)] : []))),
      gatesOf: (campaign) =>
        given.event === 'close' ? gatesInto('closed', gateFacts({ campaign, day: today, today })) : [],
    });
    this.take(n, steps);
  }

  /** A year of days, each with the job first and then what people do. */
  live(days: number, eachDay: () => void = () => undefined): this {
    for (let n = 0; n < days; n += 1) {
      this.job(n);
      for (const one of this.tale.acts.filter(({ onDay }) => onDay === n)) {
        this.act(n, one.named, one.order(addDays(FIRST, n)));
      }
      eachDay();
    }
    return this;
  }

  private take(n: number, steps: readonly PlannedStep[]): void {
    for (const step of steps) this.seen.push({ n, step });
    const after = new Map(steps.map((step) => [step.after.id, step.after]));
    this.waves = this.waves.map((one) => after.get(one.id) ?? one);
  }
}

const told = { numRuns: 20 };

describe('whatever people and time do to the waves of a school', () => {
  it('no wave overtakes the wave before it that has accounts', () => {
    fc.assert(
      fc.property(tales, (tale) => {
        const school = new School(tale);
        school.live(330, () => {
          const counting = school.state().filter(({ accounts, phase }) => accounts > 0 && phase !== 'closed');
          const ranks = counting.map(({ phase }) => phaseRank(phase));
          expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
        });
      }),
      told,
    );
  });

  it('each is in one phase at every moment, and its row says the same thing twice', () => {
    fc.assert(
      fc.property(tales, (tale) => {
        const school = new School(tale);
        school.live(330, () => {
          for (const { phase, cutoverOn, cutOverOn, isAnnounced } of school.state()) {
            expect(PHASES).toContain(phase);
            expect(cutoverOn === null).toBe(phase === 'not_scheduled');
            expect(cutOverOn !== null).toBe(isCutOver(phase));
            expect(isAnnounced).toBe(phaseRank(phase) >= phaseRank('announced'));
          }
        });
      }),
      told,
    );
  });

  it('a phase goes back by a roll-back, a postponement after the cut-over, or along with an earlier wave, and forward by one step', () => {
    fc.assert(
      fc.property(tales, (tale) => {
        for (const { step } of new School(tale).live(330).seen) {
          const { before, after, change } = step;
          if (goesBack(before.phase, after.phase)) {
            expect(['rollback', 'postpone', 'carried_along']).toContain(change.event);
          } else if (before.phase !== after.phase) {
            expect(phaseRank(after.phase)).toBe(phaseRank(before.phase) + 1);
            expect(['start', 'move', 'close']).toContain(change.event);
          }
        }
      }),
      told,
    );
  });

  it('a paused campaign is not moved by time: its dates are missed', () => {
    fc.assert(
      fc.property(tales, (tale) => {
        for (const { step } of new School(tale).live(330).seen) {
          if (step.before.isPaused)
            expect(['move', 'close']).not.toContain(step.change.event === 'move' ? 'move' : '');
          if (step.change.event === 'move') expect(step.before.isPaused).toBe(false);
        }
      }),
      told,
    );
  });

  it('EC-135: a cut-over happens on its date, confirmed, 60 days or more after its plan began, and never on a forbidden day without a reason', () => {
    fc.assert(
      fc.property(tales, (tale) => {
        const { seen } = new School(tale).live(330);
        for (const { n, step } of seen.filter(({ step: { after } }) => after.phase === 'cutover')) {
          if (step.change.event !== 'move' || step.before.accounts === 0) continue;
          const date = step.before.cutoverOn;
          expect(date).toBe(addDays(FIRST, n));
          expect(step.before.isConfirmed).toBe(true);
          const forbidden = date === null ? null : forbiddenOn(date, [EXAMS]);
          if (forbidden !== null) expect(step.before.calendarOverride).not.toBeNull();
        }
      }),
      told,
    );
  });

  it('LEG-16: closed comes 60 days after the real cut-over at the earliest', () => {
    fc.assert(
      fc.property(tales, (tale) => {
        const { seen } = new School(tale).live(330);
        for (const { n, step } of seen.filter(({ step: { change } }) => change.event === 'close')) {
          expect(daysBetween(step.before.cutOverOn ?? FIRST, addDays(FIRST, n))).toBeGreaterThanOrEqual(60);
        }
      }),
      told,
    );
  });
});

describe('a server that was down', () => {
  it('for a fortnight catches up to the state of daily runs, unless it would cut over on a day that is forbidden by now', () => {
    fc.assert(
      fc.property(
        tales,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 13 }),
        (tale, from, days) => {
          const quiet = { ...tale, acts: tale.acts.filter(({ onDay }) => onDay < from) };
          const [daily, late] = [new School(quiet).live(from), new School(quiet).live(from)];
          fc.pre(forbiddenOn(addDays(FIRST, from + days), [EXAMS]) === null);
          for (let n = from; n <= from + days; n += 1) daily.job(n);
          for (let n = from; n <= from + days; n += 1) late.job(n, from + days);
          const bare = ({ phase, cutoverOn, wave, missedInRow }: Campaign) => ({
            phase,
            cutoverOn,
            wave,
            missedInRow,
          });
          expect(late.state().map(bare)).toEqual(daily.state().map(bare));
        },
      ),
      told,
    );
  });
});
