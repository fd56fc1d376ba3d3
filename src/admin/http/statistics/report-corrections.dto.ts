import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { CORRECTION_STATES, type CorrectionState } from '../../../statistics/index.js';

export class CorrectionsQuery extends PageQuery {
  /** asked — подан, agreed — муниципалитет согласен, approved — утверждён, refused — отказ. */
  @IsOptional()
  @IsIn(CORRECTION_STATES, { message: `нужно состояние: ${CORRECTION_STATES.join(', ')}` })
  state?: CorrectionState;

  /** Только этот период. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор периода из /api/v1/report-periods' })
  period_id?: string;

  /** Только этот отчёт. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор отчёта из /api/v1/reports' })
  report_id?: string;
}

export class AskCorrectionDto {
  /** Закрытый отчёт своей школы. */
  @IsUUID(undefined, { message: 'нужен идентификатор отчёта из /api/v1/reports' })
  report_id: string;

  /** Что было неверно и чем подтверждается. */
  @IsString()
  @Length(3, 1000, { message: 'от 3 до 1000 знаков' })
  reason: string;
}

export class RefuseCorrectionDto {
  /** Почему. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class ApproveCorrectionDto extends RefuseCorrectionDto {
  /** Срок сдачи исправленного отчёта: последний день включительно, ГГГГ-ММ-ДД. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  due_on: string;
}

export class FractionDto {
  numerator: number;
  /** null у чисел без знаменателя. */
  denominator: number | null;
}

export class CorrectionDifferenceDto {
  /** Ключ столбца. */
  column: string;
  name: string;
  /** Что сдано; null — «—». */
  submitted: FractionDto | null;
  /** Что говорит новый пересчёт за тот же день. */
  restated: FractionDto | null;
  differs: boolean;
}

export class CorrectionDto {
  id: string;
  report_id: string;
  period_id: string;
  period_name: string;
  school_id: string;
  school_name: string;
  /** municipal — сначала согласует муниципалитет, direct — решает министерство. */
  route: string;
  /** asked — подан, agreed — муниципалитет согласен, approved — утверждён, refused — отказ. */
  state: string;
  reason: string;
  asked_by: string;
  asked_at: Date;
  agreed_by: string | null;
  agreed_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

export class CorrectionDetailsDto extends CorrectionDto {
  /** Снимок с новыми числами. */
  snapshot_id: string;
  /** Таблица расхождений по столбцам формы. */
  difference: CorrectionDifferenceDto[];
}

export class CorrectionsPageDto {
  items: CorrectionDto[];
  next_cursor: string | null;
}
