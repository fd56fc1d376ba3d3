import type { ImportReport } from '../roster/application/import-contract.js';
import { FILE_KINDS } from '../roster/domain/roster-file.js';

const SHOWN = 50;
const HEADINGS = ['Файл', 'Новых', 'Изменено', 'Без изменений', 'Снято', 'Отложено'] as const;

const ENDINGS: Readonly<Record<ImportReport['state'], string>> = {
  applied: 'Загружено.',
  ready: 'Проверка закончена, ничего не записано.',
  invalid: 'Не загружено: файлы нужно исправить.',
  needs_approval: 'Не загружено: снялось бы слишком много учеников. Если так и нужно, повторите с --force.',
};

/** The report of an import for a terminal: a table of figures, the first issues, and the outcome. */
export function describeReport(report: ImportReport): string {
  const lines: string[] = [''];
  if (Object.keys(report.counts).length > 0) lines.push(...table(report), '');
  const { structure, row, field, warning } = report.issueTotals;
  const total = structure + row + field + warning;
  for (const { file, row: at, column, message } of report.issues.slice(0, SHOWN)) {
    const place = [file, at, column].filter((part) => part !== null).join(':');
    lines.push(`${place} ${message}`);
  }
  if (total > SHOWN) lines.push(`… и ещё ${total - SHOWN}`);
  if (total > 0) {
    lines.push(
      '',
      `Ошибок файлов: ${structure}, строк: ${row}, полей: ${field}; предупреждений: ${warning}.`,
    );
  }
  lines.push(
    report.skipped ? 'Файлы не изменились с прошлой загрузки: ничего не записано.' : ENDINGS[report.state],
  );
  if (report.batchId !== null) lines.push(`Загрузка ${report.batchId}`);
  return lines.join('\n');
}

function table({ counts }: ImportReport): string[] {
  const rows = FILE_KINDS.flatMap((kind) => {
    const figures = counts[kind];
    if (figures === undefined) return [];
    const { inserted, updated, unchanged, removed, setAside } = figures;
    return [[kind, ...[inserted, updated, unchanged, removed, setAside].map(String)]];
  });
  const all = [[...HEADINGS], ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
