import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CampaignEvent } from '../domain/campaign-moves.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';

/** A campaign as administrators see it. */
export interface CampaignCard {
  readonly id: Uuid;
  readonly school: { readonly id: Uuid; readonly name: string };
  readonly municipality: { readonly id: Uuid; readonly name: string };
  readonly system: { readonly id: Uuid; readonly code: string; readonly name: string };
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
  readonly phaseSince: Date;
  readonly cutoverOn: CalendarDate | null;
  readonly announcedAt: Date | null;
  readonly cutOverAt: Date | null;
  readonly closedAt: Date | null;
  readonly pausedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly missedInRow: number;
  readonly revision: number;
}

/** What a list of campaigns is narrowed to; null is everything. */
export interface CampaignFilter {
  readonly schoolId: Uuid | null;
  readonly municipalityId: Uuid | null;
  readonly systemId: Uuid | null;
  readonly wave: RoleWave | null;
  readonly phase: CampaignPhase | null;
}

/** One step of a campaign's life. */
export interface CampaignHistoryStep {
  readonly id: string;
  readonly actId: Uuid;
  readonly event: CampaignEvent;
  readonly from: CampaignPhase;
  readonly to: CampaignPhase;
  readonly fromDate: CalendarDate | null;
  readonly toDate: CalendarDate | null;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly reason: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Postponements of one school (I-40). */
export interface PostponementCount {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly asked: number;
  readonly automatic: number;
  readonly waiting: number;
}

const CARD = `c.id, c.wave, c.phase, c.phase_since AS "phaseSince", c.cutover_on AS "cutoverOn",
  c.announced_at AS "announcedAt", c.cut_over_at AS "cutOverAt", c.closed_at AS "closedAt", c.paused_at AS "pausedAt",
  c.confirmed_at AS "confirmedAt", c.missed_in_row AS "missedInRow", c.revision,
  json_build_object('id', school.id, 'name', school.short_name) AS school,
  json_build_object('id', town.id, 'name', town.name) AS municipality,
  json_build_object('id', system.id, 'code', system.code, 'name', system.name) AS system`;

const CAMPAIGNS = `campaigns c
  JOIN schools AS school ON school.id = c.school_id
  JOIN municipalities AS town ON town.id = school.municipality_id
  JOIN journal_systems AS system ON system.id = c.journal_system_id`;

/** Reads of campaigns for administrators, always within a scope that SQL checks. */
@Injectable()
export class CampaignReadings {
  /** At most `limit + 1`, by school's name, then in the order of the waves; after the given (name, id). */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: CampaignFilter,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<CampaignCard[]> {
    return tx.query(
      `SELECT ${CARD} FROM ${CAMPAIGNS}
        WHERE ${SCHOOL_IN_SCOPE}
          AND ($5::uuid IS NULL OR c.school_id = $5) AND ($6::uuid IS NULL OR school.municipality_id = $6)
          AND ($7::uuid IS NULL OR c.journal_system_id = $7)
          AND ($8::text IS NULL OR c.wave = $8) AND ($9::text IS NULL OR c.phase = $9)
          AND ($10::text IS NULL OR (school.short_name, c.id) > ($10, $11::uuid))
        ORDER BY school.short_name, c.id LIMIT $12`,
      [
        ...scopeParameters(scope),
        ...[filter.schoolId, filter.municipalityId, filter.systemId, filter.wave, filter.phase],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** Null when there is none, or it is out of scope. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<CampaignCard | null> {
    const [card] = await tx.query<CampaignCard[]>(
      `SELECT ${CARD} FROM ${CAMPAIGNS} WHERE ${SCHOOL_IN_SCOPE} AND c.id = $5`,
      [...scopeParameters(scope), id],
    );
    return card ?? null;
  }

  /** At most `limit + 1` steps, the newest first, before the given one. */
  history(
    tx: EntityManager,
    campaignId: Uuid,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<CampaignHistoryStep[]> {
    return tx.query(
      `SELECT id::text, act_id AS "actId", event, from_phase AS "from", to_phase AS "to", from_date AS "fromDate",
              to_date AS "toDate", actor_kind AS "actorKind", actor_id AS "actorId", reason, facts, at
         FROM campaign_history WHERE campaign_id = $1 AND ($2::bigint IS NULL OR id < $2)
        ORDER BY id DESC LIMIT $3`,
      [campaignId, page.before, page.limit + 1],
    );
  }

  /** I-40: schools with a postponement since a day, or with a request that waits; the scope's schools only. */
  postponements(tx: EntityManager, scope: SchoolScope, since: CalendarDate): Promise<PostponementCount[]> {
    return tx.query(
      `SELECT school.id AS "schoolId", school.short_name AS "schoolName", coalesce(p.asked, 0)::int AS asked,
              coalesce(p.automatic, 0)::int AS automatic, coalesce(w.waiting, 0)::int AS waiting
         FROM schools AS school
         LEFT JOIN (SELECT school_id, sum(asked) AS asked, sum(automatic) AS automatic FROM campaign_postponements
                     WHERE region_id = $1 AND day >= $5 GROUP BY school_id) p ON p.school_id = school.id
         LEFT JOIN (SELECT school_id, count(*) AS waiting FROM campaign_requests
                     WHERE region_id = $1 AND kind = 'postpone' AND state IN ('asked', 'agreed') GROUP BY school_id) w
                ON w.school_id = school.id
        WHERE ${SCHOOL_IN_SCOPE} AND (p.school_id IS NOT NULL OR w.school_id IS NOT NULL)
        ORDER BY school.short_name, school.id`,
      [...scopeParameters(scope), since],
    );
  }
}
