import { Controller, Get, Inject, Redirect, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { Clock } from '../../platform/clock/clock.js';
import { ensureBrowserToken } from '../../platform/http/browser-token.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { BeginOwnSignIn } from '../application/begin-own-sign-in.js';
import { ShowAdministrator } from '../application/show-administrator.js';
import { OwnBrowser } from './own-browser.js';
import { SignInAnswers } from './sign-in-answers.js';

/** The entrances that belong to no e-journal: to a person's own page, and to the work of administrators. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller()
export class OwnPagesController {
  constructor(
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(SignInAnswers) private readonly answers: SignInAnswers,
    @Inject(BeginOwnSignIn) private readonly begin: BeginOwnSignIn,
    @Inject(ShowAdministrator) private readonly showAdministrator: ShowAdministrator,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The bare address of the server: whoever types it wants to see what is theirs. */
  @Get()
  @Redirect('/account', 303)
  start(): void {
    // The decorator says everything.
  }

  @Get('account/sign-in')
  async beginAccount(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.beginFor('account', '/account', request, response);
  }

  @Get('admin')
  async administrator(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { admin } = this.browser.heldTokens(request);
    this.answers.administrator(
      request,
      response,
      await this.showAdministrator.execute(admin, this.clock.now()),
    );
  }

  @Get('admin/sign-in')
  async beginAdministrator(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.beginFor('admin', '/admin', request, response);
  }

  private async beginFor(
    purpose: 'account' | 'admin',
    returnTo: string,
    request: Request,
    response: Response,
  ): Promise<void> {
    const browserToken = ensureBrowserToken(request, response);
    const traceId = currentRequestId() ?? null;
    this.answers.begun(
      response,
      await this.begin.execute({ purpose, returnTo, browserToken, traceId, address: request.ip }),
    );
  }
}
