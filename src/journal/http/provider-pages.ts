import { randomUUID } from 'node:crypto';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { type Page, pagePolicy, renderPage } from './page.js';

const START_AGAIN = 'Вернитесь в электронный журнал и начните вход заново.';
const TELL_THE_JOURNAL =
  'Сообщите номер обращения в поддержку электронного журнала: исправить это может только она.';

/** What went wrong and what to do, for the errors that cannot be sent back to the e-journal. */
const errorPages: Readonly<Record<string, Omit<Page, 'requestId'>>> = {
  invalid_client: {
    title: 'Электронный журнал не зарегистрирован',
    paragraphs: ['Вход начал журнал, которого нет в списке систем региона.', TELL_THE_JOURNAL],
  },
  invalid_redirect_uri: {
    title: 'Неизвестный адрес возврата',
    paragraphs: [
      'Журнал просит вернуть вас на адрес, который не зарегистрирован. Вход остановлен.',
      TELL_THE_JOURNAL,
    ],
  },
  invalid_request: {
    title: 'Вход нужно начать заново',
    paragraphs: ['Время входа истекло, вход уже завершён или начат в другом окне.', START_AGAIN],
  },
  server_error: {
    title: 'Технический сбой',
    paragraphs: ['Мы уже знаем о сбое. Повторите вход через несколько минут.', START_AGAIN],
  },
};
const otherError: Omit<Page, 'requestId'> = {
  title: 'Войти не удалось',
  paragraphs: [START_AGAIN, TELL_THE_JOURNAL],
};

/** The page of an error code of OAuth 2.0; nothing of the error's own text is shown. */
export function errorPage(error: string, requestId: string): Page {
  const known = Object.hasOwn(errorPages, error) ? errorPages[error] : undefined;
  return { ...(known ?? otherError), requestId };
}

/** oidc-provider's `renderError`. */
export function renderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  show(ctx, errorPage(out.error, requestIdOf(ctx)));
}

/** oidc-provider's `postLogoutSuccessSource`: the end of a sign-out that had nowhere to return. */
export function renderSignedOut(ctx: KoaContextWithOIDC): void {
  show(ctx, signedOutPage);
}

export const signedOutPage: Page = {
  title: 'Вы вышли',
  paragraphs: ['Вы вышли из электронного журнала и из Госуслуг на этом устройстве. Окно можно закрыть.'],
};

export function show(ctx: KoaContextWithOIDC, page: Page, formTargets: readonly string[] = []): void {
  ctx.type = 'html';
  ctx.set('content-security-policy', pagePolicy(formTargets));
  ctx.body = renderPage(page);
}

/** The id that the platform gave to the request, or a new one, so that the page and the log tell of the same. */
export function requestIdOf(ctx: KoaContextWithOIDC): string {
  const requestId = givenId(ctx) ?? randomUUID();
  if (!ctx.res.headersSent) ctx.set('x-request-id', requestId);
  return requestId;
}

function givenId(ctx: KoaContextWithOIDC): string | undefined {
  const { id } = ctx.req as { id?: unknown };
  const header = ctx.res.getHeader('x-request-id');
  return [id, header].find((value) => typeof value === 'string');
}
