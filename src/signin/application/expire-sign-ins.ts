import { Inject, Injectable } from '@nestjs/common';
import { EsiaSignIn } from '../../esia/index.js';
import { keptMs } from '../../kernel/kept-days.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

const BATCH = 500;
const DAY_MS = 86_400_000;
/** A case number is worth something while people may still ask about it. */
const KEEP_CASES_MS = keptMs('sign_ins');
/** A sign-in that succeeded without a remark stands in the audit; here it only takes room. */
const KEEP_SUCCESSES_MS = DAY_MS;

/** What one run did. */
export interface ExpiredSignIns {
  readonly expired: number;
  readonly forgotten: number;
  readonly sessionsForgotten: number;
}

/**
 * Ends sign-ins that nobody finished in time and wipes what ESIA said of people there; forgets old sign-ins and sessions.
 * May run in any number of instances at once: each takes the rows that no other holds.
 */
@Injectable()
export class ExpireSignIns {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(EsiaSignIn) private readonly esia: EsiaSignIn,
  ) {}

  async execute(now: Date): Promise<ExpiredSignIns> {
    let expired = 0;
    for (let batch = BATCH; batch === BATCH; expired += batch) batch = await this.expireBatch(now);
    await this.unitOfWork.run((tx) => this.esia.forgetExpired(tx));
    const before = (age: number): Date => new Date(now.getTime() - age);
    const forgotten = await this.unitOfWork.run((tx) =>
      this.signIns.forget(tx, {
        casesBefore: before(KEEP_CASES_MS),
        successesBefore: before(KEEP_SUCCESSES_MS),
      }),
    );
    const sessionsForgotten = await this.unitOfWork.run((tx) =>
      this.sessions.forgetBefore(tx, before(DAY_MS)),
    );
    return { expired, forgotten, sessionsForgotten };
  }

  private expireBatch(now: Date): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const overdue = await this.signIns.lockOverdue(tx, now, BATCH);
      for (const signIn of overdue) {
        if (signIn.attemptId !== null) await this.esia.wipe(tx, signIn.attemptId);
        await this.signIns.move(tx, signIn, 'expire', now);
      }
      return overdue.length;
    });
  }
}
