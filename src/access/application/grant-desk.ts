import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, dayIn, formatRussianDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Snils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { Schools, Territory } from '../../territory/index.js';
import { appointerOf, faultOfTerm, schoolYearEndsBefore } from '../domain/appointment.js';
import { type Principal, reachOf } from '../domain/principal.js';
import type { Role } from '../domain/rights.js';
import { ApiKeyRows } from '../store/api-keys.repository.js';
import {
  type Grant,
  type GrantFilter,
  type GrantPage,
  GrantReadings,
} from '../store/grant-readings.repository.js';
import { EndGrant, type GrantAct } from './end-grant.js';
import { GiveGrant } from './give-grant.js';

/** A role that an administrator gives. */
export interface Appointment {
  readonly role: Role;
  readonly municipalityId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly classGroupId: Uuid | null;
  readonly snils: Snils;
  readonly birthDate: CalendarDate;
  readonly document: { readonly number: string; readonly date: CalendarDate };
  /** Null: today. */
  readonly validFrom: CalendarDate | null;
  readonly validTo: CalendarDate | null;
}

/** Roles by administrators (ADM-05): who holds which, given on an order, ended at once with the sessions opened on it. */
@Injectable()
export class GrantDesk {
  constructor(
    @Inject(GrantReadings) private readonly grants: GrantReadings,
    @Inject(GiveGrant) private readonly giveGrant: GiveGrant,
    @Inject(EndGrant) private readonly endGrant: EndGrant,
    @Inject(ApiKeyRows) private readonly places: ApiKeyRows,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
  ) {}

  list(tx: EntityManager, principal: Principal, filter: GrantFilter, page: GrantPage): Promise<Grant[]> {
    return this.grants.list(tx, reachOf(principal, 'grants.read'), filter, page);
  }

  /** @throws DomainError `NOT_FOUND` */
  async find(tx: EntityManager, principal: Principal, id: Uuid): Promise<Grant> {
    return found(await this.grants.find(tx, reachOf(principal, 'grants.read'), id));
  }

  /** The civil day of the principal's region. */
  async today(tx: EntityManager, { regionId }: Principal, now: Date): Promise<CalendarDate> {
    return dayIn(now, (await this.territory.region(tx, regionId)).timeZone);
  }

  /**
   * @throws DomainError `NOT_FOUND` for a place out of reach, `GRANT_NOT_YOURS`, `GRANT_SELF`, `GRANT_BEGINS_WRONG`,
   * `GRANT_DATES_WRONG`, `GRANT_TERM_WRONG`, `GRANT_BASIS_WRONG`, `GRANT_PLACE_WRONG`, `GRANT_EXISTS`
   */
  async give(tx: EntityManager, act: GrantAct, order: Appointment): Promise<Grant> {
    const { principal, now, traceId } = act;
    const { regionId, esiaPersonId } = principal;
    await this.refuseForeignPlace(tx, principal, order);
    const appointer = appointerOf(principal.grants, { ...order, isDelegate: false });
    if (appointer === null) throw new DomainError('GRANT_NOT_YOURS', 'forbidden');
    const today = await this.today(tx, principal, now);
    const { document, snils, ...rest } = order;
    const validFrom = order.validFrom ?? today;
    const fault = faultOfTerm(appointer, { from: validFrom, to: order.validTo, today });
    if (fault !== null) {
      throw new DomainError(fault, 'invalid', { latest: formatRussianDate(schoolYearEndsBefore(validFrom)) });
    }
    if (document.date > today) throw new DomainError('GRANT_BASIS_WRONG', 'invalid');
    if (await this.grants.isOneself(tx, esiaPersonId, this.vault.hmac(snils))) {
      throw new DomainError('GRANT_SELF', 'forbidden');
    }
    const id = await this.giveGrant.execute(tx, {
      ...{ ...rest, regionId, snils, document, validFrom, now, traceId },
      basis: `приказ № ${document.number} от ${formatRussianDate(document.date)}`,
      actor: { kind: 'administrator', id: esiaPersonId },
    });
    return this.find(tx, principal, id);
  }

  /**
   * Ends a grant at once, and every session that was opened on it.
   *
   * @throws DomainError `NOT_FOUND`, `GRANT_NOT_YOURS`, `GRANT_OVER`
   */
  async end(tx: EntityManager, act: GrantAct, id: Uuid, reason: string): Promise<Grant> {
    const { principal, now } = act;
    const grant = found(await this.grants.lock(tx, reachOf(principal, 'grants.change'), id));
    if (appointerOf(principal.grants, grant) === null) throw new DomainError('GRANT_NOT_YOURS', 'forbidden');
    await this.endGrant.execute(tx, act, grant, { today: await this.today(tx, principal, now), reason });
    return this.find(tx, principal, id);
  }

  private async refuseForeignPlace(
    tx: EntityManager,
    principal: Principal,
    { schoolId, municipalityId }: Appointment,
  ): Promise<void> {
    const reach = reachOf(principal, 'grants.change');
    if (schoolId !== null && (await this.schools.find(tx, reach, schoolId)) === null) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    if (municipalityId === null) return;
    const isTheirs = reach.wholeRegion || reach.municipalityIds.includes(municipalityId);
    if (!isTheirs || !(await this.places.hasMunicipality(tx, reach.regionId, municipalityId))) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
  }
}

function found(grant: Grant | null): Grant {
  if (grant === null) throw new DomainError('NOT_FOUND', 'not_found');
  return grant;
}
