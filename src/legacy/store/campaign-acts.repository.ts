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
}

/** Orders of administrators: who, what, why and when. */
@Injectable()
export class CampaignActs {
  async add(
    tx: EntityManager,
    { id, regionId, event, reason, authorId, at }: CampaignActRecord,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO campaign_acts (id, region_id, event, reason, author_id, at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, regionId, event, reason, authorId, at],
    );
  }
}
