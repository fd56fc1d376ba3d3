import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignPhase } from './campaign-phase.js';

/** What may happen to a campaign (state-machines.md e.3). People order, the job moves and misses, `carried_along` follows. */
export type CampaignEvent =
  | 'start'
  | 'move'
  | 'missed'
  | 'postpone'
  | 'advance'
  | 'rollback'
  | 'pause'
  | 'resume'
  | 'confirm'
  | 'close'
  | 'carried_along';

/**
 * Where an event leads: a phase by name; `same`; `named`, the earlier phase that the act names; `of_date`, the phase that the
 * new date gives; `with_leader`, its own phase, or that of the wave which takes it along when that lies earlier.
 */
export type Target = CampaignPhase | 'same' | 'named' | 'of_date' | 'with_leader';

type Moves = Readonly<Partial<Record<CampaignEvent, Target>>>;

const ANY_TIME: Moves = { pause: 'same', resume: 'same', rollback: 'named' };
const BEFORE_CUTOVER: Moves = {
  ...ANY_TIME,
  ...{ missed: 'same', postpone: 'same', advance: 'same', confirm: 'same', carried_along: 'with_leader' },
};
const AFTER_CUTOVER: Moves = { ...ANY_TIME, postpone: 'of_date', carried_along: 'of_date' };

/** The whole life of a campaign; what is not here may not happen. After `closed` there is only the break-glass. */
export const moves: Readonly<Record<CampaignPhase, Moves>> = {
  not_scheduled: { start: 'preparation' },
  preparation: { ...BEFORE_CUTOVER, move: 'announced' },
  announced: { ...BEFORE_CUTOVER, move: 'soft_launch' },
  soft_launch: { ...BEFORE_CUTOVER, move: 'link_required' },
  link_required: { ...BEFORE_CUTOVER, move: 'brownouts' },
  brownouts: { ...BEFORE_CUTOVER, move: 'cutover' },
  cutover: { ...AFTER_CUTOVER, move: 'grace' },
  grace: { ...AFTER_CUTOVER, close: 'closed' },
  closed: {},
};

/** An act of a person, as administrators order it. */
export type CampaignOrder =
  | { readonly event: 'start'; readonly date: CalendarDate; readonly overridesCalendar: boolean }
  | { readonly event: 'postpone'; readonly to: NewDate; readonly overridesCalendar: boolean }
  | {
      readonly event: 'advance';
      readonly date: CalendarDate;
      readonly askedByPrincipal: boolean;
      readonly overridesCalendar: boolean;
    }
  | {
      readonly event: 'rollback';
      readonly to: CampaignPhase;
      /** Null only for a roll-back to `not_scheduled`, which takes the plan back. */
      readonly date: CalendarDate | null;
      readonly overridesCalendar: boolean;
    }
  | { readonly event: 'pause' | 'resume' | 'confirm' | 'close' };

/** A day, or so many days after each campaign's own date: a forbidden one moves to the first allowed day after it. */
export type NewDate = { readonly date: CalendarDate } | { readonly days: number };
