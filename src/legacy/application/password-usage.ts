import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type SchoolScope, Territory } from '../../territory/index.js';
import type { SignInChannel } from '../domain/sign-in-event.js';
import {
  type AccountUsage,
  type ChannelShare,
  type SchoolUsage,
  SignInUsage,
  type UsageWindow,
} from '../store/sign-in-usage.repository.js';

/** Days that a list looks back, today among them (I-31). */
const DAYS = 30;

/** A page of a list, beside the counters of what it is about. */
export interface PasswordUsageOf<Item> {
  readonly window: UsageWindow;
  readonly shares: readonly ChannelShare[];
  readonly items: readonly Item[];
}

/** Which accounts of a school are asked for. */
export interface AccountsAsked {
  readonly schoolId: Uuid;
  readonly use: 'active' | 'unused';
  readonly channel: SignInChannel | null;
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** Who still signs in by password: person by person for a school, in numbers for those above it (LEG-17). */
@Injectable()
export class PasswordUsage {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(SignInUsage) private readonly usage: SignInUsage,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws DomainError `NOT_FOUND` for a school out of scope */
  ofSchool(
    scope: SchoolScope,
    asked: AccountsAsked,
  ): Promise<PasswordUsageOf<AccountUsage> & { readonly school: SchoolUsage }> {
    return this.unitOfWork.run(async (tx) => {
      const window = await this.window(tx, scope);
      const school = await this.usage.ofSchool(tx, scope, asked.schoolId, window);
      if (school === null) throw new DomainError('NOT_FOUND', 'not_found');
      const place = { regionId: scope.regionId, id: asked.schoolId };
      const shares = await this.usage.sharesOfSchool(tx, place, window);
      const items = await this.usage.accounts(tx, scope, asked.schoolId, { ...asked, window });
      return { window, shares, school, items };
    });
  }

  /** Counters of at most `limit + 1` schools of the scope, and the shares of all of them together. */
  ofSchools(
    scope: SchoolScope,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<PasswordUsageOf<SchoolUsage>> {
    return this.unitOfWork.run(async (tx) => {
      const window = await this.window(tx, scope);
      const shares = await this.usage.shares(tx, scope, window);
      return { window, shares, items: await this.usage.ofSchools(tx, scope, window, page) };
    });
  }

  private async window(tx: EntityManager, { regionId }: SchoolScope): Promise<UsageWindow> {
    const { timeZone } = await this.territory.region(tx, regionId);
    const to = dayIn(this.clock.now(), timeZone);
    return { from: addDays(to, 1 - DAYS), to };
  }
}
