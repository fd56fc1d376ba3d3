import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import type {
  DecidingOffice,
  ExemptionGround,
  ExemptionScope,
  ExemptionState,
  ExemptionType,
} from '../domain/exemption.js';

/** An exemption as it stands; the end is the first day on which it no longer holds. */
export interface Exemption {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly scope: ExemptionScope;
  readonly personId: Uuid | null;
  readonly classGroupId: Uuid | null;
  readonly wave: RoleWave | null;
  readonly type: ExemptionType;
  readonly ground: ExemptionGround | null;
  readonly basis: string;
  readonly evidenceRef: string | null;
  readonly state: ExemptionState;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly renewalUntil: CalendarDate | null;
  readonly renewalBasis: string | null;
  readonly renewalAskedAt: Date | null;
  readonly requestedAt: Date;
  readonly decidedAs: DecidingOffice | 'system' | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly escalatedAt: Date | null;
  readonly endedAt: Date | null;
  readonly reviewDueOn: CalendarDate | null;
  readonly revision: number;
}

/** A request as it is written down. */
export interface NewExemption {
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly scope: ExemptionScope;
  readonly personId: Uuid | null;
  readonly classGroupId: Uuid | null;
  readonly wave: RoleWave | null;
  readonly type: ExemptionType;
  readonly ground: ExemptionGround | null;
  readonly basis: string;
  readonly evidenceRef: string | null;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly requestedBy: string;
  readonly requestedAt: Date;
}

/** What an act changes; what is left out stays. */
export interface ExemptionChange {
  readonly state?: ExemptionState;
  readonly startsOn?: CalendarDate;
  readonly endsOn?: CalendarDate;
  readonly renewal?: {
    readonly until: CalendarDate;
    readonly basis: string;
    readonly by: string;
    readonly at: Date;
  } | null;
  readonly decision?: {
    readonly as: DecidingOffice | 'system';
    readonly by: string;
    readonly at: Date;
    readonly reason: string | null;
  };
  readonly escalatedAt?: Date | null;
  readonly endedAt?: Date;
  readonly reviewDueOn?: CalendarDate | null;
  /** The reason of a later decision: who granted it, and since when it holds, stays. */
  readonly laterReason?: string;
}

/** The columns of {@link Exemption}; the table is `x`. */
export const EXEMPTION_COLUMNS = `x.id, x.region_id AS "regionId", x.school_id AS "schoolId", x.scope, x.person_id AS "personId",
  x.class_group_id AS "classGroupId", x.wave, x.type, x.ground, x.basis, x.evidence_ref AS "evidenceRef", x.state,
  x.starts_on AS "startsOn", x.ends_on AS "endsOn", x.renewal_until AS "renewalUntil", x.renewal_basis AS "renewalBasis",
  x.renewal_asked_at AS "renewalAskedAt", x.requested_at AS "requestedAt", x.decided_as AS "decidedAs",
  x.decided_at AS "decidedAt", x.decision_reason AS "decisionReason", x.escalated_at AS "escalatedAt",
  x.ended_at AS "endedAt", x.review_due_on AS "reviewDueOn", x.revision`;

/** Columns of a change, by the name of the field. */
const SIMPLE = {
  state: 'state',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  escalatedAt: 'escalated_at',
  endedAt: 'ended_at',
  reviewDueOn: 'review_due_on',
  laterReason: 'decision_reason',
} as const satisfies Partial<Record<keyof ExemptionChange, string>>;

/** Exemptions as acts change them: locked first, always within a scope that SQL checks. */
@Injectable()
export class ExemptionsRepository {
  /** Locks and reads; null when there is none in scope: the caller must not learn which. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Exemption | null> {
    const [found] = await tx.query<Exemption[]>(
      `SELECT ${EXEMPTION_COLUMNS} FROM exemptions x JOIN schools school ON school.id = x.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND x.id = $5 FOR NO KEY UPDATE OF x`,
      [...scopeParameters(scope), id],
    );
    return found ?? null;
  }

  /** Grants at one school wait here for one another until the end of the transaction, so that a quota is counted right. */
  async lockQuota(tx: EntityManager, schoolId: Uuid): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('exemptions:' || $1, 0))`, [schoolId]);
  }

  /** How many personal exemptions that a principal granted hold at the school on the day, or will. */
  async countGrantedByPrincipal(tx: EntityManager, schoolId: Uuid, day: CalendarDate): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM exemptions
        WHERE school_id = $1 AND scope = 'person' AND decided_as = 'principal' AND state IN ('approved', 'active')
          AND greatest(ends_on, renewal_until) > $2`,
      [schoolId, day],
    );
    return row?.count ?? 0;
  }

  /** The journal systems whose accounts serve the school: their policies give the quota. */
  async systemsOf(tx: EntityManager, schoolId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT sys.id FROM journal_systems sys
        WHERE EXISTS (SELECT FROM campaigns c WHERE c.journal_system_id = sys.id AND c.school_id = $1)
           OR EXISTS (SELECT FROM journal_account_schools s JOIN journal_accounts a ON a.id = s.journal_account_id
                       WHERE s.school_id = $1 AND a.journal_system_id = sys.id AND a.closed_at IS NULL)
        ORDER BY sys.id`,
      [schoolId],
    );
    return rows.map(({ id }) => id);
  }

  /** Returns its id. `exemptions_one_of_person` and `exemptions_one_of_many` refuse a second running one. */
  async add(tx: EntityManager, one: NewExemption): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, class_group_id, wave, type, ground, basis, evidence_ref,
         state, starts_on, ends_on, requested_by, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'requested', $11, $12, $13, $14) RETURNING id`,
      [
        ...[
          one.regionId,
          one.schoolId,
          one.scope,
          one.personId,
          one.classGroupId,
          one.wave,
          one.type,
          one.ground,
        ],
        ...[one.basis, one.evidenceRef, one.startsOn, one.endsOn, one.requestedBy, one.requestedAt],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Writes a change of a locked exemption; gives the exemption after it. */
  async change(tx: EntityManager, id: Uuid, change: ExemptionChange): Promise<Exemption> {
    const values: unknown[] = [id];
    const put = (column: string, value: unknown) => `${column} = $${values.push(value)}`;
    const simple = (Object.keys(SIMPLE) as (keyof typeof SIMPLE)[])
      .filter((field) => field in change)
      .map((field) => put(SIMPLE[field], change[field]));
    const { renewal, decision } = change;
    const asked =
      renewal === undefined
        ? []
        : [
            put('renewal_until', renewal?.until ?? null),
            put('renewal_basis', renewal?.basis ?? null),
            put('renewal_asked_by', renewal?.by ?? null),
            put('renewal_asked_at', renewal?.at ?? null),
          ];
    const decided =
      decision === undefined
        ? []
        : [
            put('decided_as', decision.as),
            put('decided_by', decision.by),
            put('decided_at', decision.at),
            put('decision_reason', decision.reason),
          ];
    const [[row]] = await tx.query<[Exemption[], number]>(
      `UPDATE exemptions x SET ${[...simple, ...asked, ...decided, 'revision = revision + 1'].join(', ')}
        WHERE x.id = $1 RETURNING ${EXEMPTION_COLUMNS}`,
      values,
    );
    if (row === undefined) throw new Error('a locked exemption is never gone');
    return row;
  }
}
