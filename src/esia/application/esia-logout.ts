import { Inject, Injectable } from '@nestjs/common';
import { EsiaSettings } from '../esia.settings.js';

/**
 * The end of a person's session at ESIA itself: without it the next pupil at a shared computer enters as the previous one
 * (esia-protocol.md, 7; AUTH-11).
 */
@Injectable()
export class EsiaLogout {
  constructor(@Inject(EsiaSettings) private readonly settings: EsiaSettings) {}

  /**
   * Where to send the browser. `returnTo` is an absolute address on a host registered with ESIA. The parameter is
   * `redirect_url`, and nothing is signed.
   */
  url(returnTo: string): string {
    const url = new URL('/idp/ext/Logout', this.settings.url);
    url.searchParams.set('client_id', this.settings.clientId);
    url.searchParams.set('redirect_url', new URL(returnTo).href);
    return url.href;
  }
}
