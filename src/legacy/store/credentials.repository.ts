import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CredentialEvent } from '../domain/credential-moves.js';
import { followPhase, moveByEvent } from './credential-sql.js';

/** Who acts, and when. */
export interface ActBy {
  readonly actor: AuditActor;
  readonly at: Date;
}

/** One event that happens to some accounts, by whom and when. */
export interface CredentialStep extends ActBy {
  readonly accountIds: readonly Uuid[];
  readonly event: CredentialEvent;
  /** Until when a `reenabled` password works; of no meaning to other events. */
  readonly until?: Date;
}

/** Accounts that moved; `shut`: those of them whose password stopped working, or was made anew. */
export interface MovedCredentials {
  readonly all: readonly Uuid[];
  readonly shut: readonly Uuid[];
}

const NONE: MovedCredentials = { all: [], shut: [] };
const membersOf = (parameter: string) =>
  `k.journal_account_id IN (SELECT m.journal_account_id FROM wave_members m WHERE m.campaign_id = ANY (${parameter}::uuid[]))`;

/** The old logins: every change of a state goes through here. */
@Injectable()
export class CredentialsRepository {
  /** Puts an event to accounts: two statements, whatever their number. Accounts without a row are left alone. */
  async move(tx: EntityManager, step: CredentialStep): Promise<MovedCredentials> {
    const { accountIds, event, actor, at, until } = step;
    if (accountIds.length === 0) return NONE;
    await this.lock(tx, accountIds);
    const parameters = [at, actor.kind, actor.id, until ?? null, accountIds];
    const [moved] = await tx.query<MovedCredentials[]>(moveByEvent(event), parameters);
    return moved ?? NONE;
  }

  /** Brings accounts to the phase of their governing campaigns; their rows must be locked. */
  async follow(tx: EntityManager, accountIds: readonly Uuid[], by: ActBy): Promise<MovedCredentials> {
    return this.followWhere(tx, 'k.journal_account_id = ANY ($5::uuid[])', accountIds, by);
  }

  /** Brings the members of campaigns to the phases that now govern them; their rows must be locked. */
  async followMembers(tx: EntityManager, campaignIds: readonly Uuid[], by: ActBy): Promise<MovedCredentials> {
    return this.followWhere(tx, membersOf('$5'), campaignIds, by);
  }

  async lock(tx: EntityManager, accountIds: readonly Uuid[]): Promise<void> {
    await this.lockWhere(tx, 'k.journal_account_id = ANY ($1::uuid[])', accountIds);
  }

  async lockMembers(tx: EntityManager, campaignIds: readonly Uuid[]): Promise<void> {
    await this.lockWhere(tx, membersOf('$1'), campaignIds);
  }

  private async followWhere(
    tx: EntityManager,
    members: string,
    ids: readonly Uuid[],
    { actor, at }: ActBy,
  ): Promise<MovedCredentials> {
    const parameters = [at, actor.kind, actor.id, null, ids];
    const [moved] = await tx.query<MovedCredentials[]>(followPhase(members), parameters);
    return moved ?? NONE;
  }

  /** Locks credentials in the order of their ids, so that two that lock the same never wait for each other. */
  private async lockWhere(tx: EntityManager, which: string, parameter: unknown): Promise<void> {
    await tx.query(
      `SELECT count(*) FROM (
         SELECT FROM legacy_credentials k WHERE ${which} ORDER BY k.journal_account_id FOR UPDATE) locked`,
      [parameter],
    );
  }
}
