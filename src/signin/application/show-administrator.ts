import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type HeldGrant, RecognisePrincipal, type Role } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Schools, Territory } from '../../territory/index.js';

/** One role with the place it is held for. */
export interface ShownGrant {
  readonly role: Role;
  readonly place: string;
}

/** What an administrator who is signed in may do, and where. */
@Injectable()
export class ShowAdministrator {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(RecognisePrincipal) private readonly recognise: RecognisePrincipal,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Schools) private readonly schools: Schools,
  ) {}

  /** Null when the token opens no session now. */
  async execute(token: string | null, now: Date): Promise<readonly ShownGrant[] | null> {
    if (token === null) return null;
    return this.unitOfWork.run(async (tx) => {
      const principal = await this.recognise.execute(tx, token, now);
      if (principal === null) return null;
      const shown: ShownGrant[] = [];
      for (const grant of principal.grants) {
        shown.push({ role: grant.role, place: await this.placeOf(tx, principal.regionId, grant) });
      }
      return shown;
    });
  }

  private async placeOf(tx: EntityManager, regionId: Uuid, grant: HeldGrant): Promise<string> {
    const { schoolId, municipalityId } = grant;
    if (schoolId !== null) {
      const scope = { regionId, wholeRegion: false, municipalityIds: [], schoolIds: [schoolId] };
      return (await this.schools.find(tx, scope, schoolId))?.shortName ?? 'школа';
    }
    if (municipalityId !== null) {
      return (await this.territory.municipalityName(tx, municipalityId)) ?? 'муниципалитет';
    }
    return (await this.territory.region(tx, regionId)).name;
  }
}
