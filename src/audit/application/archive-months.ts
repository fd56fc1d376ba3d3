import type { DataSource, EntityManager } from 'typeorm';
import type { AuditActor } from '../domain/audit-event.js';
import { AuditTrail } from '../audit-trail.js';
import { ArchiveRepository } from '../store/archive.repository.js';
import { ARCHIVED, ChainRepository } from '../store/chain.repository.js';
import { VerifyChain, type Verdict } from './verify-chain.js';

/** How it went: months taken away, or why none was. */
export type Archiving =
  | { readonly kind: 'archived'; readonly months: readonly string[] }
  | { readonly kind: 'broken'; readonly verdict: Verdict };

/**
 * Takes months whose retention is over out of the live tables, on the owner's connection: no other may. Only from a whole chain,
 * for what is broken is evidence. The entry that says so names all months taken so far and is sealed itself.
 */
export class ArchiveMonths {
  private readonly chain = new ChainRepository();
  private readonly archive = new ArchiveRepository();

  constructor(private readonly owner: DataSource) {}

  /** Months before `before` ('2023-11'); the caller has checked that their retention is over. */
  async execute(before: string, actor: AuditActor, now: Date): Promise<Archiving> {
    while ((await this.chain.seal(this.owner.manager, 5_000)) > 0);
    const verdict = await new VerifyChain(this.owner, this.chain).execute();
    if (verdict.faultCount > 0) return { kind: 'broken', verdict };
    return this.owner.transaction(async (tx) => {
      const months = await this.archive.monthsBefore(tx, before);
      if (months.length > 0) await this.takeAway(tx, months, actor, now);
      return { kind: 'archived', months };
    });
  }

  private async takeAway(
    tx: EntityManager,
    months: readonly string[],
    actor: AuditActor,
    now: Date,
  ): Promise<void> {
    const earlier = await this.archive.taken(tx);
    for (const month of months) await this.archive.take(tx, month);
    await new AuditTrail().record(tx, {
      ...{ regionId: null, at: now, actor, action: ARCHIVED },
      facts: { months: [...new Set([...earlier, ...months])].sort() },
    });
  }
}
