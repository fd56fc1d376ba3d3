import { DomainError } from '../../src/kernel/domain-error.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import {
  AnswerRollup,
  AskCorrection,
  BuildRollup,
  DecideCorrection,
  DecideReport,
  LockPeriod,
  OpenReportPeriod,
  type ReportsAct,
  SubmitReport,
  SubmitRollup,
} from '../../src/statistics/index.js';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import type { ReportScene } from './report-scene.js';

/** Whose right an act is done by. */
export type Office =
  | { readonly kind: 'school'; readonly id: Uuid }
  | { readonly kind: 'town'; readonly id: Uuid }
  | { readonly kind: 'ministry' };

const DUE = '2027-03-01' as CalendarDate;

/** Acts about reports and roll-ups as the use cases do them, each in a transaction of its own, without HTTP. */
export class ReportingActs {
  private readonly people = new Map<string, Uuid>();

  constructor(readonly scene: ReportScene) {}

  /** What became of it: `done`, or the code of the refusal. */
  async try(work: (tx: EntityManager) => Promise<unknown>): Promise<string> {
    try {
      await this.get(UnitOfWork).run(work);
      return 'done';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  openPeriod(asOf: string): Promise<Uuid> {
    const asked = {
      ...{ formCode: 'esia-transition', formVersion: null, name: asOf, dueZone: null, dueOn: DUE },
      ...{ firstDay: asOf as CalendarDate, asOf: asOf as CalendarDate },
    };
    return this.get(UnitOfWork).run((tx) =>
      this.get(OpenReportPeriod).execute(tx, this.act({ kind: 'ministry' }), asked),
    );
  }

  async report(id: Uuid, office: Office, deed: 'submit' | 'recall' | 'accept' | 'return'): Promise<string> {
    const seen = { id, seen: await this.etagOf('school_reports', id) };
    const act = this.act(office);
    switch (deed) {
      case 'submit':
        return this.try((tx) => this.get(SubmitReport).execute(tx, act, seen));
      case 'recall':
        return this.try((tx) => this.get(DecideReport).recall(tx, act, seen, 'ошибка'));
      case 'accept':
        return this.try((tx) => this.get(DecideReport).accept(tx, act, seen));
      case 'return':
        return this.try((tx) =>
          this.get(DecideReport).return(tx, act, seen, { reason: 'не то', comments: [], dueOn: DUE }),
        );
    }
  }

  /** `submit` names as missing whatever is not accepted at that moment; `return` reopens these schools. */
  async rollup(
    id: Uuid,
    office: Office,
    deed: 'build' | 'submit' | 'recall' | 'accept' | 'return',
    schoolIds: readonly Uuid[] = [],
  ): Promise<string> {
    const seen = { id, seen: await this.etagOf('rollups', id) };
    const act = this.act(office);
    const missing = deed === 'submit' ? await this.missingOf(id) : [];
    switch (deed) {
      case 'build':
        return this.try((tx) => this.get(BuildRollup).execute(tx, act, seen));
      case 'submit':
        return this.try((tx) => this.get(SubmitRollup).execute(tx, act, seen, missing));
      case 'recall':
        return this.try((tx) => this.get(AnswerRollup).recall(tx, act, seen));
      case 'accept':
        return this.try((tx) => this.get(AnswerRollup).accept(tx, act, seen));
      case 'return':
        return this.try((tx) =>
          this.get(AnswerRollup).return(tx, act, seen, { reason: 'не то', dueOn: DUE, schoolIds }),
        );
    }
  }

  lock(periodId: Uuid, endsCorrections = false): Promise<string> {
    const order = { periodId, reasons: [], endsCorrections };
    return this.try((tx) => this.get(LockPeriod).execute(tx, this.act({ kind: 'ministry' }), order));
  }

  askCorrection(reportId: Uuid, schoolId: Uuid): Promise<string> {
    const act = this.act({ kind: 'school', id: schoolId });
    return this.try((tx) => this.get(AskCorrection).execute(tx, act, { reportId, reason: 'приказ' }));
  }

  /** Decides the newest request about a report. */
  async correction(reportId: Uuid, office: Office, deed: 'agree' | 'approve' | 'refuse'): Promise<string> {
    const [row] = await this.scene.database.query<{ id: Uuid }>(
      'SELECT id FROM report_corrections WHERE report_id = $1 ORDER BY asked_at DESC, id LIMIT 1',
      [reportId],
    );
    if (row === undefined) return 'NOTHING_ASKED';
    const act = this.act(office);
    const deciding = this.get(DecideCorrection);
    switch (deed) {
      case 'agree':
        return this.try((tx) => deciding.agree(tx, act, row.id));
      case 'approve':
        return this.try((tx) => deciding.approve(tx, act, row.id, { reason: 'да', dueOn: DUE }));
      case 'refuse':
        return this.try((tx) => deciding.refuse(tx, act, row.id, 'нет'));
    }
  }

  act(office: Office): ReportsAct {
    const key = office.kind === 'ministry' ? 'ministry' : office.id;
    const administratorId = this.people.get(key) ?? newUuid();
    this.people.set(key, administratorId);
    return {
      ...{ actor: { kind: 'administrator', id: administratorId }, administratorId, traceId: null },
      ...{ now: this.scene.clock.now(), timeZone: 'Europe/Kaliningrad' },
      reach: {
        ...{ regionId: this.scene.regionId, wholeRegion: office.kind === 'ministry' },
        municipalityIds: office.kind === 'town' ? [office.id] : [],
        schoolIds: office.kind === 'school' ? [office.id] : [],
      },
    };
  }

  private get<T>(type: abstract new (...args: never[]) => T): T {
    return this.scene.application.app.get(type, { strict: false });
  }

  private async etagOf(table: 'school_reports' | 'rollups', id: Uuid): Promise<number> {
    const [row] = await this.scene.database.query<{ etag: number }>(
      `SELECT etag FROM ${table} WHERE id = $1`,
      [id],
    );
    if (row === undefined) throw new Error('nothing to act upon');
    return row.etag;
  }

  private async missingOf(id: Uuid): Promise<{ schoolId: Uuid; reason: string }[]> {
    const rows = await this.scene.database.query<{ school_id: Uuid }>(
      `SELECT school_id FROM school_reports WHERE rollup_id = $1
        AND NOT (state = 'accepted' OR (state = 'locked' AND NOT missing))`,
      [id],
    );
    return rows.map(({ school_id }) => ({ schoolId: school_id, reason: 'нет отчёта' }));
  }
}
