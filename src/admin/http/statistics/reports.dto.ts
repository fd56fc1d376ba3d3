import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { REPORT_STATES, type ReportState } from '../../../statistics/index.js';

export class ReportsQuery extends PageQuery {
  /** open — у школы, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
  @IsOptional()
  @IsIn(REPORT_STATES, { message: `нужно состояние: ${REPORT_STATES.join(', ')}` })
  state?: ReportState;

  /** Только этот период. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор периода из /api/v1/report-periods' })
  period_id?: string;

  /** Только школы на территории этого муниципального образования. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор муниципального образования' })
  municipality_id?: string;

  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class CellStatementDto {
  /** Ключ столбца из отчёта. */
  @IsString()
  @MaxLength(63)
  cell: string;

  /** Своё число школы, для столбцов «по данным ОО»; null — убрать. */
  @IsOptional()
  @IsInt({ message: 'нужно целое число' })
  @Min(0, { message: 'нужно число от 0' })
  @Max(10_000_000, { message: 'слишком большое число' })
  figure?: number | null;

  /** Объяснение расхождения; null — убрать. */
  @IsOptional()
  @IsString()
  @MaxLength(1000, { message: 'до 1000 знаков' })
  explanation?: string | null;

  /** Слова школы, для текстовых столбцов; null — убрать. */
  @IsOptional()
  @IsString()
  @MaxLength(2000, { message: 'до 2000 знаков' })
  text?: string | null;
}

export class FillReportDto {
  /** Что меняется; остальное остаётся. Расчётные столбцы не меняют, их объясняют. */
  @IsArray()
  @ArrayNotEmpty({ message: 'назовите хотя бы один столбец' })
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CellStatementDto)
  cells: CellStatementDto[];
}

export class RecallReportDto {
  /** Почему; можно не указывать. */
  @IsOptional()
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason?: string;
}

export class CellCommentDto {
  /** Ключ столбца. */
  @IsString()
  @MaxLength(63)
  cell: string;

  /** Что в нём не так. */
  @IsString()
  @Length(3, 1000, { message: 'от 3 до 1000 знаков' })
  text: string;
}

/** What goes back to whoever filled it in. */
export class GivenBackDto {
  /** Почему возвращено. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;

  /** Новый срок, и всего возвращённого вместе с этим: последний день включительно, ГГГГ-ММ-ДД. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  due_on: string;
}

export class ReturnReportDto extends GivenBackDto {
  /** Замечания по столбцам. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CellCommentDto)
  comments?: CellCommentDto[];
}

export class ReportPeriodRefDto {
  id: string;
  name: string;
  as_of: string;
  form_code: string;
  form_version: number;
}

export class ReportSchoolRefDto {
  id: string;
  name: string;
}

export class ReportDto {
  id: string;
  period: ReportPeriodRefDto;
  school: ReportSchoolRefDto;
  /** municipal — через муниципалитет, direct — прямо в министерство. */
  route: string;
  /** Свод муниципалитета, в который войдёт отчёт. */
  rollup_id: string | null;
  /** open — у школы, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
  state: string;
  /** Номер редакции; подписанная редакция не меняется. */
  revision: number;
  due_before: Date;
  /** Срок прошёл, а отчёт не сдан. */
  overdue: boolean;
  /** Сдан после срока. */
  late: boolean;
  /** Период закрыт, а отчёт не принят: его чисел в своде нет. */
  missing: boolean;
  missing_reason: string | null;
  submitted_by: string | null;
  submitted_at: Date | null;
  accepted_by: string | null;
  accepted_at: Date | null;
  changed_at: Date;
}

export class ReportsPageDto {
  items: ReportDto[];
  next_cursor: string | null;
}

export class ReportCellDto {
  key: string;
  title: string;
  group: string | null;
  /** place, indicator, growth — заполнила система; own, text — школа. */
  kind: string;
  /** Код показателя расчётного столбца. */
  indicator: string | null;
  /** count — число, percent — доля в процентах, points — процентные пункты, text — слова. */
  unit: string;
  /** Доли с одним знаком после запятой; null — нет данных, «—». */
  value: number | string | null;
  /** Для долей: из чего округлено. */
  numerator: number | null;
  denominator: number | null;
  /** Объяснение школы. */
  explanation: string | null;
}

export class ReportCheckDto {
  /** error — сдать нельзя, warning — проверьте. */
  level: string;
  /** Ключ столбца. */
  cell: string;
  message: string;
}

export class ReportDetailsDto extends ReportDto {
  snapshot_id: string;
  /** После этого снимка данные за ту же дату пересчитаны; до срока отчёт можно обновить. */
  restated: boolean;
  cells: ReportCellDto[];
  checks: ReportCheckDto[];
}

export class LegalEntityDto {
  /** null — у школы ИНН не указан: тогда здесь она одна. */
  inn: string | null;
  /** Отчёты школ и филиалов с этим ИНН, которые вам видны. */
  reports: ReportDto[];
  /** Вместе: числа сложены, доли — Σ/Σ; null — по одной из школ данных нет или люди без повторов не складываются. */
  cells: ReportCellDto[];
}

export class ReportRevisionDto {
  revision: number;
  snapshot_id: string;
  /** Что было подписано: ячейки, свои числа, объяснения, предупреждения. */
  content: object;
  /** SHA-256 от content в каноническом JSON (RFC 8785). */
  content_hash: string;
  signed_by: string;
  signed_at: Date;
  late: boolean;
}

export class ReportRevisionsDto {
  items: ReportRevisionDto[];
}

export class ReportStepDto {
  /** open, fill, refresh, submit, recall, return, accept, rollup_returned, lock, correct. */
  event: string;
  from: string | null;
  to: string;
  actor_kind: string;
  actor_id: string | null;
  reason: string | null;
  /** При возврате: замечания по ключам столбцов. */
  cell_comments: object;
  revision: number;
  at: Date;
}

export class ReportStepsDto {
  items: ReportStepDto[];
}
