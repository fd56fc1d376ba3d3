import { SignerError } from './signer-error.js';

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: SignerError) => void;
}

/**
 * Lets a few pieces of work run at once and the rest wait in order: each signature of a command-line tool is a process,
 * and more than four of them only slow each other down (gost.md, 1.3).
 */
export class WorkQueue {
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #closed = false;
  readonly #finished = Promise.withResolvers<undefined>();

  constructor(
    private readonly concurrency: number,
    private readonly maxWaiting: number,
  ) {}

  /** @throws SignerError `overloaded`, `cancelled` while waiting, `closed` */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.start();
      if (this.#closed && this.#running === 0) this.#finished.resolve(undefined);
    }
  }

  /** Refuses new work and all that waits, and ends when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(new SignerError('closed'));
    if (this.#running > 0) await this.#finished.promise;
  }

  #enter(signal?: AbortSignal): Promise<void> {
    if (this.#closed) return Promise.reject(new SignerError('closed'));
    if (signal?.aborted === true) return Promise.reject(new SignerError('cancelled'));
    if (this.#running < this.concurrency) {
      this.#running += 1;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.maxWaiting) {
      return Promise.reject(new SignerError('overloaded', { waiting: this.#waiting.length }));
    }
    return this.#wait(signal);
  }

  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new SignerError('cancelled'));
      };
      const waiting: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', cancel);
          this.#running += 1;
          resolve();
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', cancel);
          reject(error);
        },
      };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }
}
