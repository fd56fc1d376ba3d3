/** From when on something is so, and when it was told; both as moments in milliseconds or both kept as the caller likes. */
interface Entry<At extends string | number, Value> {
  readonly at: At;
  readonly told: number;
  readonly value: Value;
}

/** Told at the very beginning. */
export const EVER = Number.NEGATIVE_INFINITY;

/**
 * A fact in two times: `at`, a day (text) or a moment (number) from which it holds, and the moment at which it was told. What a
 * late correction said is not known before it was told.
 */
export class Told<At extends string | number, Value> {
  private readonly entries: Entry<At, Value>[] = [];

  constructor(
    private readonly start: At,
    value: Value,
    told = EVER,
  ) {
    this.add(start, value, told);
  }

  add(at: At, value: Value, told: number): void {
    this.entries.push({ at, value, told });
  }

  /** What held at `at` as it was known before `known`; undefined where nothing had been told. */
  on(at: At, known: number): Value | undefined {
    let found: Entry<At, Value> | undefined;
    for (const one of this.entries) {
      if (one.at > at || one.told >= known) continue;
      if (found === undefined || one.at > found.at || (one.at === found.at && one.told >= found.told))
        found = one;
    }
    return found?.value;
  }

  /** All that came later than `from` and not later than `to`, in order. */
  between(from: At, to: At, known: number): readonly { readonly at: At; readonly value: Value }[] {
    return this.entries
      .filter(({ at, told }) => at > from && at <= to && told < known)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.told - b.told));
  }

  /** When the newest of all begins. */
  get latest(): At {
    return this.entries.reduce((last, { at }) => (at > last ? at : last), this.start);
  }
}
