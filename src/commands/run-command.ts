import { DomainError } from '../kernel/domain-error.js';
import { explainStartFailure } from '../platform/config/start-failure.js';
import { fillText } from '../platform/http/problem-catalog.js';
import { problems } from '../problems.js';

/**
 * Runs a command of the console: its failure is told in Russian on stderr and in the exit code. Ctrl-C, SIGTERM and the
 * death of the stand that started it end it at once (every command's writing is one transaction), unless the command
 * waits for them itself (`stopsItself`).
 */
export async function runCommand(
  work: () => Promise<number>,
  { stopsItself = false }: { readonly stopsItself?: boolean } = {},
): Promise<void> {
  if (!stopsItself) {
    for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, () => process.exit(130));
  }
  // A listener of 'disconnect' would keep us alive as long as the stand lives.
  process.channel?.unref();
  try {
    process.exitCode = await work();
  } catch (error) {
    const { code } = error as { code?: unknown };
    const badUsage = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
    console.error(badUsage ? `${(error as Error).message}\nПодсказка: --help` : explain(error));
    process.exitCode = badUsage ? 2 : 1;
  }
}

/** A refusal by a rule has its text in the catalogue; the rest is explained as a failure of the start is. */
function explain(error: unknown): string {
  const problem = error instanceof DomainError ? problems[error.code] : undefined;
  if (!(error instanceof DomainError) || problem === undefined) return explainStartFailure(error);
  return `${problem.title}. ${fillText(problem.detail, error.facts)}`;
}
