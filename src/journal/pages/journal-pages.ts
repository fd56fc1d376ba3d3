import { Inject, Injectable } from '@nestjs/common';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { currentRequestId } from '../../platform/http/request-context.js';
import { PAGE_HEADERS, type PageBasics, Pages } from '../../platform/http/pages.js';
import { fillText, ProblemCatalog } from '../../platform/http/problem-catalog.js';

/** Which of our problems an OAuth error is to a person who cannot be sent back to the e-journal with it. */
const problemOf = new Map([
  ['invalid_client', 'JOURNAL_UNKNOWN'],
  ['invalid_redirect_uri', 'JOURNAL_ADDRESS_UNKNOWN'],
  ['invalid_request', 'JOURNAL_SIGN_IN_STALE'],
  ['server_error', 'INTERNAL_ERROR'],
  ['not_found', 'NOT_FOUND'],
]);

/** The pages of this folder, as the OpenID Provider shows them. */
@Injectable()
export class JournalPages extends Pages {
  constructor(@Inject(ProblemCatalog) private readonly catalog: ProblemCatalog) {
    super(import.meta.dirname);
  }

  /** Puts a page into the provider's answer; its status stays as it is. */
  show(ctx: KoaContextWithOIDC, name: string, page: PageBasics & Readonly<Record<string, string>>): void {
    ctx.set(PAGE_HEADERS);
    ctx.type = 'html';
    ctx.body = this.render(name, page);
  }

  /** The page of an OAuth error: nothing of the error's own text is shown. */
  showError(ctx: KoaContextWithOIDC, error: string): void {
    const problem = this.catalog.find(problemOf.get(error) ?? 'JOURNAL_SIGN_IN_FAILED');
    const requestId = currentRequestId() ?? '—';
    const detail = fillText(problem?.detail ?? '', { request_id: requestId });
    this.show(ctx, '@problem', { title: problem?.title ?? '', detail, requestId });
  }
}
