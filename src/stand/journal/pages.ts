import { createHash } from 'node:crypto';
import type { Response } from 'express';

/** One page of the journal; `body` is HTML, the rest is text. */
export interface JournalPage {
  readonly journal: string;
  readonly title: string;
  readonly body: string;
}

/** Sends a page that runs nothing and is kept by nobody. */
export function showPage(response: Response, { journal, title, body }: JournalPage): void {
  response.set({
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.type('html').send(`<!doctype html><html lang="ru"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><header>${escape(journal)}</header><main><h1>${escape(title)}</h1>${body}</main></body></html>`);
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const SIGN_IN = '<p><a class="button" href="/login">Войти через Госуслуги</a></p>';
export const OLD_LOGIN = '<p><a href="/password">Войти по старому паролю</a></p>';
export const OLD_LOGIN_IS_OVER =
  '<p>Вход по паролю прекращён. <a href="/password">У меня ещё есть пароль, который оставила школа</a></p>';
export const LINK =
  '<form class="beside" method="post" action="/link"><button>Привязать Госуслуги</button></form>';

/** Words of the server, or of the journal in its place, for the person. */
export const noticeOf = (text: string | null): string =>
  text === null ? '' : `<p class="notice">${escape(text)}</p>`;

const STYLE = `
body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;background:#eef2ee;color:#1d2a20}
header{background:#2f6b3f;color:#fff;padding:1rem 2rem;font-weight:600}
main{max-width:46rem;margin:2rem auto;padding:2rem;background:#fff;border-radius:.75rem;box-shadow:0 1px 3px #0002}
h1{margin:0 0 1rem;font-size:1.6rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem;margin:0 0 1.5rem}dt{color:#5a6b5e}dd{margin:0}
table{width:100%;border-collapse:collapse;margin-bottom:1.5rem}th,td{text-align:left;padding:.5rem;border-bottom:1px solid #dfe6e0}
.notice{border-left:.3rem solid #c98a00;background:#fff6e0;padding:.75rem 1rem;border-radius:.25rem}
.button,button{display:inline-block;font:inherit;padding:.6rem 1.3rem;border:0;border-radius:.5rem;background:#0d4cd3;color:#fff;
text-decoration:none;cursor:pointer}
label{display:block;max-width:24rem;font-weight:600}
input{display:block;box-sizing:border-box;width:100%;min-height:2.75rem;margin-top:.25rem;padding:.4rem .7rem;font:inherit;
border:1px solid #7d8f81;border-radius:.5rem}
code{background:#eef2ee;padding:.1rem .35rem;border-radius:.25rem}
ol{padding-left:1.25rem}
@media(max-width:40rem){main{margin:0;padding:1.25rem;border-radius:0}header{padding:1rem 1.25rem}}
button.quiet{background:#e4e9e5;color:#1d2a20}form.beside{display:inline-block;margin:0 .75rem .5rem 0}
details{margin-top:1.5rem;color:#5a6b5e}pre{white-space:pre-wrap;overflow-wrap:anywhere}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-${STYLE_HASH}'`;
