import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  type DayRefusal,
  type EventRefusal,
  parseMoment,
  ReceiveSignInEvents,
  type SignInEvent,
} from '../../legacy/index.js';
import { InvalidInput } from '../../platform/http/validation.js';
import type { JournalSystem } from '../../territory/index.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { type SignInEventDto, SignInEventsAnswerDto, SignInEventsDto } from './sign-in-events.dto.js';

/** Sign-ins of every kind and channel, from the servers of e-journals (INT-04). */
@ApiTags('sign-in-events')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/sign-in-events')
export class SignInEventsController {
  constructor(@Inject(ReceiveSignInEvents) private readonly receive: ReceiveSignInEvents) {}

  /** Сообщить о входах: до 1000 событий за раз, в любом порядке, сколько угодно раз. */
  @Post()
  @HttpCode(200)
  async take(
    @CallingJournalSystem() system: JournalSystem,
    @Body() { events, complete = [] }: SignInEventsDto,
  ): Promise<SignInEventsAnswerDto> {
    const batch = { system, events: events.map(eventOf), complete: complete.map(dayOf) };
    const { accepted, repeated, unknown, refused, refusedDays } = await this.receive.execute(batch);
    return {
      ...{ accepted, repeated, unknown: [...unknown] },
      refused: refused.map(({ id, reason }) => ({ id, reason, detail: EVENT_REFUSALS[reason] })),
      refused_days: refusedDays.map(({ day, reason }) => ({ day, reason, detail: DAY_REFUSALS[reason] })),
    };
  }
}

const EVENT_REFUSALS: Readonly<Record<EventRefusal, string>> = {
  too_old: 'Событие старше 90 дней: такие больше не принимаются.',
  in_future: 'Событие из будущего: сверьте часы сервера и пришлите его снова.',
  id_reused: 'Под этим id уже было другое событие: дайте каждому событию свой id.',
};

const DAY_REFUSALS: Readonly<Record<DayRefusal, string>> = {
  not_over: 'День ещё не кончился в регионе: отметьте его завтра.',
  too_old: 'День старше 90 дней: событий за него мы уже не принимаем.',
};

function eventOf({ id, at, ...rest }: SignInEventDto, no: number): SignInEvent {
  const moment = parseMoment(at);
  if (moment === null) throw wrong(`events.${no}.at`, 'нужны дата, время и пояс по RFC 3339');
  return { ...rest, id: id.toLowerCase() as Uuid, at: moment };
}

function dayOf(text: string, no: number): CalendarDate {
  const day = parseCalendarDate(text);
  if (day === null) throw wrong(`complete.${no}`, 'такого дня нет');
  return day;
}

const wrong = (field: string, message: string): InvalidInput => new InvalidInput([{ field, message }]);
