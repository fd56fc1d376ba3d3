import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { type Keeper, Retention } from '../../platform/retention/retention.js';
import { outlivedBefore } from '../domain/retention.js';
import { RegisterRows, type RetentionRule } from '../store/registers.repository.js';
import { SubjectRequests } from '../store/subject-requests.repository.js';

const EVERY_MS = 3_600_000;
/** Rows at once, and batches of a run: what is left waits an hour. */
const BATCH = 500;
const BATCHES = 100;

/** Deletes what has outlived its rule, a batch a transaction, counted and audited (PD-07). */
@Injectable()
export class EnforceRetention implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Retention) private readonly retention: Retention,
    @Inject(RegisterRows) private readonly registers: RegisterRows,
    @Inject(SubjectRequests) private readonly requests: SubjectRequests,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.retention.add({
      code: 'subject_requests',
      forget: (tx, before, limit) => this.requests.forget(tx, before, limit),
    });
    this.jobs.add({ name: 'privacy.retain', everyMs: EVERY_MS, run: (now) => this.execute(now) });
  }

  /** Goes on with the other rules where one fails, and throws what failed at the end. */
  async execute(now: Date): Promise<void> {
    const rules = await this.unitOfWork.direct((tx) => this.registers.rules(tx));
    const failures: unknown[] = [];
    for (const keeper of this.retention.keepers()) {
      const rule = rules.find(({ code, keptBy }) => code === keeper.code && keptBy === 'retention');
      if (rule === undefined) continue;
      await this.enforce(keeper, rule, now).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'retention of some rules failed');
  }

  private async enforce(keeper: Keeper, rule: RetentionRule, now: Date): Promise<void> {
    const before = outlivedBefore(now, rule);
    let deleted = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const gone = await this.unitOfWork.run((tx) => keeper.forget(tx, before, BATCH));
      deleted += gone;
      if (gone < BATCH) break;
    }
    const { code } = rule;
    await this.unitOfWork.run(async (tx) => {
      await this.registers.noteRun(tx, { code, now, before, deleted });
      if (deleted === 0) return;
      await this.audit.record(tx, {
        ...{ regionId: null, at: now, actor: { kind: 'system', id: 'privacy.retain' } },
        ...{
          action: 'retention.enforced',
          subject: { kind: 'retention_rule', id: code },
          facts: { deleted },
        },
      });
    });
  }
}
