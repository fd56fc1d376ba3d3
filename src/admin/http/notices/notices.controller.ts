import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { HandOutNotices, NoticeDesk, type NoticesWanted, PrintNotices } from '../../../notices/index.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { InvalidInput } from '../../../platform/http/validation.js';
import { isUuid, keyOf } from '../cursor-key.js';
import { dateOf } from '../date-of-body.js';
import { NoticeActs } from './notice-acts.js';
import {
  HandedOutDto,
  HandOutDto,
  MadeNoticesDto,
  NoticesPageDto,
  NoticesQuery,
  NoticesToMakeDto,
  NoticeTasksDto,
  NoticeTasksQuery,
} from './notices.dto.js';
import { presentMade, presentNotice, presentTask } from './present-notice.js';

/** Notices of a school: made, listed, handed out. */
@ApiTags('notices')
@ApiCookieAuth('admin')
@Controller('api/v1/notices')
export class NoticesController {
  constructor(
    @Inject(NoticeActs) private readonly acts: NoticeActs,
    @Inject(NoticeDesk) private readonly desk: NoticeDesk,
    @Inject(PrintNotices) private readonly notices: PrintNotices,
    @Inject(HandOutNotices) private readonly handing: HandOutNotices,
  ) {}

  /** Памятки школы или класса и их состояние. Чтение записывается в аудит. */
  @Get()
  @RequiresRight('notices.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: NoticesQuery,
  ): Promise<NoticesPageDto> {
    const filter = {
      ...{
        schoolId: (query.school_id ?? null) as Uuid | null,
        classId: (query.class_id ?? null) as Uuid | null,
      },
      ...{ state: query.state ?? null, kind: query.kind ?? null },
    };
    const page = { limit: query.limit, after: (keyOf(query, isUuid)?.[0] ?? null) as Uuid | null };
    const rows = await this.acts.run(principal, 'notices.read', (tx, act) =>
      this.desk.list(tx, filter, page, act),
    );
    const { items, next_cursor } = pageOf(rows, query.limit, ({ id }) => [id]);
    return { items: items.map(presentNotice), next_cursor };
  }

  /** Подготовить памятки с кодами: классу, школе или людям. Тем, кто уже вошёл через Госуслуги, они не нужны. */
  @Post()
  @HttpCode(200)
  @RequiresRight('notices.print')
  async make(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NoticesToMakeDto,
  ): Promise<MadeNoticesDto> {
    const wanted = wantedOf(body);
    const made = await this.notices.execute(wanted, await this.acts.of(principal, 'notices.print'));
    return { classes: made.map((one) => presentMade(one, wanted.of !== 'school')) };
  }

  /** Отметить выданные памятки: ответ о каждой. */
  @Post('hand-outs')
  @HttpCode(200)
  @RequiresRight('notices.hand_out')
  async handOut(@CurrentPrincipal() principal: Principal, @Body() body: HandOutDto): Promise<HandedOutDto> {
    const on = dateOf('handed_on', body.handed_on);
    const ids = body.notice_ids.map((id) => id.toLowerCase() as Uuid);
    const rows = await this.acts.run(principal, 'notices.hand_out', (tx, act) =>
      this.handing.execute(tx, ids, on, act),
    );
    return { items: rows.map(({ noticeId, outcome }) => ({ notice_id: noticeId, outcome })) };
  }

  /** Что школе напечатать и выдать, срочное сначала. */
  @Get('tasks')
  @RequiresRight('notices.print')
  async tasks(
    @CurrentPrincipal() principal: Principal,
    @Query() query: NoticeTasksQuery,
  ): Promise<NoticeTasksDto> {
    const schoolId = (query.school_id ?? null) as Uuid | null;
    const items = await this.acts.run(principal, 'notices.print', (tx, act) =>
      this.desk.tasks(tx, schoolId, act),
    );
    return { items: items.map(presentTask) };
  }
}

function wantedOf({
  class_id: classId,
  school_id: schoolId,
  person_ids: people,
}: NoticesToMakeDto): NoticesWanted {
  if (classId !== undefined && schoolId === undefined && people === undefined)
    return { of: 'class', classId: classId as Uuid };
  if (schoolId !== undefined && classId === undefined) {
    const personIds = people?.map((id) => id.toLowerCase() as Uuid);
    return personIds === undefined
      ? { of: 'school', schoolId: schoolId as Uuid }
      : { of: 'people', schoolId: schoolId as Uuid, personIds };
  }
  throw new InvalidInput([
    { field: 'class_id', message: 'задайте одно: class_id, school_id или school_id с person_ids' },
  ]);
}
