import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import {
  groundOf,
  type GroundFacts,
  type GroundPlace,
  type GroundTie,
} from '../../../src/linking/domain/ground.js';
import { id } from './subjects.js';

const TODAY = '2026-11-23' as CalendarDate;
const day = (text: string) => text as CalendarDate;

function facts(overrides: Partial<GroundFacts> = {}): GroundFacts {
  return {
    id: id(100),
    role: 'student',
    personId: id(1),
    isClosed: false,
    personDied: false,
    personBlocked: false,
    timeZone: 'Europe/Kaliningrad',
    places: [],
    ties: [],
    ...overrides,
  };
}

function place(overrides: Partial<GroundPlace> = {}): GroundPlace {
  return { here: true, from: day('2020-09-01'), to: null, endKind: null, ...overrides };
}

function tie(overrides: Partial<GroundTie> = {}): GroundTie {
  return {
    kind: 'parent',
    state: 'asserted',
    from: day('2020-09-01'),
    to: null,
    endReason: null,
    childDied: false,
    restrictions: [],
    ...overrides,
  };
}

const left = (to: string, endKind: string | null = 'left') => place({ to: day(to), endKind });
const elsewhere = (from: string) => place({ here: false, from: day(from) });
const restricted = (to: string | null, from = '2026-11-01') =>
  tie({ restrictions: [{ kind: 'restriction', from: day(from), to: to === null ? null : day(to) }] });
const pupil = (...places: GroundPlace[]) => groundOf(facts({ places }), TODAY);
const parent = (...ties: GroundTie[]) => groundOf(facts({ role: 'representative', ties }), TODAY);
const staff = (...places: GroundPlace[]) => groundOf(facts({ role: 'teacher', places }), TODAY);

describe('what stands behind a pupil’s account', () => {
  it.each([
    ['enrolled here', [place()], { kind: 'valid' }],
    ['enrolled from a later day', [place({ from: day('2027-09-01') })], { kind: 'valid' }],
    ['the last day here is today', [left('2026-11-24')], { kind: 'valid' }],
    ['EC-067: left, and nowhere', [left('2026-11-23')], { kind: 'between_schools' }],
    [
      'EC-067: left, and not yet there',
      [left('2026-11-20', 'transfer'), elsewhere('2026-12-01')],
      { kind: 'between_schools' },
    ],
    [
      'EC-066: left, and there',
      [left('2026-11-20', 'transfer'), elsewhere('2026-11-23')],
      { kind: 'ended', reason: 'enrollment_ended' },
    ],
    ['EC-075: graduated', [left('2026-11-20', 'graduated')], { kind: 'graduated', until: '2027-02-18' }],
    [
      'EC-075: graduated, and learns elsewhere',
      [left('2026-11-20', 'graduated'), elsewhere('2026-11-21')],
      { kind: 'graduated', until: '2027-02-18' },
    ],
    [
      'EC-075: graduated ninety days ago',
      [left('2026-08-25', 'graduated')],
      { kind: 'ended', reason: 'enrollment_ended' },
    ],
    [
      'EC-075: graduated once, and back',
      [left('2026-05-31', 'graduated'), place({ from: day('2026-09-01') })],
      { kind: 'valid' },
    ],
    [
      'EC-080: ended by death',
      [left('2026-11-20', 'deceased')],
      { kind: 'ended', reason: 'person_deceased' },
    ],
    ['nothing was ever said', [], { kind: 'unknown' }],
  ])('%s', (_what, places, ground) => {
    expect(pupil(...places)).toEqual(ground);
  });

  it('EC-079: a closed account of somebody between two schools waits, any other ends', () => {
    expect(groundOf(facts({ isClosed: true, places: [left('2026-11-20')] }), TODAY)).toEqual({
      kind: 'between_schools',
    });
    expect(groundOf(facts({ isClosed: true, places: [place()] }), TODAY)).toEqual({
      kind: 'ended',
      reason: 'account_closed',
    });
  });

  it('EC-080: a death comes before all else', () => {
    fc.assert(
      fc.property(fc.constantFrom([place()], [left('2026-11-20')], []), fc.boolean(), (places, isClosed) => {
        expect(groundOf(facts({ places, isClosed, personDied: true }), TODAY)).toEqual({
          kind: 'ended',
          reason: 'person_deceased',
        });
      }),
    );
  });
});

describe('what stands behind a member of staff’s account', () => {
  it.each([
    ['appointed', [place()], { kind: 'valid' }],
    [
      'EC-083: dismissed as of today',
      [left('2026-11-23', null)],
      { kind: 'ended', reason: 'staff_dismissed' },
    ],
    ['EC-083: a dismissal to come', [left('2026-12-01', null)], { kind: 'valid' }],
    [
      'EC-083: works elsewhere',
      [left('2026-11-23', null), elsewhere('2026-11-23')],
      { kind: 'ended', reason: 'staff_dismissed' },
    ],
    ['nothing was ever said', [], { kind: 'unknown' }],
  ])('%s', (_what, places, ground) => {
    expect(staff(...places)).toEqual(ground);
  });
});

describe('what stands behind a representative’s account', () => {
  it.each([
    ['a tie', [tie()], { kind: 'valid' }],
    [
      'EC-047: restricted until a day',
      [restricted('2026-12-20')],
      { kind: 'restricted', until: '2026-12-20' },
    ],
    ['EC-047: restricted until the school says', [restricted(null)], { kind: 'restricted', until: null }],
    ['EC-047: the last day of the restriction was yesterday', [restricted('2026-11-23')], { kind: 'valid' }],
    ['EC-047: a restriction to come', [restricted(null, '2026-11-24')], { kind: 'valid' }],
    [
      'EC-047: two children, the earlier end counts',
      [restricted('2026-12-20'), restricted('2026-12-01')],
      { kind: 'restricted', until: '2026-12-01' },
    ],
    ['EC-047: another child', [restricted(null), tie()], { kind: 'valid' }],
    ['EC-055: disputed', [tie({ state: 'disputed' })], { kind: 'disputed' }],
    ['EC-055: another child', [tie({ state: 'disputed' }), tie()], { kind: 'valid' }],
    [
      'EC-048: deprived, although the source names the two still',
      [tie({ restrictions: [{ kind: 'deprivation', from: TODAY, to: null }] })],
      { kind: 'ended', reason: 'representation_ended' },
    ],
    [
      'EC-048: ended',
      [tie({ state: 'ended', to: TODAY, endReason: 'deprivation' })],
      { kind: 'ended', reason: 'representation_ended' },
    ],
    [
      'EC-050: the order ran out',
      [tie({ kind: 'guardian', to: TODAY })],
      { kind: 'ended', reason: 'guardianship_expired' },
    ],
    [
      'EC-050: the source dropped the guardian',
      [tie({ kind: 'guardian', to: TODAY, endReason: 'source' })],
      { kind: 'ended', reason: 'representation_ended' },
    ],
    ['EC-080: the child died', [tie({ childDied: true })], { kind: 'ended', reason: 'representation_ended' }],
    ['nothing was ever said', [], { kind: 'unknown' }],
  ])('%s', (_what, ties, ground) => {
    expect(parent(...ties)).toEqual(ground);
  });

  it('one valid child keeps the account open, whatever becomes of the others', () => {
    const others = fc.array(
      fc.constantFrom(
        restricted(null),
        tie({ state: 'disputed' }),
        tie({ state: 'ended' }),
        tie({ childDied: true }),
      ),
    );
    fc.assert(
      fc.property(others, fc.nat(), (ties, at) => {
        const among = [...ties];
        among.splice(at % (ties.length + 1), 0, tie());
        expect(parent(...among)).toEqual({ kind: 'valid' });
      }),
    );
  });

  it('does not depend on the order of the ties', () => {
    const any = fc.array(
      fc.constantFrom(
        restricted(null),
        restricted('2026-12-20'),
        tie({ state: 'disputed' }),
        tie({ state: 'ended', to: day('2026-11-01') }),
        tie({ kind: 'guardian', to: day('2026-11-02') }),
      ),
    );
    fc.assert(
      fc.property(any, (ties) => {
        expect(parent(...[...ties].reverse())).toEqual(parent(...ties));
      }),
    );
  });
});

describe('the ground of whoever has had the processing of their data blocked', () => {
  it('is held back while it is there, and ends as any other', () => {
    const blocked = facts({ personBlocked: true, places: [place()] });
    expect(groundOf(blocked, TODAY)).toEqual({ kind: 'restricted', until: null });
    expect(groundOf({ ...blocked, isClosed: true }, TODAY)).toEqual({
      kind: 'ended',
      reason: 'account_closed',
    });
    expect(groundOf({ ...blocked, personDied: true }, TODAY)).toEqual({
      kind: 'ended',
      reason: 'person_deceased',
    });
  });
});
