import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { NoticePlaces } from '../store/notice-places.repository.js';
import { type ListedNotice, type NoticeFilter, NoticeReadings } from '../store/notice-readings.repository.js';
import { type NoticeTask, NoticeTasks } from '../store/notice-tasks.repository.js';
import type { NoticesAct } from './notices-act.js';

/** What a school sees of its notices, and the little that it adds to them. */
@Injectable()
export class NoticeDesk {
  constructor(
    @Inject(NoticeReadings) private readonly readings: NoticeReadings,
    @Inject(NoticePlaces) private readonly places: NoticePlaces,
    @Inject(NoticeTasks) private readonly waiting: NoticeTasks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** One row more than the limit. Names are read, so the reading is in the audit, with the place if it is within reach. */
  async list(
    tx: EntityManager,
    filter: NoticeFilter,
    page: { readonly limit: number; readonly after: Uuid | null },
    { reach, now: at, actor, traceId }: NoticesAct,
  ): Promise<readonly ListedNotice[]> {
    const found = await this.readings.list(tx, reach, filter, page);
    const { schoolId, classId, state } = filter;
    const place = await this.places.find(tx, reach, { schoolId, classId });
    await this.audit.record(tx, {
      ...{ regionId: reach.regionId, at, actor, action: 'notices.listed', traceId: traceId ?? undefined },
      ...(place !== null && { schoolId: place.schoolId }),
      facts: { count: Math.min(found.length, page.limit), class_id: place?.classId ?? null, state },
    });
    return found;
  }

  tasks(tx: EntityManager, schoolId: Uuid | null, { reach }: NoticesAct): Promise<readonly NoticeTask[]> {
    return this.waiting.list(tx, reach, schoolId);
  }

  /** @throws DomainError NOT_FOUND */
  async contacts(tx: EntityManager, schoolId: Uuid, { reach }: NoticesAct): Promise<string | null> {
    const place = await this.places.find(tx, reach, { schoolId, classId: null });
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    return place.contacts;
  }

  /** @throws DomainError NOT_FOUND */
  async setContacts(tx: EntityManager, schoolId: Uuid, text: string, act: NoticesAct): Promise<void> {
    const { reach, now: at, actor, administratorId: by, traceId } = act;
    const place = await this.places.find(tx, reach, { schoolId, classId: null });
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    await this.places.setContacts(tx, schoolId, { text, by, at });
    await this.audit.record(tx, {
      ...{ regionId: reach.regionId, at, actor, action: 'notice_contacts.changed', schoolId },
      traceId: traceId ?? undefined,
    });
  }
}
