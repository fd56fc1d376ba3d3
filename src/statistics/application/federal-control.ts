import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { complaintOf, type FederalLine, type FederalTotal } from '../domain/federal-total.js';
import { type FederalFileLine, readFederalTotals } from '../gateway/federal-totals-file.js';
import { FederalTotals } from '../store/federal-totals.repository.js';
import type { ReportsAct } from './reports-act.js';

/** So many wrong lines are told at once. */
const MOST_COMPLAINTS = 50;

/** Control totals of the federal form ОО-1 and their comparison with our own count of the day (REP-08). */
@Injectable()
export class FederalControl {
  constructor(
    @Inject(FederalTotals) private readonly totals: FederalTotals,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  compare(
    tx: EntityManager,
    scope: SchoolScope,
    what: Parameters<FederalTotals['compare']>[2],
    page: Parameters<FederalTotals['compare']>[3],
  ): Promise<FederalLine[]> {
    return this.totals.compare(tx, scope, what, page);
  }

  /**
   * Records the total of one school.
   *
   * @param seen the revision that If-Match named; null without one, which only a first total may be
   * @returns its new revision
   * @throws DomainError NOT_FOUND, FEDERAL_TOTAL_WRONG, PRECONDITION_REQUIRED, PRECONDITION_FAILED
   */
  async enter(
    tx: EntityManager,
    act: ReportsAct,
    { asOf, seen, ...total }: FederalTotal & { readonly asOf: CalendarDate; readonly seen: number | null },
  ): Promise<number> {
    const { schoolId } = total;
    const known = await this.totals.known(tx, act.reach.regionId, [schoolId]);
    if (!known.has(schoolId) || !act.reach.wholeRegion) throw new DomainError('NOT_FOUND', 'not_found');
    const complaint = complaintOf(total.counts);
    if (complaint !== null) throw new DomainError('FEDERAL_TOTAL_WRONG', 'invalid', { complaint });
    const before = await this.totals.lock(tx, schoolId, asOf);
    if (before !== null && seen === null)
      throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
    if (seen !== null && before?.etag !== seen)
      throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    await this.save(tx, act, { asOf, origin: 'entered', totals: [total] });
    return (before?.etag ?? 0) + 1;
  }

  /**
   * Records the totals of a file, all or none.
   *
   * @returns how many schools
   * @throws DomainError FEDERAL_FILE_WRONG, with the wrong lines
   */
  async upload(
    tx: EntityManager,
    act: ReportsAct,
    { asOf, file }: { readonly asOf: CalendarDate; readonly file: Buffer },
  ): Promise<number> {
    if (!act.reach.wholeRegion) throw new DomainError('NOT_FOUND', 'not_found');
    const read = readFederalTotals(file);
    if (read.kind === 'wrong') throw wrong(read.complaints);
    const totals = await this.schoolsOf(tx, act.reach.regionId, read.lines);
    await this.save(tx, act, { asOf, origin: 'csv', totals });
    return totals.length;
  }

  private async schoolsOf(
    tx: EntityManager,
    regionId: Uuid,
    lines: readonly FederalFileLine[],
  ): Promise<FederalTotal[]> {
    const byInn = await this.totals.byInn(
      tx,
      regionId,
      lines.flatMap(({ inn }) => inn ?? []),
    );
    const known = await this.totals.known(
      tx,
      regionId,
      lines.flatMap(({ schoolId }) => schoolId ?? []),
    );
    const complaints: string[] = [];
    const totals = new Map<Uuid, FederalTotal>();
    for (const { line, schoolId: id, inn, counts } of lines) {
      const found = id === null ? (byInn.get(inn ?? '') ?? []) : [id].filter((one) => known.has(one));
      const [schoolId, another] = found;
      if (schoolId === undefined) complaints.push(`строка ${String(line)}: такой школы в регионе нет`);
      else if (another !== undefined) {
        complaints.push(`строка ${String(line)}: под этим ИНН несколько школ, укажите school_id`);
      } else if (totals.has(schoolId)) complaints.push(`строка ${String(line)}: эта школа уже была выше`);
      else totals.set(schoolId, { schoolId, counts });
    }
    if (complaints.length > 0) throw wrong(complaints);
    return [...totals.values()];
  }

  private async save(
    tx: EntityManager,
    act: ReportsAct,
    {
      asOf,
      origin,
      totals,
    }: {
      readonly asOf: CalendarDate;
      readonly origin: 'entered' | 'csv';
      readonly totals: readonly FederalTotal[];
    },
  ): Promise<void> {
    const { regionId } = act.reach;
    await this.totals.save(tx, totals, {
      regionId,
      asOf,
      origin,
      recordedBy: act.administratorId,
      at: act.now,
    });
    const [only, ...others] = totals;
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: 'federal_totals.recorded' },
      ...(only !== undefined && others.length === 0 ? { schoolId: only.schoolId } : {}),
      ...{
        traceId: act.traceId ?? undefined,
        facts: { form: 'oo1', as_of: asOf, origin, schools: totals.length },
      },
    });
  }
}

function wrong(complaints: readonly string[]): DomainError {
  return new DomainError('FEDERAL_FILE_WRONG', 'invalid', {
    ...{ lines: complaints.slice(0, MOST_COMPLAINTS), first: complaints[0] ?? '' },
  });
}
