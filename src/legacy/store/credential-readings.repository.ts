import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import type { Standing } from '../domain/credential-moves.js';

/** How many accounts of a wave stand where. */
export interface CredentialCount {
  readonly wave: RoleWave;
  readonly standing: Standing;
  readonly accounts: number;
}

/** The old login of an account, without its owner. */
export interface ListedCredential {
  readonly accountId: Uuid;
  readonly wave: RoleWave;
  readonly standing: Standing;
  /** Phase of the campaign that governs the account. */
  readonly phase: CampaignPhase;
  readonly cutoverOn: CalendarDate | null;
  readonly reenabledUntil: Date | null;
  readonly linkedSince: Date | null;
  readonly lastPasswordAt: Date | null;
  readonly changedAt: Date;
}

/** One step of the history. */
export interface CredentialStepRecord {
  readonly from: Standing | null;
  readonly to: Standing;
  readonly event: string;
  readonly actorKind: string;
  readonly at: Date;
}

export interface CredentialQuery {
  readonly schoolId: Uuid;
  readonly wave: RoleWave | null;
  readonly standing: Standing | null;
  readonly after: Uuid | null;
  readonly limit: number;
  readonly at: Date;
}

/** The wave that an account was given to at the school in `school`; before the announcement that of the day at `at`. */
const waveAt = (school: string, at: string) => `coalesce(
  (SELECT x.wave FROM wave_members m JOIN campaigns x ON x.id = m.campaign_id
    WHERE m.journal_account_id = k.journal_account_id AND x.journal_system_id = k.journal_system_id
      AND (${school}::uuid IS NULL OR x.school_id = ${school}::uuid) LIMIT 1),
  wave_of(a.role, p.birth_date, (${at}::timestamptz AT TIME ZONE r.time_zone)::date))`;

const STANDING = `concat_ws('.', k.state, k.disabled_reason)`;

const FROM = `legacy_credentials k
  JOIN journal_accounts a ON a.id = k.journal_account_id
  JOIN regions r ON r.id = k.region_id
  LEFT JOIN people p ON p.id = a.person_id
  LEFT JOIN campaigns c ON c.id = k.campaign_id`;

const COLUMNS = `k.journal_account_id AS "accountId", ${STANDING} AS standing, coalesce(c.phase, 'not_scheduled') AS phase,
  c.cutover_on AS "cutoverOn", k.reenabled_until AS "reenabledUntil", k.linked_since AS "linkedSince",
  k.last_password_at AS "lastPasswordAt", k.changed_at AS "changedAt"`;

/** Old logins for those who may read them. Whether the school is theirs is asked before. */
@Injectable()
export class CredentialReadings {
  /** Open accounts of a school by wave and standing. */
  counts(tx: EntityManager, schoolId: Uuid, at: Date): Promise<CredentialCount[]> {
    return tx.query<CredentialCount[]>(
      `SELECT w.wave, ${STANDING} AS standing, count(*)::integer AS accounts
         FROM journal_account_schools s
         JOIN (${FROM}) ON k.journal_account_id = s.journal_account_id
        CROSS JOIN LATERAL (SELECT ${waveAt('$1', '$2')} AS wave) w
        WHERE s.school_id = $1 AND a.closed_at IS NULL
        GROUP BY 1, 2 ORDER BY 1, 2`,
      [schoolId, at],
    );
  }

  /** At most `limit` open accounts of a school in the order of their ids. */
  list(tx: EntityManager, query: CredentialQuery): Promise<ListedCredential[]> {
    return tx.query<ListedCredential[]>(
      `SELECT ${COLUMNS}, w.wave
         FROM journal_account_schools s
         JOIN (${FROM}) ON k.journal_account_id = s.journal_account_id
        CROSS JOIN LATERAL (SELECT ${waveAt('$1', '$2')} AS wave) w
        WHERE s.school_id = $1 AND a.closed_at IS NULL
          AND ($3::text IS NULL OR w.wave = $3) AND ($4::text IS NULL OR ${STANDING} = $4)
          AND ($5::uuid IS NULL OR k.journal_account_id > $5)
        ORDER BY k.journal_account_id LIMIT $6`,
      [query.schoolId, query.at, query.wave, query.standing, query.after, query.limit],
    );
  }

  /** Null when the account has no row, or serves no school in scope. */
  async find(
    tx: EntityManager,
    scope: SchoolScope,
    accountId: Uuid,
    at: Date,
  ): Promise<ListedCredential | null> {
    const [row] = await tx.query<ListedCredential[]>(
      `SELECT ${COLUMNS}, ${waveAt('c.school_id', '$6')} AS wave FROM ${FROM}
        WHERE k.journal_account_id = $5 AND EXISTS (
          SELECT FROM journal_account_schools s JOIN schools AS school ON school.id = s.school_id
           WHERE s.journal_account_id = k.journal_account_id AND ${SCHOOL_IN_SCOPE})`,
      [...scopeParameters(scope), accountId, at],
    );
    return row ?? null;
  }

  /** Until when an exemption or an open case covers the account; null without either. */
  async coveredUntil(tx: EntityManager, accountId: Uuid, at: Date): Promise<Date | null> {
    const [row] = await tx.query<{ until: Date | null }[]>(
      `SELECT greatest((SELECT x.until FROM exemption_of(k.journal_account_id, $2::timestamptz) x),
                       (SELECT o.until FROM open_case_of(k.journal_account_id, $2::timestamptz) o
                         WHERE o.begun_at < coalesce(c.cut_over_at, $2::timestamptz))) AS until
         FROM legacy_credentials k LEFT JOIN campaigns c ON c.id = k.campaign_id
        WHERE k.journal_account_id = $1`,
      [accountId, at],
    );
    return row?.until ?? null;
  }

  /** The steps of an account in their order. */
  history(tx: EntityManager, accountId: Uuid): Promise<CredentialStepRecord[]> {
    return tx.query<CredentialStepRecord[]>(
      `SELECT nullif(concat_ws('.', from_state, from_reason), '') AS "from",
              concat_ws('.', to_state, to_reason) AS "to", event, actor_kind AS "actorKind", at
         FROM legacy_credential_history WHERE journal_account_id = $1 ORDER BY id`,
      [accountId],
    );
  }
}
