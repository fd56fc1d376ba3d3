import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { AssurancePolicy } from '../../esia/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { openFamilyTasks } from '../../roster/index.js';
import { type Region, Territory } from '../../territory/index.js';
import { type FourteenStage, fourteenMessage, stageOn, TASK_OF_STAGE } from '../domain/fourteen.js';
import { FourteenRepository, type PupilOfFourteen } from '../store/fourteen.repository.js';
import { Contacts } from './contacts.js';
import { Deliveries } from './deliveries.js';

const BATCH = 200;

/** A pupil whose stage of the day was not told yet. */
interface Due {
  readonly pupil: PupilOfFourteen;
  readonly stage: FourteenStage;
  readonly lastDay: CalendarDate | null;
}

/**
 * EC-027, EC-028: a pupil with a child account turns 14. On the birthday, after 90 days, and in the last month of the grace
 * the pupil and the representatives get a message and the school a task; each stage once, on the region's own day. A day on
 * which no server ran is made up for: the stage is that of today, and earlier ones are not told any more.
 */
@Injectable()
export class TellFourteen {
  constructor(
    @Inject(FourteenRepository) private readonly fourteen: FourteenRepository,
    @Inject(AssurancePolicy) private readonly policy: AssurancePolicy,
    @Inject(Contacts) private readonly contacts: Contacts,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(now: Date): Promise<void> {
    for (const region of await this.unitOfWork.direct((tx) => this.territory.regions(tx))) {
      await this.unitOfWork.direct((tx) => this.fourteen.closeDone(tx, region.id, now));
      await this.tellRegion(region, now);
    }
  }

  private async tellRegion(region: Region, now: Date): Promise<void> {
    const day = dayIn(now, region.timeZone);
    for (let after: Uuid | null = null; ;) {
      const from: Uuid | null = after;
      const pupils: readonly PupilOfFourteen[] = await this.unitOfWork.run(async (tx) => {
        const found = await this.fourteen.pupils(tx, region.id, day, from, BATCH);
        const due = await this.due(tx, region.id, found, day);
        await this.tell(tx, region.id, due, day, now);
        return found;
      });
      if (pupils.length < BATCH) return;
      after = pupils.at(-1)?.personId ?? null;
    }
  }

  private async due(
    tx: EntityManager,
    regionId: Uuid,
    pupils: readonly PupilOfFourteen[],
    day: CalendarDate,
  ): Promise<readonly Due[]> {
    const question = { regionId, subject: 'student', day, level: 'KD' } as const;
    const lastDays = await this.policy.lastDays(
      tx,
      question,
      pupils.map(({ born }) => born),
    );
    return pupils.flatMap((pupil, place) => {
      const lastDay = lastDays[place] ?? null;
      if (lastDay === 'never') return [];
      const stage = stageOn(day, pupil.born, lastDay);
      return stage === null || pupil.told.includes(stage) ? [] : [{ pupil, stage, lastDay }];
    });
  }

  private async tell(
    tx: EntityManager,
    regionId: Uuid,
    due: readonly Due[],
    day: CalendarDate,
    now: Date,
  ): Promise<void> {
    const ids = due.map(({ pupil }) => pupil.personId);
    const contacts = await this.contacts.reaching(tx, ids, day);
    for (const one of due) {
      const { personId, schoolId } = one.pupil;
      if (!(await this.fourteen.note(tx, regionId, personId, one.stage, now))) continue;
      await this.fourteen.closeEarlier(tx, personId, one.stage, now);
      const code = TASK_OF_STAGE[one.stage];
      const task = { regionId, schoolId, childId: personId, accountId: null, facts: { until: one.lastDay } };
      await openFamilyTasks(tx, [{ code, ...task }], now);
      const own = contacts.filter((contact) => contact.personId === personId);
      await this.deliveries.enqueue(
        tx,
        own.map((contact) => messageOf(regionId, one, contact)),
      );
      await this.audit.record(tx, {
        ...{
          regionId,
          at: now,
          actor: { kind: 'system', id: null },
          action: 'notices.fourteen_told',
          schoolId,
        },
        ...{ subject: { kind: 'person', id: personId }, reason: one.stage, facts: { messages: own.length } },
      });
    }
  }
}

/** Only the last word, after which the sign-in fails, goes to those too who want no messages. */
function messageOf(
  regionId: Uuid,
  { pupil, stage, lastDay }: Due,
  { channel, address, own }: Awaited<ReturnType<Contacts['reaching']>>[number],
) {
  return {
    ...{ regionId, personId: pupil.personId, channel, address, noticeIssueId: null, html: null },
    mandatory: stage === 'grace_ends',
    ...fourteenMessage(stage, { firstName: pupil.firstName, own }, lastDay),
  };
}
