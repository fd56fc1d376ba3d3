import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Expiries } from '../../platform/expiry/expiries.js';
import { ApiKeyEnds } from '../store/api-key-ends.repository.js';

const AHEAD_MS = 61 * 86_400_000;

/** Tells which keys of machines end soon (OPS-04), so that their owners are asked before a municipality goes silent. */
@Injectable()
export class WatchApiKeys {
  constructor(
    @Inject(Expiries) expiries: Expiries,
    @Inject(UnitOfWork) unitOfWork: UnitOfWork,
    @Inject(ApiKeyEnds) ends: ApiKeyEnds,
    @Inject(Clock) clock: Clock,
  ) {
    expiries.add(async () => {
      const now = clock.now();
      const keys = await unitOfWork.direct((tx) => ends.before(tx, new Date(now.getTime() + AHEAD_MS), now));
      return keys.map(({ prefix, endsAt }) => ({ kind: 'api_key', name: prefix, endsAt }));
    });
  }
}
