import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** One AES-256 key with the id that stands beside what it sealed. */
export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Sealed bytes and the id of the key that opens them. */
export interface Sealed {
  readonly keyId: string;
  readonly bytes: Buffer;
}

const IV = 12;
const TAG = 16;

/**
 * Seals with the first key, opens with any. AES-256-GCM; the bytes are `iv (12) ‖ ciphertext ‖ tag (16)`, and `purpose`
 * is bound in as additional data, so that what was sealed for one column does not open in another.
 */
export class Keyring {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: NamedKey;

  constructor(keys: readonly NamedKey[]) {
    const [current] = keys;
    if (current === undefined) throw new Error('A key ring needs a key');
    this.current = current;
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  /** The id of the key that seals. */
  get currentId(): string {
    return this.current.id;
  }

  seal(plain: Uint8Array | string, purpose: string): Sealed {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.current.key, iv).setAAD(Buffer.from(purpose));
    const body = [cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain), cipher.final()];
    return { keyId: this.current.id, bytes: Buffer.concat([iv, ...body, cipher.getAuthTag()]) };
  }

  /** Throws when the key is unknown, or the bytes were changed or sealed for another purpose. */
  open({ keyId, bytes }: Sealed, purpose: string): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new Error(`No key with id ${keyId}`);
    if (bytes.length < IV + TAG) throw new Error('Sealed bytes are too short');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
  }

  /** Seals into one piece of bytes that carries the key's id: `length of id (1) ‖ id ‖ sealed bytes`. */
  sealWhole(plain: Uint8Array | string, purpose: string): Buffer {
    const { keyId, bytes } = this.seal(plain, purpose);
    const id = Buffer.from(keyId);
    return Buffer.concat([Buffer.from([id.length]), id, bytes]);
  }

  /** Opens what `sealWhole` made; throws as `open` does. */
  openWhole(whole: Uint8Array, purpose: string): Buffer {
    const bytes = Buffer.from(whole);
    const length = bytes[0] ?? 0;
    const keyId = bytes.subarray(1, 1 + length).toString();
    return this.open({ keyId, bytes: bytes.subarray(1 + length) }, purpose);
  }
}
