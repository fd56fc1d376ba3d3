import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Deletes what has outlived a rule of `retention_rules`; how long that is the rule says, not the keeper. */
export interface Keeper {
  /** As in `retention_rules`. */
  readonly code: string;
  /** Deletes at most `limit` of what ended before the moment and returns how many; fewer than `limit`: no more are left. */
  forget(tx: EntityManager, before: Date, limit: number): Promise<number>;
}

/** Who deletes what, told by each context for its own tables; the job that asks them lies above (PD-07). */
@Injectable()
export class Retention {
  private readonly known = new Map<string, Keeper>();

  /** Called by a context while it is built. */
  add(keeper: Keeper): void {
    if (this.known.has(keeper.code)) throw new Error(`two keepers of ${keeper.code}`);
    this.known.set(keeper.code, keeper);
  }

  keepers(): readonly Keeper[] {
    return [...this.known.values()];
  }
}
