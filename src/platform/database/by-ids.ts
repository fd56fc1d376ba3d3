/** A condition upon a column of type uuid, and the value of its parameter. */
export interface IdCondition {
  readonly sql: string;
  readonly value: unknown;
}

/**
 * The rows with these ids; `parameter` is the number of the placeholder. For one id, by far the usual case, it is an
 * equation: PostgreSQL keeps the plan of that, but plans a statement with an array anew each time, because the
 * length of the array decides what a plan costs. For the query of account cards that is 0.6 of 0.7 ms.
 */
export function byIds(column: string, parameter: number, ids: readonly string[]): IdCondition {
  const [only] = ids;
  return only !== undefined && ids.length === 1
    ? { sql: `${column} = $${parameter}::uuid`, value: only }
    : { sql: `${column} = ANY ($${parameter}::uuid[])`, value: ids };
}
