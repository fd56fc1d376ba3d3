import { createHmac } from 'node:crypto';
import type { KeyMarks } from './archive-contract.js';

/** Settings that hold the keys. */
export interface KeySettings {
  /** `name:base64` of 32 bytes, comma between. */
  readonly dataKeys: string;
  readonly snilsIndexKey: string;
}

/** Eight hexadecimal digits that tell two keys apart and give neither away (HMAC-SHA-256 of a fixed text under the key). */
const markOf = (key: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64')).update('perehod backup').digest('hex').slice(0, 8);

export function keyMarks({ dataKeys, snilsIndexKey }: KeySettings): KeyMarks {
  const named = dataKeys.split(',').map((item) => item.split(':') as [string, string]);
  return {
    dataKeys: Object.fromEntries(named.map(([name, key]) => [name, markOf(key)])),
    snilsIndexKey: markOf(snilsIndexKey),
  };
}

/** Settings without which the server will not read what the archive holds: `DATA_KEYS: 2026a`, `SNILS_INDEX_KEY`. */
export function missingKeys(needed: KeyMarks, given: KeyMarks): readonly string[] {
  const data = Object.entries(needed.dataKeys)
    .filter(([name, mark]) => given.dataKeys[name] !== mark)
    .map(([name]) => `DATA_KEYS: ${name}`);
  return needed.snilsIndexKey === given.snilsIndexKey ? data : [...data, 'SNILS_INDEX_KEY'];
}
