/** Counts of what the emulator saw: endpoints and codes only, never people. */
export class Metrics {
  #requests: Record<string, number> = {};
  #refusals: Record<string, number> = {};
  #events: Record<string, number> = {};

  request(name: string): void {
    this.#requests[name] = (this.#requests[name] ?? 0) + 1;
  }

  refusal(code: string): void {
    this.#refusals[code] = (this.#refusals[code] ?? 0) + 1;
  }

  event(name: string): void {
    this.#events[name] = (this.#events[name] ?? 0) + 1;
  }

  reset(): void {
    this.#requests = {};
    this.#refusals = {};
    this.#events = {};
  }

  snapshot(): Readonly<Record<'requests' | 'refusals' | 'events', Readonly<Record<string, number>>>> {
    return { requests: { ...this.#requests }, refusals: { ...this.#refusals }, events: { ...this.#events } };
  }
}
