import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Campaign, CampaignChange } from '../domain/campaign.js';
import type { RoleWave } from '../domain/campaign-phase.js';

/** One step to be written: the campaign as it was read under lock, and as it is to be. */
export interface CampaignWrite {
  readonly before: Campaign;
  readonly after: Campaign;
  readonly change: CampaignChange;
  readonly reason: string;
  /** Numbers of the gates, counts, codes; never people. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Who writes, when, and for which act. */
export interface WrittenBy {
  readonly actor: AuditActor;
  readonly at: Date;
  readonly actId: Uuid;
}

type CampaignRow = Omit<Campaign, 'cutOverOn' | 'accounts'> & { readonly cutOverAt: Date | null };

const CAMPAIGN = `c.id, c.region_id AS "regionId", r.time_zone AS "timeZone", c.journal_system_id AS "journalSystemId",
  c.school_id AS "schoolId", c.wave, c.phase, c.cutover_on AS "cutoverOn", c.cut_over_at AS "cutOverAt",
  c.announced_at IS NOT NULL AS "isAnnounced", c.paused_at IS NOT NULL AS "isPaused",
  c.confirmed_at IS NOT NULL AS "isConfirmed", c.calendar_override AS "calendarOverride",
  c.missed_in_row AS "missedInRow", c.examined_on AS "examinedOn", c.revision`;

/** Every wave of the journal systems and schools of these campaigns. */
const GROUPS = `FROM campaigns c JOIN regions r ON r.id = c.region_id
  WHERE (c.journal_system_id, c.school_id) IN (
    SELECT journal_system_id, school_id FROM campaigns WHERE id = ANY ($1::uuid[]))
  ORDER BY c.id`;

/** The campaigns themselves: one for each journal system, school and role wave. */
@Injectable()
export class CampaignsRepository {
  /**
   * Lays `not_scheduled` campaigns for all four waves of these schools in one journal system where they are missing; the
   * first step of planning. Gives the ids of all of them.
   */
  async ensure(
    tx: EntityManager,
    systemId: Uuid,
    schoolIds: readonly Uuid[],
    at: Date,
  ): Promise<readonly Uuid[]> {
    await tx.query(
      `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since)
       SELECT s.region_id, $1, s.id, w.wave, 'not_scheduled', $3
         FROM schools s CROSS JOIN unnest(ARRAY['staff', 'representatives', 'pupils_14plus', 'pupils_under14']) AS w (wave)
        WHERE s.id = ANY ($2::uuid[]) AND s.region_id = (SELECT region_id FROM journal_systems WHERE id = $1)
        ORDER BY s.id, w.wave
       ON CONFLICT (journal_system_id, school_id, wave) DO NOTHING`,
      [systemId, schoolIds, at],
    );
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM campaigns WHERE journal_system_id = $1 AND school_id = ANY ($2::uuid[]) ORDER BY id`,
      [systemId, schoolIds],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Locks and reads every wave of the journal systems and schools of these campaigns, in the order of their ids, so that
   * two acts upon one school wait for one another and never for each other's second lock. Not the strongest lock: a step of an
   * account, whose history names its campaign, would wait for that one while it holds the account which the act needs next.
   */
  async lockGroups(tx: EntityManager, ids: readonly Uuid[], at: Date): Promise<readonly Campaign[]> {
    return this.counted(
      tx,
      await tx.query<CampaignRow[]>(`SELECT ${CAMPAIGN} ${GROUPS} FOR NO KEY UPDATE OF c`, [ids]),
      at,
    );
  }

  /** The same without a lock: for previews and readings. */
  async readGroups(tx: EntityManager, ids: readonly Uuid[], at: Date): Promise<readonly Campaign[]> {
    return this.counted(tx, await tx.query<CampaignRow[]>(`SELECT ${CAMPAIGN} ${GROUPS}`, [ids]), at);
  }

  /** The first day of a region that some campaign in motion was not looked at; null when there is none before today. */
  async firstUnexamined(tx: EntityManager, regionId: Uuid): Promise<CalendarDate | null> {
    const [row] = await tx.query<{ day: CalendarDate | null }[]>(
      `SELECT min(examined_on) + 1 AS day FROM campaigns
        WHERE region_id = $1 AND phase NOT IN ('not_scheduled', 'closed')`,
      [regionId],
    );
    return row?.day ?? null;
  }

  /**
   * The next campaigns of a wave that are due to be looked at for a day; one that no earlier day was kept of (a new row) is
   * due today. Those that wait for an earlier wave of theirs to be looked at first are left out.
   */
  async toExamine(
    tx: EntityManager,
    due: { regionId: Uuid; wave: RoleWave; day: CalendarDate; isToday: boolean },
    after: Uuid | null,
    limit: number,
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT c.id FROM campaigns c
        WHERE c.region_id = $1 AND c.wave = $2 AND c.phase NOT IN ('not_scheduled', 'closed')
          AND (c.examined_on = $3::date - 1 OR ($4 AND c.examined_on IS NULL))
          AND ($5::uuid IS NULL OR c.id > $5::uuid)
        ORDER BY c.id LIMIT $6`,
      [due.regionId, due.wave, due.day, due.isToday, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Notes that these campaigns, unchanged since they were read, need nothing on a day. */
  async markExamined(tx: EntityManager, campaigns: readonly Campaign[], day: CalendarDate): Promise<void> {
    if (campaigns.length === 0) return;
    const seen = campaigns.map(({ id, revision }) => ({ id, revision }));
    await tx.query(
      `UPDATE campaigns c SET examined_on = $2
         FROM jsonb_to_recordset($1::jsonb) AS seen (id uuid, revision integer)
        WHERE c.id = seen.id AND c.revision = seen.revision
          AND (c.examined_on IS NULL OR c.examined_on < $2::date)`,
      [JSON.stringify(seen), day],
    );
  }

  /**
   * Writes steps, each once: whoever read an older revision changes nothing.
   *
   * @throws DomainError CONFLICT when a campaign has changed since it was read
   */
  async write(tx: EntityManager, writes: readonly CampaignWrite[], by: WrittenBy): Promise<void> {
    const rows = writes.map(({ before, after }) => ({
      ...{ id: after.id, seen: before.revision, phase: after.phase, cutover_on: after.cutoverOn },
      ...{ announced: after.isAnnounced, cut_over: after.cutOverOn !== null, paused: after.isPaused },
      ...{ confirmed: after.isConfirmed, missed_in_row: after.missedInRow, examined_on: after.examinedOn },
      calendar_override: after.calendarOverride,
    }));
    const [written] = await tx.query<[unknown[], number]>(
      `UPDATE campaigns c SET
         phase = n.phase, cutover_on = n.cutover_on, missed_in_row = n.missed_in_row, examined_on = n.examined_on,
         calendar_override = n.calendar_override, revision = c.revision + 1,
         phase_since = CASE WHEN c.phase = n.phase THEN c.phase_since ELSE $2 END,
         announced_at = CASE WHEN n.announced THEN coalesce(c.announced_at, $2) END,
         cut_over_at = CASE WHEN n.cut_over THEN coalesce(c.cut_over_at, $2) END,
         closed_at = CASE WHEN n.phase = 'closed' THEN $2 END,
         paused_at = CASE WHEN n.paused THEN coalesce(c.paused_at, $2) END,
         confirmed_at = CASE WHEN n.confirmed THEN coalesce(c.confirmed_at, $2) END,
         confirmed_by = CASE WHEN n.confirmed THEN coalesce(c.confirmed_by, $3::uuid) END
       FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, seen integer, phase text, cutover_on date, announced boolean,
         cut_over boolean, paused boolean, confirmed boolean, missed_in_row smallint, examined_on date,
         calendar_override text)
       WHERE c.id = n.id AND c.revision = n.seen RETURNING c.id`,
      [JSON.stringify(rows), by.at, by.actor.kind === 'system' ? null : by.actor.id],
    );
    if (written.length !== writes.length) throw new DomainError('CONFLICT', 'conflict');
    await this.writeHistory(tx, writes, by);
  }

  private async writeHistory(
    tx: EntityManager,
    writes: readonly CampaignWrite[],
    by: WrittenBy,
  ): Promise<void> {
    const rows = writes.map(({ before, after, change, reason, facts }) => ({
      ...{ campaign_id: after.id, event: change.event, from_phase: before.phase, to_phase: after.phase },
      ...{ from_date: before.cutoverOn, to_date: after.cutoverOn, reason, facts },
    }));
    await tx.query(
      `INSERT INTO campaign_history (campaign_id, act_id, event, from_phase, to_phase, from_date, to_date, actor_kind,
         actor_id, reason, facts, at)
       SELECT campaign_id, $2, event, from_phase, to_phase, from_date, to_date, $3, $4, reason, facts, $5
         FROM jsonb_to_recordset($1::jsonb) AS step (campaign_id uuid, event text, from_phase text, to_phase text,
           from_date date, to_date date, reason text, facts jsonb)`,
      [JSON.stringify(rows), by.actId, by.actor.kind, by.actor.id, by.at],
    );
  }

  /** Adds the accounts of each wave: those are counted for the day of its region. */
  private async counted(
    tx: EntityManager,
    rows: readonly CampaignRow[],
    at: Date,
  ): Promise<readonly Campaign[]> {
    const counts = new Map<Uuid, number>();
    for (const timeZone of new Set(rows.map((row) => row.timeZone))) {
      const ids = rows.filter((row) => row.timeZone === timeZone).map(({ id }) => id);
      const found = await tx.query<{ id: Uuid; accounts: number }[]>(
        `SELECT campaign_id AS id, count(*)::integer AS accounts FROM campaign_accounts($1, $2) GROUP BY campaign_id`,
        [ids, dayIn(at, timeZone)],
      );
      for (const { id, accounts } of found) counts.set(id, accounts);
    }
    return rows.map(({ cutOverAt, ...row }) => ({
      ...row,
      cutOverOn: cutOverAt === null ? null : dayIn(cutOverAt, row.timeZone),
      accounts: counts.get(row.id) ?? 0,
    }));
  }
}
