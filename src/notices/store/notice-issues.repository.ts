import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type NoticeEvent, type NoticeState, statesBefore } from '../domain/notice-state.js';

/** A notice to be made. */
export interface NewNotice {
  readonly campaignId: Uuid;
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly classId: Uuid | null;
  readonly templateId: Uuid;
  readonly cutoverOn: CalendarDate;
}

/** A living notice, locked. */
export interface LiveNotice {
  readonly id: Uuid;
  readonly campaignId: Uuid;
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly state: NoticeState;
  readonly printId: Uuid | null;
  /** Who gave it its code; null without a print. */
  readonly printedBy: Uuid | null;
}

/** A notice that an event has moved. */
export interface MovedNotice {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly campaignId: Uuid;
  readonly personId: Uuid;
  readonly cutoverOn: CalendarDate;
}

const LIVE = `state NOT IN ('acted', 'void')`;
const MOVED = `id, region_id AS "regionId", school_id AS "schoolId", campaign_id AS "campaignId", person_id AS "personId",
  cutover_on AS "cutoverOn"`;

const AFTER: Readonly<Record<NoticeEvent, NoticeState>> = {
  ...{
    hand_out: 'handed_out',
    send: 'sent',
    deliver: 'delivered',
    bounce: 'bounced',
    act: 'acted',
    void: 'void',
  },
};

/** NoticeIssues; every move is guarded by the state it starts from. */
@Injectable()
export class NoticeIssues {
  /** Makes those whose person has no living one of the campaign; returns whom it made them for. */
  async add(
    tx: EntityManager,
    { regionId, schoolId }: { readonly regionId: Uuid; readonly schoolId: Uuid },
    notices: readonly NewNotice[],
    now: Date,
  ): Promise<{ readonly id: Uuid; readonly campaignId: Uuid; readonly personId: Uuid }[]> {
    return tx.query(
      `INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, class_group_id,
         template_id, cutover_on, state, state_since, created_at)
       SELECT $1, $2, "campaignId", "personId", "accountId", "classId", "templateId", "cutoverOn", 'generated', $4, $4
         FROM jsonb_to_recordset($3::jsonb) AS n ("campaignId" uuid, "personId" uuid, "accountId" uuid, "classId" uuid,
           "templateId" uuid, "cutoverOn" date)
        ORDER BY "campaignId", "personId"
       ON CONFLICT (campaign_id, person_id) WHERE ${LIVE} DO NOTHING
       RETURNING id, campaign_id AS "campaignId", person_id AS "personId"`,
      [regionId, schoolId, JSON.stringify(notices), now],
    );
  }

  /**
   * The living notices of these people and campaigns, locked in one order. They are read by a statement of its own: one that has
   * waited for a lock sees the row as it is now, but other tables as they were, and would miss the act that has just printed it.
   */
  async lockLive(
    tx: EntityManager,
    people: readonly { readonly campaignId: Uuid; readonly personId: Uuid }[],
  ): Promise<LiveNotice[]> {
    const locked = await tx.query<{ id: Uuid }[]>(
      `SELECT n.id FROM notice_issues n
         JOIN jsonb_to_recordset($1::jsonb) AS asked ("campaignId" uuid, "personId" uuid)
           ON n.campaign_id = asked."campaignId" AND n.person_id = asked."personId"
        WHERE n.${LIVE} ORDER BY n.id FOR UPDATE OF n`,
      [JSON.stringify(people.map(({ campaignId, personId }) => ({ campaignId, personId })))],
    );
    return tx.query(
      `SELECT n.id, n.campaign_id AS "campaignId", n.person_id AS "personId", n.journal_account_id AS "accountId", n.state,
              n.print_id AS "printId", p.printed_by AS "printedBy"
         FROM notice_issues n LEFT JOIN notice_prints p ON p.id = n.print_id
        WHERE n.id = ANY ($1::uuid[]) ORDER BY n.id`,
      [locked.map(({ id }) => id)],
    );
  }

  /** Those of these people who have a living notice in another state than these: theirs is on its way, or with them. */
  async elsewhere(
    tx: EntityManager,
    personIds: readonly Uuid[],
    states: readonly NoticeState[],
  ): Promise<ReadonlySet<Uuid>> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT person_id AS id FROM notice_issues
        WHERE person_id = ANY ($1::uuid[]) AND ${LIVE} AND state <> ALL ($2::text[])`,
      [personIds, states],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async addPrint(
    tx: EntityManager,
    print: { readonly id: Uuid; readonly regionId: Uuid; readonly by: Uuid; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO notice_prints (id, region_id, printed_by, printed_at) VALUES ($1, $2, $3, $4)',
      [print.id, print.regionId, print.by, print.at],
    );
  }

  /** These papers carry the codes of this print from now on. */
  async printed(tx: EntityManager, ids: readonly Uuid[], printId: Uuid): Promise<void> {
    await tx.query('UPDATE notice_issues SET print_id = $2 WHERE id = ANY ($1::uuid[])', [ids, printId]);
  }

  /** What is printed of them from now on: of a notice that was a message before, and after a birthday. */
  async reword(
    tx: EntityManager,
    wordings: readonly { readonly id: Uuid; readonly templateId: Uuid }[],
  ): Promise<void> {
    await tx.query(
      `UPDATE notice_issues n SET template_id = w."templateId"
         FROM jsonb_to_recordset($1::jsonb) AS w (id uuid, "templateId" uuid)
        WHERE n.id = w.id AND n.template_id <> w."templateId"`,
      [JSON.stringify(wordings)],
    );
  }

  /** Moves those of the named that stand where the event leads on from; returns them. A paper is not sent: it waits to be handed out. */
  async move(
    tx: EntityManager,
    ids: readonly Uuid[],
    event: Exclude<NoticeEvent, 'hand_out' | 'bounce'>,
    now: Date,
  ): Promise<readonly MovedNotice[]> {
    const [rows] = await tx.query<[MovedNotice[], number]>(
      `UPDATE notice_issues SET state = $2, state_since = $3 WHERE id = ANY ($1::uuid[]) AND state = ANY ($4::text[])
         AND ($2 <> 'sent' OR print_id IS NULL) RETURNING ${MOVED}`,
      [ids, AFTER[event], now, statesBefore(event)],
    );
    return rows;
  }

  /** A message did not reach its reader: the notice has bounced, unless one to another address of theirs went out. */
  async bounce(
    tx: EntityManager,
    id: Uuid,
    deliveryId: Uuid | null,
    now: Date,
  ): Promise<readonly MovedNotice[]> {
    const [rows] = await tx.query<[MovedNotice[], number]>(
      `UPDATE notice_issues n SET state = 'bounced', state_since = $3 WHERE id = $1 AND state = ANY ($4::text[])
         AND NOT EXISTS (
           SELECT FROM notice_deliveries lost JOIN notice_deliveries other ON other.notice_issue_id = n.id
            WHERE lost.id = $2 AND other.state IN ('sent', 'delivered')
              AND (other.channel, other.address_hash) IS DISTINCT FROM (lost.channel, lost.address_hash))
       RETURNING ${MOVED}`,
      [id, deliveryId, now, statesBefore('bounce')],
    );
    return rows;
  }

  async handOut(
    tx: EntityManager,
    ids: readonly Uuid[],
    handed: { readonly on: CalendarDate; readonly by: Uuid; readonly at: Date },
  ): Promise<readonly MovedNotice[]> {
    const [rows] = await tx.query<[MovedNotice[], number]>(
      `UPDATE notice_issues SET state = 'handed_out', state_since = $2, handed_on = $3, handed_by = $4
        WHERE id = ANY ($1::uuid[]) AND state = ANY ($5::text[]) RETURNING ${MOVED}`,
      [ids, handed.at, handed.on, handed.by, statesBefore('hand_out')],
    );
    return rows;
  }

  /** The link of an account is active: whoever holds it needs no notice any more. */
  async act(tx: EntityManager, accountId: Uuid, now: Date): Promise<readonly MovedNotice[]> {
    const [rows] = await tx.query<[MovedNotice[], number]>(
      `UPDATE notice_issues n SET state = 'acted', state_since = $2
        WHERE journal_account_id = $1 AND ${LIVE}
          AND EXISTS (SELECT FROM links l WHERE l.journal_account_id = $1 AND l.state = 'active')
       RETURNING ${MOVED}`,
      [accountId, now],
    );
    return rows;
  }

  /** Voids the living ones of a campaign that name another day than it has now. Returns those whose person knows that day. */
  async voidOutdated(
    tx: EntityManager,
    { id, cutoverOn }: { readonly id: Uuid; readonly cutoverOn: CalendarDate | null },
    now: Date,
  ): Promise<readonly (MovedNotice & { readonly wasIssued: boolean })[]> {
    const [rows] = await tx.query<[(MovedNotice & { readonly wasIssued: boolean })[], number]>(
      `UPDATE notice_issues n SET state = 'void', state_since = $3
         FROM (SELECT id, state FROM notice_issues
                WHERE campaign_id = $1 AND ${LIVE} AND cutover_on IS DISTINCT FROM $2::date ORDER BY id FOR UPDATE) old
        WHERE n.id = old.id
       RETURNING n.id, n.region_id AS "regionId", n.school_id AS "schoolId", n.campaign_id AS "campaignId",
                 n.person_id AS "personId", n.cutover_on AS "cutoverOn",
                 old.state IN ('handed_out', 'sent', 'delivered') AS "wasIssued"`,
      [id, cutoverOn, now],
    );
    return rows;
  }

  /** New ones for the new day in place of void ones: the same text and the same code, which stays good (LNK-05). */
  async replace(
    tx: EntityManager,
    ids: readonly Uuid[],
    cutoverOn: CalendarDate,
    now: Date,
  ): Promise<number> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, class_group_id,
         template_id, print_id, replaces_id, cutover_on, state, state_since, created_at)
       SELECT n.region_id, n.school_id, n.campaign_id, n.person_id, n.journal_account_id, n.class_group_id,
              coalesce((SELECT newer.id FROM notice_templates newer JOIN notice_templates old ON old.id = n.template_id
                         WHERE newer.region_id = n.region_id AND newer.kind = old.kind AND newer.state = 'approved'),
                       n.template_id),
              n.print_id, n.id, $2, 'generated', $3, $3
         FROM notice_issues n
        WHERE n.id = ANY ($1::uuid[])
          AND NOT EXISTS (SELECT FROM links l WHERE l.journal_account_id = n.journal_account_id AND l.state = 'active')
        ORDER BY n.campaign_id, n.person_id
       ON CONFLICT (campaign_id, person_id) WHERE ${LIVE} DO NOTHING RETURNING id`,
      [ids, cutoverOn, now],
    );
    return rows.length;
  }
}
