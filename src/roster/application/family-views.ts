import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { FamilyTiesRepository, type SchoolReach, type TieView } from '../store/family-ties.repository.js';

/** Who looks, and when. */
export interface FamilyLook {
  readonly reach: SchoolReach;
  readonly actor: AuditActor;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

/** The families of a school as its administrator sees them; every look at a person is in the audit. */
@Injectable()
export class FamilyViews {
  constructor(
    @Inject(FamilyTiesRepository) private readonly ties: FamilyTiesRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The representatives of a child; null for a child of another school. */
  async ofChild(tx: EntityManager, childId: Uuid, look: FamilyLook): Promise<readonly TieView[] | null> {
    const found = await this.ties.ofChild(tx, childId, look.reach, look.today);
    if (found !== null) await this.noteLook(tx, childId, look, found.length);
    return found;
  }

  /** EC-052: at most `limit + 1` children whom a person represents; none for one who has none at these schools. */
  async wardsOf(
    tx: EntityManager,
    representativeId: Uuid,
    look: FamilyLook,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly TieView[]> {
    const found = await this.ties.wards(tx, representativeId, look.reach, look.today, page);
    if (found.length > 0) await this.noteLook(tx, representativeId, look, found.length);
    return found;
  }

  private async noteLook(
    tx: EntityManager,
    personId: Uuid,
    { reach, actor, now: at, traceId }: FamilyLook,
    count: number,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId: reach.regionId, at, actor, action: 'person.family_read' },
      subject: { kind: 'person', id: personId },
      facts: { count },
      traceId: traceId ?? undefined,
    });
  }
}
