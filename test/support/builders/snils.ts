import { type Snils, snilsControlNumber } from '../../../src/kernel/snils.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { SnilsVault } from '../../../src/platform/crypto/snils-vault.js';

/** The vault of the tests: fixed keys, so that two files agree on what an equal number is. */
export const testVault = new SnilsVault(
  new Keyring([{ id: 'test-1', key: Buffer.alloc(32, 1) }]),
  Buffer.alloc(32, 2),
);

/** The same keys as settings of a server. */
export const TEST_KEYS = {
  DATA_KEYS: `test-1:${Buffer.alloc(32, 1).toString('base64')}`,
  SNILS_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
};

let last = 112_233_445;

/** A valid СНИЛС; without a number, one that no other call of this file gave. */
export function aSnils(number?: number): Snils {
  const nine = String(number ?? (last += 1)).padStart(9, '0');
  return `${nine}${snilsControlNumber(nine)}` as Snils;
}
