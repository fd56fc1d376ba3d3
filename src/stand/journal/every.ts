/**
 * Repeats a piece of work, one run at a time, the first at once; a run tells in how many milliseconds the next is due.
 * `soon` asks for one before its time. Nothing that a run throws ends the repetition.
 */
export class Every {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private isAskedAgain = false;
  private isStopped = false;

  constructor(
    private readonly work: () => Promise<number>,
    private readonly failed: (error: unknown) => number,
  ) {}

  /** Begins a run, or has one follow the run that is under way; resolves when it is done. */
  soon(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    if (this.running !== null) {
      this.isAskedAgain = true;
      return this.running;
    }
    clearTimeout(this.timer);
    this.running = this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    let next: number;
    do {
      this.isAskedAgain = false;
      next = await this.work().catch(this.failed);
    } while (this.wantsMore());
    if (!this.isStopped) this.timer = setTimeout(() => void this.soon(), next).unref();
  }

  private wantsMore(): boolean {
    return this.isAskedAgain && !this.isStopped;
  }
}
