import type { CalendarDate } from '../../kernel/calendar-date.js';

/**
 * Thresholds of the gates by their names, as e.3 gives them; a journal system's policy may change each within its bounds.
 * Shares are 0 to 1, both bounds included.
 */
export const GATE_BOUNDS = {
  /** Days since the school's roster came; entry of `preparation`. */
  roster_age_days: { byDefault: 7, least: 1, most: 60, whole: true },
  /** Share of rows with data errors at most; exit of `preparation`. */
  data_errors: { byDefault: 0.1, least: 0, most: 1, whole: false },
  /** I-34, for staff and representatives the same share of the wave, at least; exit of `preparation`. */
  ready_for_linking: { byDefault: 0.85, least: 0, most: 1, whole: false },
  /** Days from the announcement to the cut-over at least; entry of `announced`. */
  notice_days: { byDefault: 60, least: 30, most: 365, whole: true },
  /** Share of people without a link and without a refusal who were given or sent a notice, at least; entry of `announced`. */
  notice_issued: { byDefault: 0.9, least: 0, most: 1, whole: false },
  /** Channels of people with password sign-ins and none through ESIA at most; entry of `soft_launch`. */
  channels_without_esia: { byDefault: 0, least: 0, most: 2, whole: true },
  /** Share of accounts with an active link that ends `soft_launch` before T-14. */
  linked_in_soft_launch: { byDefault: 0.5, least: 0, most: 1, whole: false },
  /** Share of accounts with an active link that ends `link_required` before T-7. */
  linked_in_link_required: { byDefault: 0.75, least: 0, most: 1, whole: false },
  /** Brownouts held at least; exit of `brownouts`. */
  brownouts_held: { byDefault: 2, least: 0, most: 20, whole: true },
  /** Lock-out risk at most; exit of `brownouts`. */
  lockout_risk_at_cutover: { byDefault: 0.15, least: 0, most: 1, whole: false },
  /** Open cases of linking at most, as a share of the wave's accounts (LEG-04); entry of `cutover`. */
  open_reviews: { byDefault: 0.05, least: 0, most: 1, whole: false },
  /** Lock-out risk at most for closing 60 days after the cut-over. */
  lockout_risk_at_close: { byDefault: 0.02, least: 0, most: 1, whole: false },
  /** A denominator below this is no share: at most `small_group_outside` accounts may stand outside. */
  small_group: { byDefault: 20, least: 0, most: 100, whole: true },
  small_group_outside: { byDefault: 1, least: 0, most: 20, whole: true },
} as const;

export type GateThreshold = keyof typeof GATE_BOUNDS;

export const GATE_THRESHOLDS = Object.keys(GATE_BOUNDS) as readonly GateThreshold[];

export type GateThresholds = Readonly<Record<GateThreshold, number>>;

/** What a region has decided about the old passwords of one journal system. */
export interface CampaignPolicy {
  readonly gates: GateThresholds;
  /** How often the linking wizard may be skipped in `link_required` (e.2). */
  readonly skipsAllowed: number;
  /** A link active for 7 days disables the password. */
  readonly disableOnLink: boolean;
  /** LEG-05, off by default. */
  readonly disableUnused: boolean;
  readonly unusedSchoolDays: number;
  /** LEG-06: from this day nobody who has not used a password begins again; null: never. */
  readonly firstUseBlockedFrom: CalendarDate | null;
  /** The longest brownout, hours. */
  readonly brownoutHours: number;
  readonly reenableDays: number;
  /** Personal exemptions that a principal may approve at one school at a time. */
  readonly exemptionQuota: number;
  /** 0 while the region has decided nothing: everything is as by default. */
  readonly revision: number;
}

/** The thresholds with those that differ put in; a name that is none, or a value out of bounds, does not count. */
export function gateThresholds(changed: Readonly<Record<string, unknown>>): GateThresholds {
  const entries = GATE_THRESHOLDS.map((name) => {
    const value = changed[name];
    return [name, isThreshold(name, value) ? value : GATE_BOUNDS[name].byDefault];
  });
  return Object.fromEntries(entries) as GateThresholds;
}

/** Those that are not as by default: only they are kept, so that a better default reaches whoever has not chosen. */
export function changedThresholds(gates: GateThresholds): Readonly<Partial<GateThresholds>> {
  const changed = GATE_THRESHOLDS.filter((name) => gates[name] !== GATE_BOUNDS[name].byDefault);
  return Object.fromEntries(changed.map((name) => [name, gates[name]]));
}

/** True for a number that the threshold of this name may have. */
export function isThreshold(name: GateThreshold, value: unknown): value is number {
  const { least, most, whole } = GATE_BOUNDS[name];
  if (typeof value !== 'number' || !(value >= least && value <= most)) return false;
  return !whole || Number.isInteger(value);
}

/** What holds for a journal system of which nothing was decided; the defaults of the columns of `campaign_policies`. */
export const DEFAULT_POLICY: CampaignPolicy = {
  gates: gateThresholds({}),
  skipsAllowed: 3,
  disableOnLink: true,
  disableUnused: false,
  unusedSchoolDays: 60,
  firstUseBlockedFrom: null,
  brownoutHours: 12,
  reenableDays: 7,
  exemptionQuota: 20,
  revision: 0,
};
