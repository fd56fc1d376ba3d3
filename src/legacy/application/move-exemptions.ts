import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { firstAllowed } from '../domain/calendar.js';
import { Calendar, type RegionCalendar } from '../store/calendar.repository.js';
import { BATCH, ExemptionDays } from '../store/exemption-days.repository.js';
import type { Exemption } from '../store/exemptions.repository.js';
import { EXEMPTION_TASKS, ExemptionRecords, type ExemptionStep, type StepBy } from './exemption-records.js';

const DAY_MS = 86_400_000;
/** A request that a school leaves unanswered goes to the campaign manager (e.5). */
const SILENCE_MS = 10 * DAY_MS;
/** The notice of the coming end (EC-111). */
const NOTICE_DAYS = 7;

/**
 * What days do to exemptions. Nobody's cover hangs on it: `exemption_of` looks at the dates themselves, so a late or a second
 * run changes no decision. Each step is a batch in a transaction of its own.
 */
@Injectable()
export class MoveExemptions {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ExemptionDays) private readonly days: ExemptionDays,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(ExemptionRecords) private readonly records: ExemptionRecords,
  ) {}

  async execute(now: Date): Promise<void> {
    const by: StepBy = { actor: { kind: 'system', id: 'exemptions.move' }, now, traceId: null };
    const steps: ((tx: EntityManager) => Promise<number>)[] = [
      (tx) => this.followCalendar(tx, by),
      (tx) => this.start(tx, by),
      (tx) => this.expire(tx, by),
      (tx) => this.escalate(tx, by),
      (tx) => this.giveNotice(tx, by),
      (tx) => this.askReviews(tx, by),
    ];
    for (const step of steps) while ((await this.unitOfWork.run(step)) === BATCH);
  }

  /** A day that became forbidden after the decision moves the end too (LEG-09). */
  private async followCalendar(tx: EntityManager, by: StepBy): Promise<number> {
    const found = await this.days.endingInForbidden(tx, by.now);
    if (found.length === 0) return 0;
    const calendars = new Map<string, RegionCalendar>();
    for (const { regionId } of found) {
      if (!calendars.has(regionId)) calendars.set(regionId, await this.calendar.ofRegion(tx, regionId));
    }
    const ends = found.map(({ id, regionId, schoolId, endsOn }) => ({
      id,
      endsOn: firstAllowed(endsOn, calendars.get(regionId)?.ofSchool(schoolId) ?? []),
    }));
    await this.tell(tx, await this.days.moveEnds(tx, ends), 'moved', 'calendar', by);
    return found.length;
  }

  private async start(tx: EntityManager, by: StepBy): Promise<number> {
    return this.tell(tx, await this.days.start(tx, by.now), 'started', 'date', by);
  }

  private async expire(tx: EntityManager, by: StepBy): Promise<number> {
    const over = await this.days.expire(tx, by.now);
    await this.days.closeTasks(
      tx,
      EXEMPTION_TASKS,
      over.map(({ id }) => id),
      by.now,
    );
    return this.tell(tx, over, 'expired', 'date', by);
  }

  private async escalate(tx: EntityManager, by: StepBy): Promise<number> {
    const silent = await this.days.escalate(tx, by.now, new Date(by.now.getTime() - SILENCE_MS));
    const [requests, renewals] = [silent.filter(isRequest), silent.filter((one) => !isRequest(one))];
    await this.records.ask(tx, 'EXEMPTION_REQUESTED', requests, 'campaign_manager', by.now);
    await this.records.ask(tx, 'EXEMPTION_RENEWAL_ASKED', renewals, 'campaign_manager', by.now);
    return this.tell(tx, silent, 'escalated', 'silence', by);
  }

  private async giveNotice(tx: EntityManager, by: StepBy): Promise<number> {
    const ending = await this.days.endingSoon(tx, by.now, NOTICE_DAYS);
    await this.records.ask(tx, 'EXEMPTION_ENDS_SOON', ending, 'school', by.now);
    return this.tell(tx, ending, 'ends_soon', 'date', by);
  }

  private async askReviews(tx: EntityManager, by: StepBy): Promise<number> {
    const due = await this.days.reviewsDue(tx, by.now);
    await this.records.ask(tx, 'EXEMPTION_REVIEW_DUE', due, 'school', by.now);
    return due.length;
  }

  private async tell(
    tx: EntityManager,
    exemptions: readonly Exemption[],
    event: ExemptionStep['event'],
    reason: string,
    by: StepBy,
  ): Promise<number> {
    await this.records.tell(
      tx,
      exemptions.map((one) => ({ one, event, reason })),
      by,
    );
    return exemptions.length;
  }
}

function isRequest({ state }: Exemption): boolean {
  return state === 'requested';
}
