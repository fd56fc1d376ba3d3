import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { newsSteps } from '../../platform/outbox/outbox.js';
import { PHASES } from '../domain/campaign-phase.js';
import { CREDENTIAL_CHANGED } from '../domain/credential-topic.js';
import { standingOfPhase } from '../domain/credential-moves.js';
import { CUT_OVER, phaseRankOf } from './credential-sql.js';

/** Who looks at accounts for the first time, and when. */
export interface Placing {
  readonly actor: AuditActor;
  readonly at: Date;
  /** Campaigns whose cut-over is happening now: their accounts were there before it. */
  readonly cuttingOver?: readonly Uuid[];
}

const SCHOOLS = `ARRAY (SELECT s.school_id FROM journal_account_schools s WHERE s.journal_account_id = a.id ORDER BY 1)`;

/** Campaigns `c` in the order in which they govern: the one furthest along, of equals the one that the account has. */
const furthest = (present: string) =>
  `${phaseRankOf('c.phase')} DESC, (c.id = ${present}) IS TRUE DESC, c.cutover_on, c.id`;

/** The campaign furthest along of those whose wave the account in `account` is in (EC-131). */
const governing = (account: string, present: string) => `
  SELECT c.id, c.phase, c.cut_over_at FROM wave_members m JOIN campaigns c ON c.id = m.campaign_id
   WHERE m.journal_account_id = ${account}
   ORDER BY ${furthest(present)} LIMIT 1`;

/** Phases before the cut-over by the state they give; an account that sees its cut-over now comes from the last of them. */
const STATE_BEFORE_CUT_OVER = `CASE coalesce(g.phase, 'not_scheduled') ${PHASES.map((phase) =>
  standingOfPhase(phase) === 'disabled.cutover' ? '' : `WHEN '${phase}' THEN '${standingOfPhase(phase)}'`,
).join(' ')} ELSE '${standingOfPhase('brownouts')}' END`;

/** Sees what an account's cut-over was before this moment: its password was never issued then (LEG-15). */
const CAME_TOO_LATE = `coalesce(g.phase IN ${CUT_OVER} AND g.cut_over_at < $1::timestamptz
  AND NOT (g.phase = 'cutover' AND g.id = ANY ($5::uuid[])), false)`;

/**
 * `$1` moment, `$2` and `$3` actor, `$4` accounts, `$5` campaigns that are cutting over. The bucket is a hash of the
 * account's id that every version of the database gives alike (LEG-08).
 */
const PLACE = `
  WITH placed AS (
    INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, campaign_id, bucket,
                                    linked_since, changed_at, followed_phase, placed_school_ids)
    SELECT a.id, a.region_id, a.journal_system_id,
           CASE WHEN late.yes THEN 'never_issued' ELSE ${STATE_BEFORE_CUT_OVER} END,
           g.id,
           (get_byte(h.digest, 0) * 65536 + get_byte(h.digest, 1) * 256 + get_byte(h.digest, 2)) % 100,
           (SELECT l.changed_at FROM links l WHERE l.journal_account_id = a.id AND l.state = 'active'),
           $1::timestamptz,
           CASE WHEN late.yes OR g.phase NOT IN ${CUT_OVER} THEN g.phase
                WHEN g.phase IS NULL THEN 'not_scheduled' ELSE 'brownouts' END,
           CASE WHEN a.closed_at IS NULL THEN ${SCHOOLS} ELSE '{}' END
      FROM journal_accounts a
      LEFT JOIN LATERAL (${governing('a.id', 'NULL::uuid')}) g ON true
      CROSS JOIN LATERAL (SELECT ${CAME_TOO_LATE} AS yes) late
      CROSS JOIN LATERAL (SELECT sha256(a.id::text::bytea) AS digest) h
     WHERE a.id = ANY ($4::uuid[])
     ORDER BY a.id
    ON CONFLICT (journal_account_id) DO NOTHING
    RETURNING journal_account_id, region_id, state, campaign_id
  ), remembered AS (
    INSERT INTO legacy_credential_history (journal_account_id, to_state, event, campaign_id, actor_kind, actor_id, at)
    SELECT journal_account_id, state, 'reported', campaign_id, $2::text, $3::text, $1::timestamptz FROM placed
  ), ${newsSteps(`
    SELECT region_id, '${CREDENTIAL_CHANGED}' AS topic, jsonb_build_object('account_id', journal_account_id,
             'from', NULL, 'from_reason', NULL, 'to', state, 'to_reason', NULL, 'event', 'reported',
             'end_sessions', NULL) AS body, $1::timestamptz AS at
      FROM placed WHERE state = 'never_issued'`)}
  SELECT count(*)::integer AS count FROM placed`;

/** Where accounts stand among schools and campaigns, as their old logins know it. */
@Injectable()
export class CredentialPlaces {
  /** Accounts of the schools and systems of these campaigns that have no row yet. */
  async unplacedOf(tx: EntityManager, campaignIds: readonly Uuid[]): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT a.id FROM campaigns c
         JOIN journal_account_schools s ON s.school_id = c.school_id
         JOIN journal_accounts a ON a.id = s.journal_account_id AND a.journal_system_id = c.journal_system_id
        WHERE c.id = ANY ($1::uuid[])
          AND NOT EXISTS (SELECT FROM legacy_credentials k WHERE k.journal_account_id = a.id)`,
      [campaignIds],
    );
    return rows.map(({ id }) => id);
  }

  /** The next accounts of a region that have no row yet, by id. */
  async unplacedIn(
    tx: EntityManager,
    regionId: Uuid,
    after: Uuid | null,
    most: number,
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT a.id FROM journal_accounts a
        WHERE a.region_id = $1 AND ($2::uuid IS NULL OR a.id > $2)
          AND NOT EXISTS (SELECT FROM legacy_credentials k WHERE k.journal_account_id = a.id)
        ORDER BY a.id LIMIT $3`,
      [regionId, after, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether one of these accounts has no row yet. */
  async areUnplaced(tx: EntityManager, accountIds: readonly Uuid[]): Promise<boolean> {
    const [row] = await tx.query<{ found: boolean }[]>(
      `SELECT EXISTS (SELECT FROM unnest($1::uuid[]) asked (id)
         WHERE NOT EXISTS (SELECT FROM legacy_credentials k WHERE k.journal_account_id = asked.id)) AS found`,
      [accountIds],
    );
    return row?.found === true;
  }

  /** The accounts of these people. */
  async accountsOf(tx: EntityManager, personIds: readonly Uuid[]): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM journal_accounts WHERE person_id = ANY ($1::uuid[]) ORDER BY id`,
      [personIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Writes the first state of accounts that have no row; who has one keeps it. Returns how many were written. */
  async place(tx: EntityManager, accountIds: readonly Uuid[], by: Placing): Promise<number> {
    if (accountIds.length === 0) return 0;
    const parameters = [by.at, by.actor.kind, by.actor.id, accountIds, by.cuttingOver ?? []];
    const [placed] = await tx.query<{ count: number }[]>(PLACE, parameters);
    return placed?.count ?? 0;
  }

  /** Writes the campaigns that now govern these accounts; their states stay until they follow. */
  async govern(tx: EntityManager, accountIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `UPDATE legacy_credentials k SET campaign_id = best.id
         FROM (SELECT o.journal_account_id, g.id FROM legacy_credentials o
                 LEFT JOIN LATERAL (${governing('o.journal_account_id', 'o.campaign_id')}) g ON true
                WHERE o.journal_account_id = ANY ($1::uuid[])) best
        WHERE k.journal_account_id = best.journal_account_id AND k.campaign_id IS DISTINCT FROM best.id`,
      [accountIds],
    );
  }

  /** The same for all members of some campaigns, in one pass over their memberships. */
  async governMembers(tx: EntityManager, campaignIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `UPDATE legacy_credentials k SET campaign_id = best.id
         FROM (SELECT DISTINCT ON (m.journal_account_id) m.journal_account_id, c.id
                 FROM wave_members m
                 JOIN campaigns c ON c.id = m.campaign_id
                 JOIN legacy_credentials o ON o.journal_account_id = m.journal_account_id
                WHERE m.journal_account_id IN (
                  SELECT w.journal_account_id FROM wave_members w WHERE w.campaign_id = ANY ($1::uuid[]))
                ORDER BY m.journal_account_id, ${furthest('o.campaign_id')}) best
        WHERE k.journal_account_id = best.journal_account_id AND k.campaign_id IS DISTINCT FROM best.id`,
      [campaignIds],
    );
  }

  /** Notes the schools at which open accounts have now been looked at. */
  async notePlaces(tx: EntityManager, accountIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `UPDATE legacy_credentials k SET placed_school_ids = seen.ids
         FROM (SELECT a.id, ${SCHOOLS} AS ids FROM journal_accounts a
                WHERE a.id = ANY ($1::uuid[]) AND a.closed_at IS NULL) seen
        WHERE k.journal_account_id = seen.id AND k.placed_school_ids <> seen.ids`,
      [accountIds],
    );
  }

  /** Since when the link of an account is active, or that none is; an unbroken time keeps its beginning. */
  async noteLinks(tx: EntityManager, accountIds: readonly Uuid[]): Promise<void> {
    await tx.query(
      `UPDATE legacy_credentials k SET linked_since = seen.since
         FROM (SELECT o.journal_account_id, CASE WHEN l.id IS NOT NULL THEN coalesce(o.linked_since, l.changed_at) END AS since
                 FROM legacy_credentials o
                 LEFT JOIN links l ON l.journal_account_id = o.journal_account_id AND l.state = 'active'
                WHERE o.journal_account_id = ANY ($1::uuid[])) seen
        WHERE k.journal_account_id = seen.journal_account_id AND k.linked_since IS DISTINCT FROM seen.since`,
      [accountIds],
    );
  }
}
