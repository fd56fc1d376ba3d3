import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notes from which day on the numbers of a region may have become others, whoever changed the past of its roster and however
 * (STAT-09, EC-119). Only what a change truly touches counts: an enrolment that ends today changes no past day. Statement
 * triggers, because an import writes hundreds of thousands of rows at once.
 */
export class StaleDays1764300001010 implements MigrationInterface {
  name = 'StaleDays1764300001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION note_stale_days(region uuid, day date) RETURNS void LANGUAGE sql AS $$
        INSERT INTO statistics_stale_days (region_id, since)
        SELECT r.id, greatest(day, first.since)
          FROM regions r
         CROSS JOIN LATERAL (SELECT min(d.since) AS since FROM school_data_days d
                               JOIN schools s ON s.id = d.school_id AND s.region_id = r.id) first
         WHERE r.id = region AND greatest(day, first.since) < (recording_moment() AT TIME ZONE r.time_zone)::date
           AND NOT EXISTS (SELECT FROM statistics_stale_days k
                            WHERE k.region_id = r.id AND k.since <= greatest(day, first.since) AND k.xmin = pg_current_xact_id()::xid)
      $$;
      COMMENT ON FUNCTION note_stale_days IS 'notes a past day from which on the numbers are to be counted again; days before the first import are none';
      ${notesOf('enrollments', ENROLLMENT)}
      ${notesOf('family_ties', TIE)}
      ${notesOf('staff_appointments', APPOINTMENT)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['enrollments', 'family_ties', 'staff_appointments'];
    await runner.query(`
      ${tables
        .map(
          (table) => `
      DROP TRIGGER ${table}_note_stale_added ON ${table};
      DROP TRIGGER ${table}_note_stale_removed ON ${table};
      DROP TRIGGER ${table}_note_stale_changed ON ${table};
      DROP FUNCTION ${table}_note_stale_changed();
      DROP FUNCTION ${table}_note_stale();`,
        )
        .join('')}
      DROP FUNCTION note_stale_days(uuid, date);
    `);
  }
}

/** What of a row the numbers of a day rest on, apart from its dates; which rows count at all; and since when they can. */
interface Counted {
  readonly columns: readonly string[];
  readonly counts: (row: string) => string;
  /** A row whose school hands over data for the first time changes no day before that (EC-140). */
  readonly known: string;
  readonly knownSince: string;
}

const OF_SCHOOL = 'JOIN school_data_days d ON d.school_id = n.school_id';
const ENROLLMENT: Counted = {
  columns: ['person_id', 'school_id', 'class_group_id', 'kind', 'stay_since'],
  counts: (row) => `${row}.kind = 'main'`,
  ...{ known: OF_SCHOOL, knownSince: 'd.since' },
};
const TIE: Counted = {
  columns: ['child_id', 'representative_id'],
  counts: () => 'true',
  known: `JOIN enrollments e ON e.person_id = n.child_id AND e.kind = 'main' JOIN school_data_days d ON d.school_id = e.school_id`,
  knownSince: 'd.since, e.valid_from',
};
const APPOINTMENT: Counted = {
  columns: ['person_id', 'school_id'],
  counts: () => 'true',
  ...{ known: OF_SCHOOL, knownSince: 'd.since' },
};

function notesOf(table: string, { columns, counts, known, knownSince }: Counted): string {
  const note = (rows: string) => `
        PERFORM note_stale_days(c.region_id, c.since)
           FROM (SELECT m.region_id, min(m.since) AS since FROM (${rows}) m GROUP BY m.region_id) c;
        RETURN NULL;`;
  const touched = `
          SELECT n.region_id, greatest(n.valid_from, ${knownSince}) AS since FROM touched n ${known}
           WHERE ${counts('n')} AND n.valid_to IS DISTINCT FROM n.valid_from`;
  const differs = columns.map((column) => `o.${column} IS DISTINCT FROM n.${column}`).join(' OR ');
  // The end of an enrolment says whether its person is between schools (I-42).
  const endKind = table === 'enrollments' ? ' OR o.end_kind IS DISTINCT FROM n.end_kind' : '';
  const changed = `
          SELECT n.region_id,
                 greatest(CASE WHEN o.valid_from <> n.valid_from OR ${differs} THEN least(o.valid_from, n.valid_from)
                               ELSE least(o.valid_to, n.valid_to) END, ${knownSince}) AS since
            FROM old_rows o JOIN new_rows n ON n.id = o.id ${known}
           WHERE (${counts('o')} OR ${counts('n')})
             AND (o.valid_from <> n.valid_from OR o.valid_to IS DISTINCT FROM n.valid_to OR ${differs}${endKind})`;
  return `
      CREATE FUNCTION ${table}_note_stale() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN${note(touched)}
      END $$;
      CREATE FUNCTION ${table}_note_stale_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN${note(changed)}
      END $$;
      CREATE TRIGGER ${table}_note_stale_added AFTER INSERT ON ${table}
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION ${table}_note_stale();
      CREATE TRIGGER ${table}_note_stale_removed AFTER DELETE ON ${table}
        REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION ${table}_note_stale();
      CREATE TRIGGER ${table}_note_stale_changed AFTER UPDATE ON ${table}
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION ${table}_note_stale_changed();`;
}
