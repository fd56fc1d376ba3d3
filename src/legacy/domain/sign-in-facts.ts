import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignPhase } from './campaign-phase.js';
import type { Credential } from './credential-state.js';

/**
 * What a link means for the old password: `active`; `suspended` while it keeps the account; `broken` when suspended as
 * `data_mismatch` or `consent_withdrawn`, which e.2 treats as the link's end; null for no live link.
 */
export type LinkStanding = 'active' | 'suspended' | 'broken' | null;

/** A running cover of the account; the exemption of a person reaches more than one of a class, school or role. */
export interface Cover {
  readonly until: Date;
  readonly isPersonal: boolean;
}

/** A case that waits for somebody's decision; it covers if it was begun before the cut-over (LEG-20). */
export interface OpenCase {
  readonly begunAt: Date;
  readonly until: Date;
}

/** A brownout window of the account's campaign that its bucket falls into and that is neither ended nor cancelled. */
export interface Brownout {
  readonly id: Uuid;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The campaign that governs: without one the phase is `not_scheduled` and the dates are null. */
export interface GoverningCampaign {
  readonly phase: CampaignPhase;
  readonly cutoverOn: CalendarDate | null;
  /** The first moment of `cutoverOn` in the region's zone. */
  readonly cutoverBegins: Date | null;
  readonly cutOverAt: Date | null;
  readonly isPaused: boolean;
}

/** An account that the journal has reported. */
export interface AccountFacts {
  /** As stored; null when no step of e.2 has been written yet. */
  readonly credential: Credential | null;
  /** False once the journal has closed it. */
  readonly isOpen: boolean;
  readonly link: LinkStanding;
  /** `restriction` has a text of its own; a death is told as `security` is. */
  readonly lock: 'security' | 'restriction' | 'death' | null;
  readonly exemption: Cover | null;
  readonly openCase: OpenCase | null;
  /** The running window with the latest end, and when the nearest one ahead begins; null in any phase but `brownouts`. */
  readonly brownout: Brownout | null;
  readonly nextBrownoutAt: Date | null;
}

/** Everything that the decision about one password sign-in rests on (state-machines.md e.2). */
export interface SignInFacts {
  /** The server's clock: the moment that a caller names is for replay and decides nothing. */
  readonly now: Date;
  /** The civil day of `now` in the region's zone. */
  readonly today: CalendarDate;
  /** IANA name, in which moments are written for people. */
  readonly timeZone: string;
  readonly campaign: GoverningCampaign;
  /** Null: unknown to us, another journal's included; then `campaign` is that of the school and role named. */
  readonly account: AccountFacts | null;
  /** K of e.2, and how many times the journal has let the person skip the wizard. */
  readonly skipsAllowed: number;
  readonly skipsUsed: number;
  readonly breakGlassUntil: Date | null;
  /** Null without an outage; an outage that the breaker has set has no end yet. */
  readonly outage: { readonly until: Date | null } | null;
  /** The person's own page, where Госуслуги are linked. */
  readonly linkUrl: string;
}
