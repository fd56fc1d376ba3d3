import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { JournalSystem } from '../../territory/index.js';
import { EventFeed } from '../application/event-feed.js';
import { SendTestEvent } from '../application/send-test-event.js';
import type { JournalEventType } from '../domain/journal-event.js';
import {
  EventsPageDto,
  EventsQuery,
  ReplayDto,
  ReplayedDto,
  TestEventAnswerDto,
  TestEventDto,
} from './events.dto.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';

/** What e-journals are told, for those who read it themselves (INT-06). */
@ApiTags('events')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/events')
export class EventsController {
  constructor(
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(SendTestEvent) private readonly testEvent: SendTestEvent,
  ) {}

  /** События вашей системы по порядку; хранятся 90 дней. */
  @Get()
  async page(
    @CallingJournalSystem() system: JournalSystem,
    @Query() query: EventsQuery,
  ): Promise<EventsPageDto> {
    const types = (query.types?.split(',') as JournalEventType[] | undefined) ?? null;
    const asked = { cursor: query.cursor ?? null, limit: query.limit, types };
    const { items, nextCursor, hasMore } = await this.feed.page(system.id, asked);
    return { items: [...items], next_cursor: nextCursor, has_more: hasMore };
  }

  /** Повторить вызовы webhook с номера, включая те, от которых мы отступились. */
  @Post('replay')
  @HttpCode(202)
  async replay(@CallingJournalSystem() system: JournalSystem, @Body() body: ReplayDto): Promise<ReplayedDto> {
    const asked = { from: body.from ?? null, deadOnly: body.dead_only };
    const { queued, nextFrom, hasMore } = await this.feed.replay(system, asked);
    return { queued, next_from: nextFrom, has_more: hasMore };
  }

  /** Прислать себе пробное событие о своей записи: в ленту и, если он задан, в webhook. До 600 в час. */
  @Post('test')
  @HttpCode(202)
  async test(
    @CallingJournalSystem() system: JournalSystem,
    @Body() { account }: TestEventDto,
  ): Promise<TestEventAnswerDto> {
    return { id: await this.testEvent.execute(system, account) };
  }
}
