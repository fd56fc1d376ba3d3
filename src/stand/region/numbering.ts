import { type JournalSystem } from './territory.js';

/** Gives out the ids of everything drawn, in order; personas have ids of their own and are not counted here. */
export class Numbering {
  private readonly last = new Map<string, number>();

  human(): string {
    return `h-${this.next('human', 7)}`;
  }

  row(kind: 'student' | 'representative' | 'staff'): string {
    return `${kind}-${this.next(kind, 7)}`;
  }

  account(system: JournalSystem): string {
    return `${system === 'demo-college' ? 'c' : 'u'}${this.next(system, 7)}`;
  }

  /** Ten digits; the personas' begin with 10000. */
  oid(): string {
    return `11${this.next('oid', 8)}`;
  }

  /** Number of a child's card in a parent's profile. */
  kidCard(): number {
    return 10_433_000 + Number(this.next('kid', 1));
  }

  private next(what: string, width: number): string {
    const n = (this.last.get(what) ?? 0) + 1;
    this.last.set(what, n);
    return String(n).padStart(width, '0');
  }
}
