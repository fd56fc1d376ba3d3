import { Body, Controller, Get, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Uuid } from '../../kernel/ids.js';
import { ensureBrowserToken } from '../../platform/http/browser-token.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { BeginOwnSignIn } from '../application/begin-own-sign-in.js';
import { GiveLegacyProof } from '../application/give-legacy-proof.js';
import { GiveLinkCode } from '../application/give-link-code.js';
import type { EvidenceVisit } from '../application/second-evidence.js';
import { EvidenceAnswers } from './evidence-answers.js';
import { OwnBrowser } from './own-browser.js';
import { ButtonFormDto, LinkCodeFormDto, WizardFormDto } from './sign-in-form.dto.js';
import { SignInAnswers } from './sign-in-answers.js';

/** The second evidence: a code from the notice, or the old login, which the e-journal checks itself (LNK-02, LNK-05). */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller()
export class EvidenceController {
  constructor(
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(EvidenceAnswers) private readonly answers: EvidenceAnswers,
    @Inject(SignInAnswers) private readonly signInAnswers: SignInAnswers,
    @Inject(GiveLinkCode) private readonly giveCode: GiveLinkCode,
    @Inject(GiveLegacyProof) private readonly giveProof: GiveLegacyProof,
    @Inject(BeginOwnSignIn) private readonly begin: BeginOwnSignIn,
  ) {}

  @Post('sign-in/:id/link-code')
  async code(
    @Param('id') id: string,
    @Body() { form, code }: LinkCodeFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkForm(request, form, id, 'link-code');
    this.answers.given(response, await this.giveCode.execute(this.visitOf(request, id), code), id);
  }

  @Post('account/link-code')
  async codeOnAccount(
    @Body() { form, code }: LinkCodeFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkFormAt(request, form, '/account/link-code');
    this.answers.given(response, await this.giveCode.execute(this.visitOf(request, null), code), null);
  }

  /** The e-journal's page is another host: browsers let no form lead there, so a page leads on by itself. */
  @Post('sign-in/:id/legacy-proof')
  async oldLogin(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkForm(request, form, id, 'legacy-proof');
    this.answers.toJournal(response, await this.giveProof.ask(this.visitOf(request, id)), id);
  }

  /** The browser comes back from the e-journal, or comes from it for the first time. */
  @Get('legacy-proof/:handle')
  async wizard(
    @Param('handle') handle: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const browserToken = ensureBrowserToken(request, response);
    const shown = await this.giveProof.show({ ...this.visitOf(request, null), browserToken }, handle);
    switch (shown.kind) {
      case 'lost':
        this.answers.worthless(response);
        break;
      case 'wizard':
        this.answers.wizard(request, response, handle, shown);
        break;
      case 'esia': {
        const { traceId, address } = this.visitOf(request, null);
        const returnTo = `/legacy-proof/${handle}`;
        const wish = { purpose: 'account', returnTo, browserToken, traceId, address } as const;
        this.signInAnswers.begun(response, await this.begin.execute(wish));
      }
    }
  }

  @Post('legacy-proof/:handle')
  async answer(
    @Param('handle') handle: string,
    @Body() { form, answer }: WizardFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkFormAt(request, form, `/legacy-proof/${handle}`);
    this.answers.given(
      response,
      await this.giveProof.answer(this.visitOf(request, null), handle, answer),
      null,
    );
  }

  private visitOf(request: Request, id: string | null): EvidenceVisit {
    const { signInId, browserToken, now, traceId } = this.browser.asks(request, id ?? '');
    return {
      signInId: id === null ? null : (signInId satisfies Uuid),
      ...{ browserToken, now, traceId },
      accountToken: this.browser.heldTokens(request).account,
      address: request.ip,
    };
  }
}
