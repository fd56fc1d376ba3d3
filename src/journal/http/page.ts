import { createHash } from 'node:crypto';

/** A page that people see: plain sentences, at most one form. */
export interface Page {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly form?: {
    readonly action: string;
    readonly hidden: Readonly<Record<string, string>>;
    readonly buttons: readonly { readonly label: string; readonly name?: string; readonly value?: string }[];
  };
  /** Shown small, for whoever answers the telephone. */
  readonly requestId?: string;
}

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;background:#f3f5f8;color:#1b2430}
main{max-width:34rem;margin:12vh auto 2rem;padding:2rem;background:#fff;border-radius:.75rem;box-shadow:0 1px 3px #0002}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
form{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
button{font:inherit;padding:.6rem 1.2rem;border-radius:.5rem;border:1px solid #0b5cad;background:#fff;color:#0b5cad;cursor:pointer}
button:first-of-type{background:#0b5cad;color:#fff}
small{display:block;margin-top:2rem;color:#5b6675}
@media (prefers-color-scheme:dark){
body{background:#12161c;color:#e6eaf0}
main{background:#1c222b}
button{border-color:#7db4ea;background:none;color:#7db4ea}
button:first-of-type{background:#1f6fbf;color:#fff;border-color:#1f6fbf}
small{color:#9aa5b4}}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * The policy of our pages: nothing loads, nothing runs; the one style is known by its hash. `formTargets` are the origins that
 * a form's answer may redirect to (browsers hold redirects after a form to form-action too).
 */
export function pagePolicy(formTargets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
  ].join('; ');
}

/** The page as HTML; every text is escaped. */
export function renderPage(page: Page): string {
  const { form } = page;
  const hidden = Object.entries(form?.hidden ?? {}).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const buttons = form?.buttons.map(({ label, name, value }) => {
    const sent = name === undefined ? '' : ` name="${escape(name)}" value="${escape(value ?? '')}"`;
    return `<button type="submit"${sent}>${escape(label)}</button>`;
  });
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(page.title)}</h1>
${page.paragraphs.map((text) => `<p>${escape(text)}</p>`).join('\n')}
${form === undefined ? '' : `<form method="post" action="${escape(form.action)}">${[...hidden, ...(buttons ?? [])].join('')}</form>`}
${page.requestId === undefined ? '' : `<small>Номер обращения: ${escape(page.requestId)}</small>`}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
