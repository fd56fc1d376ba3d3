import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { type DeliveryChannel, type DeliveryState, statesBefore } from '../domain/delivery-state.js';

/** A message as it is written down. */
export interface NewDelivery {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly personId: Uuid | null;
  readonly noticeIssueId: Uuid | null;
  readonly channel: DeliveryChannel;
  readonly mandatory: boolean;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly addressSealed: Buffer | null;
  readonly addressHash: Buffer | null;
  readonly contentSealed: Buffer | null;
  readonly dedupeKey: string | null;
}

/** A message that its claimer alone may hand over until the claim ends. */
export interface ClaimedDelivery {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly channel: DeliveryChannel;
  readonly mandatory: boolean;
  readonly attempts: number;
  readonly addressSealed: Buffer;
  readonly contentSealed: Buffer;
  readonly createdAt: Date;
}

/** A message whose state has just changed. */
export interface ChangedDelivery {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly noticeIssueId: Uuid | null;
  readonly channel: DeliveryChannel;
  readonly state: DeliveryState;
  readonly reason: string | null;
}

const CHANGED = `id, region_id AS "regionId", notice_issue_id AS "noticeIssueId", channel, state, reason`;
/** What is sealed, and who holds it, is of no more use once a message is out of the queue. */
const AT_REST = `content_sealed = NULL, claim = NULL, claimed_until = NULL`;

/** Rows of `notice_deliveries`: each step is one guarded statement, so that two servers never take the same one. */
@Injectable()
export class NoticeDeliveriesRepository {
  /** Adds those that nobody has asked for before; returns them. */
  add(tx: EntityManager, rows: readonly NewDelivery[], now: Date): Promise<ChangedDelivery[]> {
    const parameter = rows.map((row) => ({
      ...row,
      addressSealed: row.addressSealed?.toString('base64') ?? null,
      addressHash: row.addressHash?.toString('base64') ?? null,
      contentSealed: row.contentSealed?.toString('base64') ?? null,
    }));
    return tx.query<ChangedDelivery[]>(
      `INSERT INTO notice_deliveries (id, region_id, person_id, notice_issue_id, channel, mandatory, state, reason,
         address_sealed, address_hash, content_sealed, dedupe_key, not_before, created_at, changed_at)
       SELECT id, "regionId", "personId", "noticeIssueId", channel, mandatory, state, reason,
         decode("addressSealed", 'base64'), decode("addressHash", 'base64'), decode("contentSealed", 'base64'),
         "dedupeKey", $2, $2, $2
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, "regionId" uuid, "personId" uuid, "noticeIssueId" uuid,
         channel text, mandatory boolean, state text, reason text, "addressSealed" text, "addressHash" text,
         "contentSealed" text, "dedupeKey" text)
       ON CONFLICT (region_id, dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING
       RETURNING ${CHANGED}`,
      [JSON.stringify(parameter), now],
    );
  }

  /** Takes what is due, mandatory messages first; what others hold is passed by. */
  async claim(
    tx: EntityManager,
    wanted: {
      readonly channels: readonly DeliveryChannel[];
      readonly claim: Uuid;
      readonly now: Date;
      readonly until: Date;
      readonly limit: number;
    },
  ): Promise<ClaimedDelivery[]> {
    const [rows] = await tx.query<[ClaimedDelivery[], number]>(
      `UPDATE notice_deliveries d SET claim = $2, claimed_until = $4, attempts = least(attempts + 1, 30000)
       WHERE d.id IN (
         SELECT id FROM notice_deliveries
         WHERE state = 'queued' AND channel = ANY ($1) AND not_before <= $3
           AND (claimed_until IS NULL OR claimed_until <= $3)
         ORDER BY mandatory DESC, not_before, id LIMIT $5 FOR UPDATE SKIP LOCKED)
       RETURNING id, region_id AS "regionId", channel, mandatory, attempts, address_sealed AS "addressSealed",
         content_sealed AS "contentSealed", created_at AS "createdAt"`,
      [wanted.channels, wanted.claim, wanted.now, wanted.until, wanted.limit],
    );
    return rows;
  }

  /** The end of an attempt by its claimer; null when the claim has passed to somebody else, or a report came first. */
  async end(
    tx: EntityManager,
    step: {
      readonly id: Uuid;
      readonly claim: Uuid;
      readonly state: Exclude<DeliveryState, 'queued'>;
      readonly reason: string | null;
      readonly gatewayId: string | null;
      readonly now: Date;
    },
  ): Promise<ChangedDelivery | null> {
    const [[changed]] = await tx.query<[ChangedDelivery[], number]>(
      `UPDATE notice_deliveries SET state = $3, reason = $4, gateway_id = $5, changed_at = $6,
         sent_at = CASE WHEN $3 = 'sent' THEN $6::timestamptz END, ${AT_REST}
       WHERE id = $1 AND claim = $2 AND state = 'queued' RETURNING ${CHANGED}`,
      [step.id, step.claim, step.state, step.reason, step.gatewayId, step.now],
    );
    return changed ?? null;
  }

  /** The message goes back into the queue. */
  async postpone(
    tx: EntityManager,
    step: { readonly id: Uuid; readonly claim: Uuid; readonly reason: string; readonly notBefore: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE notice_deliveries SET claim = NULL, claimed_until = NULL, reason = $3, not_before = $4
       WHERE id = $1 AND claim = $2 AND state = 'queued'`,
      [step.id, step.claim, step.reason, step.notBefore],
    );
  }

  /** What a gateway or mail server says of a message; null when there is none, or its state does not let it. */
  async report(
    tx: EntityManager,
    step: {
      readonly id: Uuid;
      readonly state: DeliveryState;
      readonly reason: string | null;
      readonly now: Date;
    },
  ): Promise<ChangedDelivery | null> {
    const [[changed]] = await tx.query<[ChangedDelivery[], number]>(
      `UPDATE notice_deliveries SET state = $2, reason = $3, changed_at = $4, ${AT_REST}
       WHERE id = $1 AND state = ANY ($5) AND attempts > 0 RETURNING ${CHANGED}`,
      [step.id, step.state, step.reason, step.now, statesBefore(step.state)],
    );
    return changed ?? null;
  }

  /** What waits, for metrics. */
  async figures(
    tx: EntityManager,
    channels: readonly DeliveryChannel[],
  ): Promise<{ readonly waiting: number; readonly oldest: Date | null }> {
    const [row] = await tx.query<{ waiting: number; oldest: Date | null }[]>(
      `SELECT count(*)::int AS waiting, min(created_at) AS oldest FROM notice_deliveries
       WHERE state = 'queued' AND channel = ANY ($1)`,
      [channels],
    );
    return row ?? { waiting: 0, oldest: null };
  }

  /** Drops the addresses of messages that came to rest before the moment; the rest of the log stays. */
  async forgetAddresses(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(
      `UPDATE notice_deliveries SET address_sealed = NULL, address_hash = NULL
       WHERE state <> 'queued' AND changed_at < $1 AND address_sealed IS NOT NULL`,
      [before],
    );
  }
}
