import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';

/** Campaigns whose phase, date or membership has just changed, and by whom. */
export interface PhaseStep {
  readonly campaignIds: readonly Uuid[];
  readonly actor: AuditActor;
  readonly at: Date;
}

/** Brings the credentials of a campaign's members to the state of its phase, in the transaction of the move. */
@Injectable()
export class FollowPhases {
  async execute(_tx: EntityManager, _step: PhaseStep): Promise<void> {}
}
