/** Where a school's report is (e.4). */
export const REPORT_STATES = ['open', 'submitted', 'returned', 'accepted', 'locked'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/**
 * What may happen to it; the names stand in the history. `fill` changes the school's own figures, `rollup_returned`: the
 * ministry returned the roll-up and named this school, `correct`: a correction of a locked report was approved.
 */
export const REPORT_EVENTS = [
  ...(['fill', 'refresh', 'submit', 'recall', 'return', 'accept'] as const),
  ...(['rollup_returned', 'lock', 'correct'] as const),
] as const;
export type ReportEvent = (typeof REPORT_EVENTS)[number];

/** Whom a school reports to: its municipality, or the ministry directly (founder hierarchy, EC-126). */
export type ReportRoute = 'municipal' | 'direct';

/** The whole life of a school's report (e.4); what is not here may not happen. */
export const reportMoves: Readonly<Record<ReportState, Readonly<Partial<Record<ReportEvent, ReportState>>>>> =
  {
    open: { fill: 'open', refresh: 'open', submit: 'submitted', lock: 'locked' },
    submitted: { recall: 'open', return: 'returned', accept: 'accepted', lock: 'locked' },
    returned: { fill: 'returned', refresh: 'returned', submit: 'submitted', lock: 'locked' },
    accepted: { return: 'returned', rollup_returned: 'returned', lock: 'locked' },
    locked: { correct: 'open' },
  };

/** What a move is decided by. */
export interface ReportStanding {
  readonly state: ReportState;
  readonly route: ReportRoute;
  readonly revision: number;
  /** The last revision that was signed; null before the first submission. */
  readonly signedRevision: number | null;
  readonly dueBefore: Date;
  readonly late: boolean;
  /** State of the municipality's roll-up; null on the direct route. */
  readonly rollupState: string | null;
}

export interface ReportStep {
  readonly event: ReportEvent;
  readonly at: Date;
  /** The new term of a return or a correction; null: the term stays. */
  readonly dueBefore: Date | null;
}

/** What becomes of the report, or why nothing does; the code is a problem of docs/problems.md. */
export type ReportOutcome =
  | {
      readonly kind: 'moved';
      readonly to: ReportState;
      readonly revision: number;
      readonly late: boolean;
      /** Locked without acceptance: no figure of it is published. */
      readonly missing: boolean;
      readonly dueBefore: Date;
    }
  | {
      readonly kind: 'refused';
      readonly code: 'REPORT_STATE_WRONG' | 'REPORT_REFRESH_LATE' | 'REPORT_ROLLUP_SENT';
    };

/** States of a roll-up in which the municipality still puts it together. */
const ROLLUP_AT_HAND: readonly (string | null)[] = ['draft', 'returned'];

/** Decides one move of a report (e.4). Pure: the caller holds the lock on the report and, for a return, on its roll-up. */
export function decideMove(report: ReportStanding, { event, at, dueBefore }: ReportStep): ReportOutcome {
  const to = reportMoves[report.state][event];
  if (to === undefined) return { kind: 'refused', code: 'REPORT_STATE_WRONG' };
  if (event === 'refresh' && !inTime(at, report.dueBefore)) {
    return { kind: 'refused', code: 'REPORT_REFRESH_LATE' };
  }
  const sent = report.route === 'municipal' && !ROLLUP_AT_HAND.includes(report.rollupState);
  if (event === 'return' && report.state === 'accepted' && sent) {
    return { kind: 'refused', code: 'REPORT_ROLLUP_SENT' };
  }
  return {
    ...{ kind: 'moved', to, revision: revisionAfter(report, event), late: lateAfter(report, event, at) },
    missing: event === 'lock' && report.state !== 'accepted',
    dueBefore: dueBefore ?? report.dueBefore,
  };
}

/** EC-121: strictly before the start of the day after the term; its last millisecond is in time. */
export function inTime(at: Date, dueBefore: Date): boolean {
  return at.getTime() < dueBefore.getTime();
}

/** The due date passed, and nothing lies submitted. */
export function isOverdue(report: Pick<ReportStanding, 'state' | 'dueBefore'>, now: Date): boolean {
  return (report.state === 'open' || report.state === 'returned') && !inTime(now, report.dueBefore);
}

/**
 * A number names one signed content for ever: what was signed under it once is submitted again under the next one, after a
 * return (e.4, «rev+1») and after a recall alike. An approved correction opens the next number at once.
 */
function revisionAfter({ revision, signedRevision }: ReportStanding, event: ReportEvent): number {
  const next = (signedRevision ?? 0) + 1;
  return event === 'submit' || event === 'correct' ? Math.max(revision, next) : revision;
}

function lateAfter(report: ReportStanding, event: ReportEvent, at: Date): boolean {
  if (event === 'submit') return !inTime(at, report.dueBefore);
  return event === 'recall' || event === 'correct' ? false : report.late;
}
