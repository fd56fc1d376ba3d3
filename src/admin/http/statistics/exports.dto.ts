import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class DayExportQuery {
  /** Отчётная дата, ГГГГ-ММ-ДД: календарный день региона. */
  @Matches(DAY, { message: 'нужна дата ГГГГ-ММ-ДД' })
  as_of: string;
}

export class FederalExportQuery {
  /** Закрытый отчётный период; без него — последний закрытый. */
  @IsOptional()
  @IsUUID()
  period_id?: string;
}

export class CoverageChartQuery {
  /** Чей охват: region, municipality или school. */
  @IsIn(['region', 'municipality', 'school'], { message: 'region, municipality или school' })
  level: 'region' | 'municipality' | 'school';

  /** Муниципалитет или школа; для региона не указывается. */
  @IsOptional()
  @IsUUID()
  unit_id?: string;

  /** Первый день, ГГГГ-ММ-ДД. */
  @Matches(DAY, { message: 'нужна дата ГГГГ-ММ-ДД' })
  from: string;

  /** Последний день, ГГГГ-ММ-ДД. */
  @Matches(DAY, { message: 'нужна дата ГГГГ-ММ-ДД' })
  to: string;
}

export class RankingQuery {
  /** Отчётная дата, ГГГГ-ММ-ДД. */
  @Matches(DAY, { message: 'нужна дата ГГГГ-ММ-ДД' })
  as_of: string;

  /** Кого сравнивать: municipality или school. */
  @IsIn(['municipality', 'school'], { message: 'municipality или school' })
  level: 'municipality' | 'school';
}

export class RankedUnitDto {
  id: string;
  name: string;
  /** Место с 1; равные доли делят место; null — вне рейтинга. */
  place: number | null;
  /** Доля привязанных (I-12), %, один знак после запятой; null — скрыта или её нет. */
  share: number | null;
  /** Несовершеннолетние. */
  minors: number | null;
  /** Из них привязано. */
  linked: number | null;
  /** Почему нет места или чисел: too_few (меньше 10), nobody (никого), small_cell (меньше 5 привязанных или непривязанных). */
  note: string | null;
}

export class RankingDto {
  as_of: string;
  items: RankedUnitDto[];
}
