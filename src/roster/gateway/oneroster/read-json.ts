import { COLUMNS, type FileKind, FILE_KINDS } from '../../domain/roster-file.js';
import type { SourceRow } from '../source-row.js';
import {
  COLLECTIONS,
  type Collection,
  type JsonElement,
  type JsonObject,
  readElements,
} from './json-elements.js';
import { idOf, isObject, objectsOf, rowOf, stateOf, textOf } from './json-fields.js';
import { isPupils, UserIndex } from './json-index.js';
import { rowNumber } from './row-numbers.js';
import { kindsOfUser, tieRows, userRows } from './user-rows.js';

/**
 * The kinds of which a roster.json has entries: only of them a full load removes who is absent.
 *
 * @throws StructureFault for what is no JSON of the described form
 */
export async function kindsIn(path: string): Promise<readonly FileKind[]> {
  const kinds = new Set<FileKind>();
  for await (const element of readElements(path, new Set(COLLECTIONS)))
    for (const kind of kindsOf(element)) kinds.add(kind);
  return FILE_KINDS.filter((kind) => kinds.has(kind));
}

function kindsOf({ collection, value }: JsonElement): readonly FileKind[] {
  switch (collection) {
    case 'orgs':
      return [orgKind(value)];
    case 'classes':
      return ['classes'];
    case 'users': {
      const files = { student: 'students', representative: 'representatives', staff: 'staff' } as const;
      const kinds: FileKind[] = [...kindsOfUser(value)].map((kind) => files[kind]);
      return objectsOf(value['agents']).length > 0 ? [...kinds, 'family_ties'] : kinds;
    }
    case 'demographics':
      return [];
    case 'enrollments':
      return isPupils(value) ? ['students'] : [];
    case 'journalAccounts':
      return ['journal_accounts'];
  }
}

function orgKind(org: JsonObject): 'municipalities' | 'schools' {
  return (org['type'] ?? 'school') === 'school' ? 'schools' : 'municipalities';
}

/**
 * Yields the rows of one kind from a roster.json, under a header of the kind's own columns, in bounded memory but for an
 * index of enrolments.
 *
 * @throws StructureFault for what is no JSON of the described form
 */
export async function* readJson(path: string, kind: FileKind): AsyncGenerator<SourceRow> {
  yield { row: 0, cells: COLUMNS[kind].map(({ name }) => name) };
  switch (kind) {
    case 'municipalities':
    case 'schools':
      for await (const entry of readElements(path, new Set<Collection>(['orgs'])))
        if (orgKind(entry.value) === kind) yield plainRow(kind, entry, orgFields(kind, entry.value));
      return;
    case 'classes':
      for await (const entry of readElements(path, new Set<Collection>(['classes'])))
        yield plainRow(kind, entry, classFields(entry.value));
      return;
    case 'students':
      yield* pupilRows(path);
      return;
    case 'representatives':
    case 'staff': {
      const index = await UserIndex.read(path);
      for await (const entry of readElements(path, new Set<Collection>(['users'])))
        yield* userRows(kind === 'staff' ? 'staff' : 'representative', entry, index);
      return;
    }
    case 'family_ties':
      for await (const entry of readElements(path, new Set<Collection>(['users']))) yield* tieRows(entry);
      return;
    case 'journal_accounts':
      for await (const entry of readElements(path, new Set<Collection>(['journalAccounts'])))
        yield plainRow(kind, entry, accountFields(entry.value));
  }
}

function plainRow(kind: FileKind, { collection, no, value }: JsonElement, fields: JsonObject): SourceRow {
  const state = stateOf(value);
  const isKept = state.removed && (kind === 'municipalities' || kind === 'schools' || kind === 'classes');
  return rowOf(
    kind,
    rowNumber(collection, no),
    fields,
    isKept ? { ...state, refused: 'NOT_REMOVABLE' } : state,
  );
}

/** Pupils with their enrolments; then enrolments to be deleted, and those whose pupil did not come along. */
async function* pupilRows(path: string): AsyncGenerator<SourceRow> {
  const index = await UserIndex.read(path);
  const sent = new Set<string>();
  for await (const entry of readElements(path, new Set<Collection>(['users']))) {
    const rows = userRows('student', entry, index);
    const id = textOf(entry.value['sourcedId']);
    if (rows.length > 0 && id !== null) sent.add(id);
    yield* rows;
  }
  for await (const { no, value } of readElements(path, new Set<Collection>(['enrollments']))) {
    if (!isPupils(value)) continue;
    const state = stateOf(value);
    const user = textOf(idOf(value['user'])) ?? '';
    const school = textOf(idOf(value['school'])) ?? '';
    const fields = { source_id: user, school_source_id: school };
    const row = rowNumber('enrollments', no);
    if (state.removed && index.enrolmentsOf(user).some((held) => held.school === school)) continue;
    if (state.removed || state.refused !== null) yield rowOf('students', row, fields, state);
    else if (!sent.has(user)) yield rowOf('students', row, fields, { ...state, refused: 'USER_NOT_SENT' });
  }
}

function orgFields(kind: 'municipalities' | 'schools', org: JsonObject): JsonObject {
  const { sourcedId, name, kind: ownKind } = org;
  return kind === 'municipalities'
    ? { source_id: sourcedId, oktmo: org['identifier'], name, kind: ownKind }
    : {
        source_id: sourcedId,
        municipality_source_id: idOf(org['parent']),
        full_name: org['fullName'] ?? name,
        short_name: name,
        kind: ownKind,
        founder_type: org['founderType'],
        inn: org['inn'],
        ogrn: org['ogrn'],
      };
}

function classFields(group: JsonObject): JsonObject {
  const { grades } = group;
  return {
    source_id: group['sourcedId'],
    school_source_id: idOf(group['school']),
    academic_year: group['academicYear'],
    grade_level: Array.isArray(grades) && grades.length === 1 ? grades[0] : grades,
    letter: group['letter'],
    campus: group['campus'],
  };
}

/** The owner of an account is of the kind that its role wants, unless the entry says another. */
function accountFields(account: JsonObject): JsonObject {
  const role = textOf(account['role']) ?? '';
  const owner = role === 'student' || role === 'representative' ? role : 'staff';
  const schools: unknown = account['schools'];
  const ids = Array.isArray(schools) ? schools.map((school: unknown) => textOf(idOf(school))) : null;
  return {
    journal_system: account['journalSystem'],
    external_id: account['sourcedId'],
    role: account['role'],
    owner_kind: account['ownerKind'] ?? owner,
    owner_source_id: isObject(account['user']) ? idOf(account['user']) : account['user'],
    school_source_ids: ids === null || ids.includes(null) ? schools : ids.join('|'),
  };
}
