import { Controller, Get, Inject, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { EsiaAuthGuard, type EsiaSignInResult } from '../../esia/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { ReceiveEsiaReturn } from '../application/receive-esia-return.js';
import { SignInAnswers } from './sign-in-answers.js';

/** The redirect URI registered with ESIA. */
@ApiExcludeController()
@UseFilters(PageProblemFilter)
@Controller('esia/callback')
export class EsiaCallbackController {
  constructor(
    @Inject(ReceiveEsiaReturn) private readonly receive: ReceiveEsiaReturn,
    @Inject(SignInAnswers) private readonly answers: SignInAnswers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Public()
  @UseGuards(EsiaAuthGuard)
  @Get()
  async returned(@Req() request: Request, @Res() response: Response): Promise<void> {
    const result = request.user as EsiaSignInResult;
    this.answers.returned(
      response,
      await this.receive.execute(result, this.clock.now(), currentRequestId() ?? null),
    );
  }
}
