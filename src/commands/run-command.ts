import { explainStartFailure } from '../platform/config/start-failure.js';

/** Runs a command of the console: its failure is told in Russian on stderr and in the exit code. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const { code } = error as { code?: unknown };
    const badUsage = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
    console.error(badUsage ? `${(error as Error).message}\nПодсказка: --help` : explainStartFailure(error));
    process.exitCode = badUsage ? 2 : 1;
  }
}
