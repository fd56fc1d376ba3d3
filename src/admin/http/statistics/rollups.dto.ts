import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { ROLLUP_STATES, type RollupState } from '../../../statistics/index.js';
import { GivenBackDto, ReportCellDto, ReportPeriodRefDto } from './reports.dto.js';

export class RollupsQuery extends PageQuery {
  /** Только этот период. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор периода из /api/v1/report-periods' })
  period_id?: string;

  /** draft — составляется, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
  @IsOptional()
  @IsIn(ROLLUP_STATES, { message: `нужно состояние: ${ROLLUP_STATES.join(', ')}` })
  state?: RollupState;
}

export class MissingSchoolDto {
  /** Школа, чей отчёт не принят. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы' })
  school_id: string;

  /** Почему её отчёта нет: это увидит министерство. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class SubmitRollupDto {
  /** Все школы, чьи отчёты не приняты, каждая с причиной; без них не нужно. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => MissingSchoolDto)
  missing?: MissingSchoolDto[];
}

export class ReturnRollupDto extends GivenBackDto {
  /** Школы, чьи принятые отчёты открываются снова; их может не быть. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @ArrayUnique({ message: 'назовите каждую школу один раз' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы школ' })
  school_ids?: string[];
}

export class MunicipalityRefDto {
  id: string;
  name: string;
  oktmo: string;
}

export class RollupDto {
  id: string;
  period: ReportPeriodRefDto;
  municipality: MunicipalityRefDto;
  /** draft — составляется, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
  state: string;
  /** Номер редакции; подписанная редакция не меняется. */
  revision: number;
  due_before: Date;
  /** Срок прошёл, а свод не сдан. */
  overdue: boolean;
  /** Сдан после срока. */
  late: boolean;
  /** Период закрыт, а свод не принят: его чисел нет. */
  missing: boolean;
  missing_reason: string | null;
  /** Когда собраны числа; null — ещё не собраны. */
  built_at: Date | null;
  submitted_by: string | null;
  submitted_at: Date | null;
  accepted_by: string | null;
  accepted_at: Date | null;
  changed_at: Date;
}

export class RollupsPageDto {
  items: RollupDto[];
  next_cursor: string | null;
}

export class RollupSchoolDto {
  report_id: string;
  school_id: string;
  school_name: string;
  state: string;
  /** Отчёт принят, его числа входят в свод. */
  accepted: boolean;
  /** Числа свода собраны из этой редакции; null — ещё не вошёл. */
  built_from_revision: number | null;
  revision: number;
  late: boolean;
  due_before: Date;
  /** Причина, с которой школа названа отсутствующей при последней сдаче. */
  missing_reason: string | null;
}

export class RollupDetailsDto extends RollupDto {
  /** Снимок, из которого взяты взрослые без повторов. */
  snapshot_id: string | null;
  /** Числа муниципалитета по столбцам формы; пусто, пока не собраны. */
  figures: ReportCellDto[];
  schools: RollupSchoolDto[];
}

export class RollupRevisionDto {
  revision: number;
  snapshot_id: string;
  /** Что было подписано: числа, школы с их редакциями, отсутствующие с причинами. */
  content: object;
  /** SHA-256 от content в каноническом JSON (RFC 8785). */
  content_hash: string;
  signed_by: string;
  signed_at: Date;
  late: boolean;
}

export class RollupRevisionsDto {
  items: RollupRevisionDto[];
}

export class RollupStepDto {
  /** open, build, submit, recall, return, accept, lock, correct. */
  event: string;
  from: string | null;
  to: string;
  actor_kind: string;
  actor_id: string | null;
  reason: string | null;
  revision: number;
  at: Date;
}

export class RollupStepsDto {
  items: RollupStepDto[];
}
