import { Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { OptOut } from '../application/opt-out.js';
import { DeliveryPages } from '../pages/delivery-pages.js';

/**
 * The page behind «Отписаться» of a letter. Programs of mail ask for it with GET to look at it, so only POST opts out; they
 * may POST by themselves when the reader presses their own button (RFC 8058), so the form needs no cookie.
 */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(
    @Inject(OptOut) private readonly optOut: OptOut,
    @Inject(DeliveryPages) private readonly pages: DeliveryPages,
  ) {}

  @Get(':token')
  ask(@Param('token') token: string, @Res() response: Response): void {
    if (!this.optOut.knows(token)) throw new DomainError('NOT_FOUND', 'not_found');
    this.pages.send(response, 200, 'unsubscribe', {
      title: 'Отписаться от писем',
      action: `/unsubscribe/${token}`,
    });
  }

  @Post(':token')
  @HttpCode(200)
  async out(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (!(await this.optOut.byLink(token))) throw new DomainError('NOT_FOUND', 'not_found');
    this.pages.send(response, 200, 'unsubscribed', { title: 'Вы отписаны' });
  }
}
