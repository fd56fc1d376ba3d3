import { hash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { SnilsVault, StoredSnils } from '../../platform/crypto/snils-vault.js';
import { importIssue, type IssueLog } from '../domain/import-issue.js';
import { judgePerson, type PersonRow, type PersonRules, type RecordKind } from '../domain/person-row.js';
import {
  judgeAccount,
  judgeClass,
  judgeMunicipality,
  judgeSchool,
  judgeTie,
  type PlainRow,
} from '../domain/plain-rows.js';
import { RowCells } from '../domain/row-cells.js';
import { type FileKind, type Layout, readHeader } from '../domain/roster-file.js';
import { readRecords, StructureFault } from '../gateway/read-records.js';
import type { RosterFile } from '../gateway/roster-folder.js';
import { copyRows, type StageTable, type StageValue } from '../store/staging.js';

/** What staging a file needs besides the file. */
export interface StagingRules extends PersonRules {
  readonly vault: SnilsVault;
  /** Rows of one file above which the import is refused. */
  readonly rowLimit: number;
  /** Told of every row that was read. */
  readonly onRow?: () => void;
  /** Awaited after every few hundred rows: a gentle import rests there. */
  readonly rest: () => Promise<void>;
}

type StageRow = readonly StageValue[];
type Judge = (cells: RowCells, rules: StagingRules) => StageRow;

const TARGETS: Readonly<Record<FileKind, readonly [StageTable, Judge]>> = {
  municipalities: ['stage_municipalities', (cells) => staged(cells, judgeMunicipality(cells))],
  schools: ['stage_schools', (cells) => staged(cells, judgeSchool(cells))],
  classes: ['stage_classes', (cells) => staged(cells, judgeClass(cells))],
  students: ['stage_people', person('student')],
  representatives: ['stage_people', person('representative')],
  staff: ['stage_people', person('staff')],
  family_ties: ['stage_ties', (cells) => staged(cells, judgeTie(cells))],
  journal_accounts: ['stage_accounts', (cells) => stagedAccount(cells, judgeAccount(cells))],
};

function person(kind: RecordKind): Judge {
  return (cells, rules) => stagedPerson(cells, judgePerson(kind, cells, rules), rules.vault);
}

/**
 * Reads a file to its end, judges every row, and streams what came of it into its staging table. Faults go to the log;
 * behind a fault of the structure the rest of the file is not read. Returns the number of rows.
 */
export async function stageFile(
  client: ClientBase,
  file: RosterFile,
  log: IssueLog,
  rules: StagingRules,
): Promise<number> {
  const [table, judge] = TARGETS[file.kind];
  const count = { rows: 0 };
  await copyRows(client, table, judgedRows(file, judge, log, rules, count), rules.rest);
  return count.rows;
}

async function* judgedRows(
  file: RosterFile,
  judge: Judge,
  log: IssueLog,
  rules: StagingRules,
  count: { rows: number },
): AsyncGenerator<StageRow> {
  let layout: Layout | null = null;
  let width = 0;
  let row = 0;
  try {
    for await (const cells of readRecords(file.path, file.encoding)) {
      row += 1;
      if (layout === null) {
        const header = readHeader(file.kind, cells);
        for (const { code, column } of header.faults)
          log.add(importIssue(code, { file: file.name, row, column }));
        if (header.faults.length > 0) return;
        layout = header.layout;
        width = cells.length;
        continue;
      }
      if (cells.every((cell) => cell === '')) continue;
      if (cells.length > width) throw new StructureFault('COLUMNS_TOO_MANY', row);
      if (count.rows === rules.rowLimit) throw new StructureFault('ROWS_TOO_MANY', row);
      count.rows += 1;
      rules.onRow?.();
      const judged = new RowCells(file.name, row, cells, layout, log);
      if (cells.length < width) judged.fault('COLUMNS_TOO_FEW', null);
      yield judge(judged, rules);
    }
    if (count.rows === 0) throw new StructureFault('FILE_EMPTY', null);
  } catch (error) {
    if (!(error instanceof StructureFault)) throw error;
    log.add(importIssue(error.code, { file: file.name, row: error.row }));
  }
}

function staged(cells: RowCells, values: PlainRow): StageRow {
  return [cells.rowNumber, cells.aside, ...values];
}

function stagedAccount(cells: RowCells, values: PlainRow): StageRow {
  return [cells.rowNumber, cells.aside, ...values, fingerprint(values)];
}

function stagedPerson(cells: RowCells, person: PersonRow, vault: SnilsVault): StageRow {
  const sealed = person.snils.kind === 'valid' ? vault.store(person.snils.snils) : null;
  return [
    cells.rowNumber,
    cells.aside,
    person.kind,
    person.sourceId,
    ...whoIs(person),
    sealed?.hmac ?? null,
    sealed?.enc ?? null,
    sealed?.keyId ?? null,
    sealed?.last2 ?? null,
    ...whereIs(person),
    fingerprintOf(person, sealed),
  ];
}

/** What a row says of the person, but for the number itself. */
function whoIs(person: PersonRow): readonly (string | null)[] {
  return [
    person.last,
    person.first,
    person.middle,
    person.normLast,
    person.normFirst,
    person.normMiddle,
    person.birthDate,
    person.gender,
    person.citizenship,
    person.snils.kind,
  ];
}

/** Where a pupil learns or a member of staff works; nothing for a representative. */
function whereIs({ place }: PersonRow): readonly (string | null)[] {
  return [
    place?.schoolSourceId ?? null,
    place?.classSourceId ?? null,
    place?.post ?? null,
    place?.from ?? null,
    place?.to ?? null,
    place?.orderNo ?? null,
    place?.endKind ?? null,
  ];
}

/**
 * The hash by which an unchanged row is known. Of the СНИЛС only its keyed hash goes in: a plain digest of a row whose
 * other values are known would give the number to whoever tries all of them.
 */
function fingerprintOf(person: PersonRow, sealed: StoredSnils | null): Buffer {
  return fingerprint([...whoIs(person), sealed?.hmac.toString('base64') ?? null, ...whereIs(person)]);
}

function fingerprint(values: readonly (string | number | null)[]): Buffer {
  return hash('sha256', JSON.stringify(values), 'buffer').subarray(0, 16);
}
