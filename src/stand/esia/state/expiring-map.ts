/**
 * A map whose entries end at a moment of the emulator's clock. Entries of one map live equally long, so the oldest
 * stand first and adding one drops those that ended: memory follows the traffic of a lifetime, not of a run.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly endsAt: number }>();
  readonly #now: () => number;

  /** `now`: seconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  set(key: string, value: V, lifetimeSeconds: number): void {
    const now = this.#now();
    for (const [old, { endsAt }] of this.#entries) {
      if (endsAt > now) break;
      this.#entries.delete(old);
    }
    this.#entries.set(key, { value, endsAt: now + lifetimeSeconds });
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.endsAt > this.#now() ? entry.value : undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
