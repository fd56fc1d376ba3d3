import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { DeedDone } from '../application/account-deeds.js';
import type { AccountVisit } from '../application/own-visit.js';
import type { ShownMistake } from '../application/say-mistake.js';
import type { ShownAccount } from '../application/show-account.js';
import { SignInPages } from '../pages/signin-pages.js';
import { type ConfirmView, mistakePageView } from './account-deed-views.js';
import { accountPageView } from './account-views.js';
import { OwnBrowser } from './own-browser.js';
import type { FormView } from './views.js';

/** Answers the browser on a person's own page. */
@Injectable()
export class AccountAnswers {
  constructor(
    @Inject(SignInPages) private readonly pages: SignInPages,
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  visitOf(request: Request): AccountVisit {
    const accountToken = this.browser.heldTokens(request).account;
    return { accountToken, now: this.clock.now(), traceId: currentRequestId() ?? null };
  }

  form(request: Request, response: Response, path: string): FormView {
    return this.browser.formAt(request, response, path);
  }

  /** @throws DomainError `FORM_FOREIGN` */
  checkForm(request: Request, given: string, path: string): Promise<void> {
    return this.browser.checkFormAt(request, given, path);
  }

  welcome(response: Response): void {
    this.pages.send(response, 200, 'account-welcome', { title: 'Моя страница' });
  }

  page(request: Request, response: Response, shown: ShownAccount, notice: string | null): void {
    const signOut = this.browser.signOutForm(request, response);
    const code = this.form(request, response, '/account/link-code');
    this.send(
      response,
      'account',
      accountPageView(shown, { signOut, code, at: (path) => this.form(request, response, path) }, notice),
    );
  }

  confirm(request: Request, response: Response, path: string, view: ConfirmView): void {
    this.send(response, 'account-confirm', { ...view, form: this.form(request, response, path) });
  }

  mistake(request: Request, response: Response, shown: ShownMistake | null, search: string): void {
    if (shown === null) {
      this.welcome(response);
      return;
    }
    const say = this.form(request, response, '/account/mistake');
    this.send(response, 'account-mistake', mistakePageView(shown, search, say));
  }

  send(
    response: Response,
    name: string,
    page: { readonly title: string } & Readonly<Record<string, unknown>>,
  ): void {
    this.pages.send(response, 200, name, page);
  }

  /** After a deed: a page that a reload does not send again. */
  done(response: Response, done: DeedDone): void {
    switch (done) {
      case 'lost':
        response.redirect(303, '/account');
        break;
      case 'locked':
        this.browser.takeSessions(response);
        response.redirect(303, '/account/locked');
        break;
      case 'unlinked':
      case 'school_asked':
      case 'disputed':
      case 'declared':
      case 'undeclared':
      case 'parent_ended':
      case 'consent_given':
      case 'consent_withdrawn':
      case 'password_restored':
      case 'password_asked':
      case 'password_stays':
      case 'reported':
      case 'reported_before':
        response.redirect(303, `/account?done=${done}`);
    }
  }
}
