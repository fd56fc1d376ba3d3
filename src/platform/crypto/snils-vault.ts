import { createHmac } from 'node:crypto';
import type { Snils } from '../../kernel/snils.js';
import type { Keyring } from './keyring.js';

/** What every sealed СНИЛС is sealed for. */
export const SNILS_PURPOSE = 'snils';

/** What the database keeps of a СНИЛС (PD-02): nothing of it can be read without a key. */
export interface StoredSnils {
  /** HMAC-SHA-256 under a key of its own, 32 bytes: finds equal numbers. */
  readonly hmac: Buffer;
  readonly enc: Buffer;
  readonly keyId: string;
  /** The control number, for the mask «***-***-*** 95». */
  readonly last2: string;
}

/** Hides СНИЛС before they reach the database, and shows them again to whoever may see them. */
export class SnilsVault {
  constructor(
    private readonly keyring: Keyring,
    private readonly indexKey: Buffer,
  ) {}

  store(snils: Snils): StoredSnils {
    const { keyId, bytes } = this.keyring.seal(snils, SNILS_PURPOSE);
    return { hmac: this.hmac(snils), enc: bytes, keyId, last2: snils.slice(-2) };
  }

  hmac(snils: Snils): Buffer {
    return createHmac('sha256', this.indexKey).update(snils).digest();
  }

  /** Throws when the key is not on the ring or the bytes were tampered with. */
  reveal(stored: Pick<StoredSnils, 'enc' | 'keyId'>): Snils {
    return this.keyring.open({ keyId: stored.keyId, bytes: stored.enc }, SNILS_PURPOSE).toString() as Snils;
  }
}
