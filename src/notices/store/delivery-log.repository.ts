import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { DeliveryChannel, DeliveryState } from '../domain/delivery-state.js';

/** A line of the log. */
export interface LoggedDelivery {
  readonly id: Uuid;
  readonly personId: Uuid | null;
  readonly noticeIssueId: Uuid | null;
  readonly channel: DeliveryChannel;
  readonly mandatory: boolean;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly addressSealed: Buffer | null;
  readonly attempts: number;
  readonly notBefore: Date;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly changedAt: Date;
}

/** What of the log is asked for; null asks for all. */
export interface LogFilter {
  readonly channel: DeliveryChannel | null;
  readonly state: DeliveryState | null;
  readonly personId: Uuid | null;
  readonly noticeIssueId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly since: Date | null;
}

/** How many messages of a channel are in a state for a reason. */
export interface DeliveryCount {
  readonly channel: DeliveryChannel;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly count: number;
}

/** People whom a right reaches today: pupils and staff of its schools, and the representatives of such pupils. `$5` the day. */
const PEOPLE_IN_SCOPE = `
  SELECT e.person_id FROM enrollments e JOIN schools school ON school.id = e.school_id
  WHERE ${SCHOOL_IN_SCOPE} AND (e.valid_to IS NULL OR e.valid_to > $5::date) AND ($6::uuid IS NULL OR school.id = $6)
  UNION SELECT w.person_id FROM staff_appointments w JOIN schools school ON school.id = w.school_id
  WHERE ${SCHOOL_IN_SCOPE} AND (w.valid_to IS NULL OR w.valid_to > $5::date) AND ($6::uuid IS NULL OR school.id = $6)
  UNION SELECT t.representative_id FROM family_ties t
  JOIN enrollments e ON e.person_id = t.child_id JOIN schools school ON school.id = e.school_id
  WHERE ${SCHOOL_IN_SCOPE} AND t.state <> 'ended' AND (e.valid_to IS NULL OR e.valid_to > $5::date)
    AND ($6::uuid IS NULL OR school.id = $6)`;

/** A whole region is reached by its id alone: also messages about nobody of the roster. */
const REACHED = `d.region_id = $1 AND (($2::boolean AND $6::uuid IS NULL) OR d.person_id IN (${PEOPLE_IN_SCOPE}))
  AND ($7::text IS NULL OR d.channel = $7) AND ($8::text IS NULL OR d.state = $8)
  AND ($9::uuid IS NULL OR d.person_id = $9) AND ($10::uuid IS NULL OR d.notice_issue_id = $10)
  AND ($11::timestamptz IS NULL OR d.created_at >= $11)`;

/** Reads of the delivery log, within a scope that SQL checks. */
@Injectable()
export class DeliveryLogRepository {
  /** At most `limit + 1` lines, the newest first, before the given (moment, id). */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    day: CalendarDate,
    filter: LogFilter,
    page: { readonly limit: number; readonly before: { readonly at: Date; readonly id: Uuid } | null },
  ): Promise<LoggedDelivery[]> {
    return tx.query<LoggedDelivery[]>(
      `SELECT d.id, d.person_id AS "personId", d.notice_issue_id AS "noticeIssueId", d.channel, d.mandatory, d.state,
         d.reason, d.address_sealed AS "addressSealed", d.attempts, d.not_before AS "notBefore",
         d.created_at AS "createdAt", d.sent_at AS "sentAt", d.changed_at AS "changedAt"
       FROM notice_deliveries d
       WHERE ${REACHED} AND ($12::timestamptz IS NULL
         OR (d.created_at, d.id) < ($12, $13::uuid))
       ORDER BY d.created_at DESC, d.id DESC LIMIT $14`,
      [...parameters(scope, day, filter), page.before?.at ?? null, page.before?.id ?? null, page.limit + 1],
    );
  }

  counts(
    tx: EntityManager,
    scope: SchoolScope,
    day: CalendarDate,
    filter: LogFilter,
  ): Promise<DeliveryCount[]> {
    return tx.query<DeliveryCount[]>(
      `SELECT d.channel, d.state, d.reason, count(*)::int AS count FROM notice_deliveries d
       WHERE ${REACHED} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      parameters(scope, day, filter),
    );
  }

  /** True when the person is one whom the scope reaches. */
  async reaches(tx: EntityManager, scope: SchoolScope, day: CalendarDate, personId: Uuid): Promise<boolean> {
    const [row] = await tx.query<unknown[]>(
      `SELECT FROM people p WHERE p.region_id = $1 AND p.id = $7 AND ($2::boolean OR p.id IN (${PEOPLE_IN_SCOPE}))`,
      [...scopeParameters(scope), day, null, personId],
    );
    return row !== undefined;
  }
}

function parameters(scope: SchoolScope, day: CalendarDate, filter: LogFilter): unknown[] {
  const { schoolId, channel, state, personId, noticeIssueId, since } = filter;
  return [...scopeParameters(scope), day, schoolId, channel, state, personId, noticeIssueId, since];
}
