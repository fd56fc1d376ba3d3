import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Snils, snilsLast2 } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { violatedConstraint } from '../../platform/database/unit-of-work.js';
import { type Role, SCOPE_OF_ROLE, type ScopeLevel } from '../domain/rights.js';
import { type DelegateOf, Grants } from '../store/grants.repository.js';

/** A role for a person named by СНИЛС and birth date, at one place, from a day, on the ground of an order. */
export interface GrantOrder {
  readonly regionId: Uuid;
  readonly role: Role;
  readonly municipalityId: Uuid | null;
  /** Of a class too: the school that the class is in. */
  readonly schoolId: Uuid | null;
  readonly classGroupId?: Uuid | null;
  readonly snils: Snils;
  readonly birthDate: CalendarDate;
  readonly basis: string;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  /** The document of the basis by number and date, where it is named so. */
  readonly document?: { readonly number: string; readonly date: CalendarDate };
  /** Of a named delegate, who decides for a school for a while (EC-085, EC-086): who named them. */
  readonly delegateOf?: DelegateOf;
  readonly actor: AuditActor;
  readonly now: Date;
  readonly traceId?: string | undefined;
}

/** Gives a role. It is bound to an ESIA account when its person signs in for the first time. */
@Injectable()
export class GiveGrant {
  constructor(
    @Inject(Grants) private readonly grants: Grants,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError GRANT_PLACE_WRONG when the role's scope and the place named do not fit, GRANT_DATES_WRONG,
   * GRANT_EXISTS when the person already holds this role at this place on the first day
   */
  async execute(tx: EntityManager, order: GrantOrder): Promise<Uuid> {
    const scope = SCOPE_OF_ROLE[order.role];
    const placeWrong = new DomainError('GRANT_PLACE_WRONG', 'invalid', { role: order.role, scope });
    if (scopeNamed(order) !== scope) throw placeWrong;
    if (order.validTo !== null && order.validTo <= order.validFrom)
      throw new DomainError('GRANT_DATES_WRONG', 'invalid');
    const { actor, now, snils, traceId, ...named } = order;
    const rest = {
      ...{ ...named, classGroupId: order.classGroupId ?? null, document: order.document ?? null },
      givenBy: actor.kind === 'administrator' ? (actor.id as Uuid) : null,
      delegateOf: order.delegateOf ?? null,
    };
    const snilsHmac = this.vault.hmac(snils);
    await this.grants.lock(tx, snilsHmac);
    if (await this.grants.has(tx, { ...rest, snilsHmac })) {
      throw new DomainError('GRANT_EXISTS', 'conflict', { role: order.role });
    }
    const grantedBy = `${actor.kind}:${actor.id ?? ''}`;
    const grant = { ...rest, scope, snilsHmac, snilsLast2: snilsLast2(snils), grantedBy, grantedAt: now };
    const id = await this.grants.add(tx, grant).catch((error: unknown) => {
      // The class is of another school than the one named with it.
      throw violatedConstraint(error) === 'role_grants_class_fkey' ? placeWrong : error;
    });
    await this.audit.record(tx, {
      regionId: order.regionId,
      at: now,
      actor,
      action: 'grant.given',
      subject: { kind: 'grant', id },
      ...(order.schoolId === null ? {} : { schoolId: order.schoolId }),
      reason: order.basis,
      facts: {
        ...{ role: order.role, scope, valid_from: order.validFrom, valid_to: order.validTo },
        delegate: rest.delegateOf !== null,
      },
      traceId,
    });
    return id;
  }
}

/** Null for places that do not go together. */
function scopeNamed(order: GrantOrder): ScopeLevel | null {
  const { municipalityId, schoolId, classGroupId = null } = order;
  if (classGroupId !== null) return schoolId !== null && municipalityId === null ? 'class' : null;
  if (schoolId !== null) return municipalityId === null ? 'school' : null;
  return municipalityId === null ? 'region' : 'municipality';
}
