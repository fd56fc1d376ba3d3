import { addDays, type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import type { DomainErrorKind, DomainFacts } from '../../kernel/domain-error.js';
import { type CalendarPeriod, firstAllowed, forbiddenOn } from './calendar.js';
import {
  type Campaign,
  type CampaignChange,
  goesBack,
  isInOrder,
  phaseOfDate,
  rollbackUntil,
} from './campaign.js';
import { type CampaignOrder, moves, type NewDate } from './campaign-moves.js';
import { isCutOver } from './campaign-phase.js';
import type { Criterion } from './criterion.js';

/** What an order is decided by, beside the campaign itself. */
export interface OrderSetting {
  readonly today: CalendarDate;
  readonly periods: readonly CalendarPeriod[];
  /** The wave that this one may not overtake. */
  readonly before: Campaign | null;
  /** Days of notice before a cut-over (policy; 60 by default). */
  readonly noticeDays: number;
  /** Entry criteria of `preparation` for a start, of `closed` for a close. */
  readonly gates: readonly Criterion[];
}

/** Why an order may not be carried out; code and facts are those of a DomainError. */
export interface OrderRefusal {
  readonly code: string;
  readonly kind: DomainErrorKind;
  readonly facts: DomainFacts;
}

export type DecidedOrder =
  | { readonly kind: 'change'; readonly change: CampaignChange }
  | { readonly kind: 'refused'; readonly refusal: OrderRefusal };

/** A principal's wish to end passwords earlier still leaves families a month (EC-110). */
const ADVANCE_DAYS = 30;

type Order<Event extends CampaignOrder['event']> = Extract<CampaignOrder, { event: Event }>;

/** Decides one order upon one campaign by the table of e.3. */
export function decideOrder(campaign: Campaign, order: CampaignOrder, setting: OrderSetting): DecidedOrder {
  if (moves[campaign.phase][order.event] === undefined) {
    return campaign.phase === 'closed'
      ? refuse('CAMPAIGN_CLOSED', 'conflict')
      : refuse('CAMPAIGN_MOVE_IMPOSSIBLE', 'conflict', { phase: campaign.phase, event: order.event });
  }
  switch (order.event) {
    case 'start':
      return start(order, setting);
    case 'postpone':
      return postpone(campaign, order, setting);
    case 'advance':
      return advance(campaign, order, setting);
    case 'rollback':
      return rollBack(campaign, order, setting);
    case 'pause':
      return campaign.isPaused ? refuse('CAMPAIGN_PAUSED', 'conflict') : stay(campaign, order.event);
    case 'resume':
      return campaign.isPaused ? stay(campaign, order.event) : refuse('CAMPAIGN_NOT_PAUSED', 'conflict');
    case 'confirm':
      return stay(campaign, order.event);
    case 'close':
      return close(campaign, setting);
  }
}

function start({ date, overridesCalendar }: Order<'start'>, setting: OrderSetting): DecidedOrder {
  const { today, before, noticeDays } = setting;
  const refusal =
    dateRefusal(date, addDays(today, noticeDays), overridesCalendar, setting) ??
    orderRefusal(before, date, 'preparation') ??
    gatesRefusal(setting.gates);
  return refusal ?? change('start', 'preparation', date, overridesCalendar);
}

function postpone(campaign: Campaign, order: Order<'postpone'>, setting: OrderSetting): DecidedOrder {
  const { today, periods } = setting;
  const standing = campaign.cutoverOn ?? today;
  const date = newDate(order.to, standing, periods);
  const isBack = isCutOver(campaign.phase);
  const until = rollbackUntil(campaign);
  if (until !== null && today > until) return tooLate(until);
  if (!isBack && date <= standing) {
    return refuse('CAMPAIGN_DATE_NOT_LATER', 'invalid', { date: shown(standing) });
  }
  const refusal = dateRefusal(date, addDays(today, 1), order.overridesCalendar, setting);
  if (refusal !== null) return refusal;
  const { before } = setting;
  const own = isBack ? phaseOfDate(today, date) : campaign.phase;
  // The wave before may have gone back behind that by the same act: nobody overtakes on the way back either.
  const to = before !== null && goesBack(own, before.phase) ? before.phase : own;
  return change('postpone', to, date, order.overridesCalendar);
}

function advance(campaign: Campaign, order: Order<'advance'>, setting: OrderSetting): DecidedOrder {
  const { today, before } = setting;
  const { date, overridesCalendar } = order;
  if (!order.askedByPrincipal) return refuse('CAMPAIGN_ADVANCE_UNASKED', 'conflict');
  const own = campaign.cutoverOn ?? date;
  if (date >= own) return refuse('CAMPAIGN_DATE_NOT_EARLIER', 'invalid', { date: shown(own) });
  const refusal =
    dateRefusal(date, addDays(today, ADVANCE_DAYS), overridesCalendar, setting) ??
    orderRefusal(before, date, campaign.phase);
  return refusal ?? change('advance', campaign.phase, date, overridesCalendar);
}

function rollBack(campaign: Campaign, order: Order<'rollback'>, setting: OrderSetting): DecidedOrder {
  const { today } = setting;
  const { to, date, overridesCalendar } = order;
  const until = rollbackUntil(campaign);
  if (!goesBack(campaign.phase, to)) {
    return refuse('CAMPAIGN_ROLLBACK_NOT_BACK', 'invalid', { phase: campaign.phase, to });
  }
  if (until !== null && today > until) return tooLate(until);
  if ((to === 'not_scheduled') !== (date === null)) {
    return refuse('CAMPAIGN_ROLLBACK_DATE', 'invalid', { to });
  }
  if (date === null) return change('rollback', to, null, false);
  const refusal = dateRefusal(date, addDays(today, 1), overridesCalendar, setting);
  return refusal ?? change('rollback', to, date, overridesCalendar);
}

function close(campaign: Campaign, setting: OrderSetting): DecidedOrder {
  const refusal = isInOrder(setting.before, 'closed')
    ? gatesRefusal(setting.gates)
    : overtaking(setting.before);
  return refusal ?? change('close', 'closed', campaign.cutoverOn, false);
}

function stay(campaign: Campaign, event: CampaignChange['event']): DecidedOrder {
  return change(event, campaign.phase, campaign.cutoverOn, false);
}

function newDate(to: NewDate, own: CalendarDate, periods: readonly CalendarPeriod[]): CalendarDate {
  return 'date' in to ? to.date : firstAllowed(addDays(own, to.days), periods);
}

/** EC-107: the calendar refuses, and says the first day that it does not refuse; an override stands with the reason of the act. */
function dateRefusal(
  date: CalendarDate,
  earliest: CalendarDate,
  overridesCalendar: boolean,
  { periods }: OrderSetting,
): DecidedOrder | null {
  if (date < earliest) return refuse('CAMPAIGN_DATE_TOO_EARLY', 'invalid', { earliest: shown(earliest) });
  const forbidden = overridesCalendar ? null : forbiddenOn(date, periods);
  if (forbidden === null) return null;
  const first_allowed = shown(firstAllowed(date, periods));
  return refuse('CAMPAIGN_DATE_FORBIDDEN', 'invalid', { period: forbidden.name, first_allowed });
}

/** A wave may neither be planned before the one that goes before it nor stand in a later phase. */
function orderRefusal(
  before: Campaign | null,
  date: CalendarDate,
  phase: Campaign['phase'],
): DecidedOrder | null {
  const isBefore = before?.cutoverOn != null && !isCutOver(before.phase) && date < before.cutoverOn;
  return isBefore || !isInOrder(before, phase) ? overtaking(before) : null;
}

function overtaking(before: Campaign | null): DecidedOrder {
  const { wave = null, phase = null, cutoverOn = null } = before ?? {};
  return refuse('CAMPAIGN_WAVE_ORDER', 'conflict', {
    wave,
    phase,
    date: cutoverOn === null ? null : shown(cutoverOn),
  });
}

function gatesRefusal(gates: readonly Criterion[]): DecidedOrder | null {
  const missed = gates.filter(({ passed }) => !passed).map(({ text }) => text);
  return missed.length === 0 ? null : refuse('CAMPAIGN_GATES_MISSED', 'conflict', { missed });
}

function tooLate(until: CalendarDate): DecidedOrder {
  return refuse('CAMPAIGN_ROLLBACK_LATE', 'conflict', { until: shown(until) });
}

function change(
  event: CampaignChange['event'],
  to: CampaignChange['to'],
  date: CalendarDate | null,
  overridesCalendar: boolean,
): DecidedOrder {
  return { kind: 'change', change: { event, to, date, overridesCalendar } };
}

function refuse(code: string, kind: DomainErrorKind, facts: DomainFacts = {}): DecidedOrder {
  return { kind: 'refused', refusal: { code, kind, facts } };
}

const shown = formatRussianDate;
