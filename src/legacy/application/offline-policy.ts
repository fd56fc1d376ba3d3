import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { policyPageOf } from '../domain/policy-page.js';
import { PolicyPages, type PolicyRegion } from '../store/policy-pages.repository.js';

/** A page is looked at anew this long after the last look, so it is never older than the bundle may get. */
const FRESH_MS = 10 * 60_000;

/** Part of the offline bundle of one system. */
export interface PolicyPart {
  readonly region: PolicyRegion;
  /** JSON, each of one school; changed after the cursor, in the order of their change. */
  readonly pages: readonly string[];
  /** What to ask with next time. */
  readonly cursor: number;
  /** More has changed, or is still to be looked at: ask again at once. */
  readonly hasMore: boolean;
}

/**
 * What a journal needs to decide while we are away (INT-08). A region does not fit into one answer: it is told school by
 * school, first all, then those whose page has changed. Each call looks at a few schools anew, so its cost is bounded and
 * nothing is reckoned for a journal that does not ask.
 */
@Injectable()
export class OfflinePolicy {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PolicyPages) private readonly pages: PolicyPages,
  ) {}

  /**
   * The part of the bundle after a cursor (0: from the beginning), of `limit` schools at most.
   *
   * @throws DomainError `POLICY_CURSOR_UNKNOWN` for a cursor that was never given
   */
  async after(systemId: Uuid, asked: { cursor: number; limit: number; now: Date }): Promise<PolicyPart> {
    const { cursor, limit, now } = asked;
    await this.refuseUnknown(systemId, cursor);
    const before = new Date(now.getTime() - FRESH_MS);
    const stale = await this.unitOfWork.direct((tx) => this.pages.stale(tx, systemId, before, limit + 1));
    await this.lookAt(systemId, stale.slice(0, limit), now);
    return this.unitOfWork.direct(async (tx) => {
      const found = await this.pages.after(tx, systemId, cursor, limit + 1);
      const pages = found.slice(0, limit);
      return {
        region: await this.pages.region(tx, systemId),
        pages: pages.map(({ page }) => page),
        cursor: pages.at(-1)?.no ?? cursor,
        hasMore: found.length > limit || stale.length > limit,
      };
    });
  }

  private async refuseUnknown(systemId: Uuid, cursor: number): Promise<void> {
    const last = await this.unitOfWork.direct((tx) => this.pages.lastNo(tx, systemId));
    if (cursor > last) throw new DomainError('POLICY_CURSOR_UNKNOWN', 'invalid', { last });
  }

  private async lookAt(systemId: Uuid, schoolIds: readonly Uuid[], now: Date): Promise<void> {
    if (schoolIds.length === 0) return;
    const made: { schoolId: Uuid; page: string }[] = [];
    for (const schoolId of schoolIds) {
      const page = await this.pageOf(systemId, schoolId, now);
      if (page !== null) made.push({ schoolId, page });
    }
    await this.unitOfWork.run((tx) => this.pages.keep(tx, systemId, made, now));
  }

  private pageOf(systemId: Uuid, schoolId: Uuid, now: Date): Promise<string | null> {
    return this.unitOfWork.direct(async (tx) => {
      const school = await this.pages.school(tx, schoolId);
      if (school === null) return null;
      const members = await this.pages.members(tx, systemId, schoolId, now);
      const ids = [...new Set(members.flatMap(({ campaignId }) => campaignId ?? []))];
      const campaigns = await this.pages.campaigns(tx, systemId, { schoolId, ids, now });
      return JSON.stringify(policyPageOf(school, campaigns, members));
    });
  }
}
