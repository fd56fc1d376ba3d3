import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { EVENT_TYPES } from '../domain/journal-event.js';

const ONE_OF = `(?:${EVENT_TYPES.map((type) => type.replace('.', '\\.')).join('|')})`;
const FROM_ANSWER = 'нужно число из next_cursor прошлого ответа';

export class EventsQuery {
  /** Значение next_cursor прошлого ответа; нет — с самого старого из хранимых. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: FROM_ANSWER })
  @Min(0, { message: FROM_ANSWER })
  @Max(Number.MAX_SAFE_INTEGER, { message: FROM_ANSWER })
  cursor?: number;

  /** Сколько событий вернуть, от 1 до 500. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1 до 500' })
  @Min(1, { message: 'нужно целое число от 1 до 500' })
  @Max(500, { message: 'нужно целое число от 1 до 500' })
  limit: number = 100;

  /** Только эти типы, через запятую: link.revoked,credential.disabled. */
  @IsOptional()
  @IsString()
  @Matches(new RegExp(`^${ONE_OF}(?:,${ONE_OF})*$`), {
    message: `допустимы, через запятую: ${EVENT_TYPES.join(', ')}`,
  })
  types?: string;
}

export class JournalEventDto {
  /** Одно и то же, сколько бы раз событие ни пришло: по нему узнают повтор. */
  id: string;

  /** Номер в ленте вашей системы: растёт на единицу, без пропусков. */
  no: number;

  @ApiProperty({ enum: EVENT_TYPES })
  type: string;

  /** Когда произошло, RFC 3339. */
  timestamp: string;

  /** Ваш id записи или школа; коды и даты (docs/integration.md, «События»). */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Readonly<Record<string, unknown>>;
}

export class EventsPageDto {
  items: JournalEventDto[];

  /** С чем спросить в следующий раз, даже если сейчас новых нет. */
  next_cursor: number;

  /** Спрашивайте сразу: есть ещё. */
  has_more: boolean;
}

export class ReplayDto {
  /** Номер, после которого повторить; нет — с самого старого из хранимых. */
  @IsOptional()
  @IsInt({ message: 'нужен номер события' })
  @Min(0, { message: 'нужен номер события' })
  @Max(Number.MAX_SAFE_INTEGER, { message: 'нужен номер события' })
  from?: number;

  /** Только те, от которых мы отступились. */
  @IsOptional()
  @IsBoolean()
  dead_only: boolean = false;
}

export class ReplayedDto {
  /** Сколько событий поставлено на повтор, не больше 50 000. */
  queued: number;

  /** Откуда продолжать, если has_more. */
  next_from: number;

  has_more: boolean;
}

const ACCOUNT = { message: 'нужен ваш номер учётной записи, от 1 до 200 знаков' };

export class TestEventDto {
  /** Ваш id записи, о которой прислать событие. */
  @IsString(ACCOUNT)
  @Length(1, 200, ACCOUNT)
  account: string;
}

export class TestEventAnswerDto {
  /** id, под которым событие придёт. */
  id: string;
}
