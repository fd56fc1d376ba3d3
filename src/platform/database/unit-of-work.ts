import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { currentActMark } from './act-mark.js';

/** SQLSTATEs after which the same work, begun anew, may succeed: serialization failure, deadlock. */
const WORTH_REPEATING = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/** The SQLSTATE of a failed statement; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { code?: string }).code;
}

/** The name of the constraint or unique index that refused a statement; undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { constraint?: string }).constraint;
}

/** Opens the one transaction of a use case; everything inside gets it as `tx`. */
@Injectable()
export class UnitOfWork {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /**
   * Runs the whole work in one transaction and repeats it, from its beginning, after a serialization failure or a
   * deadlock. The work must therefore leave nothing outside the database: no HTTP call, no file.
   */
  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const mark = currentActMark();
    if (mark === undefined) return repeated(() => this.dataSource.transaction(work));
    return repeated(() =>
      this.dataSource.transaction(async (tx) => {
        const done = await work(tx);
        await mark(tx);
        return done;
      }),
    );
  }

  /**
   * For a single statement, which is a transaction by itself, and for reads: at READ COMMITTED each statement sees its own
   * moment inside a transaction too. It saves two round trips to the database. Locks do not outlive their statement here.
   */
  async direct<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return repeated(() => work(this.dataSource.manager));
  }
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !WORTH_REPEATING.has(sqlState(error) ?? '')) throw error;
    }
  }
}
