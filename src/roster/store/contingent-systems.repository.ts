import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ReachPlace, ContingentReach } from '../domain/contingent-reach.js';
import type { RosterSender } from '../domain/roster-sender.js';

/** Contingent systems and the schools declared for them. */
@Injectable()
export class ContingentSystems {
  /** Null when no contingent system is declared by this client_id. */
  async byCode(tx: EntityManager, code: string): Promise<RosterSender | null> {
    const [row] = await tx.query<RosterSender[]>(
      `SELECT 'contingent' AS kind, id, code, region_id AS "regionId" FROM contingent_systems WHERE code = $1`,
      [code],
    );
    return row ?? null;
  }

  /** The system of this client_id, made where there was none; it may be of another region. */
  async ensure(tx: EntityManager, code: string, regionId: Uuid, at: Date): Promise<RosterSender> {
    await tx.query(
      `INSERT INTO contingent_systems (region_id, code, added_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING`,
      [regionId, code, at],
    );
    const known = await this.byCode(tx, code);
    if (known === null) throw new Error('a contingent system that was just ensured is not there');
    return known;
  }

  /** False when it reaches there already. */
  async addReach(
    tx: EntityManager,
    source: RosterSender,
    place: ReachPlace,
    { basis, at }: { readonly basis: string; readonly at: Date },
  ): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO contingent_reaches (contingent_system_id, region_id, kind, municipality_id, school_id, basis, declared_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (contingent_system_id, kind, municipality_id, school_id) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
      [source.id, source.regionId, place.kind, ...columnsOf(place), basis, at],
    );
    return added.length > 0;
  }

  /** False when it does not reach there. */
  async endReach(tx: EntityManager, source: RosterSender, place: ReachPlace, at: Date): Promise<boolean> {
    const [, ended] = await tx.query<[unknown, number]>(
      `UPDATE contingent_reaches SET ended_at = $5
        WHERE contingent_system_id = $1 AND kind = $2 AND ended_at IS NULL
          AND municipality_id IS NOT DISTINCT FROM $3 AND school_id IS NOT DISTINCT FROM $4`,
      [source.id, place.kind, ...columnsOf(place), at],
    );
    return ended > 0;
  }

  /** What is declared now, region first, then municipalities and schools in the order of their source ids. */
  reaches(tx: EntityManager, source: RosterSender): Promise<ContingentReach[]> {
    return tx.query<ContingentReach[]>(
      `SELECT d.kind, coalesce(t.source_id, s.source_id) AS "sourceId", coalesce(t.name, s.short_name) AS name, d.basis
         FROM contingent_reaches d
         LEFT JOIN municipalities t ON t.id = d.municipality_id
         LEFT JOIN schools s ON s.id = d.school_id
        WHERE d.contingent_system_id = $1 AND d.ended_at IS NULL
        ORDER BY array_position(ARRAY['region', 'municipality', 'school'], d.kind), 2, d.id`,
      [source.id],
    );
  }
}

/** municipality_id and school_id of a place. */
function columnsOf(place: ReachPlace): readonly [Uuid | null, Uuid | null] {
  switch (place.kind) {
    case 'region':
      return [null, null];
    case 'municipality':
      return [place.id, null];
    case 'school':
      return [null, place.id];
  }
}
