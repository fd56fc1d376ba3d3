import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Holiday } from '../domain/working-days.js';
import type { RequestKind, RequestState } from '../domain/subject-request.js';

export interface SubjectRequest {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly kind: RequestKind;
  readonly state: RequestState;
  /** Null: nobody of the roster. */
  readonly personId: Uuid | null;
  /** Number and date of the letter. */
  readonly document: string;
  readonly receivedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly extendedBecause: string | null;
  readonly registeredAt: Date;
  readonly proposedBy: Uuid | null;
  readonly answer: string | null;
  readonly closedAt: Date | null;
  readonly changedAt: Date;
}

const COLUMNS = `id, region_id AS "regionId", kind, state, person_id AS "personId", document, received_on AS "receivedOn",
  due_on AS "dueOn", extended_because AS "extendedBecause", registered_at AS "registeredAt", proposed_by AS "proposedBy",
  answer, closed_at AS "closedAt", changed_at AS "changedAt"`;

/** What a step changes beside the state; what is not named stays. */
export interface RequestStep {
  readonly state: RequestState;
  readonly now: Date;
  readonly proposedBy?: Uuid | null;
  readonly closedBy?: Uuid;
  readonly answer?: string;
}

/** The requests of people about their own data. */
@Injectable()
export class SubjectRequests {
  async add(
    tx: EntityManager,
    one: Pick<SubjectRequest, 'regionId' | 'kind' | 'personId' | 'document' | 'receivedOn' | 'dueOn'> & {
      readonly by: Uuid;
      readonly now: Date;
    },
  ): Promise<SubjectRequest> {
    const [row] = await tx.query<SubjectRequest[]>(
      `INSERT INTO subject_requests (region_id, kind, state, person_id, document, received_on, due_on, registered_by,
                                     registered_at, changed_at)
       VALUES ($1, $2, 'received', $3, $4, $5, $6, $7, $8, $8) RETURNING ${COLUMNS}`,
      [one.regionId, one.kind, one.personId, one.document, one.receivedOn, one.dueOn, one.by, one.now],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }

  async find(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<SubjectRequest | null> {
    const [row] = await tx.query<SubjectRequest[]>(
      `SELECT ${COLUMNS} FROM subject_requests WHERE region_id = $1 AND id = $2`,
      [regionId, id],
    );
    return row ?? null;
  }

  async lock(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<SubjectRequest | null> {
    const [row] = await tx.query<SubjectRequest[]>(
      `SELECT ${COLUMNS} FROM subject_requests WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [regionId, id],
    );
    return row ?? null;
  }

  /** At most `limit + 1`, the newest first, after the key (day of receipt, id). */
  list(
    tx: EntityManager,
    regionId: Uuid,
    filter: { readonly state: RequestState | null; readonly kind: RequestKind | null },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<SubjectRequest[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM subject_requests
        WHERE region_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR kind = $3)
          AND ($4::date IS NULL OR (received_on, id) < ($4, $5::uuid))
        ORDER BY received_on DESC, id DESC LIMIT $6`,
      [
        ...[regionId, filter.state, filter.kind],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  async step(tx: EntityManager, id: Uuid, step: RequestStep): Promise<void> {
    const closes = step.closedBy !== undefined;
    await tx.query(
      `UPDATE subject_requests
          SET state = $2, changed_at = $3,
              proposed_by = CASE WHEN $4 THEN $5::uuid ELSE proposed_by END,
              closed_by = $6::uuid, closed_at = CASE WHEN $6::uuid IS NULL THEN NULL ELSE $3::timestamptz END, answer = $7
        WHERE id = $1`,
      [
        ...[id, step.state, step.now, step.proposedBy !== undefined, step.proposedBy ?? null],
        ...[closes ? step.closedBy : null, step.answer ?? null],
      ],
    );
  }

  async extend(
    tx: EntityManager,
    id: Uuid,
    { because, dueOn, now }: { readonly because: string; readonly dueOn: CalendarDate; readonly now: Date },
  ): Promise<void> {
    await tx.query(
      'UPDATE subject_requests SET extended_because = $2, due_on = $3, changed_at = $4 WHERE id = $1',
      [id, because, dueOn, now],
    );
  }

  /** Days off of the whole region, as its calendar says. */
  holidays(tx: EntityManager, regionId: Uuid): Promise<Holiday[]> {
    return tx.query(
      `SELECT starts_on AS "startsOn", ends_on AS "endsOn" FROM region_holidays WHERE region_id = $1`,
      [regionId],
    );
  }

  /** Requests that were closed before the moment (PD-07). */
  async forget(tx: EntityManager, before: Date, limit: number): Promise<number> {
    const [, deleted] = await tx.query<[unknown, number]>(
      `DELETE FROM subject_requests WHERE id IN (SELECT id FROM subject_requests WHERE closed_at < $1 LIMIT $2)`,
      [before, limit],
    );
    return deleted;
  }
}
