import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import { firstAllowed, forbiddenOn } from '../domain/calendar.js';
import { type RoleWave, WAVES } from '../domain/campaign-phase.js';
import { Calendar } from '../store/calendar.repository.js';
import { CampaignSchedules } from '../store/campaign-schedules.repository.js';
import type { AdministratorsAct } from './administrators-act.js';

/** The region's dates of one journal system, which starts without a date take and schools that come later inherit. */
export interface ScheduleOrder {
  readonly systemId: Uuid;
  readonly dates: ReadonlyMap<RoleWave, CalendarDate>;
  readonly reason: string;
  readonly overridesCalendar: boolean;
}

/** Sets the schedule of the region. Campaigns that run keep their dates: only an act upon them moves those. */
@Injectable()
export class PlanSchedule {
  constructor(
    @Inject(CampaignSchedules) private readonly schedules: CampaignSchedules,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError NOT_FOUND; CAMPAIGN_WAVE_ORDER when a wave would go before the one before it;
   * CAMPAIGN_DATE_FORBIDDEN without an override (EC-107)
   */
  async execute(tx: EntityManager, act: AdministratorsAct, order: ScheduleOrder): Promise<void> {
    const { regionId } = await this.territory.journalSystem(tx, order.systemId);
    if (regionId !== act.reach.regionId) throw new DomainError('NOT_FOUND', 'not_found');
    assertInOrder(order.dates);
    if (!order.overridesCalendar) await this.assertAllowed(tx, regionId, order.dates);
    const before = await this.schedules.of(tx, order.systemId);
    await this.schedules.replace(tx, order.systemId, order.dates);
    await this.audit.record(tx, {
      ...{
        regionId,
        at: act.now,
        actor: act.actor,
        action: 'campaign_schedule.changed',
        reason: order.reason,
      },
      ...{ subject: { kind: 'journal_system', id: order.systemId }, traceId: act.traceId ?? undefined },
      facts: { before: Object.fromEntries(before), after: Object.fromEntries(order.dates) },
    });
  }

  private async assertAllowed(
    tx: EntityManager,
    regionId: Uuid,
    dates: ReadonlyMap<RoleWave, CalendarDate>,
  ): Promise<void> {
    const periods = (await this.calendar.ofRegion(tx, regionId)).ofRegion();
    for (const [wave, date] of dates) {
      const forbidden = forbiddenOn(date, periods);
      if (forbidden === null) continue;
      const first_allowed = formatRussianDate(firstAllowed(date, periods));
      throw new DomainError('CAMPAIGN_DATE_FORBIDDEN', 'invalid', {
        wave,
        period: forbidden.name,
        first_allowed,
      });
    }
  }
}

/** LEG-03: a wave may not overtake the one before it, so its date may not either. */
function assertInOrder(dates: ReadonlyMap<RoleWave, CalendarDate>): void {
  let before: { readonly wave: RoleWave; readonly date: CalendarDate } | null = null;
  for (const wave of WAVES) {
    const date = dates.get(wave);
    if (date === undefined) continue;
    if (before !== null && date < before.date) {
      const facts = { wave: before.wave, phase: null, date: formatRussianDate(before.date) };
      throw new DomainError('CAMPAIGN_WAVE_ORDER', 'conflict', facts);
    }
    before = { wave, date };
  }
}
