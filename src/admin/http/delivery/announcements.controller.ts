import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Announcements } from '../../../notices/index.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { momentCursorOf, pageByMoment } from '../moment-cursor.js';
import {
  AnnouncementCreatedDto,
  AnnouncementsPageDto,
  AnnouncementsQuery,
  NewAnnouncementDto,
} from './announcements.dto.js';
import { DeliveryActs } from './delivery-acts.js';

/** Announcements for administrators (ADM-07). */
@ApiTags('announcements')
@ApiCookieAuth('admin')
@Controller('api/v1/announcements')
export class AnnouncementsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Announcements) private readonly announcements: Announcements,
    @Inject(DeliveryActs) private readonly acts: DeliveryActs,
  ) {}

  /** Объявления для вас: региона, вашего муниципалитета и школы; недавние сначала. */
  @Get()
  @RequiresRight('announcements.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AnnouncementsQuery,
  ): Promise<AnnouncementsPageDto> {
    const page = { limit: query.limit, before: momentCursorOf(query.cursor), coming: query.coming };
    const found = await this.unitOfWork.run(async (tx) => {
      // Where somebody sees a school's card they hear its announcements: a homeroom teacher those of the school too.
      const { reach, now } = await this.acts.of(tx, principal, 'schools.read');
      return this.announcements.list(tx, reach, now, page);
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ startsAt }) => startsAt);
    return {
      items: items.map((one) => ({
        ...{ id: one.id, municipality_id: one.municipalityId, school_id: one.schoolId },
        ...{ title: one.title, text: one.text, starts_at: one.startsAt, ends_at: one.endsAt },
      })),
      next_cursor,
    };
  }

  /** Объявить в своей школе, муниципалитете или регионе. */
  @Post()
  @RequiresRight('announcements.post')
  async post(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewAnnouncementDto,
  ): Promise<AnnouncementCreatedDto> {
    const wish = {
      municipalityId: (body.municipality_id ?? null) as Uuid | null,
      schoolId: (body.school_id ?? null) as Uuid | null,
      ...{ title: body.title, text: body.text },
      ...{ startsAt: new Date(body.starts_at), endsAt: new Date(body.ends_at) },
    };
    return this.unitOfWork.run(async (tx) => ({
      id: await this.announcements.post(tx, await this.acts.of(tx, principal, 'announcements.post'), wish),
    }));
  }

  /** Снять объявление раньше срока. */
  @Post(':id/withdrawal')
  @HttpCode(204)
  @RequiresRight('announcements.post')
  async withdraw(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.announcements.withdraw(tx, await this.acts.of(tx, principal, 'announcements.post'), id),
    );
  }
}
