import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { type PublishedForm, PublishReportForm, ReportForms } from '../../../statistics/index.js';
import { isNumber, keyOf } from '../cursor-key.js';
import { ReportActs } from './report-acts.js';
import { type ReportFormDto, ReportFormsPageDto, PublishReportFormDto } from './report-forms.dto.js';

/** REP-01: forms of reports as versioned data. */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1/report-forms')
export class ReportFormsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(PublishReportForm) private readonly publishing: PublishReportForm,
  ) {}

  /** Формы отчётов со столбцами, у каждой новые версии сначала. */
  @Get()
  @RequiresRight('report_forms.read')
  async list(
    @CurrentPrincipal() { regionId }: Principal,
    @Query() query: PageQuery,
  ): Promise<ReportFormsPageDto> {
    const page = { limit: query.limit, after: keyOf(query, () => true, isNumber) };
    const found = await this.unitOfWork.direct((tx) => this.forms.list(tx, regionId, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ code, version }) => [code, String(version)]);
    return { items: items.map(present), next_cursor };
  }

  /** Опубликовать новую версию формы. Опубликованное не меняется; открытые периоды остаются на своей версии. */
  @Post()
  @RequiresRight('report_forms.publish')
  async publish(
    @CurrentPrincipal() principal: Principal,
    @Body() body: PublishReportFormDto,
  ): Promise<ReportFormDto> {
    const { code, title, columns } = body;
    const written = {
      ...{ code, title, columns },
      ...{ schoolKinds: body.school_kinds, ageBasis: body.age_basis ?? 'as_of_date' },
    };
    const form = await this.unitOfWork.run(async (tx) =>
      this.publishing.execute(tx, await this.acts.of(tx, principal, 'report_forms.publish'), written),
    );
    return present(form);
  }
}

function present(form: PublishedForm): ReportFormDto {
  return {
    ...{ code: form.code, version: form.version, title: form.title },
    ...{ school_kinds: [...form.schoolKinds], age_basis: form.ageBasis },
    columns: form.columns.map((column) => ({ ...column })),
    ...{ published_by: form.publishedBy, published_at: form.publishedAt },
  };
}
