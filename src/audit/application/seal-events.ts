import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging/log.js';
import { auditMetrics } from '../gateway/audit-metrics.js';
import { ChainRepository } from '../store/chain.repository.js';

/** Within five seconds an entry is in the chain (PD-01). */
const EVERY_MS = 2_000;
/** Entries of one block: the unit of what is held and compared at once. */
const BLOCK = 2_000;
const ANCHOR_MS = 300_000;
const MONTHS_MS = 3_600_000;

/** Seals what has been written, makes the partitions of the months to come, and tells the head of the chain outside. */
@Injectable()
export class SealEvents {
  private announced = 0;

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ChainRepository) private readonly chain: ChainRepository,
    @Inject(Jobs) jobs: Jobs,
    @Inject(Log) private readonly log: Log,
  ) {
    jobs.add({ name: 'audit.seal', everyMs: EVERY_MS, run: () => this.execute() });
    jobs.add({ name: 'audit.anchor', everyMs: ANCHOR_MS, run: () => this.announce() });
    jobs.add({ name: 'audit.months', everyMs: MONTHS_MS, run: (now) => this.keepMonths(now) });
  }

  /** Seals everything that is committed, each block in a transaction of its own; the number of entries. */
  async execute(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const taken = await this.unitOfWork.direct((tx) => this.chain.seal(tx, BLOCK));
      if (taken === 0) return sealed;
      sealed += taken;
    }
  }

  /** The head in the log and in the metrics: what is kept there proves that the end was not cut off. */
  async announce(): Promise<void> {
    const [head, waiting] = await this.unitOfWork.direct(
      async (tx) => [await this.chain.head(tx), await this.chain.waiting(tx)] as const,
    );
    auditMetrics.waiting.set(waiting.events);
    if (head === null) return;
    auditMetrics.block.set(head.block);
    if (head.block === this.announced) return;
    this.announced = head.block;
    this.log.info('audit.anchor', { block: head.block, hash: head.hash });
  }

  private keepMonths(now: Date): Promise<void> {
    return this.unitOfWork.direct((tx) => this.chain.keepMonths(tx, now));
  }
}
