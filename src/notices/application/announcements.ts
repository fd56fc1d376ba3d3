import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { type Announcement, AnnouncementsRepository } from '../store/announcements.repository.js';
import type { DeliveryAct } from './delivery-log.js';

const YEAR_MS = 365 * 86_400_000;

/** Announcements for administrators of the region, a municipality or a school (ADM-07). */
@Injectable()
export class Announcements {
  constructor(
    @Inject(AnnouncementsRepository) private readonly announcements: AnnouncementsRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  list(
    tx: EntityManager,
    reach: SchoolScope,
    now: Date,
    page: Parameters<AnnouncementsRepository['list']>[3],
  ): Promise<readonly Announcement[]> {
    return this.announcements.list(tx, reach, now, page);
  }

  /** @throws DomainError `ANNOUNCEMENT_DATES_WRONG`, `ANNOUNCEMENT_PLACE_WRONG`, `NOT_FOUND` for a place not within reach */
  async post(
    tx: EntityManager,
    act: DeliveryAct,
    wish: Omit<Announcement, 'id' | 'createdAt'>,
  ): Promise<Uuid> {
    const length = wish.endsAt.getTime() - wish.startsAt.getTime();
    if (length <= 0 || length > YEAR_MS || wish.endsAt <= act.now)
      throw new DomainError('ANNOUNCEMENT_DATES_WRONG', 'invalid');
    if (wish.municipalityId !== null && wish.schoolId !== null)
      throw new DomainError('ANNOUNCEMENT_PLACE_WRONG', 'invalid');
    const announcement = { ...wish, createdBy: act.administratorId, createdAt: act.now };
    const id = await this.announcements.add(tx, act.reach, announcement);
    if (id === null) throw new DomainError('NOT_FOUND', 'not_found');
    await this.record(tx, act, id, 'announcement.posted');
    return id;
  }

  /** @throws DomainError `NOT_FOUND` */
  async withdraw(tx: EntityManager, act: DeliveryAct, id: Uuid): Promise<void> {
    if (!(await this.announcements.withdraw(tx, act.reach, id, act.now)))
      throw new DomainError('NOT_FOUND', 'not_found');
    await this.record(tx, act, id, 'announcement.withdrawn');
  }

  private record(tx: EntityManager, act: DeliveryAct, id: Uuid, action: string): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId: act.reach.regionId, at: act.now, action, subject: { kind: 'announcement', id } },
      actor: { kind: 'administrator', id: act.administratorId },
      traceId: act.traceId ?? undefined,
    });
  }
}
