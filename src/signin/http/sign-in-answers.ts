import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { explainEsiaOutcome } from '../../esia/index.js';
import type { BegunSignIn } from '../application/begin-sign-in.js';
import type { ConfirmedSignIn } from '../application/confirm-sign-in.js';
import type { EsiaReturn } from '../application/receive-esia-return.js';
import type { ShownAccount } from '../application/show-account.js';
import type { ShownGrant } from '../application/show-administrator.js';
import type { ShownSignIn } from '../application/show-sign-in.js';
import { formatCaseNumber } from '../domain/case-number.js';
import { returnPathWith } from '../domain/return-path.js';
import type { SignIn } from '../domain/sign-in.js';
import { SignInPages } from '../pages/signin-pages.js';
import { OwnBrowser } from './own-browser.js';
import { accountPageView, administratorView, chooserView, outcomeView, wayOn, whoseView } from './views.js';

/** Answers the browser at each turn of a sign-in. */
@Injectable()
export class SignInAnswers {
  constructor(
    @Inject(SignInPages) private readonly pages: SignInPages,
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
  ) {}

  /** After ESIA: the sign-in's own page, whose address names nobody. */
  returned(response: Response, result: EsiaReturn): void {
    switch (result.kind) {
      case 'sign_in':
        return toSignIn(response, result.signInId);
      case 'restart':
        return response.redirect(303, result.redirectTo);
      case 'lost':
        return this.lost(response);
    }
  }

  /** To ESIA; null when there was nothing of this browser's to begin anew. */
  begun(response: Response, begun: BegunSignIn | null): void {
    if (begun === null) this.lost(response);
    else response.redirect(303, begun.redirectTo);
  }

  account(request: Request, response: Response, shown: ShownAccount | null): void {
    if (shown === null) return this.pages.send(response, 200, 'account-welcome', { title: 'Моя страница' });
    const signOut = this.browser.signOutForm(request, response);
    this.pages.send(response, 200, 'account', accountPageView(shown, signOut));
  }

  administrator(request: Request, response: Response, grants: readonly ShownGrant[] | null): void {
    if (grants === null)
      return this.pages.send(response, 200, 'admin-welcome', { title: 'Вход администратора' });
    const signOut = this.browser.signOutForm(request, response);
    this.pages.send(response, 200, 'administrator', administratorView(grants, signOut));
  }

  show(request: Request, response: Response, shown: ShownSignIn): void {
    switch (shown.kind) {
      case 'lost':
        return this.lost(response);
      case 'stale':
        return this.stale(response, shown.signIn);
      case 'whose': {
        const { id } = shown.signIn;
        const forms = [
          this.browser.form(request, id, 'me'),
          this.browser.form(request, id, 'not-me'),
        ] as const;
        return this.pages.send(response, 200, 'whose', whoseView(shown.person, ...forms));
      }
      case 'choose': {
        const { id } = shown.signIn;
        const forms = [
          this.browser.form(request, id, 'account'),
          this.browser.form(request, id, 'not-me'),
        ] as const;
        return this.pages.send(response, 200, 'chooser', chooserView(shown.accounts, ...forms));
      }
      case 'onward':
        return this.pages.sendOnward(response, onwardOf(shown.signIn), 'Входим в журнал');
      case 'failed': {
        const signOut = this.browser.signOutForm(request, response);
        return this.pages.send(response, 200, 'outcome', outcomeView(shown.signIn, shown.timeZone, signOut));
      }
      case 'ended':
        return this.signedOut(response, shown.signIn);
      case 'finished': {
        const page = {
          title: 'Вы уже вошли',
          onward: onwardOf(shown.signIn),
          again: wayOn(shown.signIn).again,
        };
        return this.pages.send(response, 200, 'finished', page);
      }
    }
  }

  confirmed(response: Response, signInId: string, result: ConfirmedSignIn): void {
    switch (result.kind) {
      case 'stale':
      case 'seen':
        return toSignIn(response, signInId);
      case 'opened':
        this.browser.give(response, result.session);
        return response.redirect(303, result.signIn.returnTo);
    }
  }

  /** «Это не я» and «Выйти» both end here, back from ESIA's own sign-out; null when nothing is known of a sign-in. */
  signedOut(response: Response, signIn: SignIn | null): void {
    const notMe = signIn?.state === 'ended';
    const text = notMe
      ? 'Теперь войдите под своей учётной записью Госуслуг.'
      : 'Вход завершён здесь и на Госуслугах.';
    const way = signIn === null ? { again: null, back: null } : wayOn(signIn);
    this.pages.send(response, 200, 'signed-out', { title: 'Вы вышли', text, ...way });
  }

  /** Of a sign-in that is not this browser's nothing is said, not even that it exists. */
  lost(response: Response): void {
    const again = { again: '/account', back: null, caseNumber: null };
    this.pages.send(response, 400, 'stale', { ...STATE_INVALID, ...again });
  }

  private stale(response: Response, signIn: SignIn): void {
    const page = { ...STATE_INVALID, ...wayOn(signIn), caseNumber: formatCaseNumber(signIn.caseNumber) };
    this.pages.send(response, 410, 'stale', page);
  }
}

const STATE_INVALID = { title: 'Вход нужно начать заново', text: explainEsiaOutcome('STATE_INVALID').text };

function toSignIn(response: Response, signInId: string): void {
  response.redirect(303, `/sign-in/${signInId}`);
}

/** Where a finished sign-in leads: the journal's face asks for it by its id. */
function onwardOf({ id, purpose, returnTo }: SignIn): string {
  return purpose === 'journal' ? returnPathWith(returnTo, id) : returnTo;
}
