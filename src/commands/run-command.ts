import { explainStartFailure } from '../platform/config/start-failure.js';

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
    console.error(badUsage ? `${(error as Error).message}\nПодсказка: --help` : explainStartFailure(error));
    process.exitCode = badUsage ? 2 : 1;
  }
}
