import type { DataSource, EntityManager } from 'typeorm';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Keyring } from './keyring.js';
import type { SealedColumn } from './sealed-column.js';

/** What a run came to for one column. */
export interface Resealed {
  readonly column: string;
  /** Rows sealed anew with the first key. */
  readonly resealed: number;
  /** Rows that somebody else wrote in between: they are seen again in the next pass. */
  readonly overtaken: number;
  /** Rows whose key is not on the ring or whose bytes were changed; they are left as they are. */
  readonly unreadable: number;
  /** Rows that are still under another key, by its id. */
  readonly left: Readonly<Record<string, number>>;
}

interface Found {
  readonly key: string[];
  readonly bytes: Buffer;
  readonly keyId: string;
}

/** SQL of one shape: what the sealed bytes and the key's id are, and how both are replaced. */
interface ShapeSql {
  readonly bytes: string;
  readonly keyId: string;
  /** `v.bytes` and `$1`, the new key's id, in the table's column. */
  readonly set: string;
}

const SQL_OF_SHAPE = {
  beside: (shape: { bytes: string; keyId: string }): ShapeSql => ({
    bytes: `t.${shape.bytes}`,
    keyId: `t.${shape.keyId}`,
    set: `${shape.bytes} = v.bytes, ${shape.keyId} = $1`,
  }),
  whole: (shape: { bytes: string }): ShapeSql => ({
    bytes: `t.${shape.bytes}`,
    keyId: `convert_from(substring(t.${shape.bytes} FROM 2 FOR get_byte(t.${shape.bytes}, 0)), 'UTF8')`,
    set: `${shape.bytes} = set_byte('\\x00'::bytea, 0, octet_length($1::text)) || convert_to($1, 'UTF8') || v.bytes`,
  }),
  image: (shape: { image: string; bytes: string; keyId: string }): ShapeSql => ({
    bytes: `decode(substr(t.${shape.image} ->> '${shape.bytes}', 3), 'hex')`,
    keyId: `t.${shape.image} ->> '${shape.keyId}'`,
    set: `${shape.image} = t.${shape.image} || jsonb_build_object('${shape.bytes}', '\\x' || encode(v.bytes, 'hex'), '${shape.keyId}', $1::text)`,
  }),
} as const;

function sqlOf({ shape }: SealedColumn): ShapeSql {
  switch (shape.kind) {
    case 'beside':
      return SQL_OF_SHAPE.beside(shape);
    case 'whole':
      return SQL_OF_SHAPE.whole(shape);
    case 'image':
      return SQL_OF_SHAPE.image(shape);
  }
}

/**
 * Seals with the first key what other keys of the ring sealed (quality.md, security 14), while servers read and write: a
 * batch at a time, each in a transaction of its own, and a row is replaced only if it still holds what was read. Killed at
 * any moment it has left whole rows under one key or the other; run again it goes on with those that are left.
 */
export class Reseal {
  private readonly unitOfWork: UnitOfWork;

  constructor(
    dataSource: DataSource,
    private readonly keyring: Keyring,
    /** Rows at once: memory is at most these, and locks last as long as their UPDATE. */
    private readonly batch = 500,
  ) {
    this.unitOfWork = new UnitOfWork(dataSource);
  }

  /** One pass over a column. */
  async column(column: SealedColumn): Promise<Resealed> {
    let [resealed, overtaken, unreadable] = [0, 0, 0];
    let last: readonly string[] | null = null;
    for (;;) {
      const found: readonly Found[] = await this.read(column, last);
      const opened = found.flatMap((row) => this.renewed(column, row));
      const written = opened.length === 0 ? 0 : await this.write(column, opened);
      resealed += written;
      overtaken += opened.length - written;
      unreadable += found.length - opened.length;
      last = found.at(-1)?.key ?? null;
      if (found.length < this.atOnce(column)) break;
    }
    const name = `${column.table}.${column.shape.kind === 'image' ? column.shape.image : column.shape.bytes}`;
    return { column: name, resealed, overtaken, unreadable, left: await this.left(column) };
  }

  /** How many rows of a column are under another key than the first, by the key's id; nothing is written. */
  async left(column: SealedColumn): Promise<Record<string, number>> {
    const { bytes, keyId } = sqlOf(column);
    const rows = await this.unitOfWork.direct((tx) =>
      tx.query<{ id: string; count: number }[]>(
        `SELECT ${keyId} AS id, count(*) AS count FROM ${column.table} t
          WHERE ${bytes} IS NOT NULL AND ${keyId} <> $1 GROUP BY 1 ORDER BY 1`,
        [this.keyring.currentId],
      ),
    );
    return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
  }

  private atOnce(column: SealedColumn): number {
    return Math.min(this.batch, column.atOnce ?? this.batch);
  }

  private read(column: SealedColumn, last: readonly string[] | null): Promise<Found[]> {
    const { bytes, keyId } = sqlOf(column);
    const names = Object.keys(column.key);
    const key = names.map((name) => `t.${name}`).join(', ');
    const after =
      last === null ? '' : `AND (${key}) > (${last.map((_, index) => `$${index + 3}`).join(', ')})`;
    return this.unitOfWork.direct((tx: EntityManager) =>
      tx.query<Found[]>(
        `SELECT ARRAY[${names.map((name) => `t.${name}::text`).join(', ')}] AS key, ${bytes} AS bytes, ${keyId} AS "keyId"
           FROM ${column.table} t
          WHERE ${bytes} IS NOT NULL AND ${keyId} <> $1 ${after} ORDER BY ${key} LIMIT $2`,
        [this.keyring.currentId, this.atOnce(column), ...(last ?? [])],
      ),
    );
  }

  /** The row with its bytes sealed by the first key; nothing when they do not open. */
  private renewed(column: SealedColumn, row: Found): (Found & { readonly renewed: Buffer })[] {
    const purpose = column.purpose(row.key);
    const { bytes, keyId } = row;
    const sealed = column.shape.kind === 'whole' ? bytes.subarray(1 + (bytes[0] ?? 0)) : bytes;
    try {
      const plain = this.keyring.open({ keyId, bytes: sealed }, purpose);
      return [{ ...row, renewed: this.keyring.seal(plain, purpose).bytes }];
    } catch {
      return [];
    }
  }

  /** Replaces what still is as it was read; returns how many rows were. */
  private write(
    column: SealedColumn,
    rows: readonly (Found & { readonly renewed: Buffer })[],
  ): Promise<number> {
    const { bytes, set } = sqlOf(column);
    const key = Object.entries(column.key);
    const keys = key.map((_, index) => `k${index + 1}`);
    const same = key.map(([name], index) => `t.${name} = v.k${index + 1}`).join(' AND ');
    const locked = key.map(([name]) => `t.${name}`).join(', ');
    const parameters = [
      this.keyring.currentId,
      rows.map(({ bytes: was }) => was),
      rows.map(({ renewed }) => renewed),
      ...key.map((_, index) => rows.map((row) => row.key[index])),
    ];
    const from = `unnest($2::bytea[], $3::bytea[], ${key.map(([, type], index) => `$${index + 4}::${type}[]`).join(', ')})
                  AS v (was, bytes, ${keys.join(', ')})`;
    return this.unitOfWork.run(async (tx) => {
      // Locked in the order of the key, as two runs at once would else wait for each other.
      await tx.query(
        `SELECT FROM ${column.table} t JOIN ${from} ON ${same} WHERE $1::text IS NOT NULL AND v.bytes IS NOT NULL
          ORDER BY ${locked} FOR NO KEY UPDATE OF t`,
        parameters,
      );
      const [, written] = await tx.query<[unknown, number]>(
        `UPDATE ${column.table} AS t SET ${set} FROM ${from} WHERE ${same} AND ${bytes} = v.was`,
        parameters,
      );
      return written;
    });
  }
}
