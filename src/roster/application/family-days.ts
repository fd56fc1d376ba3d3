import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { recordAt } from '../../platform/database/recording-moment.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { type Region, Territory } from '../../territory/index.js';
import { type FamilyTaskCode, openFamilyTasks } from '../store/family-tasks.js';
import { FamilyDaysRepository, type MovedPair, type TieToTell } from '../store/family-days.repository.js';
import { peopleChanged } from './people-changed.js';

/** The name of the job, for tests and operators. */
const FAMILY_DAYS = 'roster.family_days';
const EVERY_MS = 600_000;
const DISPUTE_LIMIT_MS = 90 * 86_400_000;

/**
 * What dates do to families: orders expire at 00:00 of the region, restrictions begin and end, guardians become trustees
 * at 14, pupils come of age. Whatever has not been done is found and done, however many days no server ran.
 */
@Injectable()
export class FamilyDays implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(FamilyDaysRepository) private readonly days: FamilyDaysRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: FAMILY_DAYS, everyMs: EVERY_MS, run: (now) => this.run(now) });
  }

  async run(now: Date): Promise<void> {
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const region of regions) {
      await this.unitOfWork.run((tx) => this.runIn(tx, region, dayIn(now, region.timeZone), now));
    }
  }

  private async runIn(tx: EntityManager, { id }: Region, day: CalendarDate, now: Date): Promise<void> {
    await recordAt(tx, now);
    const doneOn = await this.days.lockDay(tx, id, addDays(day, -1));
    const ended = [
      ...(await this.days.endExpired(tx, id, day, now)),
      ...(await this.days.endWithAppointment(tx, id, day, now)),
    ];
    const turned = await this.days.turnRestrictions(tx, id, day, now);
    const newDay = doneOn < day;
    if (newDay) {
      ended.push(...(await this.days.endOfAdults(tx, id, day, now)));
      await this.note(tx, id, 'family_tie.became_trustee', await this.days.makeTrustees(tx, id, day), now);
      await this.remind(tx, id, day, now);
      await this.days.closeDay(tx, id, day);
    }
    await this.note(tx, id, 'family_tie.ended', ended, now);
    await this.note(tx, id, 'representation.restriction_turned', turned, now);
    const cameOfAge = newDay ? await this.days.cameOfAge(tx, id, doneOn, day) : [];
    const touched = [...ended, ...turned].flatMap(({ childId, representativeId }) => [
      childId,
      representativeId,
    ]);
    await this.outbox.tell(tx, peopleChanged(id, [...touched, ...cameOfAge], now));
  }

  private async remind(tx: EntityManager, regionId: Uuid, day: CalendarDate, now: Date): Promise<void> {
    const ending = await this.days.announceEnds(tx, regionId, day);
    const limit = new Date(now.getTime() - DISPUTE_LIMIT_MS);
    const overdue = await this.days.overdueDisputes(tx, regionId, day, limit);
    const task = (code: FamilyTaskCode) => (tie: TieToTell) => {
      const { childId, schoolId, id, validTo } = tie;
      return { code, regionId, childId, schoolId, accountId: null, facts: { tie_id: id, valid_to: validTo } };
    };
    const tasks = [...ending.map(task('GUARDIANSHIP_ENDS')), ...overdue.map(task('TIE_DISPUTE_OVERDUE'))];
    await openFamilyTasks(tx, tasks, now);
  }

  private async note(
    tx: EntityManager,
    regionId: Uuid,
    action: string,
    moved: readonly MovedPair[],
    at: Date,
  ): Promise<void> {
    await this.audit.recordAll(
      tx,
      moved.map(({ id, childId, representativeId, reason }) => ({
        ...{ regionId, at, action, actor: { kind: 'system', id: null } as const },
        subject: { kind: 'family_tie', id },
        ...(reason !== null && { reason }),
        facts: { child_id: childId, representative_id: representativeId },
      })),
    );
  }
}
