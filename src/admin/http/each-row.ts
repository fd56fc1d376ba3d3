import { Inject, Injectable } from '@nestjs/common';
import { ProblemFilter } from '../../platform/http/problem.filter.js';
import { rowsOfRequest } from '../../platform/idempotency/rows-of-request.js';
import type { BulkResultDto, RowResultDto } from './bulk.dto.js';

/** Carries out a bulk act row by row: each row is an act of its own, and one that fails leaves the others alone. */
@Injectable()
export class EachRow {
  constructor(@Inject(ProblemFilter) private readonly problems: ProblemFilter) {}

  /**
   * `act` tells in a word what came of a row; what it throws becomes the problem of that row. Under an Idempotency-Key a row
   * that an earlier try did before its server died is not done again.
   */
  async run<Row>(
    rows: readonly Row[],
    idOf: (row: Row) => string,
    act: (row: Row) => Promise<string>,
  ): Promise<BulkResultDto> {
    const items: RowResultDto[] = [];
    // One after another: rows may touch the same people, and a bulk act must not take the whole pool.
    for (const row of rows) items.push(await this.resultOf(idOf(row), () => act(row)));
    const done = items.filter((item) => item.done).length;
    return { done, refused: items.length - done, items };
  }

  private async resultOf(id: string, act: () => Promise<string>): Promise<RowResultDto> {
    const kept = rowsOfRequest();
    try {
      const result = kept?.done(id) ?? (await (kept === undefined ? act() : kept.carryOut(id, act)));
      return { id, done: true, result, code: null, detail: null };
    } catch (error) {
      const { code, detail } = this.problems.describe(error);
      return { id, done: false, result: null, code, detail };
    }
  }
}
