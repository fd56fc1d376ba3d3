import type { Pool } from 'pg';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignPhase } from '../domain/campaign-phase.js';
import type { Credential, CredentialState, DisabledReason } from '../domain/credential-state.js';
import type { AccountFacts, LinkStanding, SignInFacts } from '../domain/sign-in-facts.js';

/** Facts as the database gives them: what the call itself brings is added by the use case. */
export type StoredFacts = Omit<SignInFacts, 'now' | 'skipsUsed' | 'linkUrl'>;

/** The facts of a known account, and its id. */
export interface FactsOfAccount extends StoredFacts {
  readonly accountId: Uuid;
  readonly account: AccountFacts;
}

export interface FactsRow {
  readonly account_id: Uuid;
  readonly today: CalendarDate;
  readonly time_zone: string;
  readonly phase: CampaignPhase;
  readonly cutover_on: CalendarDate | null;
  readonly cutover_begins: Date | null;
  readonly cut_over_at: Date | null;
  readonly paused: boolean;
  readonly state: CredentialState | null;
  readonly disabled_reason: DisabledReason | null;
  readonly reenabled_until: Date | null;
  readonly is_open: boolean;
  readonly link: LinkStanding;
  readonly lock: AccountFacts['lock'];
  readonly exemption_until: Date | null;
  readonly exemption_personal: boolean | null;
  readonly case_begun_at: Date | null;
  readonly case_until: Date | null;
  readonly brownout_id: Uuid | null;
  readonly brownout_starts_at: Date | null;
  readonly brownout_ends_at: Date | null;
  readonly next_brownout_at: Date | null;
  readonly break_glass_until: Date | null;
  readonly outage: boolean;
  readonly outage_until: Date | null;
  readonly skips_allowed: number;
}

export const FACTS_COLUMNS = [
  ...['today', 'time_zone', 'phase', 'cutover_on', 'cutover_begins', 'cut_over_at', 'paused'],
  ...['state', 'disabled_reason', 'reenabled_until', 'is_open', 'link', 'lock'],
  ...['exemption_until', 'exemption_personal', 'case_begun_at', 'case_until'],
  ...['brownout_id', 'brownout_starts_at', 'brownout_ends_at', 'next_brownout_at'],
  ...['break_glass_until', 'outage', 'outage_until', 'skips_allowed'],
]
  .map((column) => `f.${column}`)
  .join(', ');

/** One sign-in that is asked about: the account by its journal's own id. */
export interface AskedAccount {
  readonly systemId: Uuid;
  readonly externalId: string;
}

/** $1 journal systems, $2 the journals' own ids of the accounts, $3 moment. */
const READ = `
  SELECT asked.no::int AS no, a.id AS account_id, ${FACTS_COLUMNS}
    FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS asked (system_id, external_id, no)
    JOIN journal_accounts a ON a.journal_system_id = asked.system_id AND a.external_id = asked.external_id
   CROSS JOIN LATERAL legacy_facts_of(a.id, $3) f`;

/**
 * The facts of the accounts in their order, by one statement that is prepared once per connection; null for an account of
 * nobody or of another system.
 */
export async function readSignInFacts(
  pool: Pool,
  asked: readonly AskedAccount[],
  now: Date,
): Promise<(FactsOfAccount | null)[]> {
  const { rows } = await pool.query<FactsRow & { readonly no: number }>({
    name: 'legacy-sign-in-facts',
    text: READ,
    values: [asked.map(({ systemId }) => systemId), asked.map(({ externalId }) => externalId), now],
  });
  const found = new Array<FactsOfAccount | null>(asked.length).fill(null);
  for (const row of rows) found[row.no - 1] = factsOf(row);
  return found;
}

export function factsOf(row: FactsRow): FactsOfAccount {
  return {
    accountId: row.account_id,
    today: row.today,
    timeZone: row.time_zone,
    campaign: {
      phase: row.phase,
      cutoverOn: row.cutover_on,
      cutoverBegins: row.cutover_begins,
      cutOverAt: row.cut_over_at,
      isPaused: row.paused,
    },
    account: {
      credential: credentialOf(row),
      isOpen: row.is_open,
      link: row.link,
      lock: row.lock,
      exemption: row.exemption_until && {
        until: row.exemption_until,
        isPersonal: row.exemption_personal === true,
      },
      openCase: row.case_begun_at && row.case_until && { begunAt: row.case_begun_at, until: row.case_until },
      brownout: row.brownout_id &&
        row.brownout_starts_at &&
        row.brownout_ends_at && {
          id: row.brownout_id,
          startsAt: row.brownout_starts_at,
          endsAt: row.brownout_ends_at,
        },
      nextBrownoutAt: row.next_brownout_at,
    },
    breakGlassUntil: row.break_glass_until,
    outage: row.outage ? { until: row.outage_until } : null,
    skipsAllowed: row.skips_allowed,
  };
}

/** The table's checks say which columns belong to a state. */
function credentialOf({ state, disabled_reason, reenabled_until }: FactsRow): Credential | null {
  switch (state) {
    case null:
      return null;
    case 'disabled':
      return { state, reason: disabled_reason ?? 'cutover' };
    case 'reenabled':
      return reenabled_until === null ? null : { state, until: reenabled_until };
    case 'never_issued':
    case 'active':
    case 'warned':
    case 'link_required':
    case 'issued_under_exemption':
    case 'purged':
      return { state };
  }
}
