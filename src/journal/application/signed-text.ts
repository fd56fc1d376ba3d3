import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { JournalConfiguration } from '../journal-configuration.js';

/** Texts that leave through the browser and must come back unchanged: signed by the first cookie key, read by any. */
@Injectable()
export class SignedText {
  constructor(
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** `base64url(text).expiry.signature`; fit for a cookie. */
  seal(text: string, seconds: number): string {
    const body = `${Buffer.from(text).toString('base64url')}.${Math.floor(this.clock.now().getTime() / 1000) + seconds}`;
    return `${body}.${this.signatures(body)[0] ?? ''}`;
  }

  /** Null when the text was changed, signed by a key that is gone, or has expired. */
  open(sealed: string): string | null {
    const [encoded, expiry, signature, ...rest] = sealed.split('.');
    if (encoded === undefined || expiry === undefined || signature === undefined || rest.length > 0)
      return null;
    if (!this.isSigned(`${encoded}.${expiry}`, signature)) return null;
    if (Number(expiry) * 1000 < this.clock.now().getTime()) return null;
    return Buffer.from(encoded, 'base64url').toString();
  }

  /** A short proof that `text` was seen together with `secret`, by us: fit for a path. */
  proof(text: string, secret: string): string {
    return this.signatures(`${text}\0${secret}`)[0] ?? '';
  }

  isProof(proof: string, text: string, secret: string): boolean {
    return this.isSigned(`${text}\0${secret}`, proof);
  }

  private isSigned(text: string, signature: string): boolean {
    const given = Buffer.from(signature);
    return this.signatures(text).some(
      (known) => given.length === known.length && timingSafeEqual(given, Buffer.from(known)),
    );
  }

  private signatures(text: string): string[] {
    return this.configuration.cookieKeys.map((key) =>
      createHmac('sha256', key).update(`signed-text\0${text}`).digest('base64url'),
    );
  }
}
