import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GiveGrant } from '../../access/index.js';
import { EsiaPersons } from '../../esia/index.js';
import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Snils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { type School, Schools } from '../../territory/index.js';
import { ReviewTimers } from '../store/review-timers.repository.js';
import type { DecidedAt } from './decider.js';

/** Where the right to appoint reaches; shaped as access' reach of a right. */
export interface AppointingScope {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly municipalityIds: readonly Uuid[];
  readonly schoolIds: readonly Uuid[];
}

/** A named person who decides for a school for a while. `validTo`: the first day on which they no longer do. */
export interface DelegateOrder {
  readonly schoolId: Uuid;
  readonly snils: Snils;
  readonly birthDate: CalendarDate;
  readonly basis: string;
  readonly validTo: CalendarDate;
}

/** The longest time of a delegate, in days (EC-085, EC-086). */
const DELEGATE_DAYS = 30;

/** Gives a delegate the role of a school administrator where the school cannot decide by itself: relatives, or silence. */
@Injectable()
export class AppointDelegate {
  constructor(
    @Inject(Schools) private readonly schools: Schools,
    @Inject(ReviewTimers) private readonly timers: ReviewTimers,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(GiveGrant) private readonly giveGrant: GiveGrant,
  ) {}

  /**
   * @throws DomainError NOT_FOUND for a school out of scope, DELEGATE_BY_MUNICIPALITY, DELEGATE_SELF, DELEGATE_TERM_WRONG,
   * GRANT_EXISTS
   */
  async execute(
    tx: EntityManager,
    appointer: { readonly esiaPersonId: Uuid; readonly scope: AppointingScope },
    order: DelegateOrder,
    { now, today }: DecidedAt,
  ): Promise<Uuid> {
    const { scope, esiaPersonId } = appointer;
    const school = await this.schools.find(tx, scope, order.schoolId);
    if (school === null) throw new DomainError('NOT_FOUND', 'not_found');
    const delegateOf = await this.routeOf(tx, school, scope);
    if (order.validTo <= today || order.validTo > addDays(today, DELEGATE_DAYS)) {
      throw new DomainError('DELEGATE_TERM_WRONG', 'invalid', { days: DELEGATE_DAYS });
    }
    const own = (await this.esiaPersons.byId(tx, esiaPersonId))?.snilsHmac;
    if (own?.equals(this.vault.hmac(order.snils)) === true) {
      throw new DomainError('DELEGATE_SELF', 'forbidden');
    }
    const { snils, birthDate, basis, validTo } = order;
    return this.giveGrant.execute(tx, {
      ...{ regionId: scope.regionId, role: 'school_admin', municipalityId: null, schoolId: school.id },
      ...{ snils, birthDate, basis, validFrom: today, validTo, now },
      actor: { kind: 'administrator', id: esiaPersonId },
      delegateOf,
    });
  }

  /** A school founded by its municipality is the municipality's to help, until the case has gone past it (e.1.1). */
  private async routeOf(
    tx: EntityManager,
    { id, founderType, municipality }: School,
    { municipalityIds }: AppointingScope,
  ): Promise<'municipality' | 'ministry'> {
    if (founderType === 'municipal' && municipalityIds.includes(municipality.id)) return 'municipality';
    if (founderType !== 'municipal' || (await this.timers.isWithMinistry(tx, id))) return 'ministry';
    throw new DomainError('DELEGATE_BY_MUNICIPALITY', 'forbidden');
  }
}
