/** What the school itself has stated in its report, by column key: figures of `own` columns, explanations of any cell, words. */
export interface OwnStatements {
  readonly figures: Readonly<Record<string, number>>;
  readonly explanations: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

export const NOTHING_STATED: OwnStatements = { figures: {}, explanations: {}, texts: {} };

/** As the database keeps it: a part that was never stated may be absent. */
export function ownStatements(stored: Partial<OwnStatements>): OwnStatements {
  return { ...NOTHING_STATED, ...stored };
}
