import fc from 'fast-check';
import { type CampaignPhase, PHASES } from '../../src/legacy/domain/campaign-phase.js';
import type { Credential } from '../../src/legacy/domain/credential-state.js';
import type { AccountFacts } from '../../src/legacy/domain/sign-in-facts.js';

/** The moment of every situation. */
export const NOW = new Date('2026-11-20T12:00:00Z');
export const HOUR = 3_600_000;
const ZONES = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Novokuznetsk', 'Asia/Kamchatka'];
const SUSPENSIONS = [
  'data_mismatch',
  'dispute',
  'security',
  'restriction',
  'between_schools',
  'consent_withdrawn',
];
export const ENDS_OF_GROUND = [
  ...['enrollment_ended', 'staff_dismissed', 'representation_ended', 'guardianship_expired'],
  ...['person_deceased', 'suspension_timeout', 'account_closed'],
];
const ENDS = [...ENDS_OF_GROUND, 'user_request', 'school_error', 'wrong_person'];

/** One account with everything round it, as it lies in the database; times are offsets from {@link NOW}. */
export interface Situation {
  readonly zone: string;
  readonly phase: CampaignPhase;
  readonly hasCampaign: boolean;
  readonly cutOverDays: number;
  readonly isPaused: boolean;
  readonly stored: Credential | null;
  readonly bucket: number;
  readonly isClosed: boolean;
  readonly link: { readonly state: 'active' | 'suspended'; readonly reason: string | null } | null;
  readonly endedLink: string | null;
  readonly lock: AccountFacts['lock'];
  readonly exemptions: readonly StoredExemption[];
  readonly caseBegunDays: number | null;
  readonly windows: readonly StoredWindow[];
  readonly breakGlassHours: number | null;
  readonly outage: { readonly hours: number | null } | null;
  readonly skipsAllowed: number | null;
  readonly skipsUsed: number;
}

export interface StoredExemption {
  readonly scope: 'person' | 'school' | 'role';
  readonly wave: string;
  readonly state: 'approved' | 'active' | 'rejected' | 'expired' | 'revoked';
  readonly starts: number;
  readonly days: number;
  readonly renewal: number | null;
}

export interface StoredWindow {
  readonly state: 'planned' | 'running' | 'ended' | 'cancelled';
  readonly starts: number;
  readonly hours: number;
  readonly share: number;
}

export const later = (ms: number): Date => new Date(NOW.getTime() + ms);

const credentials: fc.Arbitrary<Credential | null> = fc.oneof(
  fc.constant(null),
  fc
    .constantFrom(
      'never_issued' as const,
      ...(['active', 'warned', 'link_required', 'issued_under_exemption', 'purged'] as const),
    )
    .map((state) => ({ state })),
  fc.constantFrom('linked' as const, 'unused' as const, 'cutover' as const).map((reason) => ({
    state: 'disabled' as const,
    reason,
  })),
  fc
    .integer({ min: -48, max: 168 })
    .map((hours) => ({ state: 'reenabled' as const, until: later(hours * HOUR) })),
);

const exemptions: fc.Arbitrary<StoredExemption> = fc.record({
  scope: fc.constantFrom('person', 'school', 'role'),
  wave: fc.constantFrom('representatives', 'staff'),
  state: fc.constantFrom('active', 'active', 'approved', 'rejected', 'expired', 'revoked'),
  starts: fc.integer({ min: -20, max: 3 }),
  days: fc.integer({ min: 1, max: 40 }),
  renewal: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 3 }),
});

const windows: fc.Arbitrary<StoredWindow> = fc.record({
  state: fc.constantFrom('planned', 'running', 'running', 'ended', 'cancelled'),
  starts: fc.integer({ min: -10, max: 3 }),
  hours: fc.integer({ min: 1, max: 14 }),
  share: fc.integer({ min: 1, max: 100 }),
});

/** Any account in any circumstances. */
export const situations: fc.Arbitrary<Situation> = fc.record({
  zone: fc.constantFrom(...ZONES),
  phase: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...PHASES) },
    { weight: 1, arbitrary: fc.constant('brownouts' as const) },
  ),
  hasCampaign: fc.boolean(),
  cutOverDays: fc.integer({ min: -30, max: 40 }),
  isPaused: fc.boolean(),
  stored: credentials,
  bucket: fc.integer({ min: 0, max: 99 }),
  isClosed: fc.boolean(),
  link: fc.option(
    fc.oneof(
      fc.constant({ state: 'active' as const, reason: null }),
      fc.constantFrom(...SUSPENSIONS).map((reason) => ({ state: 'suspended' as const, reason })),
    ),
  ),
  endedLink: fc.option(fc.constantFrom(...ENDS)),
  lock: seldom(fc.constantFrom('security', 'restriction', 'death')),
  exemptions: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .array(exemptions, { maxLength: 2 })
        .filter((list) => list.filter(({ scope }) => scope === 'person').length < 2),
    },
  ),
  caseBegunDays: seldom(fc.integer({ min: 0, max: 40 })),
  windows: fc.array(windows, { maxLength: 2 }),
  breakGlassHours: seldom(fc.integer({ min: -3, max: 11 })),
  outage: seldom(fc.record({ hours: fc.option(fc.integer({ min: -2, max: 11 })) })),
  skipsAllowed: fc.option(fc.integer({ min: 0, max: 5 })),
  skipsUsed: fc.integer({ min: 0, max: 6 }),
});

/** Four times in five nothing, so that each rule of the list gets its turn. */
function seldom<T>(what: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: what });
}
