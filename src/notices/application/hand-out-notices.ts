import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { ToldPeople } from '../../legacy/index.js';
import { NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticeReadings } from '../store/notice-readings.repository.js';
import { NoticeTasks } from '../store/notice-tasks.repository.js';
import type { NoticesAct } from './notices-act.js';

/** What became of one notice. */
export interface HandedRow {
  readonly noticeId: Uuid;
  /** `gone`: it is void, its person is linked, or a message has taken its place. */
  readonly outcome: 'handed_out' | 'already_handed_out' | 'gone' | 'not_found';
}

/** Notes that papers were given to their people: by the homeroom teacher for a class, by the administrator for a school. */
@Injectable()
export class HandOutNotices {
  constructor(
    @Inject(NoticeReadings) private readonly readings: NoticeReadings,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(ToldPeople) private readonly told: ToldPeople,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Each notice for itself; doing so twice is once.
   *
   * @throws DomainError NOTICE_HANDED_IN_FUTURE
   */
  async execute(
    tx: EntityManager,
    noticeIds: readonly Uuid[],
    handedOn: CalendarDate | null,
    act: NoticesAct,
  ): Promise<readonly HandedRow[]> {
    const { administratorId: by, now: at, today, actor, traceId } = act;
    const on = handedOn ?? today;
    if (on > today) throw new DomainError('NOTICE_HANDED_IN_FUTURE', 'invalid');
    const known = new Map((await this.readings.within(tx, act.reach, noticeIds)).map((one) => [one.id, one]));
    const moved = await this.issues.handOut(tx, [...known.keys()], { on, by, at });
    await this.told.tell(tx, moved, at);
    await this.tasks.closeDone(
      tx,
      moved.map(({ campaignId }) => campaignId),
      at,
    );
    await this.audit.recordAll(
      tx,
      moved.map(({ id, regionId, schoolId }) => ({
        ...{ regionId, at, actor, action: 'notice.handed_out', schoolId, facts: { handed_on: on } },
        ...{ subject: { kind: 'notice', id }, traceId: traceId ?? undefined },
      })),
    );
    const handed = new Set(moved.map(({ id }) => id));
    return noticeIds.map((noticeId): HandedRow => {
      const state = known.get(noticeId)?.state;
      if (state === undefined) return { noticeId, outcome: 'not_found' };
      if (handed.has(noticeId)) return { noticeId, outcome: 'handed_out' };
      return { noticeId, outcome: state === 'handed_out' ? 'already_handed_out' : 'gone' };
    });
  }
}
