import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { approve, type BreakGlass, stateInForce } from '../../../src/legacy/domain/break-glass.js';
import { outageUntil } from '../../../src/legacy/domain/esia-outage.js';
import {
  groundHolds,
  LOCK_CAUSES,
  lockOfLink,
  lockReason,
  restrictionGround,
  type TieToChild,
} from '../../../src/legacy/domain/security-lock.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 23, 6) + minutes * 60_000);

describe('break-glass (LEG-12)', () => {
  const asked: BreakGlass = {
    ...{ state: 'requested', hours: 3, requestedBy: 'one', requestedAt: at(0), until: null },
  };

  it('works from the second person’s word for the hours asked', () => {
    expect(approve(asked, false, at(10))).toEqual({ kind: 'on', until: at(190) });
  });

  it('is never approved by whoever asked, too late, or twice', () => {
    expect(approve(asked, true, at(10))).toEqual({ kind: 'refused', why: 'SAME_PERSON' });
    expect(approve(asked, false, at(59))).toMatchObject({ kind: 'on' });
    expect(approve(asked, false, at(60))).toEqual({ kind: 'refused', why: 'LAPSED' });
    const on: BreakGlass = { ...asked, state: 'on', until: at(190) };
    expect(approve(on, false, at(10))).toEqual({ kind: 'refused', why: 'DECIDED' });
  });

  it('is over at its end and lapsed after an hour, whatever is written', () => {
    const on: BreakGlass = { ...asked, state: 'on', until: at(190) };
    expect([stateInForce(on, at(189)), stateInForce(on, at(190))]).toEqual(['on', 'ended']);
    expect([stateInForce(asked, at(59)), stateInForce(asked, at(60))]).toEqual(['requested', 'lapsed']);
  });

  it('never lasts longer than twelve hours from the approval', () => {
    const minutes = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), minutes, (hours, minute) => {
        const answer = approve({ ...asked, hours }, false, at(minute));
        expect(answer).toEqual({ kind: 'on', until: at(minute + hours * 60) });
        expect(hours * 60).toBeLessThanOrEqual(12 * 60);
      }),
    );
  });
});

describe('the word of one server about ESIA (LEG-19)', () => {
  it('is given when its breaker has been open for half a minute, and holds for a minute', () => {
    const open = { state: 'open', since: at(0) } as const;
    expect(outageUntil(open, at(0.49))).toBeNull();
    expect(outageUntil(open, at(0.5))).toEqual(at(1.5));
    expect(outageUntil(open, at(60))).toEqual(at(61));
    expect(outageUntil({ state: 'closed', since: at(0) }, at(60))).toBeNull();
  });
});

describe('a lock', () => {
  it.each([
    ['EC-102: suspended for security', { state: 'suspended', reason: 'security' }, 'link_suspended'],
    ['ended as an incident', { state: 'revoked', reason: 'security_incident' }, 'security_incident'],
    ['ended by a court', { state: 'revoked', reason: 'court_order' }, 'court_order'],
    ['disputed', { state: 'suspended', reason: 'dispute' }, null],
    ['ended by its owner', { state: 'revoked', reason: 'user_request' }, null],
    ['active', { state: 'active', reason: null }, null],
  ] as const)('comes with a link that is %s, or not', (_, link, cause) => {
    expect(lockOfLink(link)).toBe(cause);
  });

  it('is told as a restriction only where somebody has restricted', () => {
    expect(LOCK_CAUSES.filter((cause) => lockReason(cause) === 'restriction')).toEqual([
      'court_order',
      'restriction',
    ]);
  });

  it('stands while any one of its grounds stands', () => {
    const none = { linkSuspended: false, endedBadly: false, personDied: false, allRestricted: false };
    expect(groundHolds(none)).toBe(false);
    for (const key of Object.keys(none)) expect(groundHolds({ ...none, [key]: true })).toBe(true);
  });
});

describe('a restriction of every child', () => {
  const day = (text: string) => text as CalendarDate;
  const TODAY = day('2026-11-23');
  const restriction = (
    from: string,
    to: string | null = null,
    kind: 'restriction' | 'deprivation' = 'restriction',
  ) => ({
    ...{ kind, from: day(from), to: to === null ? null : day(to) },
  });
  const tie = (...restrictions: TieToChild['restrictions']): TieToChild => ({
    ...{ state: 'confirmed', from: day('2020-09-01'), to: null, childDied: false, restrictions },
  });

  it('EC-047: locks the account, one free child keeps it open', () => {
    const [held, free] = [tie(restriction('2026-11-01')), tie()];
    expect(restrictionGround([held], TODAY)).toBe('restriction:restriction/2026-11-01');
    expect(restrictionGround([held, free], TODAY)).toBeNull();
    expect(restrictionGround([free], TODAY)).toBeNull();
    expect(restrictionGround([], TODAY)).toBeNull();
  });

  it('counts from its first day until its last', () => {
    expect(restrictionGround([tie(restriction('2026-11-24'))], TODAY)).toBeNull();
    expect(restrictionGround([tie(restriction('2026-11-01', '2026-11-23'))], TODAY)).toBeNull();
    expect(restrictionGround([tie(restriction('2026-11-01', '2026-11-24'))], TODAY)).not.toBeNull();
  });

  it('EC-048: a deprivation counts although it has ended the tie; a tie that ended otherwise is no child of the account', () => {
    const deprived = { ...tie(restriction('2026-11-01', null, 'deprivation')), state: 'ended' };
    const grown = { ...tie(), state: 'ended' };
    expect(restrictionGround([deprived], TODAY)).not.toBeNull();
    expect(restrictionGround([deprived, grown], TODAY)).not.toBeNull();
    expect(restrictionGround([deprived, tie()], TODAY)).toBeNull();
  });
});
