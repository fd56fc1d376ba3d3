import { Workbook } from '@cj-tech-master/excelts';
import { REPORT_SHEET } from './write-xlsx.js';

/** A formula whose value is not what it gives. */
export interface WrongTotal {
  readonly cell: string;
  readonly formula: string;
  readonly written: number | string | null;
  readonly computed: number | string;
}

/**
 * Reads a workbook of ours back and computes every formula of the report anew from the figures beneath it (f.7: totals are
 * values and formulas, and must agree). A file that came back from a municipality is checked the same way.
 *
 * @param content bytes of an XLSX file
 * @throws RangeError for a file without our sheet, and for a formula that we do not write
 */
export async function checkTotals(
  content: Uint8Array,
): Promise<{ readonly formulas: number; readonly wrong: readonly WrongTotal[] }> {
  const book = new Workbook();
  await book.xlsx.load(content);
  const sheet = book.getWorksheet(REPORT_SHEET);
  if (sheet === undefined) throw new RangeError(`the file has no sheet «${REPORT_SHEET}»`);
  const cells = new Map<
    string,
    { readonly formula: string | null; readonly value: number | string | null }
  >();
  sheet.eachRow((row) => {
    row.eachCell((cell) => cells.set(cell.address, contentOf(cell.value)));
  });
  const reading: FormulaReading = new FormulaReading((address) => {
    const cell = cells.get(address);
    return cell === undefined ? null : cell.formula === null ? cell.value : reading.valueOf(cell.formula);
  });
  const wrong: WrongTotal[] = [];
  let formulas = 0;
  for (const [cell, { formula, value }] of cells) {
    if (formula === null) continue;
    formulas += 1;
    const computed = reading.valueOf(formula);
    if (computed !== value) wrong.push({ cell, formula, written: value, computed });
  }
  return { formulas, wrong };
}

function contentOf(value: unknown): {
  readonly formula: string | null;
  readonly value: number | string | null;
} {
  const plain = (of: unknown) => (typeof of === 'number' || typeof of === 'string' ? of : null);
  if (typeof value === 'object' && value !== null && 'formula' in value) {
    const { formula, result } = value as { formula: unknown; result?: unknown };
    return { formula: String(formula), value: plain(result) };
  }
  return { formula: null, value: plain(value) };
}

type Value = number | string;
const TOKEN = /\s*("[^"]*"|[A-Z]+\d+:[A-Z]+\d+|[A-Z]+\d+|[A-Z]+(?=\()|\d+(?:\.\d+)?|[-+*/=(),])/gy;

/** Computes the formulas that {@link tableSheet} writes: IF, SUM, COUNT, ROUND, four operations, comparison for equality. */
class FormulaReading {
  private readonly known = new Map<string, Value>();
  private tokens: readonly string[] = [];
  private at = 0;

  constructor(private readonly read: (address: string) => Value | null) {}

  /** @throws RangeError for what it does not know */
  valueOf(formula: string): Value {
    const known = this.known.get(formula);
    if (known !== undefined) return known;
    // A cell that the formula reads may hold a formula: its reading stands apart from this one.
    const inner = new FormulaReading(this.read);
    inner.tokens = [...formula.matchAll(TOKEN)].map(([, token = '']) => token);
    if (inner.tokens.join('') !== formula.replaceAll(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ''))
      throw unknown(formula);
    const value = inner.comparison();
    if (inner.at !== inner.tokens.length) throw unknown(formula);
    this.known.set(formula, value);
    return value;
  }

  private comparison(): Value {
    const left = this.sum();
    if (!this.take('=')) return left;
    return left === this.sum() ? 1 : 0;
  }

  private sum(): Value {
    let value = this.product();
    for (;;) {
      if (this.take('+')) value = numberOf(value) + numberOf(this.product());
      else if (this.take('-')) value = numberOf(value) - numberOf(this.product());
      else return value;
    }
  }

  private product(): Value {
    let value = this.atom();
    for (;;) {
      if (this.take('*')) value = numberOf(value) * numberOf(this.atom());
      else if (this.take('/')) value = numberOf(value) / numberOf(this.atom());
      else return value;
    }
  }

  private atom(): Value {
    const token = this.tokens[this.at++] ?? '';
    if (token === '(') {
      const value = this.comparison();
      this.expect(')');
      return value;
    }
    if (token.startsWith('"')) return token.slice(1, -1);
    if (/^\d/.test(token)) return Number(token);
    if (/^[A-Z]+\d+$/.test(token)) return this.read(token) ?? 0;
    if (/^[A-Z]+$/.test(token)) return this.call(token);
    throw unknown(token);
  }

  private call(name: string): Value {
    this.expect('(');
    if (name === 'SUM' || name === 'COUNT') {
      const numbers = this.cells().filter((value) => typeof value === 'number');
      return name === 'COUNT' ? numbers.length : numbers.reduce((all, each) => all + each, 0);
    }
    const given = [this.comparison()];
    while (this.take(',')) given.push(this.comparison());
    this.expect(')');
    const [first = 0, second = 0, third = 0] = given;
    if (name === 'IF') return first === 0 ? third : second;
    if (name === 'ROUND' && second === 0) return halfAway(numberOf(first));
    throw unknown(name);
  }

  /** What stands in the cells that SUM and COUNT name, up to the closing bracket. */
  private cells(): readonly (Value | null)[] {
    const values: (Value | null)[] = [];
    do {
      const [from = '', to = from] = (this.tokens[this.at++] ?? '').split(':');
      for (const address of addresses(from, to)) values.push(this.read(address));
    } while (this.take(','));
    this.expect(')');
    return values;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw unknown(this.tokens.join(''));
  }
}

const unknown = (what: string): RangeError => new RangeError(`a formula that is not ours: ${what}`);

function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  throw unknown(value);
}

const halfAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** A column of neighbouring cells, which is all that our formulas name. */
function addresses(from: string, to: string): readonly string[] {
  const [, column = '', first = ''] = /^([A-Z]+)(\d+)$/.exec(from) ?? [];
  const [, same = '', last = ''] = /^([A-Z]+)(\d+)$/.exec(to) ?? [];
  if (column === '' || column !== same) throw unknown(`${from}:${to}`);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${column}${Number(first) + i}`);
}
