import type { EntityManager } from 'typeorm';
import { type Grant, stateOfGrant } from '../../../access/index.js';
import type { EsiaPersons } from '../../../esia/index.js';
import type { CalendarDate } from '../../../kernel/calendar-date.js';
import { maskName, type PersonName } from '../../../kernel/person-name.js';
import { etagOf } from '../../../platform/http/etag.js';
import { maskedNumber } from '../people.presenter.js';
import type { GrantDto } from './grants.dto.js';

/** A grant with its person under the mask of roles.md. */
export function presentGrant(
  grant: Grant,
  names: ReadonlyMap<string, PersonName>,
  today: CalendarDate,
): GrantDto {
  const { id, role, scope, basis } = grant;
  const name = grant.esiaPersonId === null ? undefined : names.get(grant.esiaPersonId);
  return {
    ...{ id, role, scope, basis, basis_number: grant.basisNumber, basis_date: grant.basisDate },
    ...{ municipality_id: grant.municipalityId, municipality_name: grant.municipalityName },
    ...{ school_id: grant.schoolId, school_name: grant.schoolName },
    ...{ class_id: grant.classGroupId, class_label: grant.classLabel },
    holder: {
      name: name === undefined ? null : maskName(name),
      birth_year: grant.birthYear,
      snils: maskedNumber(grant.snilsLast2) ?? '',
    },
    ...{ state: stateOfGrant(grant, today), bound: grant.esiaPersonId !== null, delegate: grant.isDelegate },
    ...{ valid_from: grant.validFrom, valid_to: grant.validTo },
    ...{ given_by: grant.givenBy, given_at: grant.givenAt },
    ...{ ended_at: grant.endedAt, ended_by: grant.endedBy, end_reason: grant.endReason },
    etag: etagOf(grant.revision),
  };
}

/** The names of those who hold these grants and have signed in, by their account of ESIA. */
export async function namesOfHolders(
  tx: EntityManager,
  persons: EsiaPersons,
  grants: readonly Grant[],
): Promise<ReadonlyMap<string, PersonName>> {
  const ids = [...new Set(grants.flatMap(({ esiaPersonId }) => esiaPersonId ?? []))];
  const found = ids.length === 0 ? [] : await persons.byIds(tx, ids);
  return new Map(found.map(({ id, name }) => [id, name] as const));
}
