/** A count below this may point at a child (STAT-08). */
export const SMALL = 5;

/** Some of the smallest parts under one name: a column, a row, or a figure that must not be found by subtraction. */
export interface Form {
  readonly key: string;
  readonly parts: readonly string[];
}

/** A figure that no column shows and a difference of columns tells. */
export interface GuardedForm extends Form {
  /** That nobody is in it says nothing of anybody; without it nobody is as telling as a few: everybody is on the other side. */
  readonly nobodyTellsNothing?: true;
}

/**
 * Counts that are to be published, in a form that says of each what it is the sum of. Rows are sums of leaves (schools, a
 * municipality's schools, all of them), columns sums of atoms (pupils under 14 who are linked, …): every cell is a sum of
 * smallest parts, so that whatever can be computed from the file is a sum of them too.
 */
export interface SmallCellTable {
  /** By leaf and atom: whole numbers, not negative; an atom that is not named is 0. */
  readonly leaves: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly rows: readonly Form[];
  readonly columns: readonly Form[];
  /** In no column, but told by a difference of columns: who is not linked. Protected where small, never shown. */
  readonly guarded: readonly GuardedForm[];
}

/** Which cells a file keeps back. */
export interface HiddenCells {
  has(row: string, column: string): boolean;
  readonly count: number;
}

/** Another history that the published cells allow: one pupil more here and there, one less elsewhere. */
interface Swap {
  readonly leaf: string;
  readonly otherLeaf: string | null;
  readonly atom: string;
  readonly otherAtom: string | null;
}

/**
 * Hides every count below {@link SMALL}, 0 included, and as many others as it takes that none of them can be computed from
 * the rest of the file: primary and complementary suppression (STAT-08, EC-127).
 *
 * The proof is constructive. For each cell that must not be known a swap is chosen: pupils moved between two leaves and two
 * atoms such that no count becomes negative. All cells that the swap changes are hidden, all others stay the same, so the
 * file fits the true counts and the swapped ones alike, and no hidden cell of the swap has one possible value only. Cells
 * hidden later leave every earlier proof as it is. Where there is nobody to swap with, the totals above are hidden too.
 */
export function hiddenCells(table: SmallCellTable): HiddenCells {
  return new Suppression(table).run();
}

class Suppression {
  private readonly hidden = new Set<string>();
  private readonly swaps: Swap[] = [];
  private readonly rowsOf: ReadonlyMap<string, readonly Form[]>;
  private readonly atoms: readonly string[];

  constructor(private readonly table: SmallCellTable) {
    this.rowsOf = new Map(
      [...table.leaves.keys()].map((leaf) => [leaf, table.rows.filter(({ parts }) => parts.includes(leaf))]),
    );
    this.atoms = [...new Set([...table.columns, ...table.guarded].flatMap(({ parts }) => parts))];
  }

  run(): HiddenCells {
    const { rows, columns, guarded } = this.table;
    for (const row of rows) {
      for (const column of [...columns, ...guarded]) {
        if (this.tells(row, column) && !this.isProtected(row, column)) this.protect(row, column);
      }
    }
    return { has: (row, column) => this.hidden.has(keyOf(row, column)), count: this.hidden.size };
  }

  private tells(row: Form, column: GuardedForm): boolean {
    const value = this.valueOf(row, column);
    return value < SMALL && (value > 0 || column.nobodyTellsNothing !== true);
  }

  private isProtected(row: Form, column: Form): boolean {
    return this.swaps.some((swap) => changes(swap, row, column));
  }

  private protect(row: Form, column: Form): void {
    const best = this.cheapest(row, column);
    this.swaps.push(best);
    for (const cell of this.changedBy(best)) this.hidden.add(cell.key);
  }

  /** The swap that changes this cell and hides least: first the fewest schools, then the fewest pupils. */
  private cheapest(row: Form, column: Form): Swap {
    let best: Swap | null = null;
    let least = Infinity;
    for (const swap of this.swapsFor(row, column)) {
      const cost = this.costOf(swap, least);
      if (cost < least && this.isPossible(swap)) [best, least] = [swap, cost];
    }
    if (best === null) throw new Error('one pupil more is always possible');
    return best;
  }

  private *swapsFor(row: Form, column: Form): Generator<Swap> {
    const others = [...this.table.leaves.keys()].filter((leaf) => !row.parts.includes(leaf));
    const otherAtoms = this.atoms.filter((atom) => !column.parts.includes(atom));
    for (const leaf of row.parts) {
      for (const otherLeaf of [...others, null]) {
        for (const atom of column.parts) {
          for (const otherAtom of [...otherAtoms, null]) yield { leaf, otherLeaf, atom, otherAtom };
        }
      }
    }
  }

  /** What a swap takes away must be there, in this direction or in the other. */
  private isPossible({ leaf, otherLeaf, atom, otherAtom }: Swap): boolean {
    const there = (of: string | null, what: string | null) =>
      of === null || what === null || this.atomOf(of, what) > 0;
    return (
      (there(leaf, otherAtom) && there(otherLeaf, atom)) || (there(leaf, atom) && there(otherLeaf, otherAtom))
    );
  }

  private costOf(swap: Swap, enough: number): number {
    let cost = 0;
    for (const cell of this.changedBy(swap)) {
      if (this.hidden.has(cell.key)) continue;
      cost += 1e9 * cell.row.parts.length + this.valueOf(cell.row, cell.column);
      if (cost >= enough) return cost;
    }
    return cost;
  }

  private *changedBy(
    swap: Swap,
  ): Generator<{ readonly key: string; readonly row: Form; readonly column: Form }> {
    const columns = this.table.columns.filter((column) => changesColumn(swap, column));
    if (columns.length === 0) return;
    const near = this.rowsOf.get(swap.leaf) ?? [];
    const far = swap.otherLeaf === null ? [] : (this.rowsOf.get(swap.otherLeaf) ?? []);
    for (const row of [
      ...near.filter((each) => !far.includes(each)),
      ...far.filter((each) => !near.includes(each)),
    ]) {
      for (const column of columns) yield { key: keyOf(row.key, column.key), row, column };
    }
  }

  private valueOf(row: Form, column: Form): number {
    let value = 0;
    for (const leaf of row.parts) for (const atom of column.parts) value += this.atomOf(leaf, atom);
    return value;
  }

  private atomOf(leaf: string, atom: string): number {
    return this.table.leaves.get(leaf)?.[atom] ?? 0;
  }
}

const keyOf = (row: string, column: string): string => `${row}\n${column}`;

const changesColumn = ({ atom, otherAtom }: Swap, { parts }: Form): boolean =>
  parts.includes(atom) !== (otherAtom !== null && parts.includes(otherAtom));

const changes = (swap: Swap, row: Form, column: Form): boolean =>
  changesColumn(swap, column) &&
  row.parts.includes(swap.leaf) !== (swap.otherLeaf !== null && row.parts.includes(swap.otherLeaf));
