import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Who asks for a report: it holds the uploader's СНИЛС, so it goes back to where the files came from and nowhere else. */
export interface ReportReader {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly schoolIds: readonly Uuid[];
  /** The reader as `uploaded_by` names an uploader. */
  readonly uploader: string;
}

export interface ReportableBatch {
  readonly id: Uuid;
  readonly schoolId: Uuid | null;
  readonly isRunning: boolean;
  /** Whether files stored since the given moment are there. */
  readonly hasFiles: boolean;
}

/** Null for a batch of another school or region, and for a school's own batch when only the region asks. */
export async function findReportable(
  tx: EntityManager,
  id: Uuid,
  reader: ReportReader,
  storedSince: Date,
): Promise<ReportableBatch | null> {
  const [row] = await tx.query<ReportableBatch[]>(
    `SELECT b.id, b.school_id AS "schoolId", b.state IN ('uploaded', 'validating', 'applying') AS "isRunning",
            EXISTS (SELECT 1 FROM import_files f WHERE f.batch_id = b.id AND f.stored_at >= $6) AS "hasFiles"
       FROM import_batches b
      WHERE b.id = $1 AND b.region_id = $2
        AND (b.school_id = ANY ($3) OR ($4 AND b.school_id IS NULL) OR ($4 AND b.uploaded_by = $5))`,
    [id, reader.regionId, reader.schoolIds, reader.wholeRegion, reader.uploader, storedSince],
  );
  return row ?? null;
}
