import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { EntityManager } from 'typeorm';
import { type Caller, reachOf } from '../../../access/index.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { matches } from '../../../platform/http/none-match.js';
import { formatWanted } from './csv-answers.js';

/**
 * Answers readings of statistics with an entity tag, or with 304 to whoever has them already (RFC 9110, 13.1.2). The tag is of
 * the snapshot, the caller's scope and the question, so that it costs no row of numbers. It is weak: names of schools below the
 * unit are told as of the same snapshot or later.
 */
@Injectable()
export class StatisticsAnswers {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  /**
   * `mark` changes with the numbers; null where they are counted for each reader anew. Undefined, sent as 304,
   * where the caller's tag still holds.
   */
  async give<T>(
    request: Request,
    caller: Caller,
    mark: (tx: EntityManager) => Promise<string | null>,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T | undefined> {
    const found = await this.unitOfWork.direct(mark);
    if (found !== null) {
      const etag = tagOf(request, caller, found);
      request.res?.setHeader('ETag', etag);
      if (matches(request.headers['if-none-match'], etag)) {
        request.res?.status(304);
        return undefined;
      }
    }
    return this.unitOfWork.direct(work);
  }
}

function tagOf(request: Request, caller: Caller, mark: string): string {
  const { regionId, wholeRegion, municipalityIds, schoolIds } = reachOf(caller, 'statistics.read');
  const scope = [regionId, wholeRegion, [...municipalityIds].sort(), [...schoolIds].sort()];
  const what = [request.path, Object.entries(request.query).sort(), formatWanted(request)];
  const hash = createHash('sha256').update(JSON.stringify([mark, scope, what]));
  return `W/"${hash.digest('base64url')}"`;
}
