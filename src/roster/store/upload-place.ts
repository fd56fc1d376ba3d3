import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Where an upload goes: its region, and its school when it is of one. */
export interface UploadPlace {
  readonly region: { readonly code: string; readonly name: string; readonly timeZone: string };
  readonly school: { readonly id: Uuid; readonly sourceId: string } | null;
  /** The source of the school's own row, or of the newest import that the region itself made. */
  readonly source: string;
}

/** Null when the region is not there, or the school is not in it. */
export async function findUploadPlace(
  tx: EntityManager,
  regionId: Uuid,
  schoolId: Uuid | null,
): Promise<UploadPlace | null> {
  const [row] = await tx.query<
    {
      code: string;
      name: string;
      time_zone: string;
      school_id: Uuid | null;
      source_id: string;
      source: string | null;
    }[]
  >(
    `SELECT r.code, r.name, r.time_zone, s.id AS school_id, s.source_id,
            coalesce(s.source, (SELECT b.source FROM import_batches b WHERE b.region_id = r.id AND b.school_id IS NULL
                                   AND NOT EXISTS (SELECT 1 FROM roster_pushes p WHERE p.batch_id = b.id)
                                 ORDER BY b.started_at DESC LIMIT 1)) AS source
       FROM regions r LEFT JOIN schools s ON s.region_id = r.id AND s.id = $2
      WHERE r.id = $1`,
    [regionId, schoolId],
  );
  if (row === undefined || (schoolId !== null && row.school_id === null)) return null;
  return {
    region: { code: row.code, name: row.name, timeZone: row.time_zone },
    school: row.school_id === null ? null : { id: row.school_id, sourceId: row.source_id },
    source: row.source ?? 'region',
  };
}
