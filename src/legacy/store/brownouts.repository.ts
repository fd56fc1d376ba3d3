import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { BrownoutState, Stretch } from '../domain/brownout.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';

/** Which campaigns somebody means: one journal system, all or some of its schools, some of its waves. */
export interface BrownoutTarget {
  readonly journalSystemId: Uuid;
  /** Null: every school within reach. */
  readonly schoolIds: readonly Uuid[] | null;
  readonly waves: readonly RoleWave[];
}

export interface TargetCampaign {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
  readonly cutoverOn: CalendarDate | null;
}

/** What all windows of one act share. */
export interface BrownoutAct {
  readonly actId: Uuid;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly share: number;
  readonly reason: string;
  readonly plannedBy: Uuid;
  readonly plannedAt: Date;
}

/** A window under lock, with its campaign at that moment. */
export interface LockedBrownout {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly campaignId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly state: BrownoutState;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly startedAt: Date | null;
  readonly share: number;
  readonly phase: CampaignPhase;
  readonly isPaused: boolean;
  /** The first refusal in it; null when there was none. */
  readonly firstHitAt: Date | null;
}

/** A move of a window that was read under lock. */
export interface BrownoutMove {
  readonly id: Uuid;
  readonly from: BrownoutState;
  readonly to: BrownoutState;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly held: boolean | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

const LOCKED = `
  SELECT w.id, w.region_id AS "regionId", w.campaign_id AS "campaignId", c.journal_system_id AS "journalSystemId",
         c.school_id AS "schoolId", c.wave, w.state, w.starts_at AS "startsAt", w.ends_at AS "endsAt",
         w.started_at AS "startedAt", w.share, c.phase, c.paused_at IS NOT NULL AS "isPaused",
         (SELECT min(h.first_at) FROM brownout_hits h WHERE h.window_id = w.id) AS "firstHitAt"
    FROM brownout_windows w JOIN campaigns c ON c.id = w.campaign_id`;

/** Brownout windows for whoever plans, cancels and moves them. */
@Injectable()
export class BrownoutsRepository {
  /** The campaigns of the target within reach, in the order of their ids; `lock` keeps their phase while windows are planned. */
  campaigns(
    tx: EntityManager,
    scope: SchoolScope,
    target: BrownoutTarget,
    lock: boolean,
  ): Promise<TargetCampaign[]> {
    return tx.query(
      `SELECT c.id, c.region_id AS "regionId", c.journal_system_id AS "journalSystemId", c.school_id AS "schoolId",
              c.wave, c.phase, c.cutover_on AS "cutoverOn"
         FROM campaigns c JOIN schools school ON school.id = c.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND c.journal_system_id = $5 AND c.wave = ANY ($6::text[])
          AND ($7::uuid[] IS NULL OR c.school_id = ANY ($7::uuid[]))
        ORDER BY c.id ${lock ? 'FOR NO KEY UPDATE OF c' : ''}`,
      [...scopeParameters(scope), target.journalSystemId, target.waves, target.schoolIds],
    );
  }

  /** Windows of these campaigns that are planned or running. */
  open(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
  ): Promise<({ readonly campaignId: Uuid } & Stretch)[]> {
    return tx.query(
      `SELECT campaign_id AS "campaignId", starts_at AS "from", ends_at AS "until" FROM brownout_windows
        WHERE campaign_id = ANY ($1::uuid[]) AND state IN ('planned', 'running')`,
      [campaignIds],
    );
  }

  async plan(
    tx: EntityManager,
    campaigns: readonly TargetCampaign[],
    act: BrownoutAct,
  ): Promise<readonly { readonly id: Uuid; readonly campaignId: Uuid }[]> {
    return tx.query(
      `INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, share, planned_by, planned_at,
                                     reason, act_id)
       SELECT c.region_id, c.id, 'planned', $2, $3, $4, $5, $6, $7, $8 FROM campaigns c WHERE c.id = ANY ($1::uuid[])
       RETURNING id, campaign_id AS "campaignId"`,
      [
        ...[campaigns.map(({ id }) => id), act.startsAt, act.endsAt, act.share],
        ...[act.plannedBy, act.plannedAt, act.reason, act.actId],
      ],
    );
  }

  /** One window, or every window of an act, within reach and under lock, in the order of their ids. */
  lock(
    tx: EntityManager,
    scope: SchoolScope,
    which: { readonly id: Uuid } | { readonly actId: Uuid },
  ): Promise<LockedBrownout[]> {
    const [id, actId] = 'id' in which ? [which.id, null] : [null, which.actId];
    return tx.query(
      `${LOCKED} JOIN schools school ON school.id = c.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND ($5::uuid IS NULL OR w.id = $5) AND ($6::uuid IS NULL OR w.act_id = $6)
        ORDER BY w.id FOR NO KEY UPDATE OF w`,
      [...scopeParameters(scope), id, actId],
    );
  }

  /** Open windows whose time is at hand, or whose campaign has left the phases of brownouts; under lock, by id. */
  atHand(tx: EntityManager, soon: Date, after: Uuid | null, limit: number): Promise<LockedBrownout[]> {
    return tx.query(
      `${LOCKED}
        WHERE w.state IN ('planned', 'running') AND ($2::uuid IS NULL OR w.id > $2)
          AND (w.starts_at <= $1 OR c.phase NOT IN ('link_required', 'brownouts'))
        ORDER BY w.id LIMIT $3 FOR NO KEY UPDATE OF w`,
      [soon, after, limit],
    );
  }

  /** Makes the moves; each window only from the state in which it was read. */
  async move(tx: EntityManager, moves: readonly BrownoutMove[]): Promise<void> {
    if (moves.length === 0) return;
    const [, moved] = await tx.query<[unknown[], number]>(
      `UPDATE brownout_windows w
          SET state = m."to", started_at = coalesce(w.started_at, m."startedAt"), ended_at = m."endedAt", held = m.held,
              ended_by = m."endedBy", end_reason = m."endReason"
         FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, "from" text, "to" text, "startedAt" timestamptz,
           "endedAt" timestamptz, held boolean, "endedBy" text, "endReason" text)
        WHERE w.id = m.id AND w.state = m."from"`,
      [JSON.stringify(moves)],
    );
    if (moved !== moves.length) throw new Error('a brownout window changed although it was locked');
  }

  /** When ESIA was out in each region, for windows that lie within the time. */
  outages(
    tx: EntityManager,
    regionIds: readonly Uuid[],
    within: Stretch,
  ): Promise<({ readonly regionId: Uuid } & Stretch)[]> {
    return tx.query(
      `SELECT region_id AS "regionId", started_at AS "from", coalesce(ended_at, until, $3) AS "until" FROM esia_outages
        WHERE region_id = ANY ($1::uuid[]) AND started_at < $3 AND coalesce(ended_at, until, $3) > $2`,
      [regionIds, within.from, within.until],
    );
  }
}
