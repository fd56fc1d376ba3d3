import { Every } from './every.js';
import { nameOf, type PerehodServer, ServerRefusal } from './perehod-server.js';

/** An event as it is brought and read (docs/integration.md, «События»). */
export interface JournalEvent {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface FeedPage {
  readonly items: readonly JournalEvent[];
  readonly next_cursor: number;
  readonly has_more: boolean;
}

const PAGE = 500;
/** So many ids are remembered. */
const KEPT = 100_000;
const EVERY_MS = 60_000;
const AFTER_FAILURE_MS = 10_000;

/**
 * Takes each event once, whichever way it comes: from the webhook, or from the feed when a call was missed. The feed's numbers
 * have no gaps, so the journal knows up to where it has them all, and reads on from there: at the start, when a number was left
 * out, and once a minute. A real journal keeps the number and the ids with what it changed, in one transaction.
 */
export class EventInbox {
  /** The ids of taken events by their numbers: the id tells a repetition from another event. */
  private readonly taken = new Map<number, string>();
  /** All events up to this number were taken. */
  private upTo = 0;
  /** The highest number taken. */
  private highest = 0;
  /** Of each account or school the newest event taken: an older one that comes late must not undo it. */
  private readonly newest = new Map<string, number>();
  private readonly every = new Every(
    async () => {
      await this.readOn();
      return EVERY_MS;
    },
    (error) => {
      console.error('demo-journal: feed not read', nameOf(error));
      return AFTER_FAILURE_MS;
    },
  );

  constructor(
    private readonly server: PerehodServer,
    private readonly apply: (event: JournalEvent) => void,
  ) {}

  /** Reads the feed on from where the journal stands; a failure is logged and tried again by itself. */
  catchUp(): Promise<void> {
    return this.every.soon();
  }

  stop(): Promise<void> {
    return this.every.stop();
  }

  /** From the webhook: an event that was taken already changes nothing. */
  take(event: JournalEvent): void {
    this.note(event);
    if (this.highest > this.upTo) void this.catchUp();
  }

  private note(event: JournalEvent): void {
    const { id, no } = event;
    const known = this.taken.get(no);
    if (known === id || (known === undefined && no <= this.upTo)) return;
    // Another event under a number that we know: their database was restored from a copy.
    if (known !== undefined) this.beginAnew(no - 1);
    this.taken.set(no, id);
    this.taken.delete(no - KEPT);
    this.moveOn(this.upTo);
    this.highest = Math.max(this.highest, no);
    const subject = subjectOf(event);
    if (no < (this.newest.get(subject) ?? 0)) return;
    this.newest.set(subject, no);
    this.apply(event);
  }

  private beginAnew(upTo: number): void {
    for (const no of this.taken.keys()) if (no > upTo) this.taken.delete(no);
    this.newest.clear();
    this.upTo = Math.min(this.upTo, upTo);
    this.highest = this.upTo;
  }

  /** Nothing below `to` is still to come. */
  private moveOn(to: number): void {
    this.upTo = Math.max(this.upTo, to);
    while (this.taken.has(this.upTo + 1)) this.upTo += 1;
    this.highest = Math.max(this.highest, this.upTo);
  }

  private async readOn(): Promise<void> {
    let page: FeedPage;
    do {
      page = await this.pageAfter(this.upTo);
      for (const event of page.items) this.note(event);
      this.moveOn(page.next_cursor);
    } while (page.has_more);
  }

  private async pageAfter(cursor: number): Promise<FeedPage> {
    const after = cursor === 0 ? '' : `&cursor=${cursor}`;
    try {
      const answer = await this.server.get(`events?limit=${PAGE}${after}`);
      if (answer === null) throw new Error('The feed has no ETag');
      return (await answer.json()) as FeedPage;
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error;
      const { code, facts } = error;
      console.error('demo-journal: the feed refused the cursor', code);
      // Too far behind: what is forgotten cannot be read; a real journal looks its accounts up in the bundle.
      if (code === 'EVENT_CURSOR_TOO_OLD')
        return { items: [], next_cursor: Number(facts['oldest']), has_more: true };
      if (code !== 'EVENT_CURSOR_UNKNOWN') throw error;
      this.beginAnew(Number(facts['last']));
      return { items: [], next_cursor: Number(facts['last']), has_more: false };
    }
  }
}

function subjectOf({ data }: JournalEvent): string {
  const { account, school, wave } = data as {
    account?: string;
    school?: { id?: string };
    wave?: string;
  };
  return account === undefined ? `school ${school?.id ?? ''} ${wave ?? ''}` : `account ${account}`;
}

/** Reads an event from the body of a call; null when it is none. */
export function readEvent(rawBody: string): JournalEvent | null {
  try {
    const read = JSON.parse(rawBody) as Partial<JournalEvent> | null;
    const isEvent =
      typeof read?.id === 'string' &&
      typeof read.type === 'string' &&
      Number.isSafeInteger(read.no) &&
      typeof read.data === 'object';
    return isEvent ? (read as JournalEvent) : null;
  } catch {
    return null;
  }
}
