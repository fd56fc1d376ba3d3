import { type CampaignPhase, isCutOver, type RoleWave } from '../../../src/legacy/domain/campaign-phase.js';
import type { Standing } from '../../../src/legacy/domain/credential-moves.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { TestDatabase } from '../database.js';
import type { RosterBuilder } from './roster.js';

export interface CampaignOverrides {
  readonly wave?: RoleWave;
  readonly phase?: CampaignPhase;
  /** Null only in `not_scheduled`, where it is the default. */
  readonly cutoverOn?: string | null;
  readonly school?: Uuid;
  readonly journalSystem?: Uuid;
  readonly phaseSince?: Date;
  readonly announcedAt?: Date;
  readonly cutOverAt?: Date;
  readonly closedAt?: Date;
  readonly pausedAt?: Date;
  /** Accounts whose membership is fixed. */
  readonly members?: readonly Uuid[];
}

export interface CredentialOverrides {
  readonly standing?: Standing;
  readonly campaignId?: Uuid | null;
  readonly until?: Date;
  readonly linkedSince?: Date | null;
  readonly lastPasswordAt?: Date | null;
  readonly lastSignInAt?: Date | null;
  readonly bucket?: number;
  readonly changedAt?: Date;
}

const SINCE = new Date('2026-09-20T06:00:00Z');
const UNANNOUNCED: readonly CampaignPhase[] = ['not_scheduled', 'preparation'];

/** Puts campaigns and old logins into the database by SQL, beside a {@link RosterBuilder}. */
export class CampaignBuilder {
  constructor(
    private readonly database: TestDatabase,
    private readonly roster: RosterBuilder,
  ) {}

  /** A campaign of the builder's school and system, with its members; nothing else follows from it. Returns its id. */
  async aCampaign(overrides: CampaignOverrides = {}): Promise<Uuid> {
    const { phase = 'announced', phaseSince = SINCE } = overrides;
    const id = newUuid();
    const announced = UNANNOUNCED.includes(phase) ? null : (overrides.announcedAt ?? phaseSince);
    await this.database.query(
      `INSERT INTO campaigns (id, region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on,
                              announced_at, cut_over_at, closed_at, paused_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[id, this.roster.regionId, overrides.journalSystem ?? this.roster.journalSystemId],
        ...[overrides.school ?? this.roster.schoolId, overrides.wave ?? 'staff', phase, phaseSince],
        phase === 'not_scheduled' ? null : (overrides.cutoverOn ?? '2026-12-01'),
        overrides.announcedAt ?? announced,
        isCutOver(phase) ? (overrides.cutOverAt ?? phaseSince) : null,
        phase === 'closed' ? (overrides.closedAt ?? phaseSince) : null,
        overrides.pausedAt ?? null,
      ],
    );
    await this.withMembers(id, overrides.members ?? [], phaseSince);
    return id;
  }

  async withMembers(campaignId: Uuid, accountIds: readonly Uuid[], joinedAt = SINCE): Promise<void> {
    await this.database.query(
      `INSERT INTO wave_members (campaign_id, journal_account_id, joined_at) SELECT $1, unnest($2::uuid[]), $3`,
      [campaignId, accountIds, joinedAt],
    );
  }

  /** The credential row of an account; with a campaign the phase of which it has followed. */
  async aCredential(accountId: Uuid, overrides: CredentialOverrides = {}): Promise<void> {
    const { standing = 'active', until = new Date('2026-10-01T00:00:00Z') } = overrides;
    const [state, reason = null] = standing.split('.');
    await this.database.query(
      `INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, disabled_reason,
                                       campaign_id, bucket, reenabled_until, linked_since, last_password_at,
                                       last_sign_in_at, changed_at, followed_phase, placed_school_ids)
       SELECT a.id, a.region_id, a.journal_system_id, $2, $3, $4::uuid, $5, $6, $7, $8, $9, $10,
              coalesce((SELECT phase FROM campaigns WHERE id = $4::uuid), 'not_scheduled'),
              ARRAY (SELECT school_id FROM journal_account_schools WHERE journal_account_id = a.id ORDER BY 1)
         FROM journal_accounts a WHERE a.id = $1`,
      [
        ...[accountId, state, reason, overrides.campaignId ?? null, overrides.bucket ?? 0],
        state === 'reenabled' ? until : null,
        ...[overrides.linkedSince ?? null, overrides.lastPasswordAt ?? null, overrides.lastSignInAt ?? null],
        overrides.changedAt ?? SINCE,
      ],
    );
  }

  /** Where the credential of an account stands; null without a row. */
  async standingOf(accountId: Uuid): Promise<Standing | null> {
    const [row] = await this.database.query<{ standing: Standing }>(
      `SELECT concat_ws('.', state, disabled_reason) AS standing FROM legacy_credentials WHERE journal_account_id = $1`,
      [accountId],
    );
    return row?.standing ?? null;
  }
}
