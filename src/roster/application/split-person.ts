import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { moveRecords, pinRecords } from '../store/move-records.js';
import { PersonDecisions } from '../store/person-decisions.repository.js';
import { copyPerson, copyProtections, forgetRows, recordsOf } from '../store/person-records.js';
import { peopleChanged } from './people-changed.js';
import { actorOf, type Decider, PersonGate, personOf, refuseClosed } from './person-gate.js';

/** Parts records from a person who turned out to be two humans (ROS-09). */
@Injectable()
export class SplitPerson {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(PersonDecisions) private readonly decisions: PersonDecisions,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /**
   * The named records become a new person's; the rest stay. All of them are pinned, so that an import joins them no more,
   * and read anew by the next one, because only the source knows the values of each row. Throws SPLIT_RECORDS_WRONG when a
   * record is not the person's, PERSON_HAS_ONE_RECORD when nothing would stay, PERSON_CLOSED, and what the gate throws.
   */
  async execute(
    tx: EntityManager,
    decider: Decider,
    request: { readonly personId: Uuid; readonly recordIds: readonly Uuid[]; readonly reason: string },
  ): Promise<{ readonly id: Uuid; readonly newPersonId: Uuid }> {
    const { personId, reason } = request;
    refuseClosed(personOf(await this.gate.enter(tx, decider, [personId]), personId));
    const records = await recordsOf(tx, [personId]);
    const parted = [...new Set(request.recordIds)];
    const known = new Set(records.map(({ id }) => id));
    if (parted.length === 0 || parted.some((id) => !known.has(id))) {
      throw new DomainError('SPLIT_RECORDS_WRONG', 'invalid');
    }
    if (parted.length === records.length) throw new DomainError('PERSON_HAS_ONE_RECORD', 'conflict');
    const { now, scope, esiaPersonId: decidedBy } = decider;
    const newPersonId = await copyPerson(tx, personId, now);
    await copyProtections(tx, personId, newPersonId);
    const all = records.map(({ id }) => id);
    await moveRecords(tx, parted, newPersonId);
    await pinRecords(tx, all, true);
    await forgetRows(tx, all);
    const image = records.map(({ id, pinned }) => ({ id, pinned, moved: parted.includes(id) }));
    const id = await this.decisions.add(tx, {
      ...{
        regionId: scope.regionId,
        kind: 'split',
        state: 'done',
        personId,
        otherId: newPersonId,
        reason,
        decidedBy,
      },
      ...{ decidedAt: now, doneAt: now },
      before: {
        ...{ records: image, accounts: [], restrictions: [], tasks: [], consents: [], exceptions: [] },
        ...{ mergedBefore: [], filled: [] },
        snilsState: 'missing',
      },
    });
    await this.audit.record(tx, {
      ...{ regionId: scope.regionId, at: now, actor: actorOf(decider), action: 'person.split', reason },
      subject: { kind: 'person', id: personId },
      facts: { decision_id: id, other_id: newPersonId, records: parted.length },
    });
    await this.outbox.tell(tx, peopleChanged(scope.regionId, [personId, newPersonId], now));
    return { id, newPersonId };
  }
}
