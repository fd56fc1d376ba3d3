import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { parseCaseNumber } from '../domain/case-number.js';
import type { SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

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
}
