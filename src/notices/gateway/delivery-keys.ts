import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { DeliverySettings } from '../delivery.settings.js';
import type { DeliveryChannel } from '../domain/delivery-state.js';

/** Fingerprints of addresses and tokens of links, all under DELIVERY_KEY; each use has a word of its own in what is hashed. */
@Injectable()
export class DeliveryKeys {
  private readonly key: Buffer;

  constructor(@Inject(DeliverySettings) { deliveryKey }: DeliverySettings) {
    this.key = Buffer.from(deliveryKey, 'base64');
  }

  /** 32 bytes; e-mail addresses that differ in the case of letters only are one address. */
  addressHash(channel: DeliveryChannel, address: string): Buffer {
    return this.hmac(`address\0${channel}\0${address.toLowerCase()}`);
  }

  /** What a person proves an address with: the code's fingerprint is good for this contact only. */
  codeHash(contactId: Uuid, code: string): Buffer {
    return this.hmac(`code\0${contactId}\0${code}`);
  }

  /** The token of a one-click link (RFC 8058): it names the message, not its reader. */
  unsubscribeToken(deliveryId: Uuid): string {
    return `${deliveryId}.${this.hmac(`unsubscribe\0${deliveryId}`).toString('base64url')}`;
  }

  /** The message of a token; null when we did not make it. */
  readUnsubscribeToken(token: string): Uuid | null {
    const [id = '', proof = ''] = token.split('.');
    const deliveryId = parseUuid(id);
    if (deliveryId === null) return null;
    const expected = this.hmac(`unsubscribe\0${deliveryId}`);
    const given = Buffer.from(proof, 'base64url');
    return given.length === expected.length && timingSafeEqual(given, expected) ? deliveryId : null;
  }

  private hmac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
