import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Snils } from '../../../src/kernel/snils.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { SnilsVault } from '../../../src/platform/crypto/snils-vault.js';

const key = (fill: string): Buffer => Buffer.alloc(32, fill);
const old = { id: '2025', key: key('a') };
const current = { id: '2026', key: key('b') };
const ring = new Keyring([current, old]);

describe('a key ring', () => {
  it('opens what it sealed, for the same purpose', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (plain) => {
        expect(ring.open(ring.seal(plain, 'snils'), 'snils')).toEqual(Buffer.from(plain));
        expect(ring.openWhole(ring.sealWhole(plain, 'profile'), 'profile')).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('does not open for another purpose', () => {
    expect(() => ring.open(ring.seal('x', 'snils'), 'profile')).toThrow();
  });

  it('notices any changed byte', () => {
    const sealed = ring.seal('11223344595', 'snils');
    for (let at = 0; at < sealed.bytes.length; at++) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(() => ring.open({ ...sealed, bytes }, 'snils')).toThrow();
    }
  });

  it('seals with the first key and still opens what an older one sealed', () => {
    const before = new Keyring([old]).seal('x', 'p');
    expect(ring.seal('x', 'p').keyId).toBe('2026');
    expect(ring.open(before, 'p').toString()).toBe('x');
  });

  it('refuses bytes under a key that is gone', () => {
    expect(() => new Keyring([old]).open(ring.seal('x', 'p'), 'p')).toThrow(/2026/);
  });
});

describe('the vault of СНИЛС', () => {
  const vault = new SnilsVault(ring, key('i'));
  const snils = '11223344595' as Snils;

  it('finds equal numbers and seals them differently each time', () => {
    const [first, second] = [vault.store(snils), vault.store(snils)];
    expect(first.hmac).toEqual(second.hmac);
    expect(first.enc).not.toEqual(second.enc);
    expect(vault.reveal(first)).toBe(snils);
  });

  it('keeps of the number in the clear its control number only', () => {
    const { hmac, enc, last2 } = vault.store(snils);
    expect(last2).toBe('95');
    for (const bytes of [hmac, enc]) expect(bytes.toString('latin1')).not.toContain('112233445');
  });
});
