import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { MakePacks, type NoticeFile, zipFiles } from '../../../notices/index.js';
import { FILE, fileHeaders, sendFile } from '../../../platform/http/send-file.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { formatOf } from '../statistics/export-acts.js';
import { NoticeActs } from './notice-acts.js';
import { ClassPackQuery, PaperQuery, SchoolPackQuery } from './notices.dto.js';
import { PAPER_FORMATS, sendPaper } from './send-paper.js';

/** Notices as files to print; each download is in the audit. */
@ApiTags('notices')
@ApiCookieAuth('admin')
@Controller('api/v1/notices')
export class NoticePapersController {
  constructor(
    @Inject(NoticeActs) private readonly acts: NoticeActs,
    @Inject(MakePacks) private readonly packs: MakePacks,
  ) {}

  /** Пачка класса по списку с ведомостью для подписей. Выгрузка записывается. */
  @Get('packs/class.pdf')
  @RequiresRight('notices.print')
  @ApiProduces('application/pdf')
  @ApiOkResponse(FILE)
  async ofClass(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ClassPackQuery,
    @Res() response: Response,
  ): Promise<void> {
    const act = await this.acts.of(principal, 'notices.print');
    const file = await this.packs.pack({ classId: query.class_id as Uuid }, query, act);
    sendFile(response, { name: `${file.name}.pdf`, format: 'pdf', content: file.content });
  }

  /** Пачка сотрудников и учеников без класса. Выгрузка записывается. */
  @Get('packs/staff.pdf')
  @RequiresRight('notices.print')
  @ApiProduces('application/pdf')
  @ApiOkResponse(FILE)
  async ofStaff(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SchoolPackQuery,
    @Res() response: Response,
  ): Promise<void> {
    const act = await this.acts.of(principal, 'notices.print');
    const file = await this.packs.pack({ schoolId: query.school_id as Uuid }, query, act);
    sendFile(response, { name: `${file.name}.pdf`, format: 'pdf', content: file.content });
  }

  /** Пачки всей школы архивом, по файлу на класс. Выгрузка записывается. */
  @Get('packs/school.zip')
  @RequiresRight('notices.print')
  @ApiProduces('application/zip')
  @ApiOkResponse(FILE)
  async ofSchool(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SchoolPackQuery,
    @Res() response: Response,
  ): Promise<void> {
    const act = await this.acts.of(principal, 'notices.print');
    const archive = zipFiles(named(this.packs.school(query.school_id as Uuid, query, act)));
    // Before the first bytes a refusal can still be said as a problem.
    const first = await archive.next();
    fileHeaders(response, { name: 'Памятки школы.zip', format: 'zip' });
    if (first.done !== true) await written(response, first.value);
    for await (const piece of archive) await written(response, piece);
    response.end();
  }

  /** Одна памятка: PDF, страница или текст. Выгрузка записывается. */
  @Get(':id/paper.:format')
  @RequiresRight('notices.print')
  @ApiParam({ name: 'format', enum: PAPER_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async one(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Param('format') asked: string,
    @Query() { size }: PaperQuery,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(PAPER_FORMATS, asked);
    const paper = await this.packs.one(id, await this.acts.of(principal, 'notices.print'));
    await sendPaper(response, this.packs, paper, { format, size });
  }
}

async function* named(files: AsyncIterable<NoticeFile>): AsyncGenerator<NoticeFile> {
  for await (const { name, content } of files) yield { name: `${name}.pdf`, content };
}

/** Waits while the reader is slow, so that a school's papers never lie in memory; who has gone away ends it. */
function written(response: Response, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
