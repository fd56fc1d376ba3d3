/** Lets so many works in at once; the others wait in their order. Closed, it lets nobody in any more. */
export class Lane {
  private readonly waiting: (() => void)[] = [];
  private inside = 0;
  private isClosed = false;

  constructor(private readonly width: number) {}

  async run(work: () => Promise<void>): Promise<void> {
    // Whoever leaves hands its place over, so nobody slips in between.
    if (this.inside >= this.width) await new Promise<void>((enter) => this.waiting.push(enter));
    else this.inside += 1;
    if (this.isClosed) return;
    try {
      await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.inside -= 1;
      else next();
    }
  }

  close(): void {
    this.isClosed = true;
    for (const enter of this.waiting.splice(0)) enter();
  }
}
