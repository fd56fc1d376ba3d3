import type { Pool } from 'pg';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import type { StoredFacts } from './sign-in-facts.repository.js';

/** What a call names of an account that we do not know. */
export interface NamedPlace {
  readonly systemId: Uuid;
  /** Our id of the school, or the one under which it was imported; null when it was not named. */
  readonly school: string | null;
  /** The waves that the role may belong to. */
  readonly waves: readonly RoleWave[];
}

/** Facts of an unknown account, and the school that it was said to be of, if the system serves one of that name. */
export interface FactsOfNewcomer extends StoredFacts {
  readonly account: null;
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
}

interface Row {
  readonly region_id: Uuid;
  readonly time_zone: string;
  readonly today: CalendarDate;
  readonly school_id: Uuid | null;
  readonly phase: CampaignPhase | null;
  readonly cutover_on: CalendarDate | null;
  readonly cutover_begins: Date | null;
  readonly cut_over_at: Date | null;
}

/**
 * $1 system, $2 school or null, $3 waves, $4 moment. Of several campaigns that may be meant, the one least far along: nobody is
 * shut out because a call said too little (EC-133). A school that is named and has no campaign is in no phase yet.
 */
const READ = `
  SELECT r.id AS region_id, r.time_zone, ($4::timestamptz AT TIME ZONE r.time_zone)::date AS today, school.id AS school_id,
         g.phase, g.cutover_on, g.cutover_on::timestamp AT TIME ZONE r.time_zone AS cutover_begins, g.cut_over_at
    FROM journal_systems j
    JOIN regions r ON r.id = j.region_id
    LEFT JOIN LATERAL (
      SELECT s.id FROM schools s
       WHERE s.region_id = j.region_id AND $2 IN (s.id::text, s.source_id)
         AND (EXISTS (SELECT FROM campaigns c WHERE c.journal_system_id = j.id AND c.school_id = s.id)
              OR EXISTS (SELECT FROM journal_account_schools k JOIN journal_accounts a ON a.id = k.journal_account_id
                          WHERE k.school_id = s.id AND a.journal_system_id = j.id))
       ORDER BY s.id LIMIT 1
    ) school ON true
    LEFT JOIN LATERAL (
      SELECT c.phase, c.cutover_on, c.cut_over_at FROM campaigns c
       WHERE c.journal_system_id = j.id AND c.wave = ANY ($3::text[]) AND ($2::text IS NULL OR c.school_id = school.id)
       ORDER BY legacy_phase_rank(c.phase), c.id LIMIT 1
    ) g ON true
   WHERE j.id = $1`;

/** The facts of an account that is not in the database: the phase of the system, school and role named in the call. */
export async function readNewcomerFacts(
  pool: Pool,
  { systemId, school, waves }: NamedPlace,
  now: Date,
): Promise<FactsOfNewcomer | null> {
  const values = [systemId, school, waves, now];
  const { rows } = await pool.query<Row>({ name: 'legacy-newcomer-facts', text: READ, values });
  const [row] = rows;
  if (row === undefined) return null;
  return {
    regionId: row.region_id,
    schoolId: row.school_id,
    today: row.today,
    timeZone: row.time_zone,
    campaign: {
      phase: row.phase ?? 'not_scheduled',
      cutoverOn: row.cutover_on,
      cutoverBegins: row.cutover_begins,
      cutOverAt: row.cut_over_at,
      isPaused: false,
    },
    account: null,
    ...{ skipsAllowed: 0, breakGlassUntil: null, outage: null },
  };
}
