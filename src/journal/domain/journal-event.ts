import type { Uuid } from '../../kernel/ids.js';

/** What e-journals are told (INT-06); the list of docs/integration.md, «События». */
export const EVENT_TYPES = [
  'link.activated',
  'link.suspended',
  'link.revoked',
  'credential.disabled',
  'credential.restored',
  'credential.ordered',
  'campaign.phase_changed',
  'brownout.started',
  'brownout.ended',
  'incident.opened',
  'incident.reminded',
  'incident.closed',
  'test',
] as const;

export type JournalEventType = (typeof EVENT_TYPES)[number];

type Facts = Readonly<Record<string, string | number | null>>;

/** What an event is about: an account, whose journal system is looked up, or a school within one system. */
export type EventSubject =
  | { readonly kind: 'account'; readonly accountId: Uuid }
  | { readonly kind: 'school'; readonly schoolId: Uuid; readonly journalSystemId: Uuid };

/** An event before it has a number. `facts` hold codes and dates; external ids of account and school are added in SQL. */
export interface EventDraft {
  readonly type: JournalEventType;
  readonly subject: EventSubject;
  readonly facts: Facts;
}

/** An event as it is brought and read: `data` names the account or school by the journal's and our ids. */
export interface JournalEvent {
  /** The same however often the event is brought. */
  readonly id: Uuid;
  /** Grows by one with each event of the system. */
  readonly no: number;
  readonly type: JournalEventType;
  /** RFC 3339: when it happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Body = Readonly<Record<string, unknown>>;

const text = (body: Body, key: string): string => String(body[key]);
const textOrNull = (body: Body, key: string): string | null => {
  const value = body[key];
  return typeof value === 'string' ? value : null;
};

/**
 * What a link's owner may do in the journal after a step of it: `full`, `history` (reading only: between two schools),
 * `none`. Why the link ended stays with us: the journal needs the access only (152-ФЗ, minimisation).
 *
 * @returns null for a step that changes nothing for the journal: links that never were live, and a link that gives way to
 * the same person's newer ESIA account (`superseded`), for its successor holds the account and is told itself.
 */
export function draftOfLink(body: Body): EventDraft | null {
  const [from, to, reason] = [textOrNull(body, 'from'), text(body, 'to'), text(body, 'reason')];
  const draft = (type: JournalEventType, access: 'full' | 'history' | 'none'): EventDraft => ({
    type,
    subject: { kind: 'account', accountId: text(body, 'account_id') as Uuid },
    facts: { access },
  });
  if (to === 'active') return draft('link.activated', 'full');
  if (to === 'suspended') return draft('link.suspended', reason === 'between_schools' ? 'history' : 'none');
  const wasLive = from === 'active' || from === 'suspended';
  return wasLive && to === 'revoked' ? draft('link.revoked', 'none') : null;
}

/** States in which the old password opens, at least with a wizard, outside a brownout. */
const USABLE = new Set(['active', 'warned', 'link_required', 'reenabled', 'issued_under_exemption']);

/**
 * What a step of a credential means to the journal: the password stops, comes back, or is to be issued. Steps between open
 * states are not told account by account: the campaign's event says them for the whole wave. Nor is a purge: the journal
 * made it. `end_sessions` says when the journal ends what the password has opened (EC-106).
 */
export function draftOfCredential(body: Body): EventDraft | null {
  const draft = (type: JournalEventType, facts: Facts): EventDraft => ({
    type,
    subject: { kind: 'account', accountId: text(body, 'account_id') as Uuid },
    facts,
  });
  if (text(body, 'event') === 'ordered') return draft('credential.ordered', {});
  const [from, to] = [textOrNull(body, 'from'), text(body, 'to')];
  if (to === 'disabled') {
    const [was, reason] = [textOrNull(body, 'from_reason'), text(body, 'to_reason')];
    return from === 'disabled' && was === reason
      ? null
      : draft('credential.disabled', { reason, end_sessions: textOrNull(body, 'end_sessions') });
  }
  const wasUsable = from === null || USABLE.has(from);
  return USABLE.has(to) && !wasUsable ? draft('credential.restored', { state: to }) : null;
}

/** Events of a campaign that move no phase and no date: a pause, its end, a confirmation. */
const WITHOUT_MOVE = new Set(['pause', 'resume', 'confirm']);

/** A campaign's move: of its phase, or of its date, by which journals count the days left. */
export function draftOfCampaign(body: Body): EventDraft | null {
  const [event, from, to] = [text(body, 'event'), text(body, 'from'), text(body, 'to')];
  if (from === to && WITHOUT_MOVE.has(event)) return null;
  return {
    type: 'campaign.phase_changed',
    subject: placeOf(body),
    facts: {
      ...{ wave: text(body, 'wave'), event, previous_phase: from, phase: to },
      cutover_on: textOrNull(body, 'cutover_on'),
    },
  };
}

/** A brownout that began or is over; `outcome: cancelled` may concern one that never began. */
export function draftOfBrownout(body: Body): EventDraft {
  const state = text(body, 'state');
  const facts = {
    brownout: text(body, 'window_id'),
    wave: text(body, 'wave'),
    ends_at: text(body, 'ends_at'),
    share: Number(body['share']),
  };
  const subject = placeOf(body);
  return state === 'running'
    ? { type: 'brownout.started', subject, facts }
    : { type: 'brownout.ended', subject, facts: { ...facts, outcome: state } };
}

const INCIDENT_EVENTS = {
  opened: 'incident.opened',
  reminded: 'incident.reminded',
  closed: 'incident.closed',
} as const satisfies Readonly<Record<string, JournalEventType>>;

/** A password that the journal took after the cut-over: found, not mended for another week, or mended (EC-103). */
export function draftOfIncident(body: Body): EventDraft {
  return {
    type: INCIDENT_EVENTS[text(body, 'state') as keyof typeof INCIDENT_EVENTS],
    subject: placeOf(body),
    facts: {
      ...{ incident: text(body, 'incident_id'), channel: text(body, 'channel') },
      ...{ found_by: text(body, 'found_by'), sign_ins: Number(body['sign_ins']) },
    },
  };
}

const placeOf = (body: Body): EventSubject => ({
  kind: 'school',
  schoolId: text(body, 'school_id') as Uuid,
  journalSystemId: text(body, 'journal_system_id') as Uuid,
});
