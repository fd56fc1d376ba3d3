import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { violatedConstraint } from '../../platform/database/unit-of-work.js';
import { PeopleForReview } from '../../roster/index.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import {
  type ExemptionGround,
  type ExemptionScope,
  type ExemptionType,
  renewalOf,
  termOf,
} from '../domain/exemption.js';
import { Calendar } from '../store/calendar.repository.js';
import { type Exemption, ExemptionsRepository } from '../store/exemptions.repository.js';
import { OverlayPlaces } from '../store/overlay-places.repository.js';
import { ExemptionRecords } from './exemption-records.js';
import { type OverlayAct, refuseConflict, refuseStale } from './overlay-act.js';

/** What a school asks for. Exactly the id that the scope needs is given. */
export interface ExemptionRequest {
  readonly schoolId: Uuid;
  readonly scope: ExemptionScope;
  readonly personId: Uuid | null;
  readonly classGroupId: Uuid | null;
  readonly wave: RoleWave | null;
  readonly type: Exclude<ExemptionType, 'joined_late'>;
  readonly ground: ExemptionGround | null;
  readonly basis: string;
  readonly evidenceRef: string | null;
  /** Null: today. */
  readonly startsOn: CalendarDate | null;
  /** Null: the latest that the rules allow. */
  readonly endsOn: CalendarDate | null;
}

export interface RenewalRequest {
  readonly id: Uuid;
  /** The revision that the caller has seen; null when they did not say. */
  readonly revision: number | null;
  readonly basis: string;
  readonly endsOn: CalendarDate | null;
}

/** A request may name a first day so far ahead. */
const AHEAD_DAYS = 60;

/** Schools ask for exemptions and for their renewal (LEG-09, e.5); while a request waits, the family's case is open (LEG-20). */
@Injectable()
export class AskExemptions {
  constructor(
    @Inject(ExemptionsRepository) private readonly exemptions: ExemptionsRepository,
    @Inject(OverlayPlaces) private readonly places: OverlayPlaces,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
    @Inject(ExemptionRecords) private readonly records: ExemptionRecords,
  ) {}

  /**
   * @throws DomainError NOT_FOUND for a school, person or class out of reach, CONFLICT_OF_INTEREST, EXEMPTION_TARGET_WRONG,
   * EXEMPTION_TERM_WRONG, EXEMPTION_EXISTS
   */
  async request(tx: EntityManager, wanted: ExemptionRequest, act: OverlayAct): Promise<Exemption> {
    refuseWrongTarget(wanted);
    const school = await this.places.schoolInReach(tx, act.reach, wanted.schoolId);
    if (school === null || !(await this.isTargetThere(tx, wanted, act.today))) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    await refuseConflict(tx, this.people, act, wanted.personId === null ? [] : [wanted.personId]);
    const startsOn = wanted.startsOn ?? act.today;
    const asked = { type: wanted.type, startsOn, endsOn: wanted.endsOn, today: act.today };
    const term = termOf(asked, await this.calendar.ofSchool(tx, wanted.schoolId));
    if (term.kind === 'refused' || startsOn > addDays(act.today, AHEAD_DAYS)) {
      throw wrongTerm(term.kind === 'refused' ? term.latest : term.endsOn);
    }
    const row = {
      ...{ ...wanted, regionId: school.regionId, startsOn, endsOn: term.endsOn },
      ...{ requestedBy: act.administratorId, requestedAt: act.now },
    };
    const id = await this.exemptions.add(tx, row).catch((error: unknown) => {
      const constraint = violatedConstraint(error);
      if (constraint === 'exemptions_one_of_person' || constraint === 'exemptions_one_of_many') {
        throw new DomainError('EXEMPTION_EXISTS', 'conflict');
      }
      throw error;
    });
    const one = await this.lock(tx, id, act);
    await this.records.tell(tx, [{ one, event: 'requested', reason: one.type }], act);
    await this.records.ask(tx, 'EXEMPTION_REQUESTED', [one], audienceOf(one), act.now);
    return one;
  }

  /**
   * Asks in time for a longer one: until somebody decides, the old one runs on (EC-111).
   *
   * @throws DomainError NOT_FOUND, PRECONDITION_REQUIRED, PRECONDITION_FAILED, CONFLICT_OF_INTEREST, EXEMPTION_NOT_RENEWABLE,
   * EXEMPTION_TERM_WRONG
   */
  async renew(
    tx: EntityManager,
    { id, revision, basis, endsOn }: RenewalRequest,
    act: OverlayAct,
  ): Promise<Exemption> {
    const one = await this.lock(tx, id, act);
    refuseStale(one.revision, revision);
    await refuseConflict(tx, this.people, act, one.personId === null ? [] : [one.personId]);
    const periods = await this.calendar.ofSchool(tx, one.schoolId);
    const renewal = renewalOf(one, { endsOn, today: act.today }, periods);
    if (renewal.kind === 'refused') {
      const { code, latest, from } = renewal;
      if (code === 'end_too_late' || code === 'end_before_start') throw wrongTerm(latest);
      throw new DomainError('EXEMPTION_NOT_RENEWABLE', 'conflict', { why: code, from });
    }
    const asked = await this.exemptions.change(tx, id, {
      renewal: { until: renewal.endsOn, basis, by: act.administratorId, at: act.now },
      escalatedAt: null,
    });
    await this.records.tell(tx, [{ one: asked, event: 'renewal_asked', reason: one.type }], act);
    await this.records.ask(tx, 'EXEMPTION_RENEWAL_ASKED', [asked], audienceOf(asked), act.now);
    await this.records.answered(tx, ['EXEMPTION_ENDS_SOON'], id, act);
    return asked;
  }

  private async lock(tx: EntityManager, id: Uuid, act: OverlayAct): Promise<Exemption> {
    const one = await this.exemptions.lock(tx, act.reach, id);
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    return one;
  }

  private async isTargetThere(
    tx: EntityManager,
    { schoolId, personId, classGroupId }: ExemptionRequest,
    today: CalendarDate,
  ): Promise<boolean> {
    if (personId !== null) return this.places.isPersonOf(tx, personId, schoolId, today);
    if (classGroupId !== null) return this.places.isClassOf(tx, classGroupId, schoolId);
    return true;
  }
}

/** The school's own principal decides about a person; everything wider lies with the campaign manager. */
function audienceOf({ scope }: Exemption): 'school' | 'campaign_manager' {
  return scope === 'person' ? 'school' : 'campaign_manager';
}

function refuseWrongTarget({ scope, personId, classGroupId, wave, type }: ExemptionRequest): void {
  const fits =
    (scope === 'person') === (personId !== null) &&
    (scope === 'class') === (classGroupId !== null) &&
    (scope === 'role') === (wave !== null) &&
    (scope === 'person' || type !== 'waiting_esia_check');
  if (!fits) throw new DomainError('EXEMPTION_TARGET_WRONG', 'invalid');
}

function wrongTerm(latest: CalendarDate): DomainError {
  return new DomainError('EXEMPTION_TERM_WRONG', 'invalid', { latest });
}
