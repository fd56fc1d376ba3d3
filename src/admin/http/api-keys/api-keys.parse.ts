import { isIP } from 'node:net';
import { InvalidInput } from '../../../platform/http/validation.js';

/**
 * Networks in CIDR as PostgreSQL reads them; an address alone is that one address.
 *
 * @throws InvalidInput naming the first text that is neither
 */
export function networksOf(field: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    const [, address = '', mask] = /^([\da-f.:]{2,45})(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
    const widest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    const bits = mask === undefined ? widest : Number(mask);
    if (widest < 0 || bits > widest) {
      throw new InvalidInput([{ field, message: 'нужны сети вида 203.0.113.7/32 или 2001:db8::/48' }]);
    }
    return `${address}/${bits}`;
  });
}
