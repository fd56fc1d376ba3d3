import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { AccountsToReenable } from '../store/accounts-to-reenable.repository.js';
import {
  ExemptionReadings,
  type ExemptionQuery,
  type RunningExemptions,
} from '../store/exemption-readings.repository.js';
import type { Exemption } from '../store/exemptions.repository.js';
import {
  type ReenableWindow,
  ReenableWindows,
  type WindowQuery,
} from '../store/reenable-windows.repository.js';
import {
  type EsiaRefusal,
  type RefusalCount,
  type RefusalQuery,
  RefusalsRepository,
} from '../store/refusals.repository.js';

/** Lists for administrators, each within the scope of their right. */
@Injectable()
export class OverlayReadings {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ExemptionReadings) private readonly readings: ExemptionReadings,
    @Inject(RefusalsRepository) private readonly refusalRows: RefusalsRepository,
    @Inject(ReenableWindows) private readonly windowRows: ReenableWindows,
    @Inject(AccountsToReenable) private readonly accounts: AccountsToReenable,
  ) {}

  exemptions(scope: SchoolScope, query: ExemptionQuery): Promise<readonly Exemption[]> {
    return this.unitOfWork.direct((tx) => this.readings.list(tx, scope, query));
  }

  /** Null when there is none in scope. */
  exemption(scope: SchoolScope, id: Uuid): Promise<Exemption | null> {
    return this.unitOfWork.direct((tx) => this.readings.find(tx, scope, id));
  }

  /** I-40 by school: those that hold at the moment. */
  runningExemptions(scope: SchoolScope, moment: Date): Promise<readonly RunningExemptions[]> {
    return this.unitOfWork.direct((tx) => this.readings.running(tx, scope, moment));
  }

  refusals(scope: SchoolScope, query: RefusalQuery): Promise<readonly EsiaRefusal[]> {
    return this.unitOfWork.direct((tx) => this.refusalRows.list(tx, scope, query));
  }

  /** I-40 by school, at the moment. */
  refusalCounts(scope: SchoolScope, moment: Date): Promise<readonly RefusalCount[]> {
    return this.unitOfWork.direct((tx) => this.refusalRows.counts(tx, scope, moment));
  }

  /** An open account of the journal system by its own id there; null for a foreign or unknown one. */
  accountOfSystem(tx: EntityManager, systemId: Uuid, externalId: string): Promise<Uuid | null> {
    return this.accounts.ofSystem(tx, systemId, externalId);
  }

  windows(scope: SchoolScope, query: WindowQuery): Promise<readonly ReenableWindow[]> {
    return this.unitOfWork.direct((tx) => this.windowRows.list(tx, scope, query));
  }
}
