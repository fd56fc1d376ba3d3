import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Schools } from '../../territory/index.js';
import {
  DataQuality,
  type QualityAsked,
  type QualityCount,
  type QualityRow,
  type SanityCount,
} from '../store/data-quality.repository.js';
import type { QualityProblem } from '../store/judged-members.js';
import { Prematch, type PrematchCount, type PrematchRow } from '../store/prematch.repository.js';
import type { PageAsked, Reading } from './people-desk.js';
import { actorOf, PersonGate } from './person-gate.js';

/** Who asks for what: a reading, and one school of it or all. */
export interface QualityReading extends Reading {
  readonly schoolId: Uuid | null;
}

export interface QualityFilter {
  readonly classId: Uuid | null;
  readonly problem: QualityProblem | 'any' | null;
}

/** Rows of the table that are read at once; the table itself may be of any length. */
const BATCH = 1_000;

/** The data-quality board of schools (ROS-05…07, ROS-12, LNK-13). */
@Injectable()
export class QualityBoard {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(DataQuality) private readonly quality: DataQuality,
    @Inject(Prematch) private readonly ahead: Prematch,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async counts(tx: EntityManager, reading: QualityReading): Promise<readonly QualityCount[]> {
    return this.quality.counts(tx, await this.asked(tx, reading));
  }

  async people(
    tx: EntityManager,
    reading: QualityReading,
    filter: QualityFilter,
    { limit, after }: PageAsked,
  ): Promise<readonly (QualityRow & { readonly schoolId: Uuid })[]> {
    return this.quality.people(tx, await this.asked(tx, reading), { ...filter, limit: limit + 1, after });
  }

  async sanity(tx: EntityManager, reading: QualityReading): Promise<readonly SanityCount[]> {
    return this.quality.sanity(tx, await this.asked(tx, reading));
  }

  async prematch(tx: EntityManager, reading: QualityReading): Promise<readonly PrematchCount[]> {
    return this.ahead.counts(tx, await this.asked(tx, reading));
  }

  async prematchPeople(
    tx: EntityManager,
    reading: QualityReading,
    page: PageAsked,
  ): Promise<readonly PrematchRow[]> {
    return this.ahead.people(tx, await this.asked(tx, reading), page);
  }

  /**
   * The whole table, a batch at a time; that it was taken is in the audit before the first row. Throws NOT_FOUND for a
   * foreign school, before anything is given.
   */
  async export(
    reading: QualityReading & { readonly esiaPersonId: Uuid },
    filter: QualityFilter,
    format: 'csv' | 'xlsx',
  ): Promise<AsyncGenerator<QualityRow>> {
    const { scope, now, schoolId } = reading;
    const asked = await this.unitOfWork.run(async (tx) => {
      const found = await this.asked(tx, reading);
      await this.audit.record(tx, {
        ...{ regionId: scope.regionId, at: now, actor: actorOf(reading), action: 'data_quality.exported' },
        ...(schoolId === null ? {} : { schoolId }),
        facts: { format, problem: filter.problem, class_id: filter.classId },
      });
      return found;
    });
    return this.rows(asked, filter);
  }

  private async *rows(asked: QualityAsked, filter: QualityFilter): AsyncGenerator<QualityRow> {
    let after: readonly string[] | null = null;
    for (;;) {
      const page: { limit: number; after: readonly string[] | null } = { limit: BATCH, after };
      const batch = await this.unitOfWork.direct((tx) =>
        this.quality.people(tx, asked, { ...filter, ...page }),
      );
      yield* batch;
      const last = batch.at(-1);
      if (last === undefined || batch.length < BATCH) return;
      after = [last.id, last.kind, last.schoolId];
    }
  }

  private async asked(tx: EntityManager, { scope, now, schoolId }: QualityReading): Promise<QualityAsked> {
    if (schoolId !== null && (await this.schools.find(tx, scope, schoolId)) === null) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    return { scope, schoolId, day: await this.gate.dayOf(tx, scope.regionId, now) };
  }
}
