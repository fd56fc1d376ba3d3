import { Body, Controller, Get, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Uuid } from '../../kernel/ids.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { ChooseAccount } from '../application/choose-account.js';
import { ConfirmSignIn } from '../application/confirm-sign-in.js';
import { RepeatSignIn } from '../application/repeat-sign-in.js';
import { ShowSignIn } from '../application/show-sign-in.js';
import { OwnBrowser } from './own-browser.js';
import { ButtonFormDto, ChooseFormDto } from './sign-in-form.dto.js';
import { SignInAnswers } from './sign-in-answers.js';

/** The pages of one sign-in: whose account it is, which account to open, what came out. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('sign-in/:id')
export class SignInController {
  constructor(
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(SignInAnswers) private readonly answers: SignInAnswers,
    @Inject(ShowSignIn) private readonly show: ShowSignIn,
    @Inject(ConfirmSignIn) private readonly confirm: ConfirmSignIn,
    @Inject(ChooseAccount) private readonly choose: ChooseAccount,
    @Inject(RepeatSignIn) private readonly repeat: RepeatSignIn,
  ) {}

  @Get()
  async page(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.answers.show(request, response, await this.show.execute(this.browser.asks(request, id)));
  }

  @Post('me')
  async me(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkForm(request, form, id, 'me');
    this.answers.confirmed(response, id, await this.confirm.execute(this.browser.asks(request, id)));
  }

  @Post('account')
  async account(
    @Param('id') id: string,
    @Body() { form, account_id: accountId }: ChooseFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.browser.checkForm(request, form, id, 'account');
    await this.choose.execute(this.browser.asks(request, id), accountId as Uuid);
    response.redirect(303, `/sign-in/${id}`);
  }

  @Get('again')
  async again(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.answers.begun(response, await this.repeat.execute(this.browser.asks(request, id)));
  }
}
