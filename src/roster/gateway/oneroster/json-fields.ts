import type { IssueCode } from '../../domain/import-issue.js';
import { COLUMNS, type FileKind } from '../../domain/roster-file.js';
import type { CellFault, SourceRow } from '../source-row.js';
import type { JsonObject } from './json-elements.js';

/** The values of one row by column; what is no text and no number is a fault of its cell. */
export type Fields = Readonly<Record<string, unknown>>;

/** RFC 3339, section 5.6. */
const MOMENT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; anything else is passed over. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The `sourcedId` of a reference (`{"sourcedId": "S1", "type": "org"}`, OneRoster 1.2, GUIDRef), or a bare id. */
export function idOf(reference: unknown): unknown {
  return isObject(reference) ? reference['sourcedId'] : reference;
}

/** A text or a number as text; '' for null and for what is absent; null for anything else. */
export function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** One row of a kind from its fields, in the order of the kind's columns, with the state that OneRoster gives it. */
export function rowOf(kind: FileKind, row: number, fields: Fields, state: EntryState): SourceRow {
  const faults: CellFault[] = [];
  const cells = COLUMNS[kind].map(({ name }, index) => {
    const text = textOf(fields[name]);
    if (text === null) faults.push({ index, code: 'VALUE_UNKNOWN' });
    return text ?? '';
  });
  return {
    row,
    cells,
    ...(faults.length > 0 ? { faults } : {}),
    ...(state.removed ? { removed: true } : {}),
    ...(state.modifiedAt === null ? {} : { modifiedAt: state.modifiedAt }),
    ...(state.refused === null ? {} : { refused: state.refused }),
  };
}

/** `status` and `dateLastModified` of an entry, and why it cannot be taken at all. */
export interface EntryState {
  readonly removed: boolean;
  readonly modifiedAt: string | null;
  readonly refused: IssueCode | null;
}

export function stateOf(entry: JsonObject): EntryState {
  const status = entry['status'] ?? 'active';
  const written = entry['dateLastModified'] ?? null;
  const modifiedAt = typeof written === 'string' && isMoment(written) ? written : null;
  const isKnown = status === 'active' || status === 'tobedeleted';
  const refused = !isKnown
    ? 'STATUS_UNKNOWN'
    : written !== null && modifiedAt === null
      ? 'MOMENT_INVALID'
      : null;
  return { removed: status === 'tobedeleted', modifiedAt, refused };
}

/** The later of two states of what makes one row: both moments count. */
export function laterOf(state: EntryState, modifiedAt: string | null): EntryState {
  if (modifiedAt === null) return state;
  const later = state.modifiedAt === null || Date.parse(state.modifiedAt) < Date.parse(modifiedAt);
  return later ? { ...state, modifiedAt } : state;
}

function isMoment(text: string): boolean {
  const moment = MOMENT.test(text) ? Date.parse(text) : NaN;
  return moment >= 0 && moment < Date.UTC(2100, 0);
}
