import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Decomposition } from '../domain/growth-decomposition.js';
import type { DayPair } from '../domain/growth-windows.js';
import type { AgeBasis, StatisticsDay } from '../domain/statistics-day.js';

/** Levels at which a growth is decomposed: classes and grades are too small to tell reasons of single pupils. */
export const DECOMPOSED_LEVELS = ['region', 'municipality', 'founder', 'school'] as const;
export type DecomposedLevel = (typeof DECOMPOSED_LEVELS)[number];

/** A decomposition as it was computed. */
export interface KeptDecomposition {
  /** False: one of the days lies before the unit's first import, and nothing is known (EC-140). */
  readonly known: boolean;
  readonly parts: Decomposition;
  /** Revision of each day's snapshot that was the newest then; 0 for a day without one. */
  readonly fromRevision: number;
  readonly toRevision: number;
  readonly computedAt: Date;
}

/** Of whom and between which days. */
export interface DecompositionKey extends DayPair {
  readonly regionId: Uuid;
  readonly level: DecomposedLevel;
  readonly unitId: Uuid;
  readonly basis: AgeBasis;
}

/** Which decompositions to compute, and of which days. */
export interface DecompositionOrder {
  readonly regionId: Uuid;
  readonly from: StatisticsDay;
  readonly to: StatisticsDay;
  /** Null: every unit of the region. */
  readonly only: {
    readonly level: DecomposedLevel;
    readonly unitId: Uuid;
    readonly schools: readonly Uuid[] | null;
  } | null;
  readonly now: Date;
}

const KEPT = `d.known, d.parts, d.from_revision AS "fromRevision", d.to_revision AS "toRevision", d.computed_at AS "computedAt"`;
const newestOf = (region: string, basis: string, day: string): string =>
  `coalesce((SELECT s.revision FROM statistics_snapshots s
     WHERE s.region_id = ${region} AND s.age_basis = ${basis} AND s.as_of = ${day} ORDER BY s.revision DESC LIMIT 1), 0)`;

/** $1 region, $2…$4 first day, $5…$7 second day, each with T(D) and the day of ages; $8 schools or null. */
const COMPUTED = 'growth_decomposition($1::uuid, $2, $3, $4, $5, $6, $7, NULL, $8::uuid[])';
const WHOLE = `bool_and(g.known) AS known,
  jsonb_object_agg(g.bucket, to_jsonb(g) - ARRAY['level', 'unit_id', 'bucket', 'known']) AS parts`;

/** Reasons of growth: computed from the facts of two days, remembered until one of the days has another revision. */
@Injectable()
export class GrowthDecompositions {
  /**
   * What is remembered and still holds; null when nothing is. A day that was never frozen is trusted until `freshSince` only,
   * the start of today in the region, because nothing tells when it changes.
   */
  async find(tx: EntityManager, key: DecompositionKey, freshSince: Date): Promise<KeptDecomposition | null> {
    const [found] = await tx.query<KeptDecomposition[]>(
      `SELECT ${KEPT} FROM growth_decompositions d
        WHERE d.level = $1 AND d.unit_id = $2 AND d.age_basis = $3 AND d.from_day = $4 AND d.to_day = $5 AND d.region_id = $6
          AND d.from_revision = ${newestOf('d.region_id', 'd.age_basis', 'd.from_day')}
          AND d.to_revision = ${newestOf('d.region_id', 'd.age_basis', 'd.to_day')}
          AND (d.from_revision > 0 AND d.to_revision > 0 OR d.computed_at >= $7)`,
      [key.level, key.unitId, key.basis, key.from, key.to, key.regionId, freshSince],
    );
    return found ?? null;
  }

  /** Computes and remembers; returns how many units there are. Work for one unit names its schools and leaves the others be. */
  async keep(tx: EntityManager, order: DecompositionOrder): Promise<number> {
    await roomToCompute(tx);
    const { from, to, only, now } = order;
    const [row] = await tx.query<{ n: number }[]>(
      `WITH kept AS (
         INSERT INTO growth_decompositions AS d
           (level, unit_id, age_basis, from_day, to_day, region_id, from_revision, to_revision, known, parts, computed_at)
         SELECT g.level, g.unit_id, $9, $2::date, $5::date, $1::uuid,
                ${newestOf('$1::uuid', '$9', '$2::date')}, ${newestOf('$1::uuid', '$9', '$5::date')}, g.known, g.parts, $10
           FROM (SELECT g.level, g.unit_id, ${WHOLE} FROM ${COMPUTED} g
                  WHERE $11::text IS NULL OR (g.level = $11 AND g.unit_id = $12::uuid)
                  GROUP BY g.level, g.unit_id) g
         ON CONFLICT ON CONSTRAINT growth_decompositions_pkey DO UPDATE
           SET from_revision = excluded.from_revision, to_revision = excluded.to_revision, known = excluded.known,
               parts = excluded.parts, computed_at = excluded.computed_at
         RETURNING 1
       ) SELECT count(*)::integer AS n FROM kept`,
      [
        ...[order.regionId, from.day, from.moment, from.ageDay, to.day, to.moment, to.ageDay],
        ...[only?.schools ?? null, from.ageBasis, now, only?.level ?? null, only?.unitId ?? null],
      ],
    );
    return row?.n ?? 0;
  }

  /** Computes for the reader only: a day that still goes on is not remembered. Null: the unit counts no pupils (f.0.3). */
  async compute(tx: EntityManager, order: DecompositionOrder): Promise<KeptDecomposition | null> {
    await roomToCompute(tx);
    const { from, to, only, now } = order;
    const [found] = await tx.query<Pick<KeptDecomposition, 'known' | 'parts'>[]>(
      `SELECT ${WHOLE} FROM ${COMPUTED} g WHERE g.level = $9 AND g.unit_id = $10::uuid HAVING count(*) > 0`,
      [
        ...[order.regionId, from.day, from.moment, from.ageDay, to.day, to.moment, to.ageDay],
        ...[only?.schools ?? null, only?.level ?? 'region', only?.unitId ?? order.regionId],
      ],
    );
    return found === undefined ? null : { ...found, fromRevision: 0, toRevision: 0, computedAt: now };
  }

  /** Drops what nobody computed anew since a moment: it can be computed again at any time. */
  async forget(tx: EntityManager, before: Date): Promise<void> {
    await tx.query('DELETE FROM growth_decompositions WHERE computed_at < $1', [before]);
  }
}

/** Two days of a region are hashed whole; compiling the one statement would cost more than it saves. */
async function roomToCompute(tx: EntityManager): Promise<void> {
  await tx.query(`SET LOCAL work_mem = '64MB'`);
  await tx.query('SET LOCAL jit = off');
}
