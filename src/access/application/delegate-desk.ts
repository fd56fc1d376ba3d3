import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import { type Principal, reachOf } from '../domain/principal.js';
import { type DelegateFilter, Delegates } from '../store/delegates.repository.js';
import type { Grant, GrantPage } from '../store/grant-readings.repository.js';
import { EndGrant, type GrantAct } from './end-grant.js';

/**
 * Delegates for those who name them (roles.md, 9 and 11; EC-085, EC-086): a municipality sees and ends those of its schools, the
 * ministry those of the direct ones and those it named itself. Anybody else's delegate is not there.
 */
@Injectable()
export class DelegateDesk {
  constructor(
    @Inject(Delegates) private readonly delegates: Delegates,
    @Inject(EndGrant) private readonly endGrant: EndGrant,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  list(tx: EntityManager, principal: Principal, filter: DelegateFilter, page: GrantPage): Promise<Grant[]> {
    return this.delegates.list(tx, reachOf(principal, 'delegates.appoint'), filter, page);
  }

  /** @throws DomainError `NOT_FOUND` */
  async find(tx: EntityManager, principal: Principal, id: Uuid): Promise<Grant> {
    return found(await this.delegates.find(tx, reachOf(principal, 'delegates.appoint'), id));
  }

  /**
   * Ends a delegate's time before its day, and every session that was opened on it.
   *
   * @throws DomainError `NOT_FOUND`, `GRANT_OVER`
   */
  async end(tx: EntityManager, act: GrantAct, id: Uuid, reason: string): Promise<Grant> {
    const { principal, now } = act;
    const grant = found(await this.delegates.lock(tx, reachOf(principal, 'delegates.appoint'), id));
    const today = dayIn(now, (await this.territory.region(tx, principal.regionId)).timeZone);
    await this.endGrant.execute(tx, act, grant, { today, reason });
    return this.find(tx, principal, id);
  }
}

function found(grant: Grant | null): Grant {
  if (grant === null) throw new DomainError('NOT_FOUND', 'not_found');
  return grant;
}
