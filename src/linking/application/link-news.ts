import type { Uuid } from '../../kernel/ids.js';

/** The topic that each step of a link is told on, in the transaction of the step. */
export const LINK_CHANGED = 'link.changed';

/** One step of a link as news; ids and codes only. */
export interface LinkNews {
  readonly linkId: Uuid;
  readonly accountId: Uuid;
  readonly esiaPersonId: Uuid;
  /** Null for a new link. */
  readonly from: string | null;
  readonly to: string;
  readonly event: string;
  readonly reason: string;
}

/** The body of the event: `{ link_id, account_id, esia_person_id, from, to, event, reason }`. */
export function linkNewsBody(news: LinkNews): Readonly<Record<string, unknown>> {
  return {
    link_id: news.linkId,
    account_id: news.accountId,
    esia_person_id: news.esiaPersonId,
    from: news.from,
    to: news.to,
    event: news.event,
    reason: news.reason,
  };
}

/** Reads what {@link linkNewsBody} wrote. */
export function linkNewsOf(body: Readonly<Record<string, unknown>>): LinkNews {
  const text = (key: string) => String(body[key]);
  return {
    linkId: text('link_id') as Uuid,
    accountId: text('account_id') as Uuid,
    esiaPersonId: text('esia_person_id') as Uuid,
    from: body['from'] === null ? null : text('from'),
    to: text('to'),
    event: text('event'),
    reason: text('reason'),
  };
}

/** True when the owner could use the link before the step and cannot after it: what it opened must end now. */
export function endsUse({ from, to, reason }: LinkNews): boolean {
  const wasLive = from === 'active' || from === 'suspended';
  return wasLive && to !== 'active' && !(to === 'suspended' && reason === 'between_schools');
}

/** True when the owner, or the support for them, has locked the links because somebody else may use the ESIA account (EC-102). */
export function isSecurityLock({ to, reason }: LinkNews): boolean {
  return to === 'suspended' && reason === 'security';
}
