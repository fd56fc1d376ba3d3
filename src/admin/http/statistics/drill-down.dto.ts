import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import {
  COMPARED_LEVELS,
  type ComparedLevel,
  PUPIL_FILTERS,
  type PupilFilter,
} from '../../../statistics/index.js';
import { DeclarationsQuery } from './declarations.dto.js';

const NEED_DATE = 'нужна дата ГГГГ-ММ-ДД';

export class PupilsQuery extends DeclarationsQuery {
  /** На какой день; без поля — сегодня. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: NEED_DATE })
  as_of?: string;

  /** Кого показать; без поля — всех. declared_not_linked — расхождения. */
  @IsOptional()
  @IsIn(PUPIL_FILTERS, { message: `нужно одно из: ${PUPIL_FILTERS.join(', ')}` })
  @ApiProperty({ enum: PUPIL_FILTERS, required: false })
  status?: PupilFilter;
}

export class ComparisonQuery extends PageQuery {
  /** На какой день; без поля — последний посчитанный. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: NEED_DATE })
  as_of?: string;

  /** Уровень: region, municipality (территория), founder (муниципальные школы), school, class. */
  @IsIn(COMPARED_LEVELS, { message: `нужно одно из: ${COMPARED_LEVELS.join(', ')}` })
  @ApiProperty({ enum: COMPARED_LEVELS })
  level: ComparedLevel;

  /** Только этот муниципалитет. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор муниципалитета' })
  municipality_id?: string;

  /** Только эта школа: сама или её классы. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class DeviationThresholdDto {
  /** Процент отмеченных, но не привязанных, с которого число помечается: от 0 до 100. */
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 0 до 100' })
  @Min(0, { message: 'нужно целое число от 0 до 100' })
  @Max(100, { message: 'нужно целое число от 0 до 100' })
  percent: number;

  /** И столько учеников не меньше: от 1 до 1000. */
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число от 1 до 1000' })
  @Min(1, { message: 'нужно целое число от 1 до 1000' })
  @Max(1000, { message: 'нужно целое число от 1 до 1000' })
  least: number;
}

export class ComparedUnitDto {
  unit_id: string;
  name: string;
  school_id: string | null;
  /** Несовершеннолетние на дату (I-02 + I-03). */
  students: number;
  /** Создано УЗ, со слов (I-06, до 18 лет). */
  declared: number;
  /** Привязано (I-07, до 18 лет). */
  linked: number;
  /** Пользуются входом через ЕСИА (I-08, до 18 лет). */
  used: number;
  /** Расхождение (I-15). */
  gap: number;
  /** Расхождение не меньше порога. */
  deviates: boolean;
}

export class ComparisonDto {
  as_of: string;
  snapshot_id: string;
  revision: number;
  threshold: DeviationThresholdDto;
  items: ComparedUnitDto[];
  next_cursor: string | null;
}
