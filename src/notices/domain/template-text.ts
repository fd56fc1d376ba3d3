import {
  type Directive,
  DIRECTIVES,
  type Filling,
  type Placeholder,
  PLACEHOLDERS,
  rulesOf,
  type TemplateKind,
} from './template-kind.js';

/** One piece of a text; steps carry their number. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'bullet' | 'important'; readonly text: string }
  | { readonly kind: 'step'; readonly number: number; readonly text: string }
  | { readonly kind: Directive };

/** What is wrong with a text, for the person who wrote it. */
export interface TextFault {
  readonly field: 'title' | 'body';
  readonly message: string;
}

/** What PT Sans, the typeface of our papers, has: anything else would be printed as an empty box. */
const UNPRINTABLE =
  /[^\n\u0020-\u007E\u00A0-\u00FF\u0400-\u045F\u2013\u2014\u2018-\u201E\u2022\u2026\u2116]/u;

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Reads the writing of templates, one block a line: `# ` begins a heading, `1. ` a step, `- ` a bullet, `! ` what must not be
 * overlooked, `[[code]]` and the like stand alone; anything else is a paragraph. Steps number themselves, anew after a heading.
 */
export function blocksOf(body: string): readonly Block[] {
  let number = 0;
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): Block => {
      const directive = DIRECTIVES.find((one) => line === `[[${one}]]`);
      if (directive !== undefined) return { kind: directive };
      if (line.startsWith('# ')) number = 0;
      if (/^\d+\. /.test(line)) return { kind: 'step', number: (number += 1), text: afterMark(line) };
      if (line.startsWith('# ')) return { kind: 'heading', text: afterMark(line) };
      if (line.startsWith('- ')) return { kind: 'bullet', text: afterMark(line) };
      if (line.startsWith('! ')) return { kind: 'important', text: afterMark(line) };
      return { kind: 'paragraph', text: line };
    });
}

/** The text with every placeholder filled in; an unknown one stays, and publishing has refused it. */
export function fill(text: string, filling: Filling): string {
  return text.replace(FIELD, (whole, name: string) => (isPlaceholder(name) ? filling[name] : whole));
}

/**
 * Everything that forbids a text to be approved: unknown, foreign and missing placeholders, braces left open, a missing code or
 * QR, a text that is too long. Nothing known of a person but their name can be asked for: there is no placeholder for a
 * СНИЛС, a login or a password (NOT-02).
 */
export function faultsOf(kind: TemplateKind, title: string, body: string): readonly TextFault[] {
  const rules = rulesOf(kind);
  const used = new Set([...namesIn(title), ...namesIn(body)]);
  const known: ReadonlySet<string> = new Set(rules.allowed);
  const faults: TextFault[] = [];
  const say = (message: string, field: TextFault['field'] = 'body') => faults.push({ field, message });
  for (const name of used) {
    if (!isPlaceholder(name)) say(`подстановки {{${name}}} нет`);
    else if (!known.has(name)) say(`подстановка {{${name}}} здесь не заполняется`);
  }
  for (const name of rules.required) if (!used.has(name)) say(`добавьте {{${name}}}: ${PLACEHOLDERS[name]}`);
  for (const [field, text] of [['title', title] as const, ['body', body] as const]) {
    if (/\{\{|\}\}/.test(text.replace(FIELD, ''))) say('закройте скобки подстановки: {{имя}}', field);
    const [sign] = UNPRINTABLE.exec(text) ?? [];
    if (sign !== undefined) say(`знака ${sign} нет в шрифте памяток: замените его`, field);
  }
  const standing = new Set(blocksOf(body).map((block) => block.kind));
  for (const directive of rules.directives)
    if (!standing.has(directive)) say(`добавьте отдельной строкой [[${directive}]]`);
  for (const directive of DIRECTIVES)
    if (standing.has(directive) && !rules.directives.includes(directive))
      say(`[[${directive}]] здесь не печатается`);
  if (title.trim() === '') say('заполните заголовок', 'title');
  if (body.trim() === '') say('заполните текст');
  if (body.length > rules.longest) say(`сократите до ${rules.longest} знаков, сейчас ${body.length}`);
  return faults;
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(FIELD)].map(([, name]) => name ?? '');
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}

function afterMark(line: string): string {
  return line.replace(/^(#|-|!|\d+\.)\s+/, '');
}
