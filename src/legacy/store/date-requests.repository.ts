import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import type {
  DateRequestEvent,
  DateRequestKind,
  DateRequestState,
  DateRequestTurn,
} from '../domain/date-request.js';

/** A principal's wish for another date, with how far it has come. */
export interface DateRequest {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly campaignId: Uuid;
  readonly wave: RoleWave;
  readonly kind: DateRequestKind;
  readonly state: DateRequestState;
  readonly fromDate: CalendarDate;
  readonly toDate: CalendarDate;
  readonly reason: string;
  readonly askedBy: Uuid;
  readonly askedAt: Date;
  readonly changedAt: Date;
}

/** Who did what with a request, and why. */
export interface DateRequestStep {
  readonly event: DateRequestEvent | DateRequestTurn | 'ask';
  readonly from: DateRequestState | null;
  readonly to: DateRequestState;
  /** Null: time. */
  readonly actorId: Uuid | null;
  readonly reason: string;
  readonly at: Date;
}

const COLUMNS = `q.id, q.region_id AS "regionId", q.school_id AS "schoolId", school.short_name AS "schoolName",
  q.campaign_id AS "campaignId", c.wave, q.kind, q.state, q.from_date AS "fromDate", q.to_date AS "toDate", q.reason,
  q.asked_by AS "askedBy", q.asked_at AS "askedAt", q.changed_at AS "changedAt"`;

const REQUESTS = `campaign_requests q JOIN schools AS school ON school.id = q.school_id JOIN campaigns c ON c.id = q.campaign_id`;

/** Requests for another date (LEG-11) and their steps. */
@Injectable()
export class DateRequests {
  /** Null when another request about this campaign is open. */
  async add(
    tx: EntityManager,
    request: Omit<DateRequest, 'id' | 'schoolName' | 'wave' | 'changedAt'>,
  ): Promise<Uuid | null> {
    const { regionId, schoolId, campaignId, kind, state, fromDate, toDate, reason, askedBy, askedAt } =
      request;
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO campaign_requests (region_id, school_id, campaign_id, kind, state, from_date, to_date, reason,
         asked_by, asked_at, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
       ON CONFLICT (campaign_id) WHERE state IN ('asked', 'agreed') DO NOTHING RETURNING id`,
      [regionId, schoolId, campaignId, kind, state, fromDate, toDate, reason, askedBy, askedAt],
    );
    return row?.id ?? null;
  }

  async addStep(tx: EntityManager, id: Uuid, step: DateRequestStep): Promise<void> {
    await tx.query(
      `INSERT INTO campaign_request_steps (request_id, event, from_state, to_state, actor_id, reason, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, step.event, step.from, step.to, step.actorId, step.reason, step.at],
    );
  }

  /** `actId` is the act that moved the campaign, of an approved request. */
  async move(tx: EntityManager, id: Uuid, to: DateRequestState, at: Date, actId: Uuid | null): Promise<void> {
    await tx.query('UPDATE campaign_requests SET state = $2, changed_at = $3, act_id = $4 WHERE id = $1', [
      ...[id, to, at, actId],
    ]);
  }

  /** Locked until the end of the transaction; null when there is none, or it is out of scope. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<DateRequest | null> {
    const [row] = await tx.query<DateRequest[]>(
      `SELECT ${COLUMNS} FROM ${REQUESTS} WHERE ${SCHOOL_IN_SCOPE} AND q.id = $5 FOR UPDATE OF q`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  /**
   * Open wishes for a later date about these campaigns, locked; `reached` alone: those whose date the campaign's own has come
   * up to. Whoever decides about one at this moment holds it, and it is left to them.
   */
  open(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    which: 'all' | 'reached',
  ): Promise<readonly DateRequest[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${REQUESTS}
        WHERE q.campaign_id = ANY ($1::uuid[]) AND q.kind = 'postpone' AND q.state IN ('asked', 'agreed')
          AND ($2 = 'all' OR q.to_date <= c.cutover_on)
        ORDER BY q.id FOR UPDATE OF q SKIP LOCKED`,
      [campaignIds, which],
    );
  }

  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<DateRequest | null> {
    const [row] = await tx.query<DateRequest[]>(
      `SELECT ${COLUMNS} FROM ${REQUESTS} WHERE ${SCHOOL_IN_SCOPE} AND q.id = $5`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  /** At most `limit + 1`, the newest first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: { readonly schoolId: Uuid | null; readonly state: DateRequestState | null },
    page: { readonly limit: number; readonly before: { readonly at: Date; readonly id: Uuid } | null },
  ): Promise<DateRequest[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${REQUESTS}
        WHERE ${SCHOOL_IN_SCOPE} AND ($5::uuid IS NULL OR q.school_id = $5) AND ($6::text IS NULL OR q.state = $6)
          AND ($7::timestamptz IS NULL OR (date_trunc('milliseconds', q.asked_at), q.id) < ($7, $8::uuid))
        ORDER BY date_trunc('milliseconds', q.asked_at) DESC, q.id DESC LIMIT $9`,
      [
        ...scopeParameters(scope),
        ...[filter.schoolId, filter.state, page.before?.at ?? null, page.before?.id ?? null, page.limit + 1],
      ],
    );
  }

  steps(tx: EntityManager, id: Uuid): Promise<DateRequestStep[]> {
    return tx.query(
      `SELECT event, from_state AS "from", to_state AS "to", actor_id AS "actorId", reason, at
         FROM campaign_request_steps WHERE request_id = $1 ORDER BY id`,
      [id],
    );
  }
}
