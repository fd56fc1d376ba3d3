import { parseArgs } from 'node:util';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';

/** What the generator is asked for; together these decide every byte of its files. */
export interface RegionOptions {
  readonly pupils: number;
  readonly seed: string;
  readonly today: CalendarDate;
  /** The share of the people of the roster with a dirty row, 0 … 0.5. */
  readonly dirty: number;
}

export const HELP = `Пишет учебный регион: файлы контингента, население эмулятора ЕСИА и файл истины.

  npm run region -- --out ПАПКА [--pupils 5000] [--seed 1] [--today 2026-11-21] [--dirty 0.05]

  --out     папка для файлов (создаётся; прежние файлы с теми же именами заменяются)
  --pupils  число обучающихся, от 100 до 2000000, по умолчанию 5000
  --seed    зерно, любой текст, по умолчанию 1
  --today   «сегодня» ГГГГ-ММ-ДД, от которого считаются возрасты, по умолчанию 2026-11-21
  --dirty   доля людей с ошибкой в строке, от 0 до 0.5, по умолчанию 0.05
  --help    эта справка

Одни и те же значения дают одни и те же байты. Форматы описаны в docs/formats.md.`;

/** A complaint about the command line: Russian, names the option, says what to do. */
export class OptionsError extends Error {}

/** The command line as it was understood. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'generate'; readonly out: string; readonly options: RegionOptions };

/**
 * Reads the command line (without node and the script).
 *
 * @throws OptionsError for an unknown option, a missing --out, or a value out of its bounds
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const values = readValues(args);
  if (values.help === true) return { kind: 'help' };
  if (values.out === undefined || values.out === '') {
    throw new OptionsError('--out: укажите папку, в которую писать файлы');
  }
  return { kind: 'generate', out: values.out, options: parseOptions(values) };
}

function readValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        pupils: { type: 'string', default: '5000' },
        seed: { type: 'string', default: '1' },
        today: { type: 'string', default: '2026-11-21' },
        dirty: { type: 'string', default: '0.05' },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new OptionsError('Неизвестный параметр или параметр без значения; список: --help', { cause });
  }
}

function parseOptions(values: { pupils: string; seed: string; today: string; dirty: string }): RegionOptions {
  const pupils = /^\d+$/.test(values.pupils) ? Number(values.pupils) : NaN;
  if (!(pupils >= 100 && pupils <= 2_000_000)) {
    throw new OptionsError('--pupils: укажите целое число от 100 до 2000000');
  }
  const today = parseCalendarDate(values.today);
  if (today === null || today < '2000-01-01' || today > '2090-12-31') {
    throw new OptionsError('--today: укажите день в виде ГГГГ-ММ-ДД между 2000 и 2090 годами');
  }
  const dirty = /^\d(?:\.\d+)?$/.test(values.dirty) ? Number(values.dirty) : NaN;
  if (!(dirty >= 0 && dirty <= 0.5)) throw new OptionsError('--dirty: укажите долю от 0 до 0.5');
  return { pupils, seed: values.seed, today, dirty };
}
