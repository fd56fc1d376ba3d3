import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { EsiaLogout } from '../../esia/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { forgetBrowser } from '../../platform/http/browser-token.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { DenySignIn } from '../application/deny-sign-in.js';
import { ShowSignIn } from '../application/show-sign-in.js';
import { SignOut } from '../application/sign-out.js';
import { SignInPages } from '../pages/signin-pages.js';
import { Leaving } from './leaving.js';
import { OwnBrowser } from './own-browser.js';
import { ButtonFormDto } from './sign-in-form.dto.js';
import { SignInAnswers } from './sign-in-answers.js';

/** The ways out: «Это не я» and «Выйти», both through ESIA's own sign-out (esia-protocol.md, 7). */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller()
export class LeavingController {
  constructor(
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(SignInAnswers) private readonly answers: SignInAnswers,
    @Inject(SignInPages) private readonly pages: SignInPages,
    @Inject(DenySignIn) private readonly deny: DenySignIn,
    @Inject(SignOut) private readonly signOut: SignOut,
    @Inject(Leaving) private readonly leaving: Leaving,
    @Inject(ShowSignIn) private readonly show: ShowSignIn,
    @Inject(EsiaLogout) private readonly esiaLogout: EsiaLogout,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
  ) {}

  @Post('sign-in/:id/not-me')
  async notMe(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkForm(request, form, id, 'not-me');
    await this.deny.execute(this.browser.asks(request, id));
    await this.leave(request, response, `/signed-out?sign_in=${id}`);
  }

  @Post('sign-out')
  async out(
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkSignOutForm(request, form);
    forgetBrowser(response);
    await this.leave(request, response, '/signed-out');
  }

  /** ESIA sends the browser here after its own sign-out, and may add parameters of its own. */
  @Get('signed-out')
  async signedOut(
    @Query('sign_in') signInId: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asked = this.browser.asks(request, typeof signInId === 'string' ? signInId : '');
    const shown = await this.show.execute(asked);
    this.answers.signedOut(response, 'signIn' in shown ? shown.signIn : null);
  }

  private async leave(request: Request, response: Response, backTo: string): Promise<void> {
    await this.signOut.execute(this.browser.heldTokens(request), this.clock.now());
    this.browser.takeSessions(response);
    await this.leaving.endAll(request, response);
    this.pages.sendOnward(
      response,
      this.esiaLogout.url(`${this.settings.publicUrl}${backTo}`),
      'Выходим из Госуслуг',
    );
  }
}
