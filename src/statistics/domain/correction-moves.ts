import type { ReportRoute } from './report-moves.js';

/** `asked` waits for the municipality, or for the ministry where the school reports directly; `agreed` waits for the ministry. */
export const CORRECTION_STATES = ['asked', 'agreed', 'approved', 'refused'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

export type CorrectionEvent = 'agree' | 'approve' | 'refuse';

type Moves = Readonly<Record<CorrectionState, Readonly<Partial<Record<CorrectionEvent, CorrectionState>>>>>;

/** The life of a correction by the route of the report (e.4): the ministry may refuse before a municipality has spoken. */
export const correctionMoves: Readonly<Record<ReportRoute, Moves>> = {
  municipal: {
    asked: { agree: 'agreed', refuse: 'refused' },
    agreed: { approve: 'approved', refuse: 'refused' },
    approved: {},
    refused: {},
  },
  direct: {
    asked: { approve: 'approved', refuse: 'refused' },
    agreed: {},
    approved: {},
    refused: {},
  },
};
