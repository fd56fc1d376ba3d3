import { Inject, Injectable } from '@nestjs/common';
import { EndAdminSession } from '../../access/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';

/** The tokens of our own sessions that a browser holds. */
export interface HeldTokens {
  readonly account: string | null;
  readonly admin: string | null;
}

/** Ends our own sessions of one browser; unknown and ended ones are no error. */
@Injectable()
export class SignOut {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(EndAdminSession) private readonly endAdminSession: EndAdminSession,
  ) {}

  async execute({ account, admin }: HeldTokens, now: Date): Promise<void> {
    if (account === null && admin === null) return;
    await this.unitOfWork.run(async (tx) => {
      if (account !== null) await this.sessions.end(tx, account, now);
      if (admin !== null) await this.endAdminSession.execute(tx, admin, now);
    });
  }
}
