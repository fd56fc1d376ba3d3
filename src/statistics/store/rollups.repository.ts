import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import type { MissingSchool } from '../domain/missing-schools.js';
import type { Cells } from '../domain/report-cells.js';
import type { RollupState } from '../domain/rollup-moves.js';

/** A report that figures were built from. */
export interface BuiltFrom {
  readonly reportId: Uuid;
  readonly revision: number;
}

/** The roll-up of a municipality in a period. */
export interface Rollup {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly period: {
    readonly id: Uuid;
    readonly name: string;
    readonly asOf: CalendarDate;
    readonly form: { readonly code: string; readonly version: number };
    readonly dueZone: string;
  };
  readonly municipality: { readonly id: Uuid; readonly name: string; readonly oktmo: string };
  readonly state: RollupState;
  readonly revision: number;
  /** The last revision that was signed; null before the first submission. */
  readonly signedRevision: number | null;
  readonly dueBefore: Date;
  readonly late: boolean;
  readonly missing: boolean;
  readonly missingReason: string | null;
  readonly figures: Cells | null;
  readonly builtFrom: readonly BuiltFrom[];
  readonly builtAt: Date | null;
  readonly builtSnapshotId: Uuid | null;
  readonly missingSchools: readonly MissingSchool[];
  readonly submittedBy: Uuid | null;
  readonly submittedAt: Date | null;
  readonly acceptedBy: Uuid | null;
  readonly acceptedAt: Date | null;
  readonly changedAt: Date;
  readonly etag: number;
}

/** What a move writes, beside the state. */
export interface RollupChange {
  readonly to: RollupState;
  readonly revision: number;
  readonly dueBefore: Date;
  readonly late: boolean;
  readonly missingSchools: readonly MissingSchool[];
  readonly submitted: { readonly by: Uuid; readonly at: Date } | null;
  readonly accepted: { readonly by: Uuid; readonly at: Date } | null;
  readonly at: Date;
}

const COLUMNS = `r.id, r.region_id AS "regionId",
  json_build_object('id', p.id, 'name', p.name, 'asOf', p.as_of, 'dueZone', p.due_zone,
    'form', json_build_object('code', p.form_code, 'version', p.form_version)) AS period,
  json_build_object('id', town.id, 'name', town.name, 'oktmo', town.oktmo) AS municipality,
  r.state, r.revision, (SELECT max(v.revision) FROM report_revisions v WHERE v.rollup_id = r.id) AS "signedRevision",
  r.due_before AS "dueBefore", r.late, r.missing, r.missing_reason AS "missingReason", r.figures,
  r.built_from AS "builtFrom", r.built_at AS "builtAt", r.built_snapshot_id AS "builtSnapshotId",
  r.missing_schools AS "missingSchools", r.submitted_by AS "submittedBy", r.submitted_at AS "submittedAt",
  r.accepted_by AS "acceptedBy", r.accepted_at AS "acceptedAt", r.changed_at AS "changedAt", r.etag`;

const ROLLUPS = `rollups r JOIN report_periods p ON p.id = r.period_id JOIN municipalities town ON town.id = r.municipality_id`;

/** A municipality sees its own roll-up, the ministry those of the region. */
const IN_SCOPE = 'r.region_id = $1 AND ($2::boolean OR r.municipality_id = ANY ($3::uuid[]))';

/** Roll-ups of municipalities, always within a scope that SQL checks. */
@Injectable()
export class Rollups {
  /** At most `limit + 1`, the newest periods first, within a period by the name of the municipality. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: { readonly periodId: Uuid | null; readonly state: RollupState | null },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<Rollup[]> {
    const [asOf, name, id] = page.after ?? [];
    return tx.query(
      `SELECT ${COLUMNS} FROM ${ROLLUPS}
        WHERE ${IN_SCOPE} AND ($4::uuid IS NULL OR r.period_id = $4) AND ($5::text IS NULL OR r.state = $5)
          AND ($6::date IS NULL OR p.as_of < $6 OR (p.as_of = $6 AND (town.name, r.id) > ($7, $8::uuid)))
        ORDER BY p.as_of DESC, town.name, r.id LIMIT $9`,
      [
        ...ofScope(scope),
        filter.periodId,
        filter.state,
        asOf ?? null,
        name ?? null,
        id ?? null,
        page.limit + 1,
      ],
    );
  }

  /** Null when there is none, or it is another's. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Rollup | null> {
    const [rollup] = await tx.query<Rollup[]>(
      `SELECT ${COLUMNS} FROM ${ROLLUPS} WHERE ${IN_SCOPE} AND r.id = $4`,
      [...ofScope(scope), id],
    );
    return rollup ?? null;
  }

  /** As {@link find}; nobody else moves it, nor returns an accepted report of it, before this transaction ends. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Rollup | null> {
    const locked = await tx.query<unknown[]>(
      `SELECT r.id FROM rollups r WHERE ${IN_SCOPE} AND r.id = $4 FOR UPDATE`,
      [...ofScope(scope), id],
    );
    return locked.length === 0 ? null : this.find(tx, scope, id);
  }

  /** The figures that a later submission signs. */
  async keepFigures(
    tx: EntityManager,
    id: Uuid,
    built: {
      readonly figures: Cells;
      readonly from: readonly BuiltFrom[];
      readonly snapshotId: Uuid;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `UPDATE rollups SET figures = $2, built_from = $3, built_snapshot_id = $4, built_at = $5, changed_at = $5, etag = etag + 1
        WHERE id = $1`,
      [id, JSON.stringify(built.figures), JSON.stringify(built.from), built.snapshotId, built.at],
    );
  }

  /** False when the roll-up is not where the move begins: another transaction was first. */
  async move(tx: EntityManager, { id, state, etag }: Rollup, change: RollupChange): Promise<boolean> {
    const { to, revision, dueBefore, late, submitted, accepted, at } = change;
    const [, moved] = await tx.query<[unknown, number]>(
      `UPDATE rollups SET state = $4, revision = $5, due_before = $6, late = $7, missing_schools = $8, submitted_by = $9,
              submitted_at = $10, accepted_by = $11, accepted_at = $12, changed_at = $13, missing = false,
              missing_reason = NULL, etag = etag + 1
        WHERE id = $1 AND state = $2 AND etag = $3`,
      [
        ...[id, state, etag, to, revision, dueBefore, late, JSON.stringify(change.missingSchools)],
        ...[submitted?.by ?? null, submitted?.at ?? null, accepted?.by ?? null, accepted?.at ?? null, at],
      ],
    );
    return moved === 1;
  }
}

function ofScope({ regionId, wholeRegion, municipalityIds }: SchoolScope): unknown[] {
  return [regionId, wholeRegion, municipalityIds];
}
