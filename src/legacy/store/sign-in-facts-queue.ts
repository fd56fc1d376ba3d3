import type { Pool } from 'pg';
import { type AskedAccount, type FactsOfAccount, readSignInFacts } from './sign-in-facts.repository.js';

/** Statements under way at once; sign-ins that come meanwhile are asked for together by the next one. */
const AT_ONCE = 2;
const MOST_TOGETHER = 64;

interface Waiting {
  readonly asked: AskedAccount;
  readonly resolve: (facts: FactsOfAccount | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads the facts of sign-ins as they come: at once while few come, and many by one statement when they come faster than
 * the database answers, so that the cost of a statement is shared just when it is felt.
 */
export class SignInFactsQueue {
  private readonly waiting: Waiting[] = [];
  private underWay = 0;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** Null for an account of nobody or of another system. */
  of(asked: AskedAccount): Promise<FactsOfAccount | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      if (this.underWay < AT_ONCE) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    this.underWay += 1;
    // Whoever comes in the same turn of the event loop goes along.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const together = this.waiting.splice(0, MOST_TOGETHER);
      try {
        const found = await readSignInFacts(
          this.pool,
          together.map(({ asked }) => asked),
          this.now(),
        );
        for (const [no, { resolve }] of together.entries()) resolve(found[no] ?? null);
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.underWay -= 1;
  }
}
