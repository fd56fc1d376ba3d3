import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const MOMENT = { message: 'нужны дата и время с часовым поясом' };

export class LeaksQuery extends PageQuery {}

export class NewLeakDto {
  /** Что случилось; без персональных данных. */
  @IsString({ message: 'нужен текст' })
  @MinLength(10, { message: 'не меньше десяти знаков' })
  @MaxLength(1000, { message: 'не больше 1000 знаков' })
  @ApiProperty({ example: 'выгрузка школы ушла по чужому адресу' })
  what: string;

  /** Когда обнаружено: отсюда идут 24 и 72 часа. */
  @IsISO8601({ strict: true }, MOMENT)
  found_at: string;

  /** С какого момента могло утечь. */
  @IsISO8601({ strict: true }, MOMENT)
  from: string;

  /** До какого момента. */
  @IsISO8601({ strict: true }, MOMENT)
  to: string;

  /** Чей доступ: administrator, client, operator, person; вместе с actor_id. */
  @IsOptional()
  @IsIn(['administrator', 'client', 'operator', 'person'], {
    message: 'допустимо administrator, client, operator, person',
  })
  actor_kind?: string;

  /** Номер того, чей доступ, как в аудите. */
  @IsOptional()
  @IsString({ message: 'нужен номер из аудита' })
  @MaxLength(100, { message: 'не больше 100 знаков' })
  actor_id?: string;

  /** Только люди этой школы. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class LeakDto {
  id: string;
  what: string;
  found_at: Date;
  from: Date;
  to: Date;
  actor_kind: string | null;
  actor_id: string | null;
  school_id: string | null;
  /** Первое уведомление Роскомнадзора: 24 часа. */
  first_notice_due: Date;
  /** sent, sent_late, due или overdue. */
  first_notice: string;
  /** Уведомление о расследовании: 72 часа. */
  inquiry_notice_due: Date;
  inquiry_notice: string;
  closed_at: Date | null;
  conclusion: string | null;
}

export class TouchedDto {
  people: number;
  pupils: number;
  representatives: number;
  staff: number;
  /** По скольким событиям аудита посчитано. */
  events: number;
}

export class LeakCardDto extends LeakDto {
  touched: TouchedDto;
}

export class LeaksPageDto {
  @ApiProperty({ type: [LeakDto] })
  items: LeakDto[];
  next_cursor: string | null;
}

export class TouchedPeopleDto {
  /** Идентификаторы людей. */
  items: string[];
  next_cursor: string | null;
}

export class NoticeSentDto {
  /** first — в течение 24 часов; inquiry — о расследовании, 72 часа. */
  @IsIn(['first', 'inquiry'], { message: 'допустимо first или inquiry' })
  notice: 'first' | 'inquiry';
}

export class ConclusionDto {
  /** Чем кончилось: причина, что сделано; без персональных данных. */
  @IsString({ message: 'нужен текст' })
  @MinLength(10, { message: 'не меньше десяти знаков' })
  @MaxLength(1000, { message: 'не больше 1000 знаков' })
  conclusion: string;
}
