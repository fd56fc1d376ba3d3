import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import type { PolicyCampaign, PolicyMember, PolicyPage } from '../domain/policy-page.js';
import { FACTS_COLUMNS, factsOf, type FactsRow } from './sign-in-facts.repository.js';

/** What holds for the whole region, and how many skips the system's policy allows (K of e.2). */
export interface PolicyRegion {
  readonly timeZone: string;
  readonly skipsAllowed: number;
  readonly breakGlassUntil: Date | null;
  /** Null: no outage of ESIA. */
  readonly outage: { readonly until: Date | null } | null;
}

export interface StoredPage {
  readonly no: number;
  /** JSON of a {@link PolicyPage}. */
  readonly page: string;
}

interface CampaignRow {
  readonly id: Uuid;
  readonly school: Uuid;
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
  readonly cutover_on: CalendarDate | null;
  readonly cutover_begins: Date | null;
  readonly paused: boolean;
  readonly brownouts: readonly { starts_at: string; ends_at: string; share: number }[];
}

/** Schools that the system serves or has a campaign in, or of which something was told before. */
const SCHOOLS = `
  SELECT s.id FROM journal_systems system JOIN schools s ON s.region_id = system.region_id
   WHERE system.id = $1
     AND EXISTS (SELECT FROM journal_account_schools place JOIN journal_accounts a ON a.id = place.journal_account_id
                  WHERE place.school_id = s.id AND a.journal_system_id = $1)
  UNION SELECT school_id FROM campaigns WHERE journal_system_id = $1
  UNION SELECT school_id FROM policy_pages WHERE journal_system_id = $1`;

/** The pages of the offline bundle, and what they are made of. */
@Injectable()
export class PolicyPages {
  /** Schools whose page is missing or was last looked at before `before`, the longest waiting first. */
  async stale(tx: EntityManager, systemId: Uuid, before: Date, limit: number): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT s.id FROM (${SCHOOLS}) s
         LEFT JOIN policy_pages p ON p.journal_system_id = $1 AND p.school_id = s.id
        WHERE p.checked_at IS NULL OR p.checked_at < $2
        ORDER BY p.checked_at NULLS FIRST, s.id LIMIT $3`,
      [systemId, before, limit],
    );
    return rows.map(({ id }) => id);
  }

  async school(tx: EntityManager, id: Uuid): Promise<PolicyPage['school'] | null> {
    const [row] = await tx.query<PolicyPage['school'][]>(
      `SELECT id, source, source_id FROM schools WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** The system's open accounts at a school with their facts, in one statement; order: by external id. */
  async members(
    tx: EntityManager,
    systemId: Uuid,
    schoolId: Uuid,
    now: Date,
  ): Promise<readonly PolicyMember[]> {
    const rows = await tx.query<
      (FactsRow & { external_id: string; campaign_id: Uuid | null; bucket: number | null })[]
    >(
      `SELECT a.id AS account_id, a.external_id, c.bucket,
              CASE WHEN c.journal_account_id IS NULL THEN legacy_campaign_of_newcomer(a.id, $3) ELSE c.campaign_id END
                AS campaign_id,
              ${FACTS_COLUMNS}
         FROM journal_account_schools place
         JOIN journal_accounts a ON a.id = place.journal_account_id AND a.journal_system_id = $1
         LEFT JOIN legacy_credentials c ON c.journal_account_id = a.id
        CROSS JOIN LATERAL legacy_facts_of(a.id, $3) f
        WHERE place.school_id = $2
        ORDER BY a.external_id`,
      [systemId, schoolId, now],
    );
    return rows.map((row) => ({
      externalId: row.external_id,
      campaignId: row.campaign_id,
      bucket: row.bucket,
      facts: { ...factsOf(row), now, skipsUsed: 0, linkUrl: '' },
    }));
  }

  /** The campaigns of a school and those named, with the brownouts that are not over. */
  async campaigns(
    tx: EntityManager,
    systemId: Uuid,
    of: { schoolId: Uuid; ids: readonly Uuid[]; now: Date },
  ): Promise<readonly PolicyCampaign[]> {
    const rows = await tx.query<CampaignRow[]>(
      `SELECT g.id, g.school_id AS school, g.wave, g.phase, g.cutover_on,
              g.cutover_on::timestamp AT TIME ZONE r.time_zone AS cutover_begins, g.paused_at IS NOT NULL AS paused,
              coalesce((
                SELECT jsonb_agg(jsonb_build_object('starts_at', w.starts_at, 'ends_at', w.ends_at, 'share', w.share)
                                 ORDER BY w.starts_at, w.id)
                  FROM brownout_windows w
                 WHERE w.campaign_id = g.id AND w.state IN ('planned', 'running') AND w.ends_at > $4), '[]') AS brownouts
         FROM campaigns g JOIN regions r ON r.id = g.region_id
        WHERE g.journal_system_id = $1 AND (g.school_id = $2 OR g.id = ANY ($3::uuid[]))
        ORDER BY g.school_id = $2 DESC, g.wave, g.id`,
      [systemId, of.schoolId, of.ids, of.now],
    );
    return rows.map((row) => ({
      ...row,
      cutover_begins: row.cutover_begins?.toISOString() ?? null,
      brownouts: row.brownouts.map(({ starts_at, ends_at, share }) => ({
        ...{ starts_at: rfc3339(starts_at), ends_at: rfc3339(ends_at), share },
      })),
    }));
  }

  /**
   * Keeps pages made of what was read at `checkedAt`; one whose text is new gets the next number, one that somebody has made of
   * later facts meanwhile stays. The system's head stays locked until the end.
   */
  async keep(
    tx: EntityManager,
    systemId: Uuid,
    pages: readonly { readonly schoolId: Uuid; readonly page: string }[],
    checkedAt: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO policy_heads AS head (journal_system_id) VALUES ($1)
       ON CONFLICT (journal_system_id) DO UPDATE SET last_no = head.last_no`,
      [systemId],
    );
    await tx.query(
      `WITH made AS (
         SELECT * FROM jsonb_to_recordset($2::jsonb) AS m (school_id uuid, page text)
       ), news AS (
         SELECT m.school_id, m.page, h.last_no + row_number() OVER (ORDER BY m.school_id) AS no
           FROM made m JOIN policy_heads h ON h.journal_system_id = $1
           LEFT JOIN policy_pages p ON p.journal_system_id = $1 AND p.school_id = m.school_id
          WHERE p.page IS DISTINCT FROM m.page AND (p.checked_at IS NULL OR p.checked_at <= $3)
       ), head AS (
         UPDATE policy_heads SET last_no = greatest(last_no, (SELECT max(no) FROM news)) WHERE journal_system_id = $1
       ), same AS (
         UPDATE policy_pages p SET checked_at = $3 FROM made m
          WHERE p.journal_system_id = $1 AND p.school_id = m.school_id AND p.page = m.page
            AND p.checked_at < $3
       )
       INSERT INTO policy_pages (journal_system_id, school_id, no, page, checked_at)
       SELECT $1, school_id, no, page, $3 FROM news
       ON CONFLICT (journal_system_id, school_id)
         DO UPDATE SET no = excluded.no, page = excluded.page, checked_at = excluded.checked_at`,
      [
        systemId,
        JSON.stringify(pages.map(({ schoolId, page }) => ({ school_id: schoolId, page }))),
        checkedAt,
      ],
    );
  }

  /** Pages changed after a number, in the order of their change. */
  async after(tx: EntityManager, systemId: Uuid, no: number, limit: number): Promise<readonly StoredPage[]> {
    const rows = await tx.query<{ no: string; page: string }[]>(
      `SELECT no, page FROM policy_pages WHERE journal_system_id = $1 AND no > $2 ORDER BY no LIMIT $3`,
      [systemId, no, limit],
    );
    return rows.map((row) => ({ no: Number(row.no), page: row.page }));
  }

  async lastNo(tx: EntityManager, systemId: Uuid): Promise<number> {
    const [row] = await tx.query<{ no: string }[]>(
      `SELECT last_no AS no FROM policy_heads WHERE journal_system_id = $1`,
      [systemId],
    );
    return Number(row?.no ?? 0);
  }

  async region(tx: EntityManager, systemId: Uuid): Promise<PolicyRegion> {
    const [row] = await tx.query<
      (Omit<PolicyRegion, 'outage'> & { down: boolean; outageUntil: Date | null })[]
    >(
      `SELECT r.time_zone AS "timeZone", coalesce(policy.skips_allowed, 3) AS "skipsAllowed",
              overlay.break_glass_until AS "breakGlassUntil", overlay.outage_since IS NOT NULL AS down,
              overlay.outage_until AS "outageUntil"
         FROM journal_systems system
         JOIN regions r ON r.id = system.region_id
         JOIN region_overlays overlay ON overlay.region_id = r.id
         LEFT JOIN campaign_policies policy ON policy.journal_system_id = system.id
        WHERE system.id = $1`,
      [systemId],
    );
    if (row === undefined) throw new Error('a journal system has a region');
    const { down, outageUntil, ...rest } = row;
    return { ...rest, outage: down ? { until: outageUntil } : null };
  }
}

/** jsonb writes a moment with an offset; the bundle has one form only. */
const rfc3339 = (moment: string): string => new Date(moment).toISOString();
