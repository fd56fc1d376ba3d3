import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { ALPHABET, CODE_LENGTH, type LinkCode, spellLinkCode } from '../domain/link-code.js';
import { LinkingSettings } from '../linking.settings.js';

/** The greatest multiple of the alphabet's length that a byte holds: bytes from here on would favour its first letters. */
const EVEN_BELOW = 256 - (256 % ALPHABET.length);

/** Makes codes and their hashes under LINK_CODE_KEY. */
@Injectable()
export class LinkCodeMint {
  private readonly key: Buffer;

  constructor(@Inject(LinkingSettings) { linkCodeKey }: LinkingSettings) {
    this.key = Buffer.from(linkCodeKey, 'base64');
  }

  /**
   * The code that a secret seed gives an account; the same seed gives the same code, so that paper that is printed anew
   * says the same codes although none is kept. `turn` counts up where a code was taken already.
   */
  code(seed: string, accountId: Uuid, turn: number): LinkCode {
    const numbers: number[] = [];
    for (let block = 0; numbers.length < CODE_LENGTH; block++) {
      const bytes = this.hmac(`mint\0${seed}\0${accountId}\0${turn}\0${block}`);
      numbers.push(...[...bytes].filter((byte) => byte < EVEN_BELOW).map((byte) => byte % ALPHABET.length));
    }
    return spellLinkCode(numbers.slice(0, CODE_LENGTH));
  }

  /** What the database keeps of a code, 32 bytes. */
  hash(code: LinkCode): Buffer {
    return this.hmac(`code\0${code}`);
  }

  private hmac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
