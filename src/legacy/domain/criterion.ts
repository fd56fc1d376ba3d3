import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CalendarPeriod } from './calendar.js';
import type { Campaign } from './campaign.js';
import type { GateThresholds } from './campaign-policy.js';

/** What the gates are decided by: counts of one campaign's wave on a day, as `campaign_numbers` of the database gives them. */
export interface ReadinessNumbers {
  readonly accounts: number;
  readonly people: number;
  /** People with a valid СНИЛС of their own and a birth date (I-34). */
  readonly ready: number;
  readonly dataErrors: number;
  /** Accounts with any sign-in in the last 30 school days. */
  readonly signedIn: number;
  /** Those of them with an active link. */
  readonly linked: number;
  /** Those of them whom nothing but the password lets in (I-32). */
  readonly atRisk: number;
  /** The e-journal has marked each of the 30 school days complete; else its silence proves nothing (EC-136). */
  readonly feedComplete: boolean;
  readonly openReviews: number;
  readonly refusals: number;
  readonly refusalsWithoutPaper: number;
  /** Brownouts planned or running. */
  readonly windowsAhead: number;
  /** Brownouts held since the phase `brownouts` began. */
  readonly windowsHeld: number;
  /** Passwords re-enabled now. */
  readonly reenabled: number;
  /** The later date that the school asked for before the day of the cut-over and has no answer about (LEG-11); null: none. */
  readonly askedDate: CalendarDate | null;
  readonly hasSchoolAdmin: boolean;
  readonly rosterOn: CalendarDate | null;
  /** Channels of people in which passwords are used and ESIA by nobody; null: not asked for this phase. */
  readonly channelsWithoutEsia: readonly string[] | null;
  /** People of the wave without a link and without a refusal. */
  readonly toTell: number;
  /** Those of them who were given or sent a notice. */
  readonly told: number;
  /** Open refusals whose form is not in the school's file. */
  readonly refusalsUnprinted: number;
}

/** One entry criterion: its value beside its threshold, and a sentence for people that says what to do when it is missed. */
export interface Criterion {
  readonly code: CriterionCode;
  readonly passed: boolean;
  /** Shares are 0 to 1; null where there is no number, or no denominator. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly text: string;
}

export type CriterionCode =
  | 'school_admin'
  | 'roster_age'
  | 'data_errors'
  | 'ready_for_linking'
  | 'notice_term'
  | 'notice_issued'
  | 'esia_button'
  | 'linked_share'
  | 'brownouts_planned'
  | 'brownouts_held'
  | 'lockout_risk'
  | 'calendar'
  | 'confirmed'
  | 'refusals_on_paper'
  | 'refusals_printed'
  | 'open_reviews'
  | 'date_asked'
  | 'cutover_age'
  | 'reenabled';

/** What is judged: a campaign on a day. `today` is later than `day` while a stopped server catches up. */
export interface GateFacts {
  readonly campaign: Campaign;
  readonly numbers: ReadinessNumbers;
  readonly thresholds: GateThresholds;
  readonly periods: readonly CalendarPeriod[];
  readonly day: CalendarDate;
  readonly today: CalendarDate;
}
