import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** Where each decision reaches for whoever asks. */
export interface OverlayWorkScopes {
  /** The principal's: about persons, while nobody has passed them up. */
  readonly exemptionsOfPersons: SchoolScope;
  /** The campaign manager's: the rest. */
  readonly exemptionsAbove: SchoolScope;
  readonly exemptionReviews: SchoolScope;
  readonly refusals: SchoolScope;
  readonly windows: SchoolScope;
  readonly incidents: SchoolScope;
  readonly breakGlass: SchoolScope;
}

/** $1…$4 of a scope that lies at `base + 1 … base + 4`. */
function inScope(base: number): string {
  return SCHOOL_IN_SCOPE.replace(/\$(\d)/g, (_, no: string) => `$${base + Number(no)}`);
}

const AT = { person: 3, above: 7, review: 11, refusal: 15, window: 19, incident: 23, glass: 27 } as const;

/** A request or a renewal that waits; a renewal has to be decided before the old end. */
const UNDECIDED = `(x.state = 'requested' OR x.renewal_until IS NOT NULL AND x.state IN ('approved', 'active'))`;
const OF_PRINCIPAL = `x.scope = 'person' AND x.escalated_at IS NULL`;

const SQL = `
  SELECT 'EXEMPTION_TO_DECIDE' AS code, NULL AS about, count(*)::integer AS count,
         min(coalesce(x.renewal_asked_at, x.requested_at)) AS since,
         min(CASE WHEN x.renewal_until IS NULL THEN x.starts_on ELSE x.ends_on END) AS "dueOn"
    FROM exemptions x JOIN schools school ON school.id = x.school_id
   WHERE ${UNDECIDED} AND ($1::uuid IS NULL OR x.school_id = $1)
     AND ((${OF_PRINCIPAL} AND (${inScope(AT.person)})) OR (NOT (${OF_PRINCIPAL}) AND (${inScope(AT.above)})))
  UNION ALL
  SELECT 'EXEMPTION_TO_REVIEW', NULL, count(*)::integer, NULL, min(x.review_due_on)
    FROM exemptions x JOIN schools school ON school.id = x.school_id
   WHERE x.state = 'active' AND x.review_due_on <= $2::date AND ($1::uuid IS NULL OR x.school_id = $1)
     AND (${inScope(AT.review)})
  UNION ALL
  SELECT 'REFUSAL_TO_CONFIRM', NULL, count(*)::integer, min(f.recorded_at), NULL
    FROM esia_refusals f JOIN schools school ON school.id = f.school_id
   WHERE f.withdrawn_at IS NULL AND f.paper_confirmed_at IS NULL AND ($1::uuid IS NULL OR f.school_id = $1)
     AND (${inScope(AT.refusal)})
  UNION ALL
  SELECT 'REENABLE_TO_DECIDE', NULL, count(DISTINCT w.id)::integer, min(w.requested_at), NULL
    FROM reenable_windows w
    LEFT JOIN journal_account_schools s ON s.journal_account_id = w.journal_account_id
    JOIN schools school ON school.id = coalesce(w.school_id, s.school_id)
   WHERE w.state = 'requested' AND ($1::uuid IS NULL OR school.id = $1) AND (${inScope(AT.window)})
  UNION ALL
  SELECT 'INCIDENT_OPEN', NULL, count(*)::integer, min(i.first_at), NULL
    FROM compliance_incidents i JOIN schools school ON school.id = i.school_id
   WHERE i.closed_at IS NULL AND ($1::uuid IS NULL OR i.school_id = $1) AND (${inScope(AT.incident)})
  UNION ALL
  SELECT 'BREAK_GLASS_TO_APPROVE', NULL, count(*)::integer, min(b.requested_at), $2::date
    FROM break_glass_grants b
   WHERE b.state = 'requested' AND b.requested_by <> $3::uuid AND b.region_id = $${AT.glass + 1}
     AND $${AT.glass + 2}::boolean AND $${AT.glass + 3}::uuid[] IS NOT NULL AND $${AT.glass + 4}::uuid[] IS NOT NULL`;

/** Exemptions, refusals, re-enabled passwords and emergencies that wait for a decision: one statement. */
@Injectable()
export class WaitingOverlayWork {
  async of(
    tx: EntityManager,
    scopes: OverlayWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    const rows = await tx.query<Omit<WaitingWork, 'facts'>[]>(SQL, [
      ...[asked.schoolId, asked.today, asked.readerId],
      ...[scopes.exemptionsOfPersons, scopes.exemptionsAbove, scopes.exemptionReviews].flatMap(
        scopeParameters,
      ),
      ...[scopes.refusals, scopes.windows, scopes.incidents, scopes.breakGlass].flatMap(scopeParameters),
    ]);
    return rows.filter(({ count }) => count > 0).map((row) => ({ ...row, facts: {} }));
  }
}
