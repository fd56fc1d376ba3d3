/** What one check against a program from outside npm found. */
export type InteropCheck =
  | { readonly name: string; readonly result: 'ok' }
  | { readonly name: string; readonly result: 'failed' | 'not run'; readonly reason: string };

/** Runs one check; whatever it throws is the reason of its failure. */
export async function check(name: string, work: () => Promise<void>): Promise<InteropCheck> {
  try {
    await work();
    return { name, result: 'ok' };
  } catch (error) {
    return { name, result: 'failed', reason: reasonOf(error) };
  }
}

/** The first lines of what went wrong, on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').slice(0, 3).join('; ').slice(0, 300);
}

/** @throws Error with `what` unless it holds */
export function expectThat(what: string, holds: boolean): void {
  if (!holds) throw new Error(what);
}
