import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import type { Authority } from '../../platform/http/authority.js';
import { Schools } from '../../territory/index.js';
import type { Principal } from '../domain/principal.js';
import type { Right } from '../domain/rights.js';
import { usedGrants } from '../domain/used-grants.js';

/** Says for the audit by which of an administrator's roles a right is used. */
@Injectable()
export class TellAuthority {
  constructor(@Inject(Schools) private readonly schools: Schools) {}

  /** Costs a question to the database only where several roles give the right and the school tells them apart. */
  of({ regionId, esiaPersonId, grants }: Principal, right: Right): Authority {
    const all = usedGrants(grants, right, null);
    const region = { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    return {
      actorId: esiaPersonId,
      at: async (tx, schoolId) => {
        const isToldApart = schoolId !== null && all.length > 1;
        const school = isToldApart ? await this.schools.find(tx, region, schoolId as Uuid) : null;
        const place = school && { id: school.id, municipalityId: school.municipality.id };
        return usedGrants(grants, right, place).map(({ id, role }) => ({ id, role }));
      },
    };
  }
}
