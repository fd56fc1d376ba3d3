import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { SayMistake } from '../application/say-mistake.js';
import { ShowAccount, type ShownAccount } from '../application/show-account.js';
import { AccountAnswers } from './account-answers.js';
import {
  askPasswordView,
  consentPageView,
  HACKED_VIEW,
  historyPageView,
  linkPageView,
  notMineView,
  parentEndView,
  unlinkView,
  withdrawView,
} from './account-deed-views.js';
import { noticeOf } from './account-words.js';

/** A person's own page and the pages that ask once more before a deed; without a session each of them is the welcome. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('account')
export class AccountController {
  constructor(
    @Inject(AccountAnswers) private readonly answers: AccountAnswers,
    @Inject(ShowAccount) private readonly showAccount: ShowAccount,
    @Inject(SayMistake) private readonly sayMistake: SayMistake,
  ) {}

  @Get()
  page(@Query('done') done: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      this.answers.page(request, response, shown, noticeOf(done));
    });
  }

  @Get('history')
  history(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      this.answers.send(response, 'account-history', historyPageView(shown));
    });
  }

  @Get('links/:id')
  link(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      const form = (path: string) => this.answers.form(request, response, path);
      this.answers.send(response, 'account-link', linkPageView(shown, id, form));
    });
  }

  @Get('links/:id/unlink')
  unlink(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      this.answers.confirm(request, response, `/account/links/${id}/unlink`, unlinkView(shown, id));
    });
  }

  @Get('links/:id/ask-password')
  askPassword(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      const form = (path: string) => this.answers.form(request, response, path);
      this.answers.send(response, 'account-ask-password', askPasswordView(shown, id, form));
    });
  }

  @Get('children/:id/not-mine')
  notMine(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      this.answers.confirm(request, response, `/account/children/${id}/not-mine`, notMineView(shown, id));
    });
  }

  @Get('parents/:id/end')
  endParent(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      this.answers.confirm(request, response, `/account/parents/${id}/end`, parentEndView(shown, id));
    });
  }

  @Get('hacked')
  hacked(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, () => {
      this.answers.confirm(request, response, '/account/hacked', HACKED_VIEW);
    });
  }

  /** What stands after the lock; it names nobody, so it needs no session: there is none any more. */
  @Get('locked')
  locked(@Res() response: Response): void {
    this.answers.send(response, 'account-locked', { title: 'Вход закрыт' });
  }

  @Get('consent')
  consent(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      const form = (path: string) => this.answers.form(request, response, path);
      this.answers.send(response, 'account-consent', consentPageView(shown, form));
    });
  }

  @Get('consent/:id/withdraw')
  withdraw(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(request, response, (shown) => {
      this.answers.confirm(request, response, `/account/consent/${id}/withdraw`, withdrawView(shown, id));
    });
  }

  /** A plain search by a part of the school's name. */
  @Get('mistake')
  async mistake(
    @Query('code') code: unknown,
    @Query('school') school: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [asked, search] = [textOf(code), textOf(school).slice(0, 100)];
    const shown = await this.sayMistake.show(this.answers.visitOf(request), asked, search);
    this.answers.mistake(request, response, shown, search);
  }

  private async show(
    request: Request,
    response: Response,
    answer: (shown: ShownAccount) => void,
  ): Promise<void> {
    const shown = await this.showAccount.execute(this.answers.visitOf(request));
    if (shown === null) this.answers.welcome(response);
    else answer(shown);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
