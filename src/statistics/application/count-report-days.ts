import { Inject, Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { monthTo, weekTo } from '../domain/growth-windows.js';
import { ReportForms } from '../store/report-forms.repository.js';
import { TakeSnapshot } from './take-snapshot.js';

/** Which form is to be opened for which day. */
export interface DaysOfReport {
  readonly regionId: Uuid;
  readonly formCode: string;
  /** Null: the newest version. */
  readonly formVersion: number | null;
  readonly asOf: CalendarDate;
  readonly now: Date;
}

/**
 * Sees that the days on which a report rests are counted before a period is opened: its own, and those from which its growth
 * over a week and a month is counted. Each snapshot is a transaction of its own and stays, whether the period opens or not.
 */
@Injectable()
export class CountReportDays {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(TakeSnapshot) private readonly snapshot: TakeSnapshot,
  ) {}

  /**
   * A form that is not there is left to the opening to refuse; a day before the first import has no snapshot.
   *
   * @throws DomainError STATISTICS_DAY_NOT_OVER
   */
  async execute({ regionId, formCode, formVersion, asOf, now }: DaysOfReport): Promise<void> {
    const [region, form] = await this.unitOfWork.direct(async (tx) => [
      await this.territory.region(tx, regionId),
      await this.forms.find(tx, regionId, { code: formCode, version: formVersion }),
    ]);
    if (form === null) return;
    for (const day of [asOf, weekTo(asOf).from, monthTo(asOf).from]) {
      await this.snapshot.execute({ region, day, basis: form.ageBasis, now });
    }
  }
}
