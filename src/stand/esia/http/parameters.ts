import { EsiaRefusal } from '../refusal.js';

/**
 * Parameters of a query or a form, decoded once (`+` is a space, then %XX as UTF-8). Signatures cover decoded values,
 * so the way a client percent-encodes never matters (rule 6), while a raw `+` does (rule 3).
 */
export class Parameters {
  readonly #pairs: readonly (readonly [string, string])[];

  private constructor(pairs: readonly (readonly [string, string])[]) {
    this.#pairs = pairs;
  }

  /** @throws EsiaRefusal 007038 for broken percent-encoding or broken UTF-8 */
  static parse(text: string): Parameters {
    try {
      return new Parameters(
        text
          .split('&')
          .filter((part) => part !== '')
          .map((part) => {
            const [name = '', ...value] = part.split('=');
            return [decode(name), decode(value.join('='))] as const;
          }),
      );
    } catch {
      throw new EsiaRefusal('007038');
    }
  }

  /** The first value; an empty one counts as given. */
  get(name: string): string | undefined {
    return this.#pairs.find(([key]) => key === name)?.[1];
  }

  /** The value, or an empty text when the parameter is absent: what it adds to a signed string. */
  text(name: string): string {
    return this.get(name) ?? '';
  }

  all(name: string): string[] {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  }

  names(): string[] {
    return this.#pairs.map(([name]) => name);
  }

  /** Names of `wanted` that are absent or empty, in that order. */
  missing(wanted: readonly string[]): string[] {
    return wanted.filter((name) => this.text(name) === '');
  }
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
