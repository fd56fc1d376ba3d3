import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Exemption, EXEMPTION_COLUMNS } from './exemptions.repository.js';

/** A person whose password a change of schools would end at once. */
export interface JoinedLate {
  readonly regionId: Uuid;
  readonly timeZone: string;
  readonly personId: Uuid;
  readonly schoolId: Uuid;
}

/** People who come under a campaign that is cut over already (EC-132). */
@Injectable()
export class JoinedLateRepository {
  /**
   * Owners of those of these accounts that have just come under a cut-over campaign (the last phase that they followed was an
   * earlier one), have a password, are not linked, and had no such exemption at the school before.
   */
  among(tx: EntityManager, accountIds: readonly Uuid[]): Promise<JoinedLate[]> {
    return tx.query<JoinedLate[]>(
      `SELECT DISTINCT a.region_id AS "regionId", r.time_zone AS "timeZone", a.person_id AS "personId",
              c.school_id AS "schoolId"
         FROM journal_accounts a
         JOIN regions r ON r.id = a.region_id
         JOIN legacy_credentials k ON k.journal_account_id = a.id
         JOIN campaigns c ON c.id = k.campaign_id AND c.phase IN ('cutover', 'grace', 'closed')
        WHERE a.id = ANY ($1::uuid[]) AND k.followed_phase NOT IN ('cutover', 'grace', 'closed') AND a.closed_at IS NULL AND a.person_id IS NOT NULL
          AND k.state NOT IN ('never_issued', 'purged')
          AND NOT EXISTS (SELECT FROM links l
                           WHERE l.journal_account_id = a.id AND l.state IN ('active', 'suspended'))
          AND NOT EXISTS (SELECT FROM exemptions x
                           WHERE x.person_id = a.person_id AND x.school_id = c.school_id AND x.type = 'joined_late')
        ORDER BY 3, 4`,
      [accountIds],
    );
  }

  /** Grants each from the first day on; one who got theirs meanwhile is left out. */
  grant(
    tx: EntityManager,
    granted: readonly (JoinedLate & { readonly startsOn: CalendarDate; readonly endsOn: CalendarDate })[],
    basis: string,
    now: Date,
  ): Promise<Exemption[]> {
    const rows = granted.map((one) => ({
      region_id: one.regionId,
      school_id: one.schoolId,
      person_id: one.personId,
      starts_on: one.startsOn,
      ends_on: one.endsOn,
    }));
    return tx.query<Exemption[]>(
      `INSERT INTO exemptions AS x (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
         requested_by, requested_at, decided_as, decided_by, decided_at)
       SELECT region_id, school_id, 'person', person_id, 'joined_late', $2, 'active', starts_on, ends_on,
              'system', $3, 'system', 'system', $3
         FROM jsonb_to_recordset($1::jsonb) AS n (region_id uuid, school_id uuid, person_id uuid, starts_on date, ends_on date)
       ON CONFLICT (person_id, school_id, type) WHERE state IN ('requested', 'approved', 'active') AND scope = 'person'
       DO NOTHING RETURNING ${EXEMPTION_COLUMNS}`,
      [JSON.stringify(rows), basis, now],
    );
  }
}
