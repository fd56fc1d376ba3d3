import type { SealedColumn } from '../../platform/crypto/sealed-column.js';
import { SNILS_PURPOSE } from '../../platform/crypto/snils-vault.js';

/** Bound into each sealed chunk of a file, with its place: chunks cannot be swapped. */
export const chunkPurpose = (fileId: string, no: number | string): string => `import-file:${fileId}:${no}`;

/** Sealed columns of the roster, for the change of keys. */
export const rosterSealed: readonly SealedColumn[] = [
  {
    table: 'people',
    key: { id: 'uuid' },
    shape: { kind: 'beside', bytes: 'snils_enc', keyId: 'snils_key_id' },
    purpose: () => SNILS_PURPOSE,
  },
  {
    // People as they stood before an import, for a day: an import that is undone brings them back.
    table: 'import_before_images',
    key: { batch_id: 'uuid', table_name: 'text', row_key: 'text' },
    shape: { kind: 'image', image: 'image', bytes: 'snils_enc', keyId: 'snils_key_id' },
    purpose: () => SNILS_PURPOSE,
  },
  {
    table: 'import_file_chunks',
    key: { file_id: 'uuid', no: 'integer' },
    shape: { kind: 'whole', bytes: 'sealed' },
    purpose: ([fileId = '', no = '']) => chunkPurpose(fileId, no),
    atOnce: 8,
  },
];
