import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CampaignPhase } from '../domain/campaign-phase.js';
import type { AccountToReenable } from './accounts-to-reenable.repository.js';

export const WINDOW_STATES = ['requested', 'active', 'ended', 'refused'] as const;

export type WindowState = (typeof WINDOW_STATES)[number];

/** Some days in which a password works again: of one account, or of all accounts of a campaign that are not linked. */
export interface ReenableWindow {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly scope: 'account' | 'school';
  readonly accountId: Uuid | null;
  readonly externalId: string | null;
  readonly personId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly campaignId: Uuid | null;
  readonly state: WindowState;
  readonly requestedAt: Date;
  readonly reason: string;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly until: Date | null;
}

/** A campaign whose accounts are to be re-enabled together. */
export interface CampaignToReenable {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly phase: CampaignPhase;
}

export interface WindowQuery {
  readonly schoolId: Uuid | null;
  readonly state: WindowState | null;
  readonly after: { readonly at: Date; readonly id: Uuid } | null;
  readonly limit: number;
}

const COLUMNS = `w.id, w.region_id AS "regionId", w.scope, w.journal_account_id AS "accountId", a.external_id AS "externalId",
  a.person_id AS "personId", w.school_id AS "schoolId", w.campaign_id AS "campaignId", w.state,
  w.requested_at AS "requestedAt", w.reason, w.decided_at AS "decidedAt", w.decision_reason AS "decisionReason", w.until`;

const FROM = `reenable_windows w LEFT JOIN journal_accounts a ON a.id = w.journal_account_id`;

/** A window of an account lies with every school of it, that of a campaign with its school. */
const IN_REACH = `EXISTS (SELECT FROM schools school
  WHERE (${SCHOOL_IN_SCOPE}) AND (school.id = w.school_id OR w.scope = 'account' AND EXISTS (
    SELECT FROM journal_account_schools s WHERE s.journal_account_id = w.journal_account_id AND s.school_id = school.id)))`;

/** Re-enable windows, always within a scope that SQL checks. */
@Injectable()
export class ReenableWindows {
  /** The window of an account that was asked for or given; null when none was, or all were refused. */
  async ofAccount(tx: EntityManager, accountId: Uuid): Promise<ReenableWindow | null> {
    const [found] = await tx.query<ReenableWindow[]>(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE w.journal_account_id = $1 AND w.scope = 'account' AND w.state IN ('requested', 'active', 'ended')`,
      [accountId],
    );
    return found ?? null;
  }

  /** Locks and reads; null when there is none in scope. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<ReenableWindow | null> {
    const [found] = await tx.query<ReenableWindow[]>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${IN_REACH} AND w.id = $5 FOR NO KEY UPDATE OF w`,
      [...scopeParameters(scope), id],
    );
    return found ?? null;
  }

  /** Writes a request down; `reenable_windows_once_per_account` refuses a second. Returns its id. */
  async add(
    tx: EntityManager,
    one: {
      readonly account: AccountToReenable;
      readonly requestedBy: string;
      readonly requestedAt: Date;
      readonly reason: string;
    },
  ): Promise<Uuid> {
    const { account } = one;
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO reenable_windows (region_id, scope, journal_account_id, school_id, campaign_id, state, requested_by,
         requested_at, reason) VALUES ($1, 'account', $2, $3, $4, 'requested', $5, $6, $7) RETURNING id`,
      [
        ...[account.regionId, account.accountId, account.schoolId, account.campaignId],
        ...[one.requestedBy, one.requestedAt, one.reason],
      ],
    );
    return given(row);
  }

  /** Grants or refuses a request; false when somebody has decided it meanwhile. */
  async decide(
    tx: EntityManager,
    id: Uuid,
    decision: {
      readonly until: Date | null;
      readonly by: string;
      readonly at: Date;
      readonly reason: string;
    },
  ): Promise<boolean> {
    const [, decided] = await tx.query<[unknown, number]>(
      `UPDATE reenable_windows SET state = CASE WHEN $2::timestamptz IS NULL THEN 'refused' ELSE 'active' END, until = $2,
              decided_by = $3, decided_at = $4, decision_reason = $5 WHERE id = $1 AND state = 'requested'`,
      [id, decision.until, decision.by, decision.at, decision.reason],
    );
    return decided === 1;
  }

  /** The campaign, which cannot move before the transaction ends; windows of one campaign are given one after the other. */
  async lockCampaign(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<CampaignToReenable | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('reenable:' || $1, 0))`, [id]);
    const [row] = await tx.query<CampaignToReenable[]>(
      `SELECT c.id, c.region_id AS "regionId", c.journal_system_id AS "journalSystemId", c.school_id AS "schoolId", c.phase
         FROM campaigns c JOIN schools school ON school.id = c.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND c.id = $5 FOR SHARE OF c`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  async isSchoolWindowOpen(tx: EntityManager, campaignId: Uuid): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT FROM reenable_windows WHERE campaign_id = $1 AND scope = 'school' AND state = 'active' LIMIT 1`,
      [campaignId],
    );
    return rows.length > 0;
  }

  /** Accounts of the campaign that nobody holds by a link and whose password does not work. */
  async shutOut(tx: EntityManager, campaignId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT k.journal_account_id AS id FROM legacy_credentials k
        WHERE k.campaign_id = $1
          AND (k.state = 'link_required' OR k.state = 'disabled' AND k.disabled_reason IN ('unused', 'cutover'))
          AND NOT EXISTS (SELECT FROM links l WHERE l.journal_account_id = k.journal_account_id
                AND (l.state = 'active' OR l.state = 'suspended' AND l.reason NOT IN ('data_mismatch', 'consent_withdrawn')))
        ORDER BY k.journal_account_id`,
      [campaignId],
    );
    return rows.map(({ id }) => id);
  }

  /** Writes down the window of a whole campaign. Returns its id. */
  async addOfSchool(
    tx: EntityManager,
    { id, regionId, schoolId }: CampaignToReenable,
    {
      until,
      by,
      at,
      reason,
    }: { readonly until: Date; readonly by: string; readonly at: Date; readonly reason: string },
  ): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO reenable_windows (region_id, scope, school_id, campaign_id, state, requested_by, requested_at, reason,
         decided_by, decided_at, decision_reason, until)
       VALUES ($1, 'school', $2, $3, 'active', $4, $5, $6, $4, $5, $6, $7) RETURNING id`,
      [regionId, schoolId, id, by, at, reason, until],
    );
    return given(row);
  }

  /** At most `limit`, the newest first. */
  list(tx: EntityManager, scope: SchoolScope, query: WindowQuery): Promise<ReenableWindow[]> {
    return tx.query<ReenableWindow[]>(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE ${IN_REACH} AND ($5::uuid IS NULL OR w.school_id = $5) AND ($6::text IS NULL OR w.state = $6)
          AND ($7::timestamptz IS NULL OR (date_trunc('milliseconds', w.requested_at), w.id) < ($7, $8::uuid))
        ORDER BY date_trunc('milliseconds', w.requested_at) DESC, w.id DESC LIMIT $9`,
      [
        ...[...scopeParameters(scope), query.schoolId, query.state],
        ...[query.after?.at ?? null, query.after?.id ?? null, query.limit],
      ],
    );
  }

  /** Ends the windows whose time has come; gives how many. */
  async end(tx: EntityManager, now: Date): Promise<number> {
    const [, ended] = await tx.query<[unknown, number]>(
      `UPDATE reenable_windows SET state = 'ended', ended_at = until WHERE state = 'active' AND until <= $1`,
      [now],
    );
    return ended;
  }

  /** Ends the window of an account that is linked now, and answers its request. Returns the ids of both. */
  async endOfLinked(tx: EntityManager, accountId: Uuid, now: Date): Promise<readonly Uuid[]> {
    const [rows] = await tx.query<[{ id: Uuid }[], number]>(
      `UPDATE reenable_windows
          SET ended_at = CASE WHEN state = 'active' THEN $2::timestamptz END,
              decision_reason = CASE WHEN state = 'requested' THEN 'linked' ELSE decision_reason END,
              decided_by = coalesce(decided_by, 'system'), decided_at = coalesce(decided_at, $2),
              state = CASE WHEN state = 'active' THEN 'ended' ELSE 'refused' END
        WHERE journal_account_id = $1 AND scope = 'account' AND state IN ('requested', 'active') RETURNING id`,
      [accountId, now],
    );
    return rows.map(({ id }) => id);
  }
}

function given(row: { readonly id: Uuid } | undefined): Uuid {
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
  return row.id;
}
