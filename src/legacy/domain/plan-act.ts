import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CalendarPeriod } from './calendar.js';
import { type Campaign, type CampaignChange, changed, goesBack, waveBefore } from './campaign.js';
import type { CampaignOrder } from './campaign-moves.js';
import { WAVES } from './campaign-phase.js';
import { carriedAlong, type Leader } from './carry-along.js';
import type { Criterion } from './criterion.js';
import { decideOrder, type OrderRefusal } from './decide-order.js';

/** A campaign before and after one change. */
export interface PlannedStep {
  readonly before: Campaign;
  readonly after: Campaign;
  readonly change: CampaignChange;
}

/** What one act does to the waves of one journal system at one school. */
export interface ActPlan {
  readonly steps: readonly PlannedStep[];
  readonly refused: readonly { readonly campaign: Campaign; readonly refusal: OrderRefusal }[];
}

/** An act upon the waves of one journal system at one school. */
export interface GroupAct {
  readonly group: readonly Campaign[];
  readonly named: ReadonlySet<Uuid>;
  readonly order: CampaignOrder;
  readonly reason: string;
  readonly today: CalendarDate;
  readonly periods: readonly CalendarPeriod[];
  readonly noticeDays: number;
  gatesOf(campaign: Campaign): readonly Criterion[];
}

/**
 * Plans an act wave by wave: those that it names are decided by the machine, later ones that it does not name go along with
 * the nearest wave before them that was postponed or rolled back; so does a named one that would else be ahead of it.
 */
export function planAct(act: GroupAct): ActPlan {
  const now = new Map(act.group.map((one) => [one.wave, one]));
  const steps: PlannedStep[] = [];
  const refused: ActPlan['refused'][number][] = [];
  let leader: Leader | null = null;
  for (const wave of WAVES) {
    const campaign = now.get(wave);
    if (campaign === undefined) continue;
    const decided = act.named.has(campaign.id) ? decideNamed(campaign, act, [...now.values()]) : null;
    if (decided?.kind === 'refused') refused.push({ campaign, refusal: decided.refusal });
    const follows = decided === null || (decided.kind === 'refused' && isAheadOf(leader, campaign));
    const carried =
      follows && leader !== null ? carriedAlong(campaign, leader, act.today, act.periods) : null;
    const change = decided?.kind === 'change' ? decided.change : carried;
    if (change === null) continue;
    const after = changed(campaign, change, act.today, act.reason);
    now.set(wave, after);
    steps.push({ before: campaign, after, change });
    if (takesAlong(campaign, change)) leader = { before: campaign, after };
  }
  return { steps, refused };
}

/** The later waves that go with one which the job has postponed. */
export function followersOf(
  leader: Leader,
  group: readonly Campaign[],
  day: DayOfGroup,
): readonly PlannedStep[] {
  const later = WAVES.slice(WAVES.indexOf(leader.before.wave) + 1);
  return later.flatMap((wave) => {
    const before = group.find((one) => one.wave === wave);
    const change = before === undefined ? null : carriedAlong(before, leader, day.today, day.periods);
    if (before === undefined || change === null) return [];
    return [{ before, after: changed(before, change, day.today, ''), change }];
  });
}

/** The day and the calendar of a school. */
export interface DayOfGroup {
  readonly today: CalendarDate;
  readonly periods: readonly CalendarPeriod[];
}

function decideNamed(campaign: Campaign, act: GroupAct, group: readonly Campaign[]) {
  const { today, periods, noticeDays } = act;
  const before = waveBefore(group, campaign.wave);
  return decideOrder(campaign, act.order, {
    today,
    periods,
    noticeDays,
    before,
    gates: act.gatesOf(campaign),
  });
}

function isAheadOf(leader: Leader | null, { phase }: Campaign): boolean {
  return leader !== null && goesBack(phase, leader.after.phase);
}

/** Advancing takes nobody along, who comes later keeps the time that was promised; an empty wave does not count. */
function takesAlong({ accounts }: Campaign, { event }: CampaignChange): boolean {
  return accounts > 0 && (event === 'postpone' || event === 'rollback');
}
