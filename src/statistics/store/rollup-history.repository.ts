import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { RollupEvent, RollupState } from '../domain/rollup-moves.js';

/** What was signed, for ever. */
export interface RollupRevision {
  readonly revision: number;
  readonly snapshotId: Uuid;
  readonly content: Readonly<Record<string, unknown>>;
  /** SHA-256 of the content as canonical JSON, hexadecimal. */
  readonly hash: string;
  readonly signedBy: Uuid;
  readonly signedAt: Date;
  readonly late: boolean;
}

/** One move, and who made it why. */
export interface RollupStep {
  readonly event: RollupEvent;
  readonly from: RollupState | null;
  readonly to: RollupState;
  readonly actor: AuditActor;
  readonly reason: string | null;
  readonly revision: number;
  readonly at: Date;
}

/** What became of a roll-up: its steps, and what was signed. */
@Injectable()
export class RollupHistory {
  async addStep(tx: EntityManager, rollupId: Uuid, step: RollupStep): Promise<void> {
    await tx.query(
      `INSERT INTO report_steps (rollup_id, event, from_state, to_state, actor_kind, actor_id, reason, revision, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[rollupId, step.event, step.from, step.to, step.actor.kind, step.actor.id],
        ...[step.reason, step.revision, step.at],
      ],
    );
  }

  async sign(tx: EntityManager, rollupId: Uuid, signed: RollupRevision): Promise<void> {
    await tx.query(
      `INSERT INTO report_revisions (rollup_id, revision, snapshot_id, content, content_hash, signed_by, signed_at, late)
       VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)`,
      [
        ...[rollupId, signed.revision, signed.snapshotId, JSON.stringify(signed.content), signed.hash],
        ...[signed.signedBy, signed.signedAt, signed.late],
      ],
    );
  }

  /** The oldest first. */
  steps(tx: EntityManager, rollupId: Uuid): Promise<RollupStep[]> {
    return tx.query(
      `SELECT event, from_state AS "from", to_state AS "to", json_build_object('kind', actor_kind, 'id', actor_id) AS actor,
              reason, revision, at FROM report_steps WHERE rollup_id = $1 ORDER BY id`,
      [rollupId],
    );
  }

  /** The newest first. */
  revisions(tx: EntityManager, rollupId: Uuid): Promise<RollupRevision[]> {
    return tx.query(
      `SELECT revision, snapshot_id AS "snapshotId", content, encode(content_hash, 'hex') AS hash, signed_by AS "signedBy",
              signed_at AS "signedAt", late FROM report_revisions WHERE rollup_id = $1 ORDER BY revision DESC`,
      [rollupId],
    );
  }
}
