/** Where the sealed bytes of a row lie and how the id of their key stands beside them. */
export type SealedShape =
  /** Two columns: `iv ‖ ciphertext ‖ tag`, and the key's id ({@link Keyring.seal}). */
  | { readonly kind: 'beside'; readonly bytes: string; readonly keyId: string }
  /** One column that carries the key's id ({@link Keyring.sealWhole}). */
  | { readonly kind: 'whole'; readonly bytes: string }
  /** A row kept as JSON, with the two columns of `beside` in it; bytes are written `\x…`, as PostgreSQL does. */
  | { readonly kind: 'image'; readonly image: string; readonly bytes: string; readonly keyId: string };

/**
 * A column whose contents DATA_KEYS seal. Each context declares its own; `src/sealed-columns.ts` holds them all, and a
 * test finds a column that nobody declared.
 */
export interface SealedColumn {
  readonly table: string;
  /** The primary key, in its order: columns and their types. */
  readonly key: Readonly<Record<string, 'uuid' | 'integer' | 'text' | 'bytea'>>;
  readonly shape: SealedShape;
  /** What the bytes of a row are sealed for, by its key; they open for nothing else. */
  purpose(key: readonly string[]): string;
  /** Rows at once where a row is large. */
  readonly atOnce?: number;
}
