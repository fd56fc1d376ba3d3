/** Too many callers wait already, or this one waited too long. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

interface Waiter {
  readonly enter: () => void;
}

/** At most `limit` calls at a time; at most `maxWaiting` others wait, each for `patienceMs` at most (AUTH-13). */
export class CallLimit {
  private running = 0;
  private readonly line = new Set<Waiter>();

  constructor(
    private readonly rules: {
      readonly limit: number;
      readonly maxWaiting: number;
      readonly patienceMs: number;
    },
  ) {}

  get waiting(): number {
    return this.line.size;
  }

  /** Runs `work` when its turn comes. Rejects with {@link Overloaded} without having begun it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.rules.limit) await this.wait();
    else this.running += 1;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private wait(): Promise<void> {
    if (this.line.size >= this.rules.maxWaiting) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        enter: () => {
          clearTimeout(patience);
          resolve();
        },
      };
      const patience = setTimeout(() => {
        this.line.delete(waiter);
        reject(new Overloaded());
      }, this.rules.patienceMs);
      this.line.add(waiter);
    });
  }

  /** Hands the place to the next in line, or gives it up. */
  private leave(): void {
    const [next] = this.line;
    if (next === undefined) {
      this.running -= 1;
      return;
    }
    this.line.delete(next);
    next.enter();
  }
}
