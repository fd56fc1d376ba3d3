import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { MakePacks, NoticeDesk, plainText, PreviewPapers, RefusalForms } from '../../../notices/index.js';
import { FILE } from '../../../platform/http/send-file.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { formatOf } from '../statistics/export-acts.js';
import { NoticeActs } from './notice-acts.js';
import {
  AppealAnswersDto,
  KindPreviewQuery,
  NoticeContactsDto,
  NoticeContactsToSetDto,
  RefusalFormQuery,
} from './notice-templates.dto.js';
import { PaperQuery } from './notices.dto.js';
import { PAPER_FORMATS, sendPaper } from './send-paper.js';

/** What families see, answers to their appeals, the form of a refusal, and a school's contacts. */
@ApiTags('notices')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class NoticePreviewsController {
  constructor(
    @Inject(NoticeActs) private readonly acts: NoticeActs,
    @Inject(PreviewPapers) private readonly previews: PreviewPapers,
    @Inject(RefusalForms) private readonly forms: RefusalForms,
    @Inject(NoticeDesk) private readonly desk: NoticeDesk,
    @Inject(MakePacks) private readonly packs: MakePacks,
  ) {}

  /** Посмотреть глазами родителя: утверждённый текст с выдуманной семьёй. */
  @Get('notice-previews/paper.:format')
  @RequiresRight('notice_templates.read')
  @ApiParam({ name: 'format', enum: PAPER_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async preview(
    @CurrentPrincipal() principal: Principal,
    @Param('format') asked: string,
    @Query() query: KindPreviewQuery,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(PAPER_FORMATS, asked);
    const schoolId = (query.school_id ?? null) as Uuid | null;
    const paper = await this.acts.run(principal, 'notice_templates.read', (tx, act) =>
      this.previews.kind(tx, query.kind, schoolId, act),
    );
    await sendPaper(response, this.packs, paper, { format, size: query.size });
  }

  /** Готовые ответы на обращения граждан со ссылками на акты. */
  @Get('appeal-answers')
  @RequiresRight('notice_templates.read')
  async answers(@CurrentPrincipal() principal: Principal): Promise<AppealAnswersDto> {
    const found = await this.acts.run(principal, 'notice_templates.read', (tx, act) =>
      this.previews.answers(tx, act),
    );
    return {
      items: found.map(({ kind, paper }) => ({ kind, title: paper.title, text: plainText(paper, false) })),
    };
  }

  /** Бланк отказа от Госуслуг с объяснением, что семья получит взамен. */
  @Get('refusal-forms/blank.:format')
  @RequiresRight('notices.print')
  @ApiParam({ name: 'format', enum: PAPER_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async blankForm(
    @CurrentPrincipal() principal: Principal,
    @Param('format') asked: string,
    @Query() query: RefusalFormQuery,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(PAPER_FORMATS, asked);
    const paper = await this.acts.run(principal, 'notices.print', (tx, act) =>
      this.forms.blank(tx, query.school_id as Uuid, act),
    );
    await sendPaper(response, this.packs, paper, { format, size: query.size });
  }

  /** Напечатать записанный отказ для дела школы: условие отключения «отказы на бумаге» его учтёт. */
  @Post('refusals/:id/form')
  @HttpCode(200)
  @RequiresRight('notices.print')
  @ApiProduces('application/pdf')
  @ApiOkResponse(FILE)
  async printForm(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() { size }: PaperQuery,
    @Res() response: Response,
  ): Promise<void> {
    const paper = await this.acts.run(principal, 'notices.print', (tx, act) => this.forms.print(tx, id, act));
    await sendPaper(response, this.packs, paper, { format: 'pdf', size });
  }

  /** Контакты школы в памятках. */
  @Get('schools/:id/notice-contacts')
  @RequiresRight('notices.print')
  async contacts(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<NoticeContactsDto> {
    return this.acts.run(principal, 'notices.print', async (tx, act) => ({
      contacts: await this.desk.contacts(tx, id, act),
    }));
  }

  /** Указать, к кому семьям обращаться: единственное, что школа добавляет к утверждённым текстам. */
  @Put('schools/:id/notice-contacts')
  @HttpCode(204)
  @RequiresRight('notices.print')
  async setContacts(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { contacts }: NoticeContactsToSetDto,
  ): Promise<void> {
    await this.acts.run(principal, 'notices.print', (tx, act) =>
      this.desk.setContacts(tx, id, contacts.trim(), act),
    );
  }
}
