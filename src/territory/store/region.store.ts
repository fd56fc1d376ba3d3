import type { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

export interface KnownRegion {
  readonly id: Uuid;
  readonly timeZone: string;
}

/** Finds the region by its code, or enters it; its name and zone, once entered, are not changed by an import. */
export async function ensureRegion(
  dataSource: DataSource,
  region: { readonly code: string; readonly name: string; readonly timeZone: string },
): Promise<KnownRegion> {
  await dataSource.query(
    `INSERT INTO regions (code, name, time_zone) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING`,
    [region.code, region.name, region.timeZone],
  );
  const [known] = await dataSource.query<{ id: Uuid; time_zone: string }[]>(
    `SELECT id, time_zone FROM regions WHERE code = $1`,
    [region.code],
  );
  if (known === undefined) throw new Error('The region that was just entered is not there');
  return { id: known.id, timeZone: known.time_zone };
}
