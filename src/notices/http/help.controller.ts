import { Controller, Get, Inject, Param, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { Public } from '../../platform/http/public.decorator.js';
import { HelpDesk } from '../application/help-desk.js';
import { GROUP_TITLES, HELP_GROUPS, LINE_TEXTS, MENDER_TEXTS } from '../domain/help-article.js';
import { DeliveryPages } from '../pages/delivery-pages.js';

/** Help by code (NOT-06): open to all, the same for all, about nobody. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('help')
export class HelpController {
  constructor(
    @Inject(HelpDesk) private readonly desk: HelpDesk,
    @Inject(DeliveryPages) private readonly pages: DeliveryPages,
  ) {}

  @Get()
  list(@Res() response: Response): void {
    const groups = HELP_GROUPS.map((group) => ({
      title: GROUP_TITLES[group],
      articles: this.desk.articles.filter((article) => article.group === group),
    }));
    this.pages.send(response, 200, 'help', { title: 'Помощь по кодам ошибок', groups, lines: LINE_TEXTS });
  }

  @Get(':code')
  article(@Param('code') code: string, @Res() response: Response): void {
    const article = this.desk.find(code);
    if (article === null) throw new DomainError('NOT_FOUND', 'not_found');
    const { text, why, steps, mender, line } = article;
    this.pages.send(response, 200, 'help-article', {
      title: text.split(/(?<=[.!?]) /)[0]?.replace(/\.$/, '') ?? text,
      ...{ code: article.code, text, why, steps },
      ...{ mender: MENDER_TEXTS[mender], line: LINE_TEXTS[line] },
    });
  }
}
