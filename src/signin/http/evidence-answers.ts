import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { outcomeText } from '../../linking/index.js';
import type { ShownWizard } from '../application/give-legacy-proof.js';
import type { EvidenceGiven } from '../application/second-evidence.js';
import { SignInPages } from '../pages/signin-pages.js';
import { evidenceResultView, wizardView } from './evidence-views.js';
import { OwnBrowser } from './own-browser.js';

/** Answers the browser when somebody gives a second evidence. */
@Injectable()
export class EvidenceAnswers {
  constructor(
    @Inject(SignInPages) private readonly pages: SignInPages,
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
  ) {}

  wizard(
    request: Request,
    response: Response,
    handle: string,
    { card, name }: Extract<ShownWizard, { kind: 'wizard' }>,
  ): void {
    const answer = this.browser.formAt(request, response, `/legacy-proof/${handle}`);
    this.pages.send(response, 200, 'wizard', wizardView(card, name, answer));
  }

  /** `signInId`: where the form was, for a sign-in that waits for nothing any more shows why. */
  given(response: Response, given: EvidenceGiven, signInId: string | null): void {
    switch (given.kind) {
      case 'lost':
        if (signInId === null) this.worthless(response);
        else response.redirect(303, `/sign-in/${signInId}`);
        break;
      case 'sign_in':
        response.redirect(303, `/sign-in/${given.signInId}`);
        break;
      case 'account':
        this.pages.send(response, 200, 'evidence-result', evidenceResultView(given));
    }
  }

  toJournal(response: Response, address: string | null, signInId: string): void {
    if (address === null) response.redirect(303, `/sign-in/${signInId}`);
    else this.pages.sendOnward(response, address, 'Открываем журнал');
  }

  /** Of a proof that is another browser's, used or over nothing more is said. */
  worthless(response: Response): void {
    const { cause, advice } = outcomeText('LEGACY_PROOF_INVALID');
    const page = { title: 'Нужно начать сначала', text: `${cause} ${advice}` };
    this.pages.send(response, 410, 'stale', { ...page, again: '/account', back: null, caseNumber: null });
  }
}
