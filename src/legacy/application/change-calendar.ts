import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Schools } from '../../territory/index.js';
import { type CalendarPeriod, forbiddenOn } from '../domain/calendar.js';
import { Calendar } from '../store/calendar.repository.js';
import { CalendarDays, type CalendarEntry } from '../store/calendar-days.repository.js';
import { CampaignTasks, type NewCampaignTask } from '../store/campaign-tasks.repository.js';
import { CampaignTaskList } from '../store/campaign-task-list.repository.js';
import type { AdministratorsAct } from './administrators-act.js';

/** A date on which no password may end any more, and at how many schools it stands. */
export interface ForbiddenDate {
  readonly date: CalendarDate;
  readonly period: string;
  readonly schools: number;
  readonly campaigns: number;
}

const TASK = 'CUTOVER_ON_FORBIDDEN_DAY';
/** Longer than the summer is a slip of the year. */
const LONGEST_DAYS = 120;

/** Keeps the calendar of the region and of its schools (OPS-05), and says which dates it now forbids. */
@Injectable()
export class ChangeCalendar {
  constructor(
    @Inject(CalendarDays) private readonly days: CalendarDays,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(CampaignTaskList) private readonly taskList: CampaignTaskList,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND for a school out of reach; CALENDAR_DAYS_WRONG */
  async add(
    tx: EntityManager,
    act: AdministratorsAct,
    entry: CalendarPeriod & { readonly schoolId: Uuid | null },
  ): Promise<Uuid> {
    assertInOrder(entry);
    if (entry.schoolId !== null && (await this.schools.find(tx, act.reach, entry.schoolId)) === null) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    const by = { id: act.administratorId, at: act.now };
    const id = await this.days.add(tx, act.reach.regionId, entry, by);
    await this.record(tx, act, id, entry.schoolId, { before: null, after: factsOf(entry) });
    await this.warn(tx, act);
    return id;
  }

  /** @throws DomainError NOT_FOUND; CALENDAR_DAYS_WRONG; PRECONDITION_FAILED when `revision` is not the present one */
  async change(
    tx: EntityManager,
    act: AdministratorsAct,
    id: Uuid,
    { revision, ...period }: CalendarPeriod & { readonly revision: number },
  ): Promise<void> {
    assertInOrder(period);
    const before = await this.find(tx, act, id);
    if (before.revision !== revision) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    await this.days.change(tx, id, period, { id: act.administratorId, at: act.now });
    await this.record(tx, act, id, before.schoolId, { before: factsOf(before), after: factsOf(period) });
    await this.warn(tx, act);
  }

  /** @throws DomainError NOT_FOUND */
  async remove(tx: EntityManager, act: AdministratorsAct, id: Uuid): Promise<void> {
    const before = await this.find(tx, act, id);
    await this.days.remove(tx, id);
    await this.record(tx, act, id, before.schoolId, { before: factsOf(before), after: null });
    await this.warn(tx, act);
  }

  /** Cut-over dates ahead that the calendar forbids, by day: it came later than the dates (EC-107). */
  async forbiddenDates(
    tx: EntityManager,
    regionId: Uuid,
    today: CalendarDate,
  ): Promise<readonly ForbiddenDate[]> {
    const calendar = await this.calendar.ofRegion(tx, regionId);
    const found = new Map<CalendarDate, ForbiddenDate>();
    for (const { schoolId, date, campaigns } of await this.days.datesAhead(tx, regionId, today)) {
      const forbidden = forbiddenOn(date, calendar.ofSchool(schoolId));
      if (forbidden === null) continue;
      const sofar = found.get(date) ?? { date, period: forbidden.name, schools: 0, campaigns: 0 };
      found.set(date, { ...sofar, schools: sofar.schools + 1, campaigns: sofar.campaigns + campaigns });
    }
    return [...found.values()];
  }

  /** One task for each forbidden date; a date that is free again, or has gone, is nobody's task any more. */
  private async warn(tx: EntityManager, act: AdministratorsAct): Promise<void> {
    const { regionId } = act.reach;
    const dates = await this.forbiddenDates(tx, regionId, act.today);
    const standing = new Set<string>(dates.map(({ date }) => date));
    for (const { id, subject } of await this.taskList.open(tx, regionId, TASK)) {
      if (!standing.has(subject ?? '')) await this.tasks.close(tx, id, act.administratorId, act.now);
    }
    const tasks = dates.map(({ date, period, schools, campaigns }): NewCampaignTask => ({
      ...{
        regionId,
        audience: 'campaign_manager',
        code: TASK,
        schoolId: null,
        campaignId: null,
        subject: date,
      },
      facts: { date, period, schools, campaigns },
    }));
    await this.tasks.open(tx, tasks, act.now);
  }

  private async find(tx: EntityManager, act: AdministratorsAct, id: Uuid): Promise<CalendarEntry> {
    const entry = await this.days.lock(tx, act.reach, id);
    if (entry === null) throw new DomainError('NOT_FOUND', 'not_found');
    return entry;
  }

  private async record(
    tx: EntityManager,
    act: AdministratorsAct,
    id: Uuid,
    schoolId: Uuid | null,
    facts: Readonly<Record<'before' | 'after', object | null>>,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId: act.reach.regionId, at: act.now, actor: act.actor, action: 'calendar.changed', facts },
      ...{ subject: { kind: 'calendar_day', id }, traceId: act.traceId ?? undefined },
      ...(schoolId === null ? {} : { schoolId }),
    });
  }
}

function assertInOrder({ startsOn, endsOn }: CalendarPeriod): void {
  const days = daysBetween(startsOn, endsOn);
  if (days < 0 || days > LONGEST_DAYS)
    throw new DomainError('CALENDAR_DAYS_WRONG', 'invalid', { longest: LONGEST_DAYS });
}

function factsOf({ kind, name, startsOn, endsOn }: CalendarPeriod): object {
  return { kind, name, startsOn, endsOn };
}
