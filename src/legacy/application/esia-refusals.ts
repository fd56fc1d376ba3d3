import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { violatedConstraint } from '../../platform/database/unit-of-work.js';
import { PeopleForReview } from '../../roster/index.js';
import { CampaignTasks } from '../store/campaign-tasks.repository.js';
import { OverlayPlaces } from '../store/overlay-places.repository.js';
import { type EsiaRefusal, RefusalsRepository } from '../store/refusals.repository.js';
import { type OverlayAct, refuseConflict } from './overlay-act.js';

/** The task of the principal for each refusal; its subject is the refusal's id. */
const PAPER_TASK = 'REFUSAL_PAPER_ALTERNATIVE';

export interface RefusalToRecord {
  readonly schoolId: Uuid;
  readonly personId: Uuid;
  /** Null: the person themselves. */
  readonly refusedById: Uuid | null;
  readonly basis: string;
  readonly refusedOn: CalendarDate;
}

/**
 * Who refuses ESIA, for themselves or for a child (EC-056). A refusal is no exemption: the password ends at the cut-over. It
 * leaves the risk of losing access only when the principal has confirmed the paper alternative, which the gate demands.
 */
@Injectable()
export class EsiaRefusals {
  constructor(
    @Inject(RefusalsRepository) private readonly refusals: RefusalsRepository,
    @Inject(OverlayPlaces) private readonly places: OverlayPlaces,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError NOT_FOUND for a school or person out of reach, CONFLICT_OF_INTEREST, REFUSAL_DATE_WRONG,
   * REFUSAL_BY_STRANGER, REFUSAL_EXISTS
   */
  async record(tx: EntityManager, wanted: RefusalToRecord, act: OverlayAct): Promise<Uuid> {
    const { schoolId, personId, refusedById } = wanted;
    const school = await this.places.schoolInReach(tx, act.reach, schoolId);
    if (school === null || !(await this.places.isPersonOf(tx, personId, schoolId, act.today))) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    await refuseConflict(tx, this.people, act, [personId]);
    if (wanted.refusedOn > act.today) throw new DomainError('REFUSAL_DATE_WRONG', 'invalid');
    if (
      refusedById !== null &&
      refusedById !== personId &&
      !(await this.refusals.isRepresentativeOf(tx, refusedById, personId))
    ) {
      throw new DomainError('REFUSAL_BY_STRANGER', 'invalid');
    }
    const row = {
      ...{ ...wanted, regionId: school.regionId, refusedById: refusedById === personId ? null : refusedById },
      ...{ recordedBy: act.administratorId, recordedAt: act.now },
    };
    const id = await this.refusals.add(tx, row).catch((error: unknown) => {
      if (violatedConstraint(error) === 'esia_refusals_one_open') {
        throw new DomainError('REFUSAL_EXISTS', 'conflict');
      }
      throw error;
    });
    await this.tell(tx, { id, schoolId, regionId: school.regionId }, 'esia_refusal.recorded', act);
    const task = { regionId: school.regionId, audience: 'school', code: PAPER_TASK, schoolId } as const;
    await this.tasks.open(
      tx,
      [{ ...task, campaignId: null, subject: id, facts: { refused_on: wanted.refusedOn } }],
      act.now,
    );
    return id;
  }

  /**
   * The person wants ESIA after all, or the record was wrong.
   *
   * @throws DomainError NOT_FOUND, CONFLICT_OF_INTEREST, REFUSAL_STATE_WRONG
   */
  async withdraw(tx: EntityManager, id: Uuid, act: OverlayAct): Promise<void> {
    const one = await this.lock(tx, id, act);
    await this.refusals.withdraw(tx, id, act.administratorId, act.now);
    await this.tell(tx, one, 'esia_refusal.withdrawn', act);
    await this.close(tx, id, act);
  }

  /**
   * The principal confirms that the person gets on paper what the e-journal shows.
   *
   * @throws DomainError NOT_FOUND, CONFLICT_OF_INTEREST, REFUSAL_STATE_WRONG
   */
  async confirmPaper(tx: EntityManager, id: Uuid, act: OverlayAct): Promise<void> {
    const one = await this.lock(tx, id, act);
    if (one.paperConfirmedAt !== null) throw new DomainError('REFUSAL_STATE_WRONG', 'conflict');
    await this.refusals.confirmPaper(tx, id, act.administratorId, act.now);
    await this.tell(tx, one, 'esia_refusal.paper_confirmed', act);
    await this.close(tx, id, act);
  }

  /**
   * The form of the refusal is printed for the school's file: the gate of the cut-over wants each on paper.
   *
   * @throws DomainError NOT_FOUND, REFUSAL_STATE_WRONG
   */
  async print(tx: EntityManager, id: Uuid, act: Omit<OverlayAct, 'ownPersonIds'>): Promise<EsiaRefusal> {
    const one = await this.refusals.lock(tx, act.reach, id);
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (one.withdrawnAt !== null) throw new DomainError('REFUSAL_STATE_WRONG', 'conflict');
    await this.refusals.print(tx, id, act.now);
    await this.tell(tx, one, 'esia_refusal.printed', act);
    return one;
  }

  /** An open refusal of the reach that is nobody's of the decider's own. */
  private async lock(tx: EntityManager, id: Uuid, act: OverlayAct): Promise<EsiaRefusal> {
    const one = await this.refusals.lock(tx, act.reach, id);
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    await refuseConflict(tx, this.people, act, [one.personId]);
    if (one.withdrawnAt !== null) throw new DomainError('REFUSAL_STATE_WRONG', 'conflict');
    return one;
  }

  private async close(tx: EntityManager, id: Uuid, { administratorId, now }: OverlayAct): Promise<void> {
    await this.tasks.closeMatching(tx, { code: PAPER_TASK, subject: id }, administratorId, now);
  }

  private async tell(
    tx: EntityManager,
    { id, regionId, schoolId }: Pick<EsiaRefusal, 'id' | 'regionId' | 'schoolId'>,
    action: string,
    { actor, now: at, traceId }: Omit<OverlayAct, 'ownPersonIds'>,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId, at, actor, action, schoolId },
      subject: { kind: 'esia_refusal', id },
      traceId: traceId ?? undefined,
    });
  }
}
