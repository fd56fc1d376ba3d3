import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import { PURGE_AFTER_DAYS } from '../domain/credential-moves.js';
import { COVERED } from './credential-sql.js';

/** Whose hashes the e-journal says it has destroyed: accounts by its own ids, or a whole wave of a school by our id of it. */
export type PurgedScope =
  | { readonly kind: 'accounts'; readonly externalIds: readonly string[] }
  | { readonly kind: 'wave'; readonly schoolId: Uuid; readonly wave: RoleWave };

/** A deletion act as the e-journal has signed it; `text` is the JWS. */
export interface DeletionAct {
  readonly journalSystemId: Uuid;
  readonly number: string;
  readonly purgedOn: CalendarDate;
  readonly scope: PurgedScope;
  readonly text: string;
  readonly at: Date;
}

/** Why an account of an act keeps what it has. */
export type SkipReason =
  'exempt' | 'reenabled' | 'never_issued' | 'already_purged' | 'not_closed' | 'not_disabled';

export interface SkippedAccount {
  /** The account's id in the e-journal. */
  readonly account: string;
  readonly reason: SkipReason;
}

/** An act with what became of it. */
export interface StoredAct {
  readonly id: Uuid;
  readonly journalSystemId: Uuid;
  readonly number: string;
  readonly purgedOn: CalendarDate;
  readonly accounts: number;
  readonly skipped: readonly SkippedAccount[];
  readonly unknown: readonly string[];
  readonly receivedAt: Date;
}

/** What is written of an act when it has been carried out. */
export interface ActResult {
  readonly purged: readonly Uuid[];
  readonly skipped: readonly SkippedAccount[];
  readonly unknown: readonly string[];
  /** The school of a wave; those of purged accounts are added. */
  readonly schoolId: Uuid | null;
}

const COLUMNS = `act.id, act.journal_system_id AS "journalSystemId", act.number, act.purged_on AS "purgedOn", act.accounts,
  act.skipped, act.unknown_ids AS unknown, act.received_at AS "receivedAt"`;

/** $1…$4: acts of the region, of which a school in scope is concerned. */
const IN_SCOPE = `EXISTS (SELECT FROM journal_systems y WHERE y.id = act.journal_system_id AND y.region_id = $1)
  AND ($2::boolean OR EXISTS (
    SELECT FROM schools AS school WHERE school.id = ANY (act.school_ids) AND ${SCHOOL_IN_SCOPE}))`;

/** Signed deletion acts of e-journals (LEG-14). */
@Injectable()
export class DeletionActsRepository {
  /**
   * Takes a number for an act; of two that come at once the second waits here. Null when the number is taken: the stored
   * act is then read by {@link byNumber}.
   */
  async begin(tx: EntityManager, act: DeletionAct): Promise<Uuid | null> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO purge_acts (journal_system_id, number, purged_on, act, digest, accounts, received_at)
       VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (journal_system_id, number) DO NOTHING RETURNING id`,
      [act.journalSystemId, act.number, act.purgedOn, act.text, digestOf(act), act.at],
    );
    return rows[0]?.id ?? null;
  }

  /** The act of a number; `isSame` tells whether this one says the same. */
  async byNumber(
    tx: EntityManager,
    act: DeletionAct,
  ): Promise<{ stored: StoredAct; isSame: boolean } | null> {
    const [row] = await tx.query<(StoredAct & { isSame: boolean })[]>(
      `SELECT ${COLUMNS}, act.digest = $3 AS "isSame" FROM purge_acts act WHERE act.journal_system_id = $1 AND act.number = $2`,
      [act.journalSystemId, act.number, digestOf(act)],
    );
    if (row === undefined) return null;
    const { isSame, ...stored } = row;
    return { stored, isSame };
  }

  /** The campaign of a wave, locked against a move; null when there is none. */
  async campaignOf(
    tx: EntityManager,
    journalSystemId: Uuid,
    { schoolId, wave }: { readonly schoolId: Uuid; readonly wave: RoleWave },
  ): Promise<{ readonly id: Uuid; readonly phase: CampaignPhase; readonly closedAt: Date | null } | null> {
    const [row] = await tx.query<{ id: Uuid; phase: CampaignPhase; closedAt: Date | null }[]>(
      `SELECT id, phase, closed_at AS "closedAt" FROM campaigns
        WHERE journal_system_id = $1 AND school_id = $2 AND wave = $3 FOR SHARE`,
      [journalSystemId, schoolId, wave],
    );
    return row ?? null;
  }

  async membersOf(tx: EntityManager, campaignId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT journal_account_id AS id FROM wave_members WHERE campaign_id = $1 ORDER BY 1`,
      [campaignId],
    );
    return rows.map(({ id }) => id);
  }

  /** Accounts of a system by its own ids. */
  accountsOf(
    tx: EntityManager,
    journalSystemId: Uuid,
    externalIds: readonly string[],
  ): Promise<{ readonly id: Uuid; readonly externalId: string }[]> {
    return tx.query(
      `SELECT id, external_id AS "externalId" FROM journal_accounts
        WHERE journal_system_id = $1 AND external_id = ANY ($2::text[]) ORDER BY id`,
      [journalSystemId, externalIds],
    );
  }

  /** Why these accounts were not purged; asked after the purge. */
  skipsOf(tx: EntityManager, accountIds: readonly Uuid[], at: Date): Promise<SkippedAccount[]> {
    return tx.query<SkippedAccount[]>(
      `SELECT a.external_id AS account, CASE
                WHEN k.state = 'purged' THEN 'already_purged'
                WHEN k.state = 'never_issued' THEN 'never_issued'
                WHEN k.state = 'issued_under_exemption' THEN 'exempt'
                WHEN c.phase IS DISTINCT FROM 'closed'
                  OR c.closed_at > $1::timestamptz - interval '${PURGE_AFTER_DAYS} days' THEN 'not_closed'
                WHEN ${COVERED} THEN 'exempt'
                WHEN k.state = 'reenabled' THEN 'reenabled'
                ELSE 'not_disabled' END AS reason
         FROM legacy_credentials k
         JOIN journal_accounts a ON a.id = k.journal_account_id
         LEFT JOIN campaigns c ON c.id = k.campaign_id
        WHERE k.journal_account_id = ANY ($2::uuid[]) ORDER BY a.external_id`,
      [at, accountIds],
    );
  }

  async finish(tx: EntityManager, id: Uuid, result: ActResult): Promise<void> {
    await tx.query(
      `UPDATE purge_acts SET accounts = cardinality($2::uuid[]), skipped = $3, unknown_ids = $4,
              school_ids = ARRAY (
                SELECT DISTINCT s.school_id FROM journal_account_schools s WHERE s.journal_account_id = ANY ($2::uuid[])
                 UNION SELECT $5::uuid WHERE $5::uuid IS NOT NULL)
        WHERE id = $1`,
      [id, result.purged, JSON.stringify(result.skipped), JSON.stringify(result.unknown), result.schoolId],
    );
  }

  /** At most `limit` acts that concern schools in scope, the newest first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: { readonly after: { readonly at: Date; readonly id: Uuid } | null; readonly limit: number },
  ): Promise<StoredAct[]> {
    return tx.query<StoredAct[]>(
      `SELECT ${COLUMNS} FROM purge_acts act
        WHERE ${IN_SCOPE} AND ($5::timestamptz IS NULL OR (act.received_at, act.id) < ($5, $6::uuid))
        ORDER BY act.received_at DESC, act.id DESC LIMIT $7`,
      [...scopeParameters(scope), page.after?.at ?? null, page.after?.id ?? null, page.limit],
    );
  }

  /** Null when there is none, or it concerns no school in scope. */
  async find(
    tx: EntityManager,
    scope: SchoolScope,
    id: Uuid,
  ): Promise<(StoredAct & { text: string }) | null> {
    const [row] = await tx.query<(StoredAct & { text: string })[]>(
      `SELECT ${COLUMNS}, act.act AS text FROM purge_acts act WHERE ${IN_SCOPE} AND act.id = $5`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }
}

function digestOf({ number, purgedOn, scope }: DeletionAct): Buffer {
  const what =
    scope.kind === 'accounts' ? [...scope.externalIds].sort() : { school: scope.schoolId, wave: scope.wave };
  return createHash('sha256')
    .update(JSON.stringify([number, purgedOn, what]))
    .digest();
}
