import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { type CalendarDate, dayIn, startOfDay } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { recordAt } from '../../platform/database/recording-moment.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Schools, Territory } from '../../territory/index.js';
import {
  lockForReorganisation,
  moveToSuccessor,
  type Reorganisation,
  Reorganisations,
} from '../store/reorganisations.repository.js';
import { peopleChanged } from './people-changed.js';

/** What the ministry decided about a school. */
export interface ReorganisationOrder {
  readonly regionId: Uuid;
  readonly kind: 'merge' | 'split';
  readonly fromSchoolId: Uuid;
  readonly toSchoolId: Uuid;
  readonly happensOn: CalendarDate;
  /** The act: its kind, number and date. */
  readonly basis: string;
  /** A split: the classes that go over with their pupils. A merger takes all. */
  readonly classIds: readonly Uuid[];
  readonly actor: AuditActor;
  readonly now: Date;
}

/**
 * Carries out a merger or a split of schools (EC-070, EC-071): open enrolments, appointments and accounts go over to the
 * successor on the day, the history of the old school stays, and no link is touched. Told twice, it happens once.
 * Throws REORGANISATION_* problems; a school that is not there is NOT_FOUND.
 */
@Injectable()
export class ReorganiseSchool {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(Reorganisations) private readonly reorganisations: Reorganisations,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async execute(tx: EntityManager, order: ReorganisationOrder): Promise<Reorganisation> {
    const { regionId, now } = order;
    await lockForReorganisation(tx, regionId);
    const known = await this.reorganisations.find(tx, order);
    if (known !== null) return known;
    const region = await this.territory.region(tx, regionId);
    await this.check(tx, order, dayIn(now, region.timeZone));
    await recordAt(tx, now);
    const { timeZone } = region;
    const beganAt = startOfDay(order.happensOn, timeZone);
    const { moved, personIds } = await moveToSuccessor(tx, order, { beganAt, now });
    if (order.kind === 'merge') await this.schools.close(tx, order.fromSchoolId, order.happensOn);
    const recorded = await this.reorganisations.add(tx, order, moved);
    await this.audit.record(tx, {
      regionId,
      at: now,
      actor: order.actor,
      action: 'school.reorganised',
      subject: { kind: 'school', id: order.fromSchoolId },
      schoolId: order.toSchoolId,
      facts: { reorganisation_id: recorded.id, kind: order.kind, happens_on: order.happensOn, moved },
    });
    await this.outbox.tell(tx, peopleChanged(regionId, personIds, now));
    return recorded;
  }

  private async check(tx: EntityManager, order: ReorganisationOrder, today: CalendarDate): Promise<void> {
    const { happensOn, kind, classIds } = order;
    if (order.fromSchoolId === order.toSchoolId)
      throw new DomainError('REORGANISATION_SAME_SCHOOL', 'invalid');
    if (happensOn > today)
      throw new DomainError('REORGANISATION_NOT_YET', 'invalid', { happens_on: happensOn });
    if ((kind === 'split') !== classIds.length > 0)
      throw new DomainError('REORGANISATION_CLASSES', 'invalid');
    const schools = await this.schools.lock(tx, order.regionId, [order.fromSchoolId, order.toSchoolId]);
    if (schools.length < 2) throw new DomainError('NOT_FOUND', 'not_found');
    if (schools.some(({ closedOn }) => closedOn !== null))
      throw new DomainError('REORGANISATION_SCHOOL_CLOSED', 'conflict');
    if ((await this.reorganisations.countClasses(tx, order)) < new Set(classIds).size)
      throw new DomainError('REORGANISATION_CLASSES', 'invalid');
  }
}
