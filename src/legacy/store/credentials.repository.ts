import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CredentialEvent } from '../domain/credential-moves.js';
import { followPhase, moveByEvent } from './credential-sql.js';

/** One event that happens to some accounts, by whom and when. */
export interface CredentialStep {
  readonly accountIds: readonly Uuid[];
  readonly event: CredentialEvent;
  readonly actor: AuditActor;
  readonly at: Date;
  /** Until when a `reenabled` password works; of no meaning to other events. */
  readonly until?: Date;
}

/** Accounts that moved; `shut`: those of them whose password stopped working, or was made anew. */
export interface MovedCredentials {
  readonly all: readonly Uuid[];
  readonly shut: readonly Uuid[];
}

const NONE: MovedCredentials = { all: [], shut: [] };
const OF_IDS = 'k.journal_account_id = ANY ($1::uuid[])';

/** The old logins: every change of a state goes through here. */
@Injectable()
export class CredentialsRepository {
  /** Puts an event to accounts: two statements, whatever their number. Accounts without a row are left alone. */
  async move(tx: EntityManager, step: CredentialStep): Promise<MovedCredentials> {
    const { accountIds, event, actor, at, until } = step;
    if (accountIds.length === 0) return NONE;
    await this.lock(tx, OF_IDS, accountIds);
    const parameters = [at, actor.kind, actor.id, until ?? null, accountIds];
    const [moved] = await tx.query<MovedCredentials[]>(moveByEvent(event), parameters);
    return moved ?? NONE;
  }

  /** Brings accounts to the phase of their governing campaigns, with {@link move}'s writing. */
  async follow(
    tx: EntityManager,
    accountIds: readonly Uuid[],
    by: { readonly actor: AuditActor; readonly at: Date },
  ): Promise<MovedCredentials> {
    const parameters = [by.at, by.actor.kind, by.actor.id, null, accountIds];
    const [moved] = await tx.query<MovedCredentials[]>(
      followPhase('k.journal_account_id = ANY ($5::uuid[])'),
      parameters,
    );
    return moved ?? NONE;
  }

  /** Locks credentials in the order of their ids, so that two that lock the same never wait for each other. */
  private async lock(tx: EntityManager, which: string, parameter: unknown): Promise<void> {
    await tx.query(
      `SELECT count(*) FROM (
         SELECT FROM legacy_credentials k WHERE ${which} ORDER BY k.journal_account_id FOR UPDATE) locked`,
      [parameter],
    );
  }
}
