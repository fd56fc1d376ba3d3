import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { DomainFacts } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignEvent, CampaignOrder } from '../domain/campaign-moves.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';

/** One act of a person upon campaigns; several calls of one act share `actId`. */
export interface CampaignAct {
  readonly campaignIds: readonly Uuid[];
  readonly order: CampaignOrder;
  readonly reason: string;
  readonly actor: AuditActor;
  readonly at: Date;
  readonly actId: Uuid;
  /** What the caller has seen (If-Match), by campaign; another revision is CONFLICT. */
  readonly revisions?: ReadonlyMap<Uuid, number>;
}

/** A campaign that the act moves, or would move. `event` is `carried_along` for later waves that the act did not name. */
export interface CampaignStep {
  readonly campaignId: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly event: CampaignEvent;
  readonly from: CampaignPhase;
  readonly to: CampaignPhase;
  readonly fromDate: CalendarDate | null;
  readonly toDate: CalendarDate | null;
  /** After the move. */
  readonly revision: number;
}

/** A campaign of the act that the rules do not let move; code and facts are those of a DomainError. */
export interface RefusedCampaign {
  readonly campaignId: Uuid;
  readonly code: string;
  readonly facts: DomainFacts;
}

export interface CampaignOutcome {
  readonly steps: readonly CampaignStep[];
  readonly refused: readonly RefusedCampaign[];
}

/**
 * Moves campaigns by the order of a person: locks all waves of the schools concerned, decides by the machine of e.3, writes
 * campaigns, history, audit and news, takes the later waves along, and lets the credentials follow, in one transaction.
 */
@Injectable()
export class MoveCampaigns {
  /**
   * All or nothing.
   *
   * @throws DomainError of the first campaign that may not move; NOT_FOUND for an unknown id
   */
  async execute(_tx: EntityManager, _act: CampaignAct): Promise<readonly CampaignStep[]> {
    return Promise.resolve([]);
  }

  /** Moves those that may move and names the others: for acts upon a whole region (EC-109). */
  async executeWherePossible(_tx: EntityManager, _act: CampaignAct): Promise<CampaignOutcome> {
    return Promise.resolve({ steps: [], refused: [] });
  }

  /** What {@link executeWherePossible} would do, without a lock and without writing: the preview. */
  async preview(_tx: EntityManager, _act: CampaignAct): Promise<CampaignOutcome> {
    return Promise.resolve({ steps: [], refused: [] });
  }
}
