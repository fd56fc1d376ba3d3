import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { PROCESS_LEVELS, type ProcessLevel } from '../../../statistics/index.js';

export class ProcessQuery extends PageQuery {
  /** На какой день; без поля — последний посчитанный. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  as_of?: string;

  /** Уровень: region, municipality (территория), founder (муниципальные школы), school. */
  @IsIn(PROCESS_LEVELS, { message: `нужно одно из: ${PROCESS_LEVELS.join(', ')}` })
  @ApiProperty({ enum: PROCESS_LEVELS })
  level: ProcessLevel;

  /** Только этот регион, муниципалитет или школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор региона, муниципалитета или школы' })
  unit_id?: string;
}

export class ProcessValueDto {
  /** Как в docs/statistics.md, например `I-30`. */
  id: string;
  key: string;
  /** count — число, share — процент с одним знаком, hours — часы. */
  kind: string;
  /** null — прочерк: почему, сказано у показателя. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** В каком разделе breakdown то же число разложено. */
  breakdown: string | null;
}

export class ProcessUnitDto {
  unit_id: string;
  name: string;
  taken_at: Date;
  methodology: string;
  /** false — журнал передал не все входы: I-30…I-33 неполны; null — входов не было или день посчитан позже. */
  feed_complete: boolean | null;
  indicators: ProcessValueDto[];
  /** По каналам, кодам причин, ролям и возрасту, уровням дел, типам освобождений. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  breakdown: object;
}

export class ProcessPageDto {
  as_of: string;
  items: ProcessUnitDto[];
  next_cursor: string | null;
}
