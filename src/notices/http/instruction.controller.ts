import { Controller, Get, Inject, Param, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PageProblemFilter } from '../../platform/http/page-problem.filter.js';
import { PAGE_HEADERS } from '../../platform/http/pages.js';
import { Public } from '../../platform/http/public.decorator.js';
import { PreviewPapers } from '../application/preview-papers.js';
import { writeHtml } from '../gateway/write-html.js';

/** The instruction that the QR codes of leaflets lead to: public, the same for everybody, about nobody. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('instruction')
export class InstructionController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PreviewPapers) private readonly previews: PreviewPapers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get(':region')
  async page(@Param('region') region: string, @Res() response: Response): Promise<void> {
    const today = dayIn(this.clock.now(), 'UTC');
    const paper = /^\d{2,3}$/.test(region)
      ? await this.unitOfWork.direct((tx) => this.previews.instruction(tx, region, today))
      : null;
    if (paper === null) throw new DomainError('NOT_FOUND', 'not_found');
    response.set(PAGE_HEADERS).type('html').send(writeHtml(paper));
  }
}
