import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';

const MINUTE_MS = 60_000;

/** Five codes in a quarter of an hour: 28⁸ of them outlast any patience. */
const CODES_OF_PERSON: Limit = { what: 'link_code.person', most: 5, windowMs: 15 * MINUTE_MS };
/** A computer class types its codes together. */
const CODES_OF_ADDRESS: Limit = { what: 'link_code.address', most: 300, windowMs: 15 * MINUTE_MS };
const PROOFS_OF_PERSON: Limit = { what: 'legacy_proof.person', most: 10, windowMs: 15 * MINUTE_MS };
/** A person's own decisions are few; more are a script. */
const DEEDS_OF_PERSON: Limit = { what: 'account_deed.person', most: 40, windowMs: 15 * MINUTE_MS };
/** Each opens work for a school. */
const REPORTS_OF_PERSON: Limit = { what: 'account_report.person', most: 10, windowMs: 60 * MINUTE_MS };

/** As often as a journal may pass one on: a refused person may ask again, not all day long. */
const PASSWORD_REQUESTS_OF_PERSON: Limit = {
  what: 'reenable_request.person',
  most: 5,
  windowMs: 1440 * MINUTE_MS,
};

/** How often a browser may try what can be guessed or what costs us a visit to ESIA. Each method throws `TOO_MANY_REQUESTS`. */
@Injectable()
export class AttemptLimits {
  private readonly signIns: Limit;

  constructor(
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(PlatformSettings) { signInsPerAddress }: PlatformSettings,
  ) {
    this.signIns = { what: 'sign_in.address', most: signInsPerAddress, windowMs: MINUTE_MS };
  }

  async countSignIn(address: string | undefined): Promise<void> {
    if (address !== undefined) await this.throttle.count([{ limit: this.signIns, whose: address }]);
  }

  async countCode(esiaPersonId: Uuid, address: string | undefined): Promise<void> {
    await this.throttle.count([
      { limit: CODES_OF_PERSON, whose: esiaPersonId },
      ...(address === undefined ? [] : [{ limit: CODES_OF_ADDRESS, whose: address }]),
    ]);
  }

  async countProofRequest(esiaPersonId: Uuid): Promise<void> {
    await this.throttle.count([{ limit: PROOFS_OF_PERSON, whose: esiaPersonId }]);
  }

  async countDeed(esiaPersonId: Uuid): Promise<void> {
    await this.throttle.count([{ limit: DEEDS_OF_PERSON, whose: esiaPersonId }]);
  }

  async countReport(esiaPersonId: Uuid): Promise<void> {
    await this.throttle.count([{ limit: REPORTS_OF_PERSON, whose: esiaPersonId }]);
  }

  async countPasswordRequest(esiaPersonId: Uuid): Promise<void> {
    await this.throttle.count([{ limit: PASSWORD_REQUESTS_OF_PERSON, whose: esiaPersonId }]);
  }
}
