import type { Uuid } from '../../src/kernel/ids.js';
import type { TestDatabase } from './database.js';

/** A region with two municipalities: a municipal school in each, and a private school in the first. */
export interface SmallTerritory {
  readonly regionId: Uuid;
  readonly towns: { readonly a: Uuid; readonly b: Uuid };
  readonly schools: { readonly a: Uuid; readonly b: Uuid; readonly private: Uuid };
}

export async function smallTerritory(database: TestDatabase, code = '39'): Promise<SmallTerritory> {
  const insert = async (sql: string, parameters: unknown[]): Promise<Uuid> => {
    const [row] = await database.query<{ id: Uuid }>(`${sql} RETURNING id`, parameters);
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  };
  const regionId = await insert(`INSERT INTO regions (code, name, time_zone) VALUES ($1, $2, $3)`, [
    code,
    'Учебная область',
    'Europe/Kaliningrad',
  ]);
  const town = (name: string): Promise<Uuid> =>
    insert(
      `INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
       VALUES ($1, 'test', $2, '27000000', $2, 'city_okrug')`,
      [regionId, name],
    );
  const school = (municipality: Uuid, name: string, founder: string): Promise<Uuid> =>
    insert(
      `INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
       VALUES ($1, $2, 'test', $3, $3, $3, 'secondary', $4)`,
      [regionId, municipality, name, founder],
    );
  const towns = { a: await town('Первый округ'), b: await town('Второй округ') };
  const schools = {
    a: await school(towns.a, 'Школа 1', 'municipal'),
    b: await school(towns.b, 'Школа 2', 'municipal'),
    private: await school(towns.a, 'Частная школа', 'private'),
  };
  return { regionId, towns, schools };
}
