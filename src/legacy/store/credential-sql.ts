import { newsSteps } from '../../platform/outbox/outbox.js';
import { type CampaignPhase, PHASES } from '../domain/campaign-phase.js';
import {
  CREDENTIAL_MOVES,
  type CredentialEvent,
  type CredentialMove,
  type GuardFact,
  PURGE_AFTER_DAYS,
  REENABLE_PHASES,
  standingOfPhase,
} from '../domain/credential-moves.js';
import { CREDENTIAL_CHANGED } from '../domain/credential-topic.js';

const list = (words: readonly string[]) => `(${words.map((word) => `'${word}'`).join(', ')})`;

/** Phases from the cut-over on, as an SQL list. */
export const CUT_OVER = `('cutover', 'grace', 'closed')`;

/** How far along the phase in a column is: 1 for `not_scheduled`. */
export const phaseRankOf = (column: string): string =>
  `array_position(ARRAY[${PHASES.map((phase) => `'${phase}'`).join(', ')}], ${column})`;

/** Phase of the governing campaign `c` of a credential `k`. */
const PHASE = `coalesce(c.phase, 'not_scheduled')`;

const OF_PHASE = `CASE ${PHASE} ${PHASES.map(
  (phase: CampaignPhase) => `WHEN '${phase}' THEN '${standingOfPhase(phase)}'`,
).join(' ')} END`;

const LINK = (which: string) =>
  `EXISTS (SELECT FROM links l WHERE l.journal_account_id = k.journal_account_id AND ${which})`;

/** Whether an exemption, or a case begun before the cut-over, holds for the account of `k` at `$1` (LEG-20). */
export const COVERED = `(EXISTS (SELECT FROM exemption_of(k.journal_account_id, $1::timestamptz))
  OR EXISTS (SELECT FROM open_case_of(k.journal_account_id, $1::timestamptz) o
              WHERE o.begun_at < coalesce(c.cut_over_at, $1::timestamptz)))`;

/** What a guard asks, of a credential `k`, its account `a`, region `r` and governing campaign `c` at the moment `$1`. */
const FACTS: Readonly<Record<GuardFact, string>> = {
  cutOver: `${PHASE} IN ${CUT_OVER}`,
  reenablePhase: `${PHASE} IN ${list(REENABLE_PHASES)}`,
  covered: COVERED,
  held: LINK(
    `(l.state = 'active' OR l.state = 'suspended' AND l.reason NOT IN ('data_mismatch', 'consent_withdrawn'))`,
  ),
  linkActive: LINK(`l.state = 'active'`),
  sharedLogin: `EXISTS (SELECT FROM roster_tasks t WHERE t.journal_account_id = k.journal_account_id
    AND t.code = 'SECOND_ACCOUNT_NEEDED' AND t.done_at IS NULL)`,
  disableOnLink: `coalesce((SELECT disable_on_link FROM campaign_policies y
    WHERE y.journal_system_id = k.journal_system_id), true)`,
  accountOpen: `account_is_open(k.journal_account_id, ($1::timestamptz AT TIME ZONE r.time_zone)::date)`,
  mayOrder: `EXISTS (SELECT FROM exemption_of(k.journal_account_id, $1::timestamptz) x WHERE x.type = 'no_esia_possible')`,
  closedLong: `${PHASE} = 'closed' AND c.closed_at <= $1::timestamptz - interval '${PURGE_AFTER_DAYS} days'`,
};

/** What is known of a credential: the FROM that {@link movesBy} and its guards speak of. */
const KNOWN_CREDENTIAL = `legacy_credentials k
    JOIN journal_accounts a ON a.id = k.journal_account_id
    JOIN regions r ON r.id = k.region_id
    LEFT JOIN campaigns c ON c.id = k.campaign_id
    CROSS JOIN LATERAL (SELECT concat_ws('.', k.state, k.disabled_reason) AS standing) own`;

/** The rows of the table for an event as an expression: the next standing, null where nothing moves. */
function movesBy(event: CredentialEvent): string {
  const rows = CREDENTIAL_MOVES.filter((row) => row.event === event);
  return `CASE ${rows.map(rowOfCase).join(' ')} END`;
}

function rowOfCase({ from, when, to }: CredentialMove): string {
  const guards = Object.entries(when).map(
    ([fact, wanted]) => `${wanted ? '' : 'NOT '}(${FACTS[fact as GuardFact]})`,
  );
  const target = to === 'of_phase' ? OF_PHASE : `'${to}'`;
  return `WHEN ${[`own.standing IN ${list(from)}`, ...guards].join(' AND ')} THEN ${target}`;
}

/** EC-105, EC-106: what the e-journal does with the sessions of a password that the cut-over has shut. */
const END_SESSIONS = `CASE WHEN disabled_reason = 'cutover' AND from_state <> 'disabled'
  THEN CASE WHEN is_staff THEN 'now' ELSE 'within_12_hours' END END`;

const NEWS_OF_STEPS = `
  SELECT region_id, '${CREDENTIAL_CHANGED}' AS topic, jsonb_build_object('account_id', journal_account_id,
           'from', from_state, 'from_reason', from_reason, 'to', state, 'to_reason', disabled_reason, 'event', event,
           'end_sessions', ${END_SESSIONS}) AS body, $1::timestamptz AS at
    FROM stepped`;

/**
 * Judges the credentials that `where` names and moves them. `$1` is the moment, `$2` and `$3` are kind and id of the actor,
 * `$4` is the end of a re-enabled password. Writes states, history and news and gives one row `{ all, shut }` of account
 * ids: those that moved, and those whose password stopped working or was made anew. Their rows must be locked before.
 */
function moveStatement(judged: { event: string; next: string; where: string }): string {
  return `
  WITH judged AS MATERIALIZED (
    SELECT k.journal_account_id, k.state AS from_state, k.disabled_reason AS from_reason, ${PHASE} AS phase,
           wave_of(a.role, NULL, NULL) = 'staff' AS is_staff, own.standing AS before,
           ${judged.event} AS event, coalesce(${judged.next}, own.standing) AS next
      FROM ${KNOWN_CREDENTIAL}
     WHERE ${judged.where}
  ), brought AS (
    UPDATE legacy_credentials k
       SET state = split_part(j.next, '.', 1), disabled_reason = nullif(split_part(j.next, '.', 2), ''),
           reenabled_until = CASE WHEN j.next <> 'reenabled' THEN NULL
                                  WHEN j.before = 'reenabled' THEN k.reenabled_until ELSE $4::timestamptz END,
           changed_at = CASE WHEN j.next <> j.before THEN $1::timestamptz ELSE k.changed_at END,
           followed_phase = j.phase
      FROM judged j
     WHERE k.journal_account_id = j.journal_account_id AND (j.next <> j.before OR k.followed_phase <> j.phase)
    RETURNING k.journal_account_id, k.region_id, k.campaign_id, j.from_state, j.from_reason, k.state, k.disabled_reason,
              j.event, j.is_staff, j.next <> j.before AS has_moved
  ), stepped AS (
    SELECT * FROM brought WHERE has_moved
  ), remembered AS (
    INSERT INTO legacy_credential_history (journal_account_id, from_state, from_reason, to_state, to_reason, event,
                                           campaign_id, actor_kind, actor_id, at)
    SELECT journal_account_id, from_state, from_reason, state, disabled_reason, event, campaign_id, $2::text, $3::text,
           $1::timestamptz
      FROM stepped
  ), ${newsSteps(NEWS_OF_STEPS)}
  SELECT coalesce(array_agg(journal_account_id), '{}') AS all,
         coalesce(array_agg(journal_account_id) FILTER (
           WHERE state IN ('disabled', 'purged', 'issued_under_exemption') AND from_state <> 'disabled'), '{}') AS shut
    FROM stepped`;
}

/** One event for the accounts of `$5`. */
export const moveByEvent = (event: CredentialEvent): string =>
  moveStatement({
    event: `'${event}'::text`,
    next: movesBy(event),
    where: 'k.journal_account_id = ANY ($5::uuid[])',
  });

const RANK_NOW = phaseRankOf(PHASE);
const RANK_BEFORE = phaseRankOf('k.followed_phase');

/** Brings credentials to the phase of their governing campaign; `members` is a condition on `k`, with `$5`. */
export const followPhase = (members: string): string =>
  moveStatement({
    event: `CASE WHEN ${RANK_NOW} < ${RANK_BEFORE} THEN 'phase_returned' ELSE 'phase_moved' END`,
    next: `CASE WHEN ${RANK_NOW} < ${RANK_BEFORE} THEN ${movesBy('phase_returned')}
                WHEN ${RANK_NOW} > ${RANK_BEFORE} THEN ${movesBy('phase_moved')} END`,
    where: `k.followed_phase <> ${PHASE} AND ${members}`,
  });
