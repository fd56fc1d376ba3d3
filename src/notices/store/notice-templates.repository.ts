import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { FirstTemplate } from '../domain/first-templates/first-template.js';
import type { Wording } from '../domain/paper.js';
import type { TemplateKind } from '../domain/template-kind.js';

/** States of a version. */
export const TEMPLATE_STATES = ['draft', 'approved', 'retired'] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];

/** One version of a text. */
export interface NoticeTemplate extends Wording {
  readonly id: Uuid;
  readonly version: number;
  readonly state: TemplateState;
  /** Null: it came with the product. */
  readonly writtenBy: Uuid | null;
  readonly writtenAt: Date;
  readonly approvedAt: Date | null;
}

export interface NewTemplate extends Wording {
  readonly regionId: Uuid;
  readonly by: Uuid;
  readonly now: Date;
}

const COLUMNS = `id, kind, version, state, title, body, written_by AS "writtenBy", written_at AS "writtenAt",
  approved_at AS "approvedAt"`;

/** Versioned texts of a region; an approved one is frozen by a trigger. */
@Injectable()
export class NoticeTemplates {
  /** Puts the first versions in where the region has none of a kind. */
  async ensureFirst(
    tx: EntityManager,
    regionId: Uuid,
    first: readonly FirstTemplate[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO notice_templates (region_id, kind, version, state, title, body, written_at)
       SELECT $1, f.kind, 1, 'draft', f.title, f.body, $3
         FROM jsonb_to_recordset($2::jsonb) AS f (kind text, title text, body text)
        WHERE NOT EXISTS (SELECT FROM notice_templates t WHERE t.region_id = $1 AND t.kind = f.kind)
       ON CONFLICT (region_id, kind, version) DO NOTHING`,
      [regionId, JSON.stringify(first), now],
    );
  }

  list(
    tx: EntityManager,
    regionId: Uuid,
    filter: { readonly kind: TemplateKind | null; readonly state: TemplateState | null },
  ): Promise<NoticeTemplate[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM notice_templates
        WHERE region_id = $1 AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR state = $3)
        ORDER BY kind, version DESC`,
      [regionId, filter.kind, filter.state],
    );
  }

  async find(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<NoticeTemplate | null> {
    const [row] = await tx.query<NoticeTemplate[]>(
      `SELECT ${COLUMNS} FROM notice_templates WHERE region_id = $1 AND id = $2`,
      [regionId, id],
    );
    return row ?? null;
  }

  /** The approved versions, by kind. */
  async approved(tx: EntityManager, regionId: Uuid): Promise<ReadonlyMap<TemplateKind, NoticeTemplate>> {
    const rows = await this.list(tx, regionId, { kind: null, state: 'approved' });
    return new Map(rows.map((row) => [row.kind, row]));
  }

  /** Versions by id: what a paper was printed of, retired or not. */
  async byIds(tx: EntityManager, ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, NoticeTemplate>> {
    const rows = await tx.query<NoticeTemplate[]>(
      `SELECT ${COLUMNS} FROM notice_templates WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Writes the next version; whoever writes at the same moment waits. */
  async add(
    tx: EntityManager,
    { regionId, kind, title, body, by, now }: NewTemplate,
  ): Promise<NoticeTemplate> {
    await this.lock(tx, regionId, kind);
    const [row] = await tx.query<NoticeTemplate[]>(
      `INSERT INTO notice_templates (region_id, kind, version, state, title, body, written_by, written_at)
       SELECT $1, $2, coalesce(max(version), 0) + 1, 'draft', $3, $4, $5, $6
         FROM notice_templates WHERE region_id = $1 AND kind = $2
       RETURNING ${COLUMNS}`,
      [regionId, kind, title, body, by, now],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }

  /** Retires the approved version of the kind and approves this draft; false when it is none any more. */
  async approve(
    tx: EntityManager,
    {
      id,
      regionId,
      kind,
      by,
      now,
    }: Pick<NoticeTemplate, 'id' | 'kind'> & Pick<NewTemplate, 'regionId' | 'by' | 'now'>,
  ): Promise<boolean> {
    await this.lock(tx, regionId, kind);
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM notice_templates WHERE id = $1 AND state = 'draft'`,
      [id],
    );
    if (row === undefined) return false;
    await tx.query(
      `UPDATE notice_templates SET state = 'retired' WHERE region_id = $1 AND kind = $2 AND state = 'approved'`,
      [regionId, kind],
    );
    await tx.query(
      `UPDATE notice_templates SET state = 'approved', approved_by = $2, approved_at = $3 WHERE id = $1`,
      [id, by, now],
    );
    return true;
  }

  /** Whoever writes or approves a text of this kind waits for the one before. */
  private async lock(tx: EntityManager, regionId: Uuid, kind: TemplateKind): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('notice_template:' || $1 || $2, 0))`, [
      regionId,
      kind,
    ]);
  }
}
