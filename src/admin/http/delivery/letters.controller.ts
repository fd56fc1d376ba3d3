import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCookieAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { type Letter, LETTER_FILE_LIMIT, Letters } from '../../../notices/index.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { dayOf } from '../campaign-days.js';
import { isUuid, keyOf } from '../cursor-key.js';
import { momentCursorOf, pageByMoment } from '../moment-cursor.js';
import { FILE, sendFile } from '../../../platform/http/send-file.js';
import { DeliveryActs } from './delivery-acts.js';
import {
  LetterCreatedDto,
  type LetterDto,
  LetterFileQuery,
  LetterForwardedDto,
  LetterRecipientsPageDto,
  LetterRecipientsQuery,
  LettersPageDto,
  NewLetterDto,
} from './letters.dto.js';
import { readBody } from './read-body.js';

/** Letters of the ministry: to municipalities, by them to schools, each acknowledges (NOT-09). */
@ApiTags('letters')
@ApiCookieAuth('admin')
@Controller('api/v1/letters')
export class LettersController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Letters) private readonly letters: Letters,
    @Inject(DeliveryActs) private readonly acts: DeliveryActs,
  ) {}

  /** Письма, пришедшие вам, новые сначала; министерству — все, с черновиками. */
  @Get()
  @RequiresRight('letters.read')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<LettersPageDto> {
    const page = { limit: query.limit, before: momentCursorOf(query.cursor) };
    const found = await this.unitOfWork.run(async (tx) => {
      const { reach } = await this.acts.of(tx, principal, 'letters.read');
      return this.letters.list(tx, reach, page);
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ createdAt }) => createdAt);
    return { items: items.map(present), next_cursor };
  }

  /** Одно письмо и сколько его получателей ознакомились. */
  @Get(':id')
  @RequiresRight('letters.read')
  async find(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<LetterDto> {
    return this.unitOfWork.run(async (tx) => {
      const { reach } = await this.acts.of(tx, principal, 'letters.read');
      return present(await this.letters.find(tx, reach, id));
    });
  }

  /** Файл письма. */
  @Get(':id/file')
  @RequiresRight('letters.read')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async file(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res() response: Response,
  ): Promise<void> {
    const { name, type, content } = await this.unitOfWork.run(async (tx) => {
      const { reach } = await this.acts.of(tx, principal, 'letters.read');
      return this.letters.file(tx, reach, id);
    });
    sendFile(response, { name, format: type, content });
  }

  /** Кто ознакомился и кто нет, по именам: министерству все, муниципалитету он и его школы. */
  @Get(':id/recipients')
  @RequiresRight('letters.read')
  async recipients(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: LetterRecipientsQuery,
  ): Promise<LetterRecipientsPageDto> {
    const after = keyOf(query, () => true, isUuid);
    const page = { limit: query.limit, after, acknowledged: query.acknowledged ?? null };
    const found = await this.unitOfWork.run(async (tx) => {
      const { reach } = await this.acts.of(tx, principal, 'letters.read');
      return this.letters.recipients(tx, reach, id, page);
    });
    const { items, next_cursor } = pageOf(found, query.limit, (one) => [one.name, one.id]);
    return {
      items: items.map((one) => ({
        ...{ municipality_id: one.municipalityId, school_id: one.schoolId, name: one.name },
        ...{ received_at: one.receivedAt, acknowledged_at: one.acknowledgedAt },
        ...{ reminded_at: one.remindedAt, overdue_at: one.overdueAt },
      })),
      next_cursor,
    };
  }

  /** Завести черновик письма; получатели увидят его после отправки. */
  @Post()
  @RequiresRight('letters.send')
  async draft(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewLetterDto,
  ): Promise<LetterCreatedDto> {
    const letter = { title: body.title, text: body.text, dueOn: dayOf('due_on', body.due_on) };
    return this.unitOfWork.run(async (tx) => ({
      id: await this.letters.draft(tx, await this.acts.of(tx, principal, 'letters.send'), letter),
    }));
  }

  /** Приложить к черновику файл PDF или DOCX до 10 МиБ, телом запроса; прежний файл заменяется. */
  @Put(':id/file')
  @HttpCode(204)
  @RequiresRight('letters.send')
  @ApiConsumes('application/octet-stream')
  @ApiBody(FILE)
  async attach(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() { name }: LetterFileQuery,
    @Req() request: Request,
  ): Promise<void> {
    const content = await readBody(request, LETTER_FILE_LIMIT);
    await this.unitOfWork.run(async (tx) =>
      this.letters.attach(tx, await this.acts.of(tx, principal, 'letters.send'), id, name, content),
    );
  }

  /** Отправить муниципалитетам и школам, которые отчитываются напрямую; изменить письмо после этого нельзя. */
  @Post(':id/sending')
  @HttpCode(204)
  @RequiresRight('letters.send')
  async send(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.letters.send(tx, await this.acts.of(tx, principal, 'letters.send'), id),
    );
  }

  /** Муниципалитет передаёт письмо своим школам; повтор — тем, кто появился с тех пор. */
  @Post(':id/forwarding')
  @HttpCode(200)
  @RequiresRight('letters.forward')
  async forward(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<LetterForwardedDto> {
    return this.unitOfWork.run(async (tx) => ({
      schools: await this.letters.forward(tx, await this.acts.of(tx, principal, 'letters.forward'), id),
    }));
  }

  /** Отметить «Ознакомлены» за свою школу или свой муниципалитет. */
  @Post(':id/acknowledgement')
  @HttpCode(204)
  @RequiresRight('letters.acknowledge')
  async acknowledge(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.letters.acknowledge(tx, await this.acts.of(tx, principal, 'letters.acknowledge'), id),
    );
  }
}

function present(one: Letter): LetterDto {
  const { id, title, text, recipients, acknowledged } = one;
  return {
    ...{ id, title, text, due_on: one.dueOn, created_at: one.createdAt, sent_at: one.sentAt },
    ...{ file_name: one.fileName, recipients, acknowledged },
  };
}
