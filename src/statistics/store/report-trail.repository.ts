import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ReportEvent, ReportState } from '../domain/report-moves.js';

/** Who did what with a report, and why. `open`: the period was opened. */
export interface ReportTrailStep {
  readonly event: ReportEvent | 'open';
  readonly from: ReportState | null;
  readonly to: ReportState;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly reason: string | null;
  /** For a return: what is wrong, by column key. */
  readonly cellComments: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly at: Date;
}

/** What was signed and submitted, for ever. */
export interface SignedRevision {
  readonly revision: number;
  readonly snapshotId: Uuid;
  readonly content: unknown;
  /** SHA-256 of the content as canonical JSON (RFC 8785), lower-case hex. */
  readonly contentHash: string;
  readonly signedBy: Uuid;
  readonly signedAt: Date;
  readonly late: boolean;
}

/** The history of reports and their signed revisions: both only grow. */
@Injectable()
export class ReportTrail {
  /** One step of one report, or the same step of many. */
  async addSteps(tx: EntityManager, reportIds: readonly Uuid[], step: ReportTrailStep): Promise<void> {
    await tx.query(
      `INSERT INTO report_steps (report_id, event, from_state, to_state, actor_kind, actor_id, reason, cell_comments,
         revision, at)
       SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM unnest($1::uuid[]) AS id`,
      [
        ...[reportIds, step.event, step.from, step.to, step.actor.kind, step.actor.id],
        ...[step.reason, JSON.stringify(step.cellComments), step.revision, step.at],
      ],
    );
  }

  steps(tx: EntityManager, reportId: Uuid): Promise<ReportTrailStep[]> {
    return tx.query(
      `SELECT event, from_state AS "from", to_state AS "to", json_build_object('kind', actor_kind, 'id', actor_id) AS actor,
              reason, cell_comments AS "cellComments", revision, at
         FROM report_steps WHERE report_id = $1 ORDER BY id`,
      [reportId],
    );
  }

  async addRevision(tx: EntityManager, reportId: Uuid, signed: SignedRevision): Promise<void> {
    await tx.query(
      `INSERT INTO report_revisions (report_id, revision, snapshot_id, content, content_hash, signed_by, signed_at, late)
       VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)`,
      [
        ...[reportId, signed.revision, signed.snapshotId, JSON.stringify(signed.content), signed.contentHash],
        ...[signed.signedBy, signed.signedAt, signed.late],
      ],
    );
  }

  revisions(tx: EntityManager, reportId: Uuid): Promise<SignedRevision[]> {
    return tx.query(
      `SELECT revision, snapshot_id AS "snapshotId", content, encode(content_hash, 'hex') AS "contentHash",
              signed_by AS "signedBy", signed_at AS "signedAt", late
         FROM report_revisions WHERE report_id = $1 ORDER BY revision`,
      [reportId],
    );
  }
}
