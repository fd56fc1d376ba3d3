import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { formatCaseNumber, parseCaseNumber } from '../domain/case-number.js';
import type { SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';
import { explain, type Explanation } from './outcomes.js';

/** One reason as the person read it. */
export interface FoundOutcome extends Explanation {
  readonly code: string;
  readonly schoolNames: readonly string[];
}

/** A sign-in with what its person has seen. */
export interface FoundCase extends Pick<SignIn, 'id' | 'esiaPersonId' | 'purpose' | 'state' | 'startedAt'> {
  /** As people read it out: `4821-0937-1528`. */
  readonly number: string;
  readonly outcomes: readonly FoundOutcome[];
}

/** Finds the sign-in that a person names by its case number («Номер обращения»), for whoever answers them. */
@Injectable()
export class FindCase {
  constructor(@Inject(SignInsRepository) private readonly signIns: SignInsRepository) {}

  /**
   * `written` is as the person said it, with blanks or dashes. Null for no case number, an unknown one, and one of
   * another region. Whether the caller may see this person is the caller's to check, and the reading is his to record.
   */
  async execute(tx: EntityManager, regionId: Uuid, written: string): Promise<SignIn | null> {
    const caseNumber = parseCaseNumber(written);
    return caseNumber === null ? null : this.signIns.byCaseNumber(tx, regionId, caseNumber);
  }

  /** The same, with the texts that the person has read. */
  async explain(tx: EntityManager, regionId: Uuid, written: string): Promise<FoundCase | null> {
    const signIn = await this.execute(tx, regionId, written);
    if (signIn === null) return null;
    const { id, esiaPersonId, purpose, state, startedAt, caseNumber, outcomes } = signIn;
    return {
      ...{ id, esiaPersonId, purpose, state, startedAt, number: formatCaseNumber(caseNumber) },
      outcomes: outcomes.map((outcome) => ({
        ...explain(outcome),
        code: outcome.code,
        schoolNames: outcome.schoolNames ?? [],
      })),
    };
  }
}
