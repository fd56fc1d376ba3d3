import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const A_DAY = { message: 'нужна дата ГГГГ-ММ-ДД' };

export class ReportPeriodsQuery extends PageQuery {
  /** open — идёт сдача, locked — закрыт. */
  @IsOptional()
  @IsIn(['open', 'locked'], { message: 'нужно open или locked' })
  state?: string;

  /** Только по этой форме. */
  @IsOptional()
  @IsString()
  @MaxLength(41)
  form_code?: string;
}

export class OpenReportPeriodDto {
  /** Код формы из /api/v1/report-forms. */
  @IsString()
  @Length(2, 41, { message: 'от 2 до 41 знака' })
  form_code: string;

  /** Версия формы; без неё — последняя. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число' })
  @Min(1, { message: 'нужно целое число от 1' })
  @Max(1_000_000, { message: 'такой версии нет' })
  form_version?: number;

  /** Как назвать период, например «Ноябрь 2026». */
  @IsString()
  @Length(3, 200, { message: 'от 3 до 200 знаков' })
  name: string;

  /** Первый день периода: отчитываются школы, действовавшие в этот день. */
  @Matches(DAY, A_DAY)
  first_day: string;

  /** На какую дату числа: день должен быть уже посчитан. */
  @Matches(DAY, A_DAY)
  as_of: string;

  /** Последний день сдачи включительно. */
  @Matches(DAY, A_DAY)
  due_on: string;

  /** Часовой пояс срока, например Europe/Moscow; без него — пояс региона. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  due_zone?: string;
}

export class ReportPeriodDto {
  id: string;
  form_code: string;
  form_version: number;
  name: string;
  first_day: string;
  as_of: string;
  due_on: string;
  due_zone: string;
  /** Сдано в срок то, что сдано строго раньше этого момента. */
  due_before: Date;
  /** Снимок показателей, из которого заполнены отчёты. */
  snapshot_id: string;
  /** open — идёт сдача, locked — закрыт. */
  state: string;
  opened_by: string;
  opened_at: Date;
  locked_at: Date | null;
  /** Сколько отчётов периода вам видно. */
  schools: number;
}

export class ReportPeriodsPageDto {
  items: ReportPeriodDto[];
  next_cursor: string | null;
}
