import { Type } from 'class-transformer';
import { ArrayUnique, IsArray, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';

const DAY = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export class BrownoutReportQuery extends PageQuery {
  /** Первый день, по календарю региона; без него — 30 дней назад. */
  @IsOptional()
  @Matches(DAY, { message: 'нужна дата ГГГГ-ММ-ДД' })
  from?: string;

  /** Последний день; без него — сегодня. */
  @IsOptional()
  @Matches(DAY, { message: 'нужна дата ГГГГ-ММ-ДД' })
  to?: string;

  /** Только окна этого действия. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен act_id' })
  act_id?: string;
}

export class SchoolBrownoutsDto {
  school_id: string;
  school_name: string;
  windows: number;
  held: number;
  denied: number;
  linked_48h: number;
  /** null, если никому не отказано. */
  linked_share: number | null;
}

export class BrownoutReportDto {
  items: SchoolBrownoutsDto[];
  next_cursor: string | null;
}

export class LessonHoursDto {
  /** Школа; null — для всех школ региона, у которых нет своих часов. */
  school_id: string | null;
  /** Дни недели: 1 — понедельник, 7 — воскресенье. */
  weekdays: number[];
  from: string;
  until: string;
}

export class LessonHoursListDto {
  items: LessonHoursDto[];
}

export class RecordLessonHoursDto {
  /** Школа; без поля — часы региона. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Дни недели: 1 — понедельник, 7 — воскресенье; пустой список — уроков нет. */
  @IsArray({ message: 'нужен список' })
  @ArrayUnique({ message: 'дни повторяются' })
  @Type(() => Number)
  @IsInt({ each: true, message: 'нужны числа от 1 до 7' })
  @Min(1, { each: true, message: 'нужны числа от 1 до 7' })
  @Max(7, { each: true, message: 'нужны числа от 1 до 7' })
  weekdays: number[];

  /** Начало первого урока, ЧЧ:ММ по времени региона. */
  @Matches(TIME, { message: 'нужно время ЧЧ:ММ' })
  from: string;

  /** Конец последнего урока, ЧЧ:ММ. */
  @Matches(TIME, { message: 'нужно время ЧЧ:ММ' })
  until: string;
}
