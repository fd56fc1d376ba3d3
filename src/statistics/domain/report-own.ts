import { isComputed, type ReportColumn } from './report-form.js';

/** What the school itself has stated in its report, by column key: figures of `own` columns, explanations of any cell, words. */
export interface OwnStatements {
  readonly figures: Readonly<Record<string, number>>;
  readonly explanations: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

export const NOTHING_STATED: OwnStatements = { figures: {}, explanations: {}, texts: {} };

/** As the database keeps it: a part that was never stated may be absent. */
export function ownStatements(stored: Partial<OwnStatements>): OwnStatements {
  return { ...NOTHING_STATED, ...stored };
}

/** One change of one cell; null takes back what was stated, an absent part stays. */
export interface CellStatement {
  readonly cell: string;
  readonly figure?: number | null | undefined;
  readonly explanation?: string | null | undefined;
  readonly text?: string | null | undefined;
}

export type Stated =
  | { readonly kind: 'stated'; readonly own: OwnStatements }
  | {
      readonly kind: 'refused';
      readonly code: 'REPORT_CELL_UNKNOWN' | 'REPORT_CELL_COMPUTED' | 'REPORT_CELL_KIND';
      readonly column: ReportColumn | null;
      readonly cell: string;
    };

type Refusal = Extract<Stated, { kind: 'refused' }>['code'];

/**
 * Takes the school's own figures and words into its report (REP-02). A computed cell is nobody's to overwrite: it may be
 * explained, and disputed by an own figure beside it.
 */
export function stateOwn(
  columns: readonly ReportColumn[],
  own: OwnStatements,
  statements: readonly CellStatement[],
): Stated {
  for (const statement of statements) {
    const column = columns.find(({ key }) => key === statement.cell) ?? null;
    const code = refusalOf(column, statement);
    if (code !== null) return { kind: 'refused', code, column, cell: statement.cell };
  }
  const taken = {
    figures: changed(own.figures, statements, ({ figure }) => figure),
    explanations: changed(own.explanations, statements, ({ explanation }) => tidy(explanation)),
    texts: changed(own.texts, statements, ({ text }) => tidy(text)),
  };
  return { kind: 'stated', own: taken };
}

function refusalOf(column: ReportColumn | null, statement: CellStatement): Refusal | null {
  if (column === null) return 'REPORT_CELL_UNKNOWN';
  const { figure, explanation, text } = statement;
  const frozen = isComputed(column) || column.kind === 'place';
  if (frozen && (figure !== undefined || text !== undefined)) return 'REPORT_CELL_COMPUTED';
  if (figure !== undefined && column.kind !== 'own') return 'REPORT_CELL_KIND';
  if (text !== undefined && column.kind !== 'text') return 'REPORT_CELL_KIND';
  if (explanation !== undefined && (column.kind === 'text' || column.kind === 'place'))
    return 'REPORT_CELL_KIND';
  return null;
}

function changed<Value>(
  before: Readonly<Record<string, Value>>,
  statements: readonly CellStatement[],
  part: (statement: CellStatement) => Value | null | undefined,
): Readonly<Record<string, Value>> {
  const after = new Map(Object.entries(before));
  for (const statement of statements) {
    const value = part(statement);
    if (value === null) after.delete(statement.cell);
    else if (value !== undefined) after.set(statement.cell, value);
  }
  return Object.fromEntries(after);
}

/** Blanks round words are nothing; half of a character would be refused by the database. */
function tidy(words: string | null | undefined): string | null | undefined {
  const text = words?.trim().toWellFormed();
  return text === '' ? null : (text ?? words);
}
