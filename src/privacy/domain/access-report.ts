/** The report to a person on what is held of them (152-ФЗ, ст. 14, ч. 7). */
export interface AccessReport {
  readonly document: string;
  /** `DD.MM.YYYY`. */
  readonly madeOn: string;
  readonly regionName: string;
  readonly sections: readonly {
    readonly title: string;
    readonly lines: readonly { readonly item: string; readonly value: string; readonly at: string | null }[];
  }[];
  readonly purposes: readonly {
    readonly name: string;
    readonly basis: string;
    readonly categories: string;
    readonly recipients: string;
    readonly kept: string;
  }[];
  readonly accesses: readonly {
    readonly at: string;
    readonly who: string;
    readonly what: string;
  }[];
  readonly processors: readonly { readonly party: string; readonly document: string }[];
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? '<p>Нет.</p>'
    : `<table><thead><tr>${heads.map((head) => `<th>${safe(head)}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${safe(cell)}</td>`).join('')}</tr>`).join('\n')}
</tbody></table>`;

/** The report as a page to print: no script, no style from elsewhere. */
export function reportAsHtml(report: AccessReport): string {
  const parts = report.sections.map(
    ({ title, lines }) =>
      `<h2>${safe(title)}</h2>${table(
        ['Что', 'Значение', 'Когда получено или изменено'],
        lines.map(({ item, value, at }) => [item, value, at ?? '—']),
      )}`,
  );
  return `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Сведения об обработке персональных данных</title>
<link rel="stylesheet" href="/static/perehod.css"></head><body><main>
<h1>Сведения об обработке персональных данных</h1>
<p>Ответ на обращение ${safe(report.document)}. Составлен ${safe(report.madeOn)}. ${safe(report.regionName)}.</p>
<p>СНИЛС показан двумя последними цифрами, другие люди — первыми буквами. Автоматических решений с юридическими последствиями и передачи за границу нет.</p>
${parts.join('\n')}
<h2>Цели и основания обработки</h2>
${table(
  ['Цель', 'Основание', 'Данные', 'Кому передаются', 'Сколько хранятся'],
  report.purposes.map(({ name, basis, categories, recipients, kept }) => [
    ...[name, basis, categories, recipients, kept],
  ]),
)}
<h2>Кому поручена обработка</h2>
${table(
  ['Кто', 'Договор'],
  report.processors.map(({ party, document }) => [party, document]),
)}
<h2>Кто имел доступ</h2>
${table(
  ['Когда', 'Кто', 'Что делал'],
  report.accesses.map(({ at, who, what }) => [at, who, what]),
)}
</main></body></html>
`;
}
