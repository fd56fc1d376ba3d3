import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ReportForm } from '../domain/report-form.js';

/** A version of a form with who published it. */
export interface PublishedForm extends ReportForm {
  /** Null: given with the programme, for every region. */
  readonly regionId: Uuid | null;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

const COLUMNS = `code, version, region_id AS "regionId", title, school_kinds AS "schoolKinds", age_basis AS "ageBasis",
  columns, published_by AS "publishedBy", published_at AS "publishedAt"`;

/** Forms of reports as versioned data (REP-01). A region sees its own versions and those of the programme. */
@Injectable()
export class ReportForms {
  /** Publishes the next version of the code; versions are counted over all regions, so that a number means one text. */
  async publish(
    tx: EntityManager,
    form: Omit<ReportForm, 'version'>,
    by: { readonly regionId: Uuid; readonly publishedBy: string; readonly at: Date },
  ): Promise<number> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('report_forms:' || $1, 0))`, [form.code]);
    const [row] = await tx.query<{ version: number }[]>(
      `INSERT INTO report_forms (code, version, region_id, title, school_kinds, age_basis, columns, published_by, published_at)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM report_forms WHERE code = $1
       RETURNING version`,
      [
        ...[
          form.code,
          by.regionId,
          form.title,
          form.schoolKinds,
          form.ageBasis,
          JSON.stringify(form.columns),
        ],
        ...[by.publishedBy, by.at],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.version;
  }

  /** The named version, or the newest; null when the region has none such. */
  async find(
    tx: EntityManager,
    regionId: Uuid,
    { code, version }: { readonly code: string; readonly version: number | null },
  ): Promise<PublishedForm | null> {
    const [row] = await tx.query<PublishedForm[]>(
      `SELECT ${COLUMNS} FROM report_forms
        WHERE code = $2 AND (region_id IS NULL OR region_id = $1) AND ($3::integer IS NULL OR version = $3)
        ORDER BY version DESC LIMIT 1`,
      [regionId, code, version],
    );
    return row ?? null;
  }

  /** At most `limit + 1`: codes in order, of each the newest version first. */
  list(
    tx: EntityManager,
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<PublishedForm[]> {
    const [code = null, version = null] = page.after ?? [];
    return tx.query(
      `SELECT ${COLUMNS} FROM report_forms
        WHERE (region_id IS NULL OR region_id = $1)
          AND ($2::text IS NULL OR code > $2 OR (code = $2 AND version < $3::integer))
        ORDER BY code, version DESC LIMIT $4`,
      [regionId, code, version, page.limit + 1],
    );
  }
}
