import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { AGE_BASES, type AgeBasis, type Level, LEVELS } from '../../../statistics/index.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_WANTED = { message: 'нужна дата ГГГГ-ММ-ДД' };
const LEVEL_WANTED = { message: `нужен уровень: ${LEVELS.join(', ')}` };
const BASIS_WANTED = { message: `допустимо ${AGE_BASES.join(' или ')}` };
const KEYS = /^\w+(,\w+){0,99}$/;

/** Какая единица: без уровня — ваша область целиком. */
export class UnitQuery extends PageQuery {
  /** region, municipality (территория), founder (школы учредителя), school, grade, class; без него — ваша область целиком. */
  @IsOptional()
  @IsIn(LEVELS, LEVEL_WANTED)
  level?: Level;

  /** Идентификатор: муниципалитет (municipality, founder), школа (school, grade), класс (class). Единственный ваш можно не называть. */
  @IsOptional()
  @IsUUID()
  unit_id?: string;

  /** Номер параллели от 0 до 12, для level=grade. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 0 до 12' })
  @Min(0, { message: 'нужно целое число от 0 до 12' })
  @Max(12, { message: 'нужно целое число от 0 до 12' })
  grade?: number;

  /** Ключи показателей через запятую; без них — все. */
  @IsOptional()
  @Matches(KEYS, { message: 'нужны ключи показателей через запятую' })
  indicators?: string;

  /** as_of_date — возраст на дату; jan1_next — на 1 января следующего года, для сверки с федеральными формами. */
  @IsOptional()
  @IsIn(AGE_BASES, BASIS_WANTED)
  age_basis: AgeBasis = 'as_of_date';
}

export class StatisticsQuery extends UnitQuery {
  /** День региона, ГГГГ-ММ-ДД; без него — последний посчитанный. Сегодняшний — предварительно. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  as_of?: string;

  /** Редакция дня; без неё — последняя. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1' })
  @Min(1, { message: 'нужно целое число от 1' })
  @Max(1_000_000, { message: 'нужно целое число от 1' })
  revision?: number;
}

export class StatisticsChildrenQuery extends StatisticsQuery {
  /** Что ниже региона: territory — муниципалитеты; founder — учредители и школы, которые отчитываются напрямую. */
  @IsOptional()
  @IsIn(['territory', 'founder'], { message: 'допустимо territory или founder' })
  by: 'territory' | 'founder' = 'territory';
}

export class StatisticsHistoryQuery extends UnitQuery {
  /** Первый день, ГГГГ-ММ-ДД; без него — 30 дней до последнего. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  from?: string;

  /** Последний день, ГГГГ-ММ-ДД; без него — вчера. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  to?: string;

  /** day — каждый день; week — воскресенья; month — последние дни месяцев. */
  @IsOptional()
  @IsIn(['day', 'week', 'month'], { message: 'допустимо day, week или month' })
  step: 'day' | 'week' | 'month' = 'day';

  /** restated — последние редакции; first — как было посчитано впервые. */
  @IsOptional()
  @IsIn(['restated', 'first'], { message: 'допустимо restated или first' })
  series: 'restated' | 'first' = 'restated';
}

export class StatisticsRevisionsQuery {
  /** День региона, ГГГГ-ММ-ДД. */
  @Matches(DAY, DAY_WANTED)
  as_of: string;

  @IsOptional()
  @IsIn(AGE_BASES, BASIS_WANTED)
  age_basis: AgeBasis = 'as_of_date';
}

export class StatisticsDifferencesQuery extends PageQuery {
  /** День региона, ГГГГ-ММ-ДД. */
  @Matches(DAY, DAY_WANTED)
  as_of: string;

  @IsOptional()
  @IsIn(AGE_BASES, BASIS_WANTED)
  age_basis: AgeBasis = 'as_of_date';

  /** Редакция, с которой сравнить; без неё — первая. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1' })
  @Min(1, { message: 'нужно целое число от 1' })
  @Max(1_000_000, { message: 'нужно целое число от 1' })
  from_revision?: number;

  /** Редакция, которую сравнить; без неё — последняя. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1' })
  @Min(1, { message: 'нужно целое число от 1' })
  @Max(1_000_000, { message: 'нужно целое число от 1' })
  to_revision?: number;

  /** region, municipality, founder или school. */
  @IsOptional()
  @IsIn(['region', 'municipality', 'founder', 'school'], {
    message: 'допустимо region, municipality, founder или school',
  })
  level: 'region' | 'municipality' | 'founder' | 'school' = 'school';
}

export class IndicatorDto {
  id: string;
  key: string;
  name: string;
  /** Что говорит показатель. */
  sentence: string;
  numerator: string;
  /** null у количества. */
  denominator: string | null;
  /** Когда числа нет. */
  null_rule: string;
  /** count — количество, share — доля, %. */
  kind: string;
  levels: string[];
  /** Люди без повторов на каждом уровне: складывать нельзя. */
  distinct: boolean;
}

export class IndicatorsDto {
  methodology: string;
  items: IndicatorDto[];
}

export class SnapshotDto {
  /** null — посчитано для вас и не хранится. */
  id: string | null;
  /** День региона. */
  as_of: string;
  /** Миг, раньше которого события учтены: начало следующего дня региона, UTC. */
  until: Date;
  time_zone: string;
  age_basis: string;
  revision: number | null;
  /** daily — в срок; caught_up — позже; restated — после исправления прошлого; on_demand — по запросу; preliminary — день ещё идёт. */
  cause: string;
  methodology: string;
  computed_at: Date;
  /** Школ, чья первая загрузка позже этого дня: в числах региона их нет. */
  schools_without_data: number;
}

export class StatisticsUnitDto {
  level: string;
  id: string;
  /** Номер параллели у параллели и класса. */
  grade: number | null;
  name: string;
}

export class StatisticsRowDto extends StatisticsUnitDto {
  school_kind: string | null;
  founder_type: string | null;
  /** false — детский сад или колледж: выше школы не складывается. */
  general: boolean;
  /** Скрыто: по строке можно узнать класс. */
  suppressed: boolean;
  @ApiProperty({
    ...{ type: 'object', nullable: true, description: 'По ключам показателей; null — числа нет.' },
    additionalProperties: VALUE_SCHEMA(),
  })
  values: Readonly<Record<string, IndicatorValueDto | null>> | null;
}

export class IndicatorValueDto {
  numerator: number;
  /** null у количества. */
  denominator: number | null;
  /** Количество или доля в процентах с одним знаком; null — знаменатель 0. */
  value: number | null;
}

function VALUE_SCHEMA() {
  return {
    type: 'object' as const,
    nullable: true,
    properties: {
      numerator: { type: 'integer' as const },
      denominator: { type: 'integer' as const, nullable: true },
      value: { type: 'number' as const, nullable: true },
    },
  };
}

export class StatisticsDto {
  /** null — день до первой загрузки данных региона. */
  snapshot: SnapshotDto | null;
  unit: StatisticsUnitDto;
  /** Скрыто: по строке можно узнать класс. */
  suppressed: boolean;
  @ApiProperty({
    ...{
      type: 'object',
      nullable: true,
      description: 'По ключам показателей; null — до первой загрузки данных.',
    },
    additionalProperties: VALUE_SCHEMA(),
  })
  values: Readonly<Record<string, IndicatorValueDto | null>> | null;
}

export class StatisticsChildrenDto {
  snapshot: SnapshotDto | null;
  unit: StatisticsUnitDto;
  items: StatisticsRowDto[];
  next_cursor: string | null;
}

export class StatisticsPointDto {
  as_of: string;
  revision: number | null;
  cause: string;
  methodology: string;
  @ApiProperty({
    ...{
      type: 'object',
      nullable: true,
      description: 'По ключам показателей; null — до первой загрузки данных.',
    },
    additionalProperties: VALUE_SCHEMA(),
  })
  values: Readonly<Record<string, IndicatorValueDto | null>> | null;
}

export class StatisticsHistoryDto {
  unit: StatisticsUnitDto;
  time_zone: string;
  age_basis: string;
  /** В промежутке менялась методика: сравнивать осторожно. */
  methodology_changed: boolean;
  items: StatisticsPointDto[];
}

export class SnapshotsDto {
  items: SnapshotDto[];
}

export class CountDifferenceDto {
  /** Столбец снимка. */
  column: string;
  before: number | null;
  after: number | null;
  /** after − before; null, если одного из них нет. */
  difference: number | null;
}

export class UnitDifferenceDto {
  level: string;
  id: string;
  name: string;
  changes: CountDifferenceDto[];
}

export class StatisticsDifferencesDto {
  before: SnapshotDto;
  after: SnapshotDto;
  items: UnitDifferenceDto[];
  next_cursor: string | null;
}

export class StatisticsPolicyChangeDto {
  /** Первый день кампании, ГГГГ-ММ-ДД; null — не задан. */
  @ValidateIf((_, value) => value !== null)
  @Matches(DAY, DAY_WANTED)
  campaign_started_on: string | null;

  /** Почему: останется в аудите. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class StatisticsPolicyDto {
  /** ГГГГ-ММ-ДД. */
  campaign_started_on: string | null;
  /** Для If-Match при изменении: "0" — ещё ничего не решено. */
  etag: string;
}
