import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CampaignPhase, isCutOver, PHASES } from '../../../src/legacy/domain/campaign-phase.js';
import {
  CREDENTIAL_EVENTS,
  CREDENTIAL_MOVES,
  type CredentialFacts,
  entryStanding,
  nextStanding,
  OPEN_STANDINGS,
  type Standing,
  STANDINGS,
  standingOfPhase,
} from '../../../src/legacy/domain/credential-moves.js';

const quiet: CredentialFacts = {
  phase: 'announced',
  covered: false,
  held: false,
  linkActive: false,
  sharedLogin: false,
  disableOnLink: true,
  accountOpen: true,
  mayOrder: false,
  closedLong: false,
};
const facts = (overrides: Partial<CredentialFacts> = {}): CredentialFacts => ({ ...quiet, ...overrides });

const BEFORE: readonly CampaignPhase[] = PHASES.filter((phase) => !isCutOver(phase));
const AFTER: readonly CampaignPhase[] = PHASES.filter(isCutOver);
const anyPhase = fc.constantFrom(...PHASES);
const anyStanding = fc.constantFrom(...STANDINGS);
const anyEvent = fc.constantFrom(...CREDENTIAL_EVENTS);
const anyFacts: fc.Arbitrary<CredentialFacts> = fc.record({
  phase: anyPhase,
  covered: fc.boolean(),
  held: fc.boolean(),
  linkActive: fc.boolean(),
  sharedLogin: fc.boolean(),
  disableOnLink: fc.boolean(),
  accountOpen: fc.boolean(),
  mayOrder: fc.boolean(),
  closedLong: fc.boolean(),
});

describe('the life of an old login (e.2)', () => {
  it('an account that the e-journal reports has the state of the phase before the cut-over and was never issued after it', () => {
    expect(BEFORE.map(entryStanding)).toEqual([
      ...['active', 'active', 'active', 'warned'],
      ...['link_required', 'link_required'],
    ]);
    expect(new Set(AFTER.map(entryStanding))).toEqual(new Set(['never_issued']));
  });

  it.each<[Standing, Standing | null]>([
    ['active', 'disabled.cutover'],
    ['warned', 'disabled.cutover'],
    ['link_required', 'disabled.cutover'],
    ['disabled.unused', 'disabled.cutover'],
    ['disabled.linked', null],
    ['disabled.cutover', null],
    ['reenabled', null],
    ['never_issued', null],
    ['issued_under_exemption', null],
    ['purged', null],
  ])('at the cut-over %s becomes %s', (from, to) => {
    expect(nextStanding(from, 'phase_moved', facts({ phase: 'cutover' }))).toBe(to);
  });

  it('a cover keeps a password through the cut-over, and its end shuts it', () => {
    const covered = facts({ phase: 'cutover', covered: true });
    for (const from of OPEN_STANDINGS) {
      expect(nextStanding(from, 'phase_moved', covered)).toBeNull();
      expect(nextStanding(from, 'cover_ended', covered)).toBeNull();
      expect(nextStanding(from, 'cover_ended', facts({ phase: 'grace' }))).toBe('disabled.cutover');
    }
  });

  it('a password issued under an exemption ends with it', () => {
    const closed = facts({ phase: 'closed' });
    expect(nextStanding('never_issued', 'issued', closed)).toBeNull();
    expect(nextStanding('purged', 'issued', facts({ phase: 'closed', mayOrder: true }))).toBe(
      'issued_under_exemption',
    );
    expect(nextStanding('issued_under_exemption', 'cover_ended', closed)).toBe('disabled.cutover');
  });

  it('EC-104: while a second account is needed, a link shuts the password after the cut-over only', () => {
    const shared = { linkActive: true, sharedLogin: true };
    for (const phase of BEFORE)
      expect(nextStanding('active', 'linked', facts({ ...shared, phase }))).toBeNull();
    expect(nextStanding('reenabled', 'linked', facts({ ...shared, phase: 'grace' }))).toBe('disabled.linked');
    expect(nextStanding('active', 'linked', facts({ linkActive: true }))).toBe('disabled.linked');
  });

  it('the policy of an e-journal may leave linked people their passwords until the cut-over', () => {
    expect(nextStanding('active', 'linked', facts({ linkActive: true, disableOnLink: false }))).toBeNull();
  });

  it('EC-130: when the link ends, the password comes back in the state of the phase, after the cut-over it stays shut', () => {
    for (const phase of BEFORE) {
      expect(nextStanding('disabled.linked', 'link_ended', facts({ phase }))).toBe(standingOfPhase(phase));
    }
    for (const phase of AFTER) {
      expect(nextStanding('disabled.linked', 'link_ended', facts({ phase }))).toBe('disabled.cutover');
    }
    expect(nextStanding('disabled.linked', 'link_ended', facts({ held: true }))).toBeNull();
  });

  it('EC-075: the password of an account behind which nothing stands any more never comes back with the end of its link', () => {
    expect(nextStanding('disabled.linked', 'link_ended', facts({ accountOpen: false }))).toBeNull();
  });

  it('EC-079: an account opened again without a link has the state of the phase', () => {
    for (const phase of PHASES) {
      const to = standingOfPhase(phase);
      expect(nextStanding('disabled.linked', 'reopened', facts({ phase }))).toBe(to);
    }
    expect(nextStanding('disabled.cutover', 'reopened', facts({ phase: 'soft_launch' }))).toBe('warned');
  });

  it('EC-114: a link made while the password works again shuts it at once', () => {
    const linked = facts({ phase: 'brownouts', linkActive: true, disableOnLink: false });
    expect(nextStanding('reenabled', 'link_activated', linked)).toBe('disabled.linked');
    expect(nextStanding('issued_under_exemption', 'link_activated', linked)).toBe('disabled.linked');
    expect(nextStanding('link_required', 'link_activated', linked)).toBeNull();
  });

  it('a password is let work again in brownouts, cut-over and grace, and never for a linked account', () => {
    const allowed = PHASES.filter(
      (phase) => nextStanding('link_required', 'reenabled', facts({ phase })) !== null,
    );
    expect(allowed).toEqual(['brownouts', 'cutover', 'grace']);
    expect(nextStanding('disabled.cutover', 'reenabled', facts({ phase: 'grace', held: true }))).toBeNull();
    expect(nextStanding('disabled.linked', 'reenabled', facts({ phase: 'grace' }))).toBeNull();
  });

  it('an unused password may be switched on again before the cut-over', () => {
    expect(nextStanding('warned', 'unused', facts({ phase: 'soft_launch' }))).toBe('disabled.unused');
    expect(nextStanding('warned', 'unused', facts({ phase: 'soft_launch', covered: true }))).toBeNull();
    expect(nextStanding('disabled.unused', 'unused_undone', facts({ phase: 'brownouts' }))).toBe(
      'link_required',
    );
    expect(nextStanding('disabled.unused', 'unused_undone', facts({ phase: 'cutover' }))).toBeNull();
  });

  it('a deletion act purges disabled passwords of campaigns closed long ago, and no others', () => {
    const due = facts({ phase: 'closed', closedLong: true });
    const purged = STANDINGS.filter((from) => nextStanding(from, 'purged', due) === 'purged');
    expect(purged).toEqual(['disabled.linked', 'disabled.unused', 'disabled.cutover']);
    expect(nextStanding('disabled.cutover', 'purged', facts({ phase: 'closed' }))).toBeNull();
    expect(nextStanding('disabled.cutover', 'purged', { ...due, covered: true })).toBeNull();
  });

  it('a roll-back gives open accounts the state of the phase reached, also those never issued a password', () => {
    const moved = STANDINGS.filter(
      (from) => nextStanding(from, 'phase_returned', facts({ phase: 'soft_launch' })) === 'warned',
    );
    expect(moved).toEqual(
      STANDINGS.filter((from) => !['disabled.linked', 'purged', 'warned'].includes(from)),
    );
    const gone = facts({ phase: 'announced', accountOpen: false });
    for (const from of STANDINGS) expect(nextStanding(from, 'phase_returned', gone)).toBeNull();
  });

  it('the phases of a campaign move nobody out of disabled(linked) or purged, whatever else is true', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Standing>('disabled.linked', 'purged'),
        fc.constantFrom('phase_moved', 'phase_returned', 'cover_ended', 'reenable_ended'),
        anyFacts,
        (from, event, known) => {
          expect(nextStanding(from, event, known)).toBeNull();
        },
      ),
    );
  });

  it('nothing but an order under an exemption leads out of purged', () => {
    fc.assert(
      fc.property(anyEvent, anyFacts, (event, known) => {
        const to = nextStanding('purged', event, known);
        expect(to === null || (to === 'issued_under_exemption' && event === 'issued' && known.mayOrder)).toBe(
          true,
        );
      }),
    );
  });

  it('no event opens a password from the cut-over on but a re-enable window and an order under an exemption', () => {
    fc.assert(
      fc.property(anyStanding, anyEvent, anyFacts, (from, event, known) => {
        fc.pre(isCutOver(known.phase));
        const to = nextStanding(from, event, known);
        const opens =
          to !== null &&
          ['active', 'warned', 'link_required', 'reenabled', 'issued_under_exemption'].includes(to);
        expect(opens).toBe(to !== null && (to === 'reenabled' || to === 'issued_under_exemption'));
      }),
    );
  });

  it('an event that is put twice moves once', () => {
    fc.assert(
      fc.property(anyStanding, anyEvent, anyFacts, (from, event, known) => {
        const to = nextStanding(from, event, known);
        expect(to === null ? null : nextStanding(to, event, known)).toBeNull();
      }),
    );
  });

  it('names in its table known standings only, each event at least once', () => {
    expect(new Set(CREDENTIAL_MOVES.map(({ event }) => event))).toEqual(new Set(CREDENTIAL_EVENTS));
  });
});
