import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import { stateOfKey } from '../domain/api-key.js';
import { parseApiKey } from '../domain/api-key-text.js';
import { type Machine, mayAnywhere } from '../domain/principal.js';
import type { Right } from '../domain/rights.js';
import { ApiKeyRows, type PresentedKey } from '../store/api-keys.repository.js';
import { CountKeyUses } from './count-key-uses.js';

/** A request that brought a key. */
export interface KeyPresented {
  readonly text: string;
  /** Null when the server could not tell it. */
  readonly address: string | null;
  /** The right of the route; null where it is not open to keys. */
  readonly right: Right | null;
}

/** A region's machines sit behind few addresses: whoever tries more is guessing, or lost a key and should look. */
const WRONG_KEYS: Limit = { what: 'api_key.address', most: 60, windowMs: 600_000 };
const NO_HASH = Buffer.alloc(32);

/**
 * Tells whose a key is, in one indexed read, anew for each request: a revocation holds at once on every server. Why a key is
 * refused is said only to whoever brought the right secret.
 */
@Injectable()
export class RecogniseApiKey {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(ApiKeyRows) private readonly keys: ApiKeyRows,
    @Inject(CountKeyUses) private readonly uses: CountKeyUses,
  ) {}

  /**
   * @throws DomainError `API_KEY_UNKNOWN` and, beyond a limit by address, `TOO_MANY_REQUESTS`; `API_KEY_EXPIRED`,
   * `API_KEY_REVOKED`, `API_KEY_RETIRED`; `API_KEY_ADDRESS`, `API_KEY_RIGHT`, `API_KEY_NOT_FOR_THIS`
   */
  async execute(presented: KeyPresented): Promise<Machine> {
    const now = this.clock.now();
    const key = await this.find(presented);
    if (key === null) return this.refuseUnknown(presented);
    const machine: Machine = {
      ...{ apiKeyId: key.id, regionId: key.regionId },
      ...{ municipalityId: key.municipalityId, rights: key.rights },
    };
    const refusal = refusalOf(key, machine, presented.right, now);
    this.uses.count(key, now, refusal === null ? 'request' : 'refusal');
    if (refusal !== null) throw refusal;
    return machine;
  }

  private async find({ text, address }: KeyPresented): Promise<PresentedKey | null> {
    const parsed = parseApiKey(text);
    if (parsed === null) return null;
    const found = await this.unitOfWork.direct((tx) => this.keys.presented(tx, parsed.prefix, address));
    const isRight = timingSafeEqual(hashToken(parsed.text), found?.secretHash ?? NO_HASH);
    return isRight ? found : null;
  }

  private async refuseUnknown({ address }: KeyPresented): Promise<never> {
    await this.throttle.count([{ limit: WRONG_KEYS, whose: address ?? 'unknown' }]);
    throw new DomainError('API_KEY_UNKNOWN', 'unauthenticated');
  }
}

function refusalOf(key: PresentedKey, machine: Machine, right: Right | null, now: Date): DomainError | null {
  const state = stateOfKey(key, now);
  switch (state) {
    case 'revoked':
      return new DomainError('API_KEY_REVOKED', 'unauthenticated');
    case 'expired':
      return new DomainError('API_KEY_EXPIRED', 'unauthenticated');
    case 'retired':
      return new DomainError('API_KEY_RETIRED', 'unauthenticated');
    case 'live':
    case 'retiring':
      if (!key.addressFits) return new DomainError('API_KEY_ADDRESS', 'forbidden');
      if (right === null) return new DomainError('API_KEY_NOT_FOR_THIS', 'forbidden');
      return mayAnywhere(machine, right) ? null : new DomainError('API_KEY_RIGHT', 'forbidden', { right });
  }
}
