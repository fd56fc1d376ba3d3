import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf } from '../../access/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import { OwnPeople } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { SchoolTieAct } from '../../roster/index.js';
import { type SchoolScope, Territory } from '../../territory/index.js';

/** What a use case asks of an administrator who decides about a family: reach, day, and who they are themselves. */
@Injectable()
export class AdministratorActs {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of(
    tx: EntityManager,
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
  ): Promise<SchoolTieAct & { readonly reach: SchoolScope }> {
    const now = this.clock.now();
    const { timeZone } = await this.territory.region(tx, principal.regionId);
    return {
      actor: { kind: 'administrator', id: principal.esiaPersonId },
      now,
      today: dayIn(now, timeZone),
      traceId: currentRequestId() ?? null,
      reach: reachOf(principal, right),
      administratorId: principal.esiaPersonId,
      ownPersonIds: await this.own.possibly(tx, principal.esiaPersonId),
    };
  }
}
