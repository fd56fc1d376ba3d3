import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const COUNT = { message: 'нужно целое число от 0 до 100 000' };

export class FederalDayQuery {
  /** На какой день форма, ГГГГ-ММ-ДД; для ОО-1 — 20 сентября. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  as_of: string;
}

export class FederalComparisonQuery extends PageQuery {
  /** На какой день форма, ГГГГ-ММ-ДД; для ОО-1 — 20 сентября. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  as_of: string;

  /** true — только школы с расхождением. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'нужно true или false' })
  only_different?: 'true' | 'false';
}

export class EnterFederalTotalDto {
  /** На какой день форма, ГГГГ-ММ-ДД; для ОО-1 — 20 сентября. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  as_of: string;

  /** Всего обучающихся по форме ОО-1. */
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(100_000, COUNT)
  students: number;

  /** До 14 лет; возраста — на 1 января следующего года, все три или ни одного. */
  @IsOptional()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(100_000, COUNT)
  under14?: number | null;

  /** 14–17 лет. */
  @IsOptional()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(100_000, COUNT)
  from14to17?: number | null;

  /** 18 лет и старше. */
  @IsOptional()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(100_000, COUNT)
  from18?: number | null;
}

export class FederalTotalsRecordedDto {
  /** Сколько школ записано. */
  schools: number;
}

export class FederalCountsDto {
  students: number;
  /** Возраста на 1 января следующего года; null — не указаны или не посчитаны. */
  under14: number | null;
  from14to17: number | null;
  from18: number | null;
}

export class FederalDifferenceDto {
  /** Наше число минус число формы; null — одного из них нет. */
  students: number | null;
  under14: number | null;
  from14to17: number | null;
  from18: number | null;
}

export class FederalLineDto {
  school_id: string;
  school_name: string;
  inn: string | null;
  municipality: string;
  /** По форме ОО-1. */
  federal: FederalCountsDto | null;
  /** По контингенту на тот же день. */
  ours: FederalCountsDto | null;
  difference: FederalDifferenceDto;
  /** Редакция контрольных чисел для If-Match; null — их ещё нет. */
  etag: string | null;
}

export class FederalComparisonDto {
  items: FederalLineDto[];
  next_cursor: string | null;
}
