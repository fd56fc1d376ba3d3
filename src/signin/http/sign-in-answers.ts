import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { explainEsiaOutcome } from '../../esia/index.js';
import { outcomeText } from '../../linking/index.js';
import type { BegunSignIn } from '../application/begin-sign-in.js';
import type { ConfirmedSignIn } from '../application/confirm-sign-in.js';
import type { EsiaReturn } from '../application/receive-esia-return.js';
import type { ShownGrant } from '../application/show-administrator.js';
import type { ShownSignIn } from '../application/show-sign-in.js';
import { formatCaseNumber } from '../domain/case-number.js';
import { returnPathWith } from '../domain/return-path.js';
import type { SignIn } from '../domain/sign-in.js';
import { SignInPages } from '../pages/signin-pages.js';
import { OwnBrowser } from './own-browser.js';
import { evidenceForms } from './evidence-views.js';
import { administratorView, chooserView, outcomeView, wayOn, whoseView } from './views.js';

type Asking = Extract<ShownSignIn, { kind: 'whose' | 'choose' }>;

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
        toSignIn(response, result.signInId);
        break;
      case 'restart':
        response.redirect(303, result.redirectTo);
        break;
      case 'lost':
        this.lost(response);
    }
  }

  /** To ESIA; null when there was nothing of this browser's to begin anew. */
  begun(response: Response, begun: BegunSignIn | null): void {
    if (begun === null) this.lost(response);
    else response.redirect(303, begun.redirectTo);
  }

  administrator(request: Request, response: Response, grants: readonly ShownGrant[] | null): void {
    if (grants === null) {
      this.pages.send(response, 200, 'admin-welcome', { title: 'Вход администратора' });
      return;
    }
    const signOut = this.browser.signOutForm(request, response);
    this.pages.send(response, 200, 'administrator', administratorView(grants, signOut));
  }

  show(request: Request, response: Response, shown: ShownSignIn): void {
    switch (shown.kind) {
      case 'lost':
        this.lost(response);
        break;
      case 'stale':
        this.stale(response, shown.signIn);
        break;
      case 'whose':
      case 'choose':
        this.ask(request, response, shown);
        break;
      case 'onward':
        this.pages.sendOnward(response, onwardOf(shown.signIn), 'Входим в журнал');
        break;
      case 'failed': {
        const signOut = this.browser.signOutForm(request, response);
        this.pages.send(response, 200, 'outcome', outcomeView(shown.signIn, shown.timeZone, signOut));
        break;
      }
      case 'unproven': {
        const signOut = this.browser.signOutForm(request, response);
        const { signIn, timeZone, ways } = shown;
        const evidence = evidenceForms(this.browser, request, signIn.id, ways);
        this.pages.send(response, 200, 'outcome', { ...outcomeView(signIn, timeZone, signOut), evidence });
        break;
      }
      case 'ended':
        this.signedOut(response, shown.signIn);
        break;
      case 'finished':
        this.pages.send(response, 200, 'finished', {
          title: 'Вы уже вошли',
          onward: onwardOf(shown.signIn),
          again: wayOn(shown.signIn).again,
        });
    }
  }

  confirmed(response: Response, signInId: string, result: ConfirmedSignIn): void {
    switch (result.kind) {
      case 'stale':
      case 'seen':
        toSignIn(response, signInId);
        break;
      case 'opened':
        this.browser.give(response, result.session);
        response.redirect(303, result.signIn.returnTo);
    }
  }

  /** «Это не я» and «Выйти» both end here, back from ESIA's own sign-out; null when nothing is known of a sign-in. */
  signedOut(response: Response, signIn: SignIn | null): void {
    const { cause } = outcomeText('NOT_ME');
    const text =
      signIn?.state === 'ended'
        ? `${cause} Теперь войдите под своей учётной записью Госуслуг.`
        : 'Вход завершён здесь и на Госуслугах.';
    const way = signIn === null ? { again: null, back: null } : wayOn(signIn);
    this.pages.send(response, 200, 'signed-out', { title: 'Вы вышли', text, ...way });
  }

  /** Of a sign-in that is not this browser's nothing is said, not even that it exists. */
  lost(response: Response): void {
    const again = { again: '/account', back: null, caseNumber: null };
    this.pages.send(response, 400, 'stale', { ...STATE_INVALID, ...again });
  }

  private ask(request: Request, response: Response, shown: Asking): void {
    const { id } = shown.signIn;
    const notMe = this.browser.form(request, id, 'not-me');
    if (shown.kind === 'whose') {
      const me = this.browser.form(request, id, 'me');
      this.pages.send(response, 200, 'whose', whoseView(shown.person, me, notMe));
    } else {
      const choose = this.browser.form(request, id, 'account');
      this.pages.send(response, 200, 'chooser', chooserView(shown.accounts, choose, notMe));
    }
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
