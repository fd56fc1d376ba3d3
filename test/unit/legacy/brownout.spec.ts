import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BROWNOUT_STATES,
  type BrownoutNow,
  type BrownoutState,
  brownoutEventAt,
  isInForce,
  nextBrownoutState,
  wasHeld,
} from '../../../src/legacy/domain/brownout.js';
import { PHASES } from '../../../src/legacy/domain/campaign-phase.js';

const at = (hours: number): Date => new Date(Date.UTC(2026, 10, 24) + hours * 3_600_000);
const hours = fc.integer({ min: 0, max: 96 });
const stretch = fc.tuple(hours, fc.integer({ min: 1, max: 48 })).map(([from, length]) => ({
  from: at(from),
  until: at(from + length),
}));
const window = fc
  .record({
    state: fc.constantFrom<BrownoutState>(...BROWNOUT_STATES),
    when: stretch,
    phase: fc.constantFrom(...PHASES),
    isPaused: fc.boolean(),
    hasHits: fc.boolean(),
    isForbidden: fc.boolean(),
  })
  .map(({ when, ...rest }): BrownoutNow => ({ ...rest, startsAt: when.from, endsAt: when.until }));

describe('a brownout window', () => {
  const planned: BrownoutNow = {
    ...{ state: 'planned', startsAt: at(16), endsAt: at(18), phase: 'brownouts' },
    ...{ isPaused: false, hasHits: false, isForbidden: false },
  };

  it('LEG-07: never refuses outside its time, in another phase, while paused, or when it is over', () => {
    fc.assert(
      fc.property(window, fc.boolean(), hours, (one, isOutage, hour) => {
        const now = at(hour);
        if (!isInForce(one, isOutage, now)) return;
        expect(one.startsAt <= now && now < one.endsAt).toBe(true);
        expect([one.phase, one.isPaused]).toEqual(['brownouts', false]);
        expect(['planned', 'running']).toContain(one.state);
      }),
    );
  });

  it('LEG-19: refuses nobody in an outage of ESIA', () => {
    fc.assert(fc.property(window, hours, (one, hour) => !isInForce(one, true, at(hour))));
  });

  it('moves forward only, and every event that time gives moves it', () => {
    const rank: Record<BrownoutState, number> = { planned: 0, running: 1, ended: 2, cancelled: 2 };
    fc.assert(
      fc.property(window, hours, (one, hour) => {
        const event = brownoutEventAt(one, at(hour));
        if (event === null) return;
        const next = nextBrownoutState(one.state, event);
        expect(next).not.toBeNull();
        expect(rank[next ?? 'planned']).toBeGreaterThan(rank[one.state]);
      }),
    );
  });

  it('is never left running after its end, nor planned: time alone closes it', () => {
    fc.assert(
      fc.property(window, (one) => {
        const after = at(200);
        let state = one.state;
        for (let step = 0; step < 2; step += 1) {
          const event = brownoutEventAt({ ...one, state }, after);
          if (event !== null) state = nextBrownoutState(state, event) ?? state;
        }
        expect(['ended', 'cancelled']).toContain(state);
      }),
    );
  });

  it.each([
    ['begins at its time in its phase', {}, at(16), 'begin'],
    ['waits for its time', {}, at(15), null],
    ['waits while the campaign is paused', { isPaused: true }, at(16), null],
    ['waits for the phase of brownouts', { phase: 'link_required' }, at(16), null],
    [
      'is taken back when its campaign goes back beyond link_required',
      { phase: 'announced' },
      at(1),
      'cancel',
    ],
    ['is taken back when the cut-over has come', { phase: 'cutover' }, at(1), 'cancel'],
    ['is taken back when an exam was entered since', { isForbidden: true }, at(15), 'cancel'],
    ['that never began is taken back after its time', {}, at(18), 'cancel'],
    ['that refused before the job looked did begin', { hasHits: true }, at(18), 'begin'],
    ['ends at its end', { state: 'running' }, at(18), 'end'],
    ['ends when the campaign is paused', { state: 'running', isPaused: true }, at(17), 'end'],
    ['ends when the campaign leaves the phase', { state: 'running', phase: 'soft_launch' }, at(17), 'end'],
    ['runs on within its time', { state: 'running', isForbidden: true }, at(17), null],
    ['stays ended', { state: 'ended' }, at(17), null],
  ] as const)('%s', (_, overrides, now, event) => {
    expect(brownoutEventAt({ ...planned, ...overrides }, now)).toBe(event);
  });
});

describe('a window that counts as held', () => {
  const whole = { from: at(6), until: at(18) };

  it('refused from its beginning to its end', () => {
    expect(wasHeld(whole, whole, [])).toBe(true);
  });

  it('LEG-19: does not lie in an outage of ESIA, and a flap of some minutes is none', () => {
    expect(wasHeld(whole, whole, [{ from: at(0), until: at(24) }])).toBe(false);
    expect(wasHeld(whole, whole, [{ from: at(7), until: at(9) }])).toBe(false);
    expect(wasHeld(whole, whole, [{ from: at(7), until: at(7.1) }])).toBe(true);
    expect(wasHeld(whole, whole, [{ from: at(19), until: at(30) }])).toBe(true);
  });

  it('began in time and was not ended before it', () => {
    expect(wasHeld(whole, { from: at(9), until: at(18) }, [])).toBe(false);
    expect(wasHeld(whole, { from: at(6), until: at(12) }, [])).toBe(false);
  });

  it('loses each moment once, however the outages overlap, and more outages never make it held', () => {
    fc.assert(
      fc.property(stretch, fc.array(stretch, { maxLength: 5 }), stretch, (planned, outages, more) => {
        const minutes = Array.from(
          { length: (planned.until.getTime() - planned.from.getTime()) / 3_600_000 },
          (_, i) => planned.from.getTime() + i * 3_600_000,
        );
        const lost = minutes.filter((m) =>
          outages.some(({ from, until }) => from.getTime() <= m && m < until.getTime()),
        );
        expect(wasHeld(planned, planned, outages)).toBe(lost.length * 10 <= minutes.length);
        const withMore = wasHeld(planned, planned, [...outages, more]);
        expect(withMore && !wasHeld(planned, planned, outages)).toBe(false);
      }),
    );
  });
});
