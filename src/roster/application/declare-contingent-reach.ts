import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import type { ReachPlace } from '../domain/contingent-reach.js';
import type { RosterSender } from '../domain/roster-sender.js';
import { ContingentSystems } from '../store/contingent-systems.repository.js';

/** Which places a contingent system shall reach, or shall no more. */
export interface ReachOrder {
  /** The client_id. */
  readonly code: string;
  readonly regionId: Uuid;
  readonly places: readonly ReachPlace[];
  readonly what: 'declare' | 'end';
  /** The order or agreement: number and date, never a person's name. */
  readonly basis: string;
  readonly actor: AuditActor;
  readonly at: Date;
}

/** Declares whose rosters a contingent system brings in (roles.md, 16), or ends it: from then on its rows are set aside. */
@Injectable()
export class DeclareContingentReach {
  constructor(
    @Inject(ContingentSystems) private readonly sources: ContingentSystems,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Returns how many places changed; said twice, it changes nothing.
   *
   * @throws DomainError CONTINGENT_SYSTEM_ELSEWHERE for a system of another region; CONTINGENT_SYSTEM_IS_JOURNAL for an e-journal,
   *   which reaches the schools where it has accounts
   */
  async execute(tx: EntityManager, order: ReachOrder): Promise<number> {
    const { code, regionId, places, what, basis, actor, at } = order;
    const source = await this.sourceOf(tx, order);
    if (source === null) return 0;
    let changed = 0;
    for (const place of places) {
      const done =
        what === 'declare'
          ? await this.sources.addReach(tx, source, place, { basis, at })
          : await this.sources.endReach(tx, source, place, at);
      if (!done) continue;
      changed += 1;
      await this.audit.record(tx, {
        regionId,
        at,
        actor,
        action: what === 'declare' ? 'contingent_system.reach_declared' : 'contingent_system.reach_ended',
        subject: { kind: 'contingent_system', id: source.id },
        ...(place.kind === 'school' ? { schoolId: place.id } : {}),
        facts: { client: code, reach: place.kind, place: place.kind === 'region' ? null : place.id },
      });
    }
    return changed;
  }

  /** Null where something shall end for a system that never had anything. */
  private async sourceOf(tx: EntityManager, order: ReachOrder): Promise<RosterSender | null> {
    const { code, regionId, what, at } = order;
    if ((await this.territory.journalSystemByCode(tx, code)) !== null)
      throw new DomainError('CONTINGENT_SYSTEM_IS_JOURNAL', 'conflict');
    const source =
      what === 'declare'
        ? await this.sources.ensure(tx, code, regionId, at)
        : await this.sources.byCode(tx, code);
    if (source !== null && source.regionId !== regionId)
      throw new DomainError('CONTINGENT_SYSTEM_ELSEWHERE', 'conflict');
    return source;
  }
}
