import { randomUUID } from 'node:crypto';
import { Every } from './every.js';
import { nameOf, type PerehodServer, ServerRefusal } from './perehod-server.js';

/** A sign-in that is told of. */
export interface JournalSignIn {
  readonly account: string;
  readonly method: 'password' | 'esia';
  readonly succeeded: boolean;
}

interface Told extends JournalSignIn {
  readonly id: string;
  readonly at: string;
  readonly channel: 'web';
}

const BATCH = 1_000;
const MOST_WAITING = 100_000;
const EVERY_MS = 60_000;
const AFTER_FAILURE_MS = 15_000;
const DAY_MS = 86_400_000;

/**
 * Tells the server of sign-ins behind the people's backs (docs/integration.md, «Сообщить о входах»). What could not be told waits
 * and is told later with the same id; when all is told, each whole day of the region that the journal ran through is marked complete.
 */
export class SignInReport {
  private waiting: Told[] = [];
  private isStarted = false;
  /** The newest day marked complete; days before the start are not ours to mark. */
  private markedUpTo: string | null = null;
  private readonly every = new Every(
    async () => {
      await this.tell();
      return EVERY_MS;
    },
    (error) => {
      console.error('demo-journal: sign-ins not told', nameOf(error));
      return AFTER_FAILURE_MS;
    },
  );

  constructor(
    private readonly server: PerehodServer,
    private readonly now: () => Date,
    /** IANA; null while it is not known. */
    private readonly timeZone: () => string | null,
  ) {}

  add(signIn: JournalSignIn): void {
    if (!this.isStarted) return;
    const told = { id: randomUUID(), at: this.now().toISOString(), channel: 'web', ...signIn } as const;
    this.waiting = [...this.waiting, told].slice(-MOST_WAITING);
    void this.every.soon();
  }

  /** For a client of the internal API; before it, and without it, nobody is told. */
  start(): void {
    this.isStarted = true;
    void this.every.soon();
  }

  stop(): Promise<void> {
    return this.every.stop();
  }

  private async tell(): Promise<void> {
    while (this.waiting.length > 0) await this.tellSome(this.waiting.slice(0, BATCH));
    const timeZone = this.timeZone();
    if (timeZone !== null) await this.markYesterday(timeZone);
  }

  /** The day of the start was not ours from its beginning. */
  private async markYesterday(timeZone: string): Promise<void> {
    const now = this.now();
    this.markedUpTo ??= dayIn(now, timeZone);
    const day = dayIn(new Date(now.getTime() - DAY_MS), timeZone);
    if (day <= this.markedUpTo) return;
    await this.server.post('sign-in-events', { events: [], complete: [day] });
    this.markedUpTo = day;
  }

  private async tellSome(events: readonly Told[]): Promise<void> {
    try {
      await this.server.post('sign-in-events', { events });
    } catch (error) {
      // A fault in the batch stays a fault however often it is sent; everything else is worth another try.
      if (!(error instanceof ServerRefusal) || error.status !== 400) throw error;
      console.error('demo-journal: sign-ins refused', nameOf(error));
    }
    const ids = new Set(events.map(({ id }) => id));
    this.waiting = this.waiting.filter(({ id }) => !ids.has(id));
  }
}

/** `YYYY-MM-DD`; Swedish writes as ISO 8601 does. */
function dayIn(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}
