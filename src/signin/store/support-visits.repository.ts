import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Somebody of the support at one case, for a while. */
export interface SupportVisit {
  readonly ticket: string;
  readonly expiresAt: Date;
}

@Injectable()
export class SupportVisitsRepository {
  async open(
    tx: EntityManager,
    visit: SupportVisit & {
      readonly regionId: Uuid;
      readonly signInId: Uuid;
      readonly agentId: Uuid;
      readonly openedAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO support_visits (region_id, sign_in_id, agent_id, ticket, opened_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [visit.regionId, visit.signInId, visit.agentId, visit.ticket, visit.openedAt, visit.expiresAt],
    );
  }

  /** The one that holds longest; null when none does now. */
  async live(tx: EntityManager, signInId: Uuid, agentId: Uuid, now: Date): Promise<SupportVisit | null> {
    const [row] = await tx.query<SupportVisit[]>(
      `SELECT ticket, expires_at AS "expiresAt" FROM support_visits
        WHERE sign_in_id = $1 AND agent_id = $2 AND expires_at > $3 ORDER BY expires_at DESC LIMIT 1`,
      [signInId, agentId, now],
    );
    return row ?? null;
  }
}
