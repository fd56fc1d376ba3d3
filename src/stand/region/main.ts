import { generateRegion } from './generate-region.js';
import { HELP, OptionsError, parseCommandLine } from './options.js';
import { describeSummary } from './summary.js';

/** Exit codes: 0 written, 1 the disk refused, 2 the command line is wrong. */
function run(args: readonly string[]): number {
  try {
    const command = parseCommandLine(args);
    switch (command.kind) {
      case 'help':
        console.log(HELP);
        return 0;
      case 'generate':
        console.log(describeSummary(generateRegion(command.out, command.options)));
        console.log(`Файлы записаны в ${command.out}`);
        return 0;
    }
  } catch (error) {
    const isOurs = error instanceof OptionsError;
    console.error(error instanceof Error ? error.message : String(error));
    return isOurs ? 2 : 1;
  }
}

process.exitCode = run(process.argv.slice(2));
