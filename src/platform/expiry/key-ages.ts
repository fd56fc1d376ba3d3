import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { PlatformSettings } from '../config/platform.settings.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Expiries } from './expiries.js';
import type { Expiry, ExpiryKind } from './expiry.js';

/** A key that should be changed yearly. */
export interface WatchedKey {
  readonly kind: Extract<ExpiryKind, 'DATA_KEYS' | 'OIDC_COOKIE_KEYS' | 'OIDC_JWKS_FILE'>;
  /** Whatever tells it from another; only a hash of it is kept. */
  readonly secret: string | Buffer;
}

const YEAR_MS = 365 * 86_400_000;

/** Keys carry no dates: the database remembers when each was first seen (by the mark of its hash), and a year later it is time. */
@Injectable()
export class KeyAges {
  constructor(
    @Inject(Expiries) private readonly expiries: Expiries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) settings: PlatformSettings,
  ) {
    // The first key encrypts; the others only read what is old.
    const [current = ''] = settings.dataKeys.split(',');
    this.watch([{ kind: 'DATA_KEYS', secret: current }]);
  }

  /** Called while a context is built. */
  watch(keys: readonly WatchedKey[]): void {
    this.expiries.add(() => this.endsOf(keys));
  }

  private async endsOf(keys: readonly WatchedKey[]): Promise<readonly Expiry[]> {
    const seen = keys.map(({ kind, secret }) => ({ kind, mark: markOf(kind, secret) }));
    const rows = await this.unitOfWork.direct((tx) =>
      tx.query<{ kind: WatchedKey['kind']; mark: string; at: Date }[]>(
        `WITH seen AS (SELECT kind, mark FROM jsonb_to_recordset($1::jsonb) AS seen (kind text, mark text)),
              added AS (INSERT INTO key_sightings (kind, mark, first_seen_at) SELECT kind, mark, $2 FROM seen
                          ON CONFLICT (kind, mark) DO NOTHING RETURNING kind, mark, first_seen_at)
         SELECT kind, mark, first_seen_at AS at FROM key_sightings JOIN seen USING (kind, mark)
         UNION ALL SELECT kind, mark, first_seen_at FROM added`,
        [JSON.stringify(seen), this.clock.now()],
      ),
    );
    return rows.map(({ kind, mark, at }) => ({ kind, name: mark, endsAt: new Date(at.getTime() + YEAR_MS) }));
  }
}

/** Eight hexadecimal digits; of a random key of 256 bits they give nothing away. */
function markOf(kind: string, secret: string | Buffer): string {
  return createHash('sha256').update(`perehod key age\0${kind}\0`).update(secret).digest('hex').slice(0, 8);
}
