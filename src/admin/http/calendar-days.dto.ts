import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { CALENDAR_KINDS, type CalendarKind } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_WANTED = 'нужна дата ГГГГ-ММ-ДД';

export class CalendarDaysQuery extends PageQuery {
  /** Дни региона и этой школы; без него — и всех ваших школ. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Периоды, которые ещё не кончились к этому дню, ГГГГ-ММ-ДД; без него — с начала учебного года. */
  @IsOptional()
  @Matches(DAY, { message: DAY_WANTED })
  from?: string;
}

export class CalendarPeriodDto {
  /** exam — экзамены, quarter_end — конец четверти, vacation — каникулы, holiday — выходной или праздник (отключать в него можно). */
  @IsIn(CALENDAR_KINDS, { message: `нужно одно из: ${CALENDAR_KINDS.join(', ')}` })
  kind: CalendarKind;

  /** Как называется. */
  @IsString()
  @Length(2, 200, { message: 'от 2 до 200 знаков' })
  name: string;

  /** Первый день, ГГГГ-ММ-ДД. */
  @Matches(DAY, { message: DAY_WANTED })
  starts_on: string;

  /** Последний день, ГГГГ-ММ-ДД. */
  @Matches(DAY, { message: DAY_WANTED })
  ends_on: string;
}

export class NewCalendarPeriodDto extends CalendarPeriodDto {
  /** Только для этой школы; без него — для всего региона. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class CalendarDayDto {
  id: string;
  school_id: string | null;
  school_name: string | null;
  kind: string;
  name: string;
  starts_on: string;
  ends_on: string;
  /** Передайте в If-Match, меняя период. */
  etag: string;
}

export class CalendarDaysPageDto {
  items: CalendarDayDto[];
  next_cursor: string | null;
}

export class ForbiddenDateDto {
  /** ГГГГ-ММ-ДД. */
  date: string;
  /** Что её запрещает. */
  period: string;
  schools: number;
  campaigns: number;
}

export class CalendarChangedDto {
  id: string;
  /** Назначенные даты отключения, которые теперь запрещены: по каждой заведена задача. */
  forbidden_dates: ForbiddenDateDto[];
}
