/** States of a NoticeIssue (state-machines.md e.5). */
export const NOTICE_STATES = [
  'generated',
  'handed_out',
  'sent',
  'delivered',
  'bounced',
  'acted',
  'void',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];
export type NoticeEvent = 'hand_out' | 'send' | 'deliver' | 'bounce' | 'act' | 'void';

/** While it is in one of these, its person gets no second one for the same campaign. */
export const LIVE_STATES = ['generated', 'handed_out', 'sent', 'delivered', 'bounced'] as const;

/** States that prove that the notice has reached its person, or has gone to them: what the gate «notice issued» counts. */
const ISSUED_STATES = ['handed_out', 'sent', 'delivered', 'acted'] as const;

/**
 * The moves of e.5. A link may become active before anybody hands the paper out, so `act` leads out of every live state: linked
 * people get nothing more (NOT-04). The table stands in the database a second time (`notice_issues_moves`).
 */
const MOVES: Readonly<Record<NoticeState, Partial<Record<NoticeEvent, NoticeState>>>> = {
  generated: { hand_out: 'handed_out', send: 'sent', act: 'acted', void: 'void' },
  handed_out: { act: 'acted', void: 'void' },
  sent: { deliver: 'delivered', bounce: 'bounced', act: 'acted', void: 'void' },
  delivered: { act: 'acted', void: 'void' },
  bounced: { hand_out: 'handed_out', act: 'acted', void: 'void' },
  acted: {},
  void: {},
};

/** The state after an event; null where e.5 knows no such move. */
export function moved(state: NoticeState, event: NoticeEvent): NoticeState | null {
  return MOVES[state][event] ?? null;
}

/** The states from which an event leads on. */
export function statesBefore(event: NoticeEvent): readonly NoticeState[] {
  return NOTICE_STATES.filter((state) => MOVES[state][event] !== undefined);
}

/** What a message that has come so far means for its notice; news may come late, so each says the steps before it too. */
export function eventsOfDelivery(state: string): readonly ('send' | 'deliver' | 'bounce')[] {
  switch (state) {
    case 'sent':
      return ['send'];
    case 'delivered':
      return ['send', 'deliver'];
    case 'bounced':
      return ['bounce'];
    default:
      return [];
  }
}
