import { createHash } from 'node:crypto';
import pg from 'pg';

/** Statements that one connection keeps prepared; ours are some two hundred texts, those of lists of any length included. */
const MOST = 500;

/** Names of the texts seen so far; null for those that may not be prepared. */
const names = new Map<string, string | null>();

/**
 * A connection of the server that prepares each parametrised statement at its first use: later ones are neither parsed nor
 * planned anew, which is most of what a look-up by key costs PostgreSQL. TypeORM knows no names of statements, so they are
 * given here, by the text. A text with `*` is left alone: its columns change under a plan when a migration adds one.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // `query` of pg has a dozen forms; whatever is not a text with values goes on as it came.
    const plain = this.query.bind(this) as (...given: readonly unknown[]) => unknown;
    const preparing = (...given: readonly unknown[]): unknown => {
      const [text, values, ...rest] = given;
      if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return plain(...given);
      const name = nameOf(text);
      return name === null ? plain(...given) : plain({ name, text, values: values as unknown[] }, ...rest);
    };
    this.query = preparing as typeof this.query;
  }
}

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST) return null;
  const name = text.includes('*') ? null : createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
