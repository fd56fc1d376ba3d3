import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { BrownoutState } from '../domain/brownout.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import { COVERS_IN_SIGHT } from './covers-in-sight.js';

/** Whom a window would refuse: accounts of the share in an open state, neither exempt nor locked. */
export interface Affected {
  readonly accounts: number;
  /** Of them with an active link: they come in by Госуслуги. */
  readonly linked: number;
  /** Of them with a password sign-in in the last 30 days. */
  readonly usedPassword: number;
}

/** A window in a list, with what it came to (I-39). */
export interface ListedBrownout {
  readonly id: Uuid;
  readonly actId: Uuid;
  readonly campaignId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
  readonly isPaused: boolean;
  /** Passwords are let through now, because ESIA is out. */
  readonly isOutage: boolean;
  readonly state: BrownoutState;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly share: number;
  readonly reason: string;
  readonly endReason: string | null;
  readonly held: boolean | null;
  readonly denied: number;
  readonly linked48h: number;
  readonly completeFrom: Date;
}

export interface BrownoutFilter {
  readonly id?: Uuid;
  readonly schoolId: Uuid | null;
  readonly journalSystemId: Uuid | null;
  readonly wave: string | null;
  readonly state: string | null;
  readonly actId: Uuid | null;
}

/** `limit + 1` rows after the key of the last row shown. */
export interface PageAfter {
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** I-39 of one school over windows that began within a time. */
export interface SchoolImpact {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly windows: number;
  readonly held: number;
  readonly denied: number;
  readonly linked48h: number;
  /** Null where nobody was refused. */
  readonly share: number | null;
}

/** An account that a window refused. */
export interface BrownoutHit {
  readonly accountId: Uuid;
  readonly externalId: string;
  readonly role: string;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly isProtected: boolean;
  readonly firstAt: Date;
  readonly channel: string;
  readonly wasLinked: boolean;
  /** Within 48 hours; null when not. */
  readonly linkedAt: Date | null;
}

/**
 * Accounts that a window may refuse on the day `$3`. Exemptions and open cases are looked at where there is one in sight
 * only, so that a whole region costs one scan of its credentials.
 */
const AFFECTED = `
  WITH ${COVERS_IN_SIGHT}
  SELECT k.campaign_id AS "campaignId", count(*)::integer AS accounts,
         count(k.linked_since)::integer AS linked,
         count(*) FILTER (WHERE k.last_password_at > $3::timestamptz - interval '30 days')::integer AS "usedPassword"
    FROM legacy_credentials k JOIN journal_accounts a ON a.id = k.journal_account_id AND a.closed_at IS NULL
   WHERE k.campaign_id = ANY ($1::uuid[]) AND k.bucket < $2
     AND (k.state IN ('active', 'warned', 'link_required') OR (k.state = 'reenabled' AND k.reenabled_until <= $3))
     AND NOT EXISTS (SELECT FROM security_locks o WHERE o.journal_account_id = a.id AND o.ended_at IS NULL)
     AND NOT (a.id IN (SELECT account_id FROM maybe_exempt) AND EXISTS (SELECT FROM exemption_of(a.id, $3)))
     AND NOT (a.id IN (SELECT account_id FROM maybe_case) AND EXISTS (SELECT FROM open_case_of(a.id, $3)))
   GROUP BY k.campaign_id`;

const LISTED = `
  SELECT w.id, w.act_id AS "actId", w.campaign_id AS "campaignId", c.journal_system_id AS "journalSystemId",
         c.school_id AS "schoolId", school.short_name AS "schoolName", c.wave, c.phase,
         c.paused_at IS NOT NULL AS "isPaused",
         o.outage_since IS NOT NULL AND (o.outage_until IS NULL OR o.outage_until > $5) AS "isOutage",
         w.state, w.starts_at AS "startsAt", w.ends_at AS "endsAt", w.started_at AS "startedAt",
         w.ended_at AS "endedAt", w.share, w.reason, w.end_reason AS "endReason", w.held, i.denied,
         i.linked_48h AS "linked48h", i.complete_from AS "completeFrom"
    FROM brownout_windows w
    JOIN campaigns c ON c.id = w.campaign_id
    JOIN schools school ON school.id = c.school_id
    JOIN region_overlays o ON o.region_id = w.region_id
    JOIN brownout_impact i ON i.window_id = w.id
   WHERE (${SCHOOL_IN_SCOPE})`;

/** Reads of brownouts, always within a scope that SQL checks. */
@Injectable()
export class BrownoutReadings {
  /** By campaign; a campaign without anybody to refuse has no entry. */
  async affected(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    share: number,
    at: Date,
  ): Promise<ReadonlyMap<Uuid, Affected>> {
    const rows = await tx.query<(Affected & { readonly campaignId: Uuid })[]>(AFFECTED, [
      campaignIds,
      share,
      at,
    ]);
    return new Map(rows.map(({ campaignId, ...counts }) => [campaignId, counts]));
  }

  /** Windows, the latest first, after the given (start, id). */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    now: Date,
    filter: BrownoutFilter,
    page: PageAfter,
  ): Promise<ListedBrownout[]> {
    return tx.query(
      `${LISTED} AND ($6::uuid IS NULL OR w.id = $6) AND ($7::uuid IS NULL OR c.school_id = $7)
         AND ($8::uuid IS NULL OR c.journal_system_id = $8) AND ($9::text IS NULL OR c.wave = $9)
         AND ($10::text IS NULL OR w.state = $10) AND ($11::uuid IS NULL OR w.act_id = $11)
         AND ($12::timestamptz IS NULL OR (date_trunc('milliseconds', w.starts_at), w.id) < ($12, $13::uuid))
       ORDER BY date_trunc('milliseconds', w.starts_at) DESC, w.id DESC LIMIT $14`,
      [
        ...[...scopeParameters(scope), now, filter.id ?? null, filter.schoolId, filter.journalSystemId],
        ...[filter.wave, filter.state, filter.actId, page.after?.[0] ?? null, page.after?.[1] ?? null],
        page.limit + 1,
      ],
    );
  }

  /**
   * I-39 by school over the windows that began in `[from, until)`: an account refused in several windows counts once, and
   * as linked when it linked within 48 hours of any of its refusals. Schools without a window that ran are left out.
   */
  bySchool(
    tx: EntityManager,
    scope: SchoolScope,
    when: { readonly from: Date; readonly until: Date; readonly actId: Uuid | null },
    page: PageAfter,
  ): Promise<SchoolImpact[]> {
    return tx.query(
      `WITH ran AS (
         SELECT w.id, c.school_id, w.held FROM brownout_windows w JOIN campaigns c ON c.id = w.campaign_id
          WHERE w.region_id = $1
            AND (w.state IN ('running', 'ended') OR EXISTS (SELECT FROM brownout_hits h WHERE h.window_id = w.id))
            AND w.starts_at >= $5 AND w.starts_at < $6
            AND ($7::uuid IS NULL OR w.act_id = $7)
       ), account AS (
         SELECT o.school_id, o.journal_account_id, count(o.linked_at) > 0 AS linked
           FROM ran JOIN brownout_hit_outcomes o ON o.window_id = ran.id
          GROUP BY o.school_id, o.journal_account_id
       )
       SELECT school.id AS "schoolId", school.short_name AS "schoolName", r.windows, r.held, h.denied,
              h.linked AS "linked48h", h.linked::float / nullif(h.denied, 0) AS share
         FROM (SELECT school_id, count(*)::integer AS windows, count(*) FILTER (WHERE held)::integer AS held
                 FROM ran GROUP BY school_id) r
         JOIN schools school ON school.id = r.school_id
        CROSS JOIN LATERAL (
              SELECT count(*)::integer AS denied, count(*) FILTER (WHERE linked)::integer AS linked
                FROM account WHERE account.school_id = school.id) h
        WHERE (${SCHOOL_IN_SCOPE}) AND ($8::text IS NULL OR (school.short_name, school.id) > ($8, $9::uuid))
        ORDER BY school.short_name, school.id LIMIT $10`,
      [
        ...[...scopeParameters(scope), when.from, when.until, when.actId],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** Whom a window refused, the first refusal first, after the given (moment, account). */
  hits(tx: EntityManager, scope: SchoolScope, windowId: Uuid, page: PageAfter): Promise<BrownoutHit[]> {
    return tx.query(
      `SELECT a.id AS "accountId", a.external_id AS "externalId", a.role, p.last_name AS "lastName",
              p.first_name AS "firstName", p.middle_name AS "middleName", coalesce(p.protected, false) AS "isProtected",
              o.first_at AS "firstAt", o.channel, o.was_linked AS "wasLinked", o.linked_at AS "linkedAt"
         FROM brownout_hit_outcomes o
         JOIN schools school ON school.id = o.school_id
         JOIN journal_accounts a ON a.id = o.journal_account_id
         LEFT JOIN people p ON p.id = a.person_id
        WHERE (${SCHOOL_IN_SCOPE}) AND o.window_id = $5
          AND ($6::timestamptz IS NULL OR (date_trunc('milliseconds', o.first_at), a.id) > ($6, $7::uuid))
        ORDER BY date_trunc('milliseconds', o.first_at), a.id LIMIT $8`,
      [
        ...[...scopeParameters(scope), windowId],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }
}
