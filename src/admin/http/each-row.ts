import { Inject, Injectable } from '@nestjs/common';
import { ProblemFilter } from '../../platform/http/problem.filter.js';
import type { BulkResultDto, RowResultDto } from './bulk.dto.js';

/** Carries out a bulk act row by row: each row is an act of its own, and one that fails leaves the others alone. */
@Injectable()
export class EachRow {
  constructor(@Inject(ProblemFilter) private readonly problems: ProblemFilter) {}

  /** `act` tells in a word what came of a row; what it throws becomes the problem of that row. */
  async run<Row>(
    rows: readonly Row[],
    idOf: (row: Row) => string,
    act: (row: Row) => Promise<string>,
  ): Promise<BulkResultDto> {
    const items: RowResultDto[] = [];
    // One after another: rows may touch the same people, and a bulk act must not take the whole pool.
    for (const row of rows) {
      try {
        items.push({ id: idOf(row), done: true, result: await act(row), code: null, detail: null });
      } catch (error) {
        const { code, detail } = this.problems.describe(error);
        items.push({ id: idOf(row), done: false, result: null, code, detail });
      }
    }
    const done = items.filter((item) => item.done).length;
    return { done, refused: items.length - done, items };
  }
}
