import { hash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { SnilsVault, StoredSnils } from '../../platform/crypto/snils-vault.js';
import { importIssue, IssueLog } from '../domain/import-issue.js';
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
import { readRows } from '../gateway/read-rows.js';
import { ownName, type RosterFile, shownPlace } from '../gateway/roster-folder.js';
import { type SourceRow, StructureFault } from '../gateway/source-row.js';
import { stageRemovals } from '../store/named-removals.js';
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
  const removals: StageRow[] = [];
  log.showAs(ownName(file), (at) => shownPlace(file, at));
  await copyRows(client, table, judgedRows({ file, judge, log, rules, count, removals }), rules.rest);
  if (removals.length > 0) await stageRemovals(client, removals);
  return count.rows;
}

/** One file on its way into its staging table. */
interface Staging {
  readonly file: RosterFile;
  readonly judge: Judge;
  readonly log: IssueLog;
  readonly rules: StagingRules;
  readonly count: { rows: number };
  /** Rows that say that their record is no more; they go into a table of their own. */
  readonly removals: StageRow[];
}

async function* judgedRows(staging: Staging): AsyncGenerator<StageRow> {
  const { file, log, rules, count } = staging;
  const name = ownName(file);
  let header: Header | null = null;
  try {
    for await (const source of readRows(file)) {
      const { row, cells } = source;
      if (header === null) {
        header = headerOf(staging, source);
        if (header === null) return;
        continue;
      }
      if (cells.every((cell) => cell === '') && source.faults === undefined) continue;
      if (cells.length > header.width) throw new StructureFault('COLUMNS_TOO_MANY', row);
      if (count.rows === rules.rowLimit) throw new StructureFault('ROWS_TOO_MANY', row);
      count.rows += 1;
      rules.onRow?.();
      yield* judgedRow(staging, header, source);
    }
    if (count.rows === 0 && file.content.format !== 'json') throw new StructureFault('FILE_EMPTY', null);
  } catch (error) {
    if (!(error instanceof StructureFault)) throw error;
    log.add(importIssue(error.code, { file: name, row: error.row, column: error.column }));
  }
}

interface Header {
  readonly layout: Layout;
  readonly width: number;
  /** The known column at each index. */
  readonly columns: ReadonlyMap<number, string>;
}

function headerOf({ file, log }: Staging, { row, cells }: SourceRow): Header | null {
  const { layout, faults } = readHeader(file.kind, cells);
  for (const { code, column } of faults) log.add(importIssue(code, { file: ownName(file), row, column }));
  if (faults.length > 0) return null;
  return { layout, width: cells.length, columns: new Map([...layout].map(([column, at]) => [at, column])) };
}

function* judgedRow(staging: Staging, header: Header, source: SourceRow): Generator<StageRow> {
  const { file, judge, log, rules } = staging;
  const { row, cells, refused, faults = [], modifiedAt = null } = source;
  const name = ownName(file);
  if (refused !== undefined) log.add(importIssue(refused, { file: name, row }));
  // A refused row is told of once; it is staged all the same, so that its record does not count as absent (EC-137).
  const judged = new RowCells(name, row, cells, header.layout, refused === undefined ? log : new IssueLog(0));
  if (refused !== undefined) judged.fault(refused, null);
  if (source.removed === true && refused === undefined) {
    staging.removals.push(removalOf(file.kind, judged, modifiedAt));
    return;
  }
  for (const { index, code } of faults) judged.fault(code, header.columns.get(index) ?? null);
  if (cells.length < header.width) judged.fault('COLUMNS_TOO_FEW', null);
  yield [...judge(judged, rules), modifiedAt];
}

/** A pupil's enrolment that is to be deleted comes with its school; a whole pupil without. */
function removalOf(kind: FileKind, cells: RowCells, modifiedAt: string | null): StageRow {
  const at = (key: string, place: string): StageRow => [
    cells.rowNumber,
    cells.aside,
    kind,
    key,
    place,
    modifiedAt,
  ];
  switch (kind) {
    case 'family_ties':
      return at(cells.required('student_source_id'), cells.required('representative_source_id'));
    case 'journal_accounts':
      return at(cells.required('external_id'), cells.required('journal_system'));
    case 'students':
      return at(cells.required('source_id'), cells.optional('school_source_id') ?? '');
    case 'municipalities':
    case 'schools':
    case 'classes':
    case 'representatives':
    case 'staff':
      return at(cells.required('source_id'), '');
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
    person.selfTyped,
    person.middlePlaceholder,
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
  const marks = [
    person.selfTyped ? 'self typed' : [],
    person.middlePlaceholder ? 'no middle name' : [],
  ].flat();
  return fingerprint([
    ...whoIs(person),
    sealed?.hmac.toString('base64') ?? null,
    ...whereIs(person),
    ...marks,
  ]);
}

function fingerprint(values: readonly (string | number | null)[]): Buffer {
  return hash('sha256', JSON.stringify(values), 'buffer').subarray(0, 16);
}
