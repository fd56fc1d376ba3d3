import { esiaSealed } from './esia/index.js';
import type { SealedColumn } from './platform/crypto/sealed-column.js';
import { idempotencySealed } from './platform/idempotency/idempotent-requests.js';
import { noticesSealed } from './notices/index.js';
import { rosterSealed } from './roster/index.js';

/** Every column that DATA_KEYS seal; `npm run rotate-keys` seals them anew, and a test finds one that is missing here. */
export const sealedColumns: readonly SealedColumn[] = [
  ...rosterSealed,
  ...esiaSealed,
  ...noticesSealed,
  ...idempotencySealed,
];
