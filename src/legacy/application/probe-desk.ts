import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { SchoolScope } from '../../territory/index.js';
import { type ProbeProof, proofOf } from '../domain/probe-proof.js';
import { SignInEvents } from '../store/sign-in-events.repository.js';
import { type NewProbe, type Probe, type ProbeCoverage, Probes } from '../store/probes.repository.js';
import type { WatchAct } from './incident-desk.js';
import { WatchPasswords } from './watch-passwords.js';

/** A row of the proof that no channel takes a password any more. */
export type ProvedChannel = ProbeCoverage & { readonly proof: ProbeProof };

/** Probe accounts: accounts of nobody, by which a region tries every channel of every e-journal after the cut-over (LEG-13). */
@Injectable()
export class ProbeDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Probes) private readonly probes: Probes,
    @Inject(SignInEvents) private readonly events: SignInEvents,
    @Inject(WatchPasswords) private readonly watch: WatchPasswords,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** At most `limit + 1` that are in use, by their ids. */
  list(
    reach: SchoolScope,
    page: { readonly limit: number; readonly after: Uuid | null },
  ): Promise<readonly Probe[]> {
    return this.unitOfWork.direct((tx) => this.probes.list(tx, reach, page));
  }

  /** @throws DomainError `NOT_FOUND` for a school or system out of reach; `PROBE_ALREADY_RECORDED` */
  record(act: WatchAct, probe: NewProbe): Promise<Uuid> {
    return this.unitOfWork.run(async (tx) => {
      const by = { administratorId: act.administratorId, at: act.now };
      const made = await this.probes.record(tx, act.reach, probe, by);
      if (made === 'unknown') throw new DomainError('NOT_FOUND', 'not_found');
      if (made === 'taken') throw new DomainError('PROBE_ALREADY_RECORDED', 'conflict');
      const { systemId: journalSystemId, schoolId, wave, channel } = probe;
      await this.note(
        tx,
        act,
        { id: made, schoolId, action: 'probe.recorded' },
        { journalSystemId, wave, channel },
      );
      return made;
    });
  }

  /** @throws DomainError `NOT_FOUND` */
  end(act: WatchAct, id: Uuid): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { schoolId } = await this.found(tx, act, id);
      await this.probes.end(tx, id, act.now);
      await this.note(tx, act, { id, schoolId, action: 'probe.ended' }, {});
    });
  }

  /**
   * Records that somebody has tried the account's password and whether it was taken; the same try told twice is one.
   *
   * @throws DomainError `NOT_FOUND`
   */
  reportTry(
    act: WatchAct,
    id: Uuid,
    tried: { readonly triedAt: Date; readonly succeeded: boolean },
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const probe = await this.found(tx, act, id);
      // The journal's own events of the same account wait, so that incidents are written by one at a time.
      await this.events.lock(tx, probe.systemId);
      const { externalId, channel, schoolId } = probe;
      const reportedBy = `administrator:${act.administratorId}`;
      const one = { ...tried, probeId: id, externalId, channel, reportedBy };
      await this.watch.lookAtTry(tx, probe.systemId, one, act.now);
      await this.note(tx, act, { id, schoolId, action: 'probe.tried' }, { succeeded: tried.succeeded });
    });
  }

  /** For every system of the region and every channel: who watches it, when it was tried, and what that proves. */
  async coverage(reach: SchoolScope): Promise<readonly ProvedChannel[]> {
    const rows = await this.unitOfWork.direct((tx) => this.probes.coverage(tx, reach.regionId));
    return rows.map((row) => ({ ...row, proof: proofOf(row) }));
  }

  private async found(tx: EntityManager, { reach }: WatchAct, id: Uuid): Promise<Probe> {
    const probe = await this.probes.find(tx, reach, id);
    if (probe === null) throw new DomainError('NOT_FOUND', 'not_found');
    return probe;
  }

  private note(
    tx: EntityManager,
    { reach, administratorId, now, traceId }: WatchAct,
    probe: { readonly id: Uuid; readonly schoolId: Uuid; readonly action: string },
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId: reach.regionId, at: now, actor: { kind: 'administrator', id: administratorId } },
      ...{
        action: probe.action,
        schoolId: probe.schoolId,
        subject: { kind: 'probe_account', id: probe.id },
        facts,
      },
      traceId: traceId ?? undefined,
    });
  }
}
