import { escapeHtml, page } from './page.js';

/** ESIA's own error page, for refusals that cannot be sent anywhere (3.2). */
export function errorPage(title: string, description: string): string {
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>Вернитесь в систему, из которой вы пришли, и начните вход заново. Если ошибка повторится, сообщите её код в поддержку этой системы.</p>
<p class="error" role="alert">${escapeHtml(description)}</p>`,
  );
}

/** A page that only tells something. */
export function noticePage(title: string, text: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>`);
}
