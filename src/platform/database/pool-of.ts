import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** The pg pool beneath TypeORM, for single-row statements by key that are prepared by name once per connection. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { readonly master: Pool }).master;
}
