import { Body, Controller, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { AccountDeeds, type DeedDone } from '../application/account-deeds.js';
import type { AccountVisit } from '../application/own-visit.js';
import { SayMistake } from '../application/say-mistake.js';
import { AccountAnswers } from './account-answers.js';
import { AskPasswordFormDto, ButtonFormDto, ConsentFormDto, MistakeFormDto } from './sign-in-form.dto.js';

/** The buttons of a person's own page: each form is good for its own address, and each answer is a redirect. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('account')
export class AccountDeedsController {
  constructor(
    @Inject(AccountAnswers) private readonly answers: AccountAnswers,
    @Inject(AccountDeeds) private readonly deeds: AccountDeeds,
    @Inject(SayMistake) private readonly mistakes: SayMistake,
  ) {}

  @Post('links/:id/unlink')
  unlink(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.unlink(visit, idOf(id)));
  }

  @Post('links/:id/wrong-class')
  wrongClass(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.report(visit, 'wrong_class', idOf(id)));
  }

  @Post('links/:id/wrong-child')
  wrongChild(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.report(visit, 'wrong_child', idOf(id)));
  }

  @Post('links/:id/restore-password')
  restorePassword(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.restorePassword(visit, idOf(id)));
  }

  @Post('links/:id/ask-password')
  askPassword(
    @Param('id') id: string,
    @Body() { form, reason }: AskPasswordFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const why = reason === '' ? null : reason;
    return this.do(request, response, form, (visit) => this.deeds.askPassword(visit, idOf(id), why));
  }

  @Post('children/:id/not-mine')
  notMine(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.dispute(visit, idOf(id)));
  }

  @Post('children/:id/declare')
  declareChild(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.declareChild(visit, idOf(id)));
  }

  @Post('children/:id/undeclare')
  undeclareChild(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.undeclareChild(visit, idOf(id)));
  }

  @Post('parents/:id/end')
  endParent(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.endParentAccess(visit, idOf(id)));
  }

  @Post('hacked')
  hacked(@Body() { form }: ButtonFormDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.lock(visit));
  }

  @Post('consent/:id/give')
  give(
    @Param('id') id: string,
    @Body() { form, version }: ConsentFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.giveConsent(visit, idOf(id), version));
  }

  @Post('consent/:id/withdraw')
  withdraw(
    @Param('id') id: string,
    @Body() { form }: ButtonFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.deeds.withdrawConsent(visit, idOf(id)));
  }

  @Post('mistake')
  mistake(
    @Body() { form, code, school_id: schoolId }: MistakeFormDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.do(request, response, form, (visit) => this.mistakes.say(visit, code, idOf(schoolId)));
  }

  private async do(
    request: Request,
    response: Response,
    form: string,
    deed: (visit: AccountVisit) => Promise<DeedDone>,
  ): Promise<void> {
    await this.answers.checkForm(request, form, request.path);
    this.answers.done(response, await deed(this.answers.visitOf(request)));
  }
}

/** @throws DomainError `NOT_FOUND` for text that is no id of anything */
function idOf(text: string): Uuid {
  const id = parseUuid(text);
  if (id === null) throw new DomainError('NOT_FOUND', 'not_found');
  return id;
}
