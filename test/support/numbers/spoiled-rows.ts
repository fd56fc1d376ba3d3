import { sure } from './facts.js';
import { keyOf, type RegionFiles, type Row } from './region-files.js';

/** A pupil whom the files do not name yet, with accounts and ties. */
export interface Newcomer {
  readonly row: Row;
  readonly accounts: readonly Row[];
  readonly ties: readonly Row[];
}

/** Rows with no birth date, no СНИЛС, a wrong one, or that of another. */
export function spoil({ students, invalid }: RegionFiles): void {
  const rows = [...students.values()].filter(({ snils }) => snils !== '');
  for (const [n, row] of rows.entries()) {
    if (n % 90 === 7) row['birth_date'] = '';
    if (n % 90 === 23) row['snils'] = '';
    if (n % 90 === 41) {
      row['snils'] = `${row['snils'].slice(0, -2)}${row['snils'].endsWith('17') ? '18' : '17'}`;
      invalid.add(row['source_id']);
    }
    const next = rows[n + 1];
    if (n % 90 === 62 && next !== undefined && next['first_name'] !== row['first_name'])
      row['snils'] = next['snils'];
  }
}

/** Pupils who come in the course of the year, with accounts and parents. */
export function holdBack(region: RegionFiles, count: number): Newcomer[] {
  const newcomers: Newcomer[] = [];
  const rows = [...region.students.values()].filter(({ enrollment_kind: kind }) => kind === 'main');
  for (let n = 0; n < count; n += 1) {
    const row = sure(rows[(n * 17 + 5) % rows.length]);
    const id = row['source_id'];
    if (!region.students.delete(id)) continue;
    const accounts = [...region.accounts.values()].filter(
      ({ owner_kind: kind, owner_source_id: owner }) => kind === 'student' && owner === id,
    );
    for (const account of accounts) region.accounts.delete(keyOf(account));
    const ties = region.ties.filter((tie) => tie['student_source_id'] === id);
    region.ties.splice(0, Infinity, ...region.ties.filter((tie) => tie['student_source_id'] !== id));
    newcomers.push({ row, accounts, ties });
  }
  return newcomers;
}

/** Some pupils of the upper classes are older than the others: they come of age in the course of the year. */
export function makeElder(region: RegionFiles): void {
  let n = 0;
  for (const row of region.students.values()) {
    const grade = Number(region.classOf(row['class_source_id'])?.['grade_level'] ?? 0);
    const born = row['birth_date'];
    if (grade < 10 || born === '' || (n += 1) % 3 !== 0) continue;
    row['birth_date'] = `${String(Number(born.slice(0, 4)) - 1)}${born.slice(4, 8)}01`;
  }
}
