import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** One order of an administrator upon many campaigns. */
export interface CampaignActRecord {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly event: string;
  readonly reason: string;
  readonly authorId: Uuid;
  readonly at: Date;
  /** Null without an Idempotency-Key. */
  readonly idempotencyHash: Buffer | null;
  readonly requestHash: Buffer;
}

/** Orders of administrators with their answers. */
@Injectable()
export class CampaignActs {
  /** False when the author has used the Idempotency-Key before; who comes second waits for the first. */
  async add(tx: EntityManager, act: CampaignActRecord): Promise<boolean> {
    const { id, regionId, event, reason, authorId, at, idempotencyHash, requestHash } = act;
    const rows = await tx.query<unknown[]>(
      `INSERT INTO campaign_acts (id, region_id, event, reason, author_id, at, idempotency_hash, request_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (author_id, idempotency_hash) WHERE idempotency_hash IS NOT NULL DO NOTHING RETURNING id`,
      [id, regionId, event, reason, authorId, at, idempotencyHash, requestHash],
    );
    return rows.length > 0;
  }

  async answer(tx: EntityManager, id: Uuid, answer: object): Promise<void> {
    await tx.query('UPDATE campaign_acts SET answer = $2::jsonb WHERE id = $1', [id, JSON.stringify(answer)]);
  }

  /** The act of this author and key, with what was answered. */
  async find(
    tx: EntityManager,
    authorId: Uuid,
    idempotencyHash: Buffer,
  ): Promise<{ readonly requestHash: Buffer; readonly answer: unknown } | null> {
    const [row] = await tx.query<{ requestHash: Buffer; answer: unknown }[]>(
      `SELECT request_hash AS "requestHash", answer FROM campaign_acts WHERE author_id = $1 AND idempotency_hash = $2`,
      [authorId, idempotencyHash],
    );
    return row ?? null;
  }
}
