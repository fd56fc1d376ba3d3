import { type Principal, reachOf } from '../../../access/index.js';
import { maskName } from '../../../kernel/person-name.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import type { DeclarationReadings } from '../../../statistics/index.js';
import type { ListedPupilDto } from './declarations.dto.js';

type PupilsPage = Awaited<ReturnType<DeclarationReadings['pupils']>>;
type PupilsReader = Parameters<DeclarationReadings['pupils']>[3];

/** Who reads, for the trail. */
export function readerOf(
  principal: Principal,
  right: Parameters<typeof reachOf>[1],
  now: Date,
): PupilsReader {
  return {
    actor: { kind: 'administrator', id: principal.esiaPersonId },
    reach: reachOf(principal, right),
    now,
    traceId: currentRequestId() ?? null,
  };
}

/** A pupil without anything that would say more than a masked name (roles.md, 6). */
export function presentPupil(one: PupilsPage['rows'][number]): ListedPupilDto {
  const { personId, last, first, middle, status, declared, linked, used } = one;
  const { declarationId, declaredBy, recordedAt } = one;
  return {
    ...{ person_id: personId, name: maskName({ last, first, middle }) },
    ...{ class_id: one.classId, class_name: one.classLabel, status, declared, linked, used },
    ...{ deviates: one.deviates, data_error: one.dataError },
    declaration:
      declarationId === null || declaredBy === null || recordedAt === null
        ? null
        : { id: declarationId, declared_by: declaredBy, recorded_at: recordedAt },
  };
}
