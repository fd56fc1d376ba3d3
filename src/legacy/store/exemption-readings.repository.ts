import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { ExemptionScope, ExemptionState, ExemptionType } from '../domain/exemption.js';
import { type Exemption, EXEMPTION_COLUMNS } from './exemptions.repository.js';

export interface ExemptionQuery {
  readonly schoolId: Uuid | null;
  readonly personId: Uuid | null;
  readonly state: ExemptionState | null;
  readonly type: ExemptionType | null;
  readonly scope: ExemptionScope | null;
  /** Only those that hold no longer on this day. */
  readonly endsBy: CalendarDate | null;
  /** Only requests and renewals that wait for a decision. */
  readonly undecided: boolean;
  readonly after: { readonly at: Date; readonly id: Uuid } | null;
  readonly limit: number;
}

/** Running exemptions of one school, type and end (I-40). */
export interface RunningExemptions {
  readonly schoolId: Uuid;
  readonly scope: ExemptionScope;
  readonly type: ExemptionType;
  readonly endsOn: CalendarDate;
  readonly count: number;
}

/** Reads of exemptions for administrators, always within a scope that SQL checks. */
@Injectable()
export class ExemptionReadings {
  /** At most `limit`, the newest first. */
  list(tx: EntityManager, scope: SchoolScope, query: ExemptionQuery): Promise<Exemption[]> {
    return tx.query<Exemption[]>(
      `SELECT ${EXEMPTION_COLUMNS} FROM exemptions x JOIN schools school ON school.id = x.school_id
        WHERE (${SCHOOL_IN_SCOPE})
          AND ($5::uuid IS NULL OR x.school_id = $5) AND ($6::uuid IS NULL OR x.person_id = $6)
          AND ($7::text IS NULL OR x.state = $7) AND ($8::text IS NULL OR x.type = $8)
          AND ($9::text IS NULL OR x.scope = $9)
          AND ($10::date IS NULL OR greatest(x.ends_on, x.renewal_until) <= $10)
          AND (NOT $11::boolean OR x.state = 'requested'
               OR x.renewal_until IS NOT NULL AND x.state IN ('approved', 'active'))
          AND ($12::timestamptz IS NULL OR (date_trunc('milliseconds', x.requested_at), x.id) < ($12, $13::uuid))
        ORDER BY date_trunc('milliseconds', x.requested_at) DESC, x.id DESC LIMIT $14`,
      [
        ...[...scopeParameters(scope), query.schoolId, query.personId, query.state, query.type, query.scope],
        ...[query.endsBy, query.undecided, query.after?.at ?? null, query.after?.id ?? null, query.limit],
      ],
    );
  }

  /** Null when there is none in scope. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Exemption | null> {
    const [found] = await tx.query<Exemption[]>(
      `SELECT ${EXEMPTION_COLUMNS} FROM exemptions x JOIN schools school ON school.id = x.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND x.id = $5`,
      [...scopeParameters(scope), id],
    );
    return found ?? null;
  }

  /** Those that hold at the moment, by school, type and end: the rows of `i40_exemptions`. */
  running(tx: EntityManager, scope: SchoolScope, moment: Date): Promise<RunningExemptions[]> {
    return tx.query<RunningExemptions[]>(
      `SELECT i.school_id AS "schoolId", i.scope, i.type, i.ends_on AS "endsOn", count(*)::integer AS count
         FROM i40_exemptions i JOIN schools school ON school.id = i.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND i.holds_from <= $5 AND i.holds_until > $5
        GROUP BY i.school_id, school.short_name, i.scope, i.type, i.ends_on
        ORDER BY school.short_name, i.school_id, i.type, i.ends_on, i.scope`,
      [...scopeParameters(scope), moment],
    );
  }
}
