import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import {
  FaultyText,
  MakePacks,
  type NoticeTemplate,
  PLACEHOLDERS,
  PreviewPapers,
  rulesOf,
  TEMPLATE_KINDS,
  type TemplateKind,
  WriteTemplates,
} from '../../../notices/index.js';
import { FILE } from '../../../platform/http/send-file.js';
import { idOfPath, InvalidInput } from '../../../platform/http/validation.js';
import { formatOf } from '../statistics/export-acts.js';
import { NoticeActs } from './notice-acts.js';
import {
  ApprovalsDto,
  NoticeTemplateDto,
  NoticeTemplatesDto,
  NoticeTemplatesQuery,
  NoticeTemplateToWriteDto,
  PreviewQuery,
  type TemplateKindDto,
  TemplatesToApproveDto,
} from './notice-templates.dto.js';
import { PAPER_FORMATS, sendPaper } from './send-paper.js';

/** Texts for families (NOT-01): the ministry writes and approves, a school reads. */
@ApiTags('notice-templates')
@ApiCookieAuth('admin')
@Controller('api/v1/notice-templates')
export class NoticeTemplatesController {
  constructor(
    @Inject(NoticeActs) private readonly acts: NoticeActs,
    @Inject(WriteTemplates) private readonly templates: WriteTemplates,
    @Inject(PreviewPapers) private readonly previews: PreviewPapers,
    @Inject(MakePacks) private readonly packs: MakePacks,
  ) {}

  /** Тексты региона, все версии, и какие подстановки бывают в каждом виде. */
  @Get()
  @RequiresRight('notice_templates.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: NoticeTemplatesQuery,
  ): Promise<NoticeTemplatesDto> {
    const filter = { kind: query.kind ?? null, state: query.state ?? null };
    const items = await this.acts.run(principal, 'notice_templates.read', (tx, act) =>
      this.templates.list(tx, filter, act),
    );
    return { items: items.map(present), kinds: TEMPLATE_KINDS.map(presentKind) };
  }

  /** Написать новую версию: черновик, пока её не утвердит другой человек. */
  @Post()
  @RequiresRight('notice_templates.write')
  async write(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NoticeTemplateToWriteDto,
  ): Promise<NoticeTemplateDto> {
    const written = await this.acts
      .run(principal, 'notice_templates.write', (tx, act) => this.templates.write(tx, body, act))
      .catch((error: unknown) => {
        if (error instanceof FaultyText) throw new InvalidInput(error.faults);
        throw error;
      });
    return present(written);
  }

  /** Утвердить черновики: ответ о каждом. Прежняя версия заменяется; памятки, напечатанные по ней, остаются. */
  @Post('approvals')
  @HttpCode(200)
  @RequiresRight('notice_templates.approve')
  async approve(
    @CurrentPrincipal() principal: Principal,
    @Body() body: TemplatesToApproveDto,
  ): Promise<ApprovalsDto> {
    const ids = body.template_ids.map((id) => id.toLowerCase() as Uuid);
    const rows = await this.acts.run(principal, 'notice_templates.approve', (tx, act) =>
      this.templates.approve(tx, ids, act),
    );
    return { items: rows.map(({ id, outcome }) => ({ template_id: id, outcome })) };
  }

  /** Как версия выглядит: с выдуманной семьёй, PDF, страницей или текстом. */
  @Get(':id/preview.:format')
  @RequiresRight('notice_templates.read')
  @ApiParam({ name: 'format', enum: PAPER_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async preview(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Param('format') asked: string,
    @Query() query: PreviewQuery,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(PAPER_FORMATS, asked);
    const schoolId = (query.school_id ?? null) as Uuid | null;
    const paper = await this.acts.run(principal, 'notice_templates.read', (tx, act) =>
      this.previews.version(tx, id, schoolId, act),
    );
    await sendPaper(response, this.packs, paper, { format, size: query.size });
  }
}

function present(one: NoticeTemplate): NoticeTemplateDto {
  return {
    ...{
      id: one.id,
      kind: one.kind,
      version: one.version,
      state: one.state,
      title: one.title,
      body: one.body,
    },
    ...{ written_by: one.writtenBy, written_at: one.writtenAt, approved_at: one.approvedAt },
  };
}

function presentKind(kind: TemplateKind): TemplateKindDto {
  const { allowed, required, directives, longest } = rulesOf(kind);
  return {
    ...{ kind, longest, directives: [...directives] },
    placeholders: allowed.map((name) => ({
      name,
      says: PLACEHOLDERS[name],
      required: required.includes(name),
    })),
  };
}
