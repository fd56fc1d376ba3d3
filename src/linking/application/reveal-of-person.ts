import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { formatSnils } from '../../kernel/snils.js';
import { Clock } from '../../platform/clock/clock.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { PeopleDesk, PeopleForReview } from '../../roster/index.js';
import type { SchoolScope } from '../../territory/index.js';
import { ConflictOfInterest } from './conflict-of-interest.js';
import { NoteReveal } from './note-reveal.js';
import { type RevealedField, writtenValue } from './esia-values.js';
import type { RevealReason } from './reveal-attribute.js';

/** Shows one value of a person's card whole, with a reason; each showing is recorded and counted with those of cases. */
@Injectable()
export class RevealOfPerson {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PeopleDesk) private readonly people: PeopleDesk,
    @Inject(PeopleForReview) private readonly whole: PeopleForReview,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(NoteReveal) private readonly noteReveal: NoteReveal,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
  ) {}

  /**
   * Null value: the roster has none.
   *
   * @throws DomainError NOT_FOUND for a person who is not within reach, CONFLICT_OF_INTEREST: what is not the reader's to decide is
   * not theirs to look at
   */
  execute(
    reader: { readonly esiaPersonId: Uuid; readonly scope: SchoolScope },
    order: { readonly personId: Uuid; readonly field: RevealedField; readonly reason: RevealReason },
  ): Promise<string | null> {
    const now = this.clock.now();
    const { scope, esiaPersonId: to } = reader;
    const { personId, field, reason } = order;
    return this.unitOfWork.run(async (tx) => {
      const isThere = await this.people.isInReach(tx, { scope, now }, personId);
      const [person] = isThere ? await this.whole.describe(tx, [personId]) : [];
      if (person === undefined) throw new DomainError('NOT_FOUND', 'not_found');
      await this.conflict.refuse(tx, to, { esiaPersonIds: [], personIds: [personId] });
      await this.noteReveal.execute(
        tx,
        {
          ...{ regionId: scope.regionId, to, subject: { kind: 'person', id: personId }, schoolId: null },
          ...{ field, reason, facts: { side: 'roster' } },
        },
        { now, traceId: currentRequestId() ?? null },
      );
      if (field !== 'snils') return writtenValue(field, person);
      return person.snils === null ? null : formatSnils(this.vault.reveal(person.snils));
    });
  }
}
