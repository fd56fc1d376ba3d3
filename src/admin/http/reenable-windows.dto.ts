import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import { WINDOW_STATES, type WindowState } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { Trimmed } from '../../platform/http/trimmed.decorator.js';

const REASON = { message: 'напишите причину: от 3 до 500 знаков' };
const DAYS = { message: 'нужно целое число от 1 до 7' };

export class ReenableWindowsQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** requested — просьбы, которые ждут вас; active, ended, refused. */
  @IsOptional()
  @IsIn(WINDOW_STATES, { message: 'допустимо requested, active, ended или refused' })
  state?: WindowState;
}

export class ReenableReasonDto {
  /** Причина; её видит пользователь. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class ReenableTermsDto extends ReenableReasonDto {
  /** На сколько дней; по умолчанию на все, что позволяют правила журнала, не больше 7. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(DAYS)
  @Min(1, DAYS)
  @Max(7, DAYS)
  days?: number;
}

export class ReenableAccountDto extends ReenableTermsDto {
  /** Учётная запись журнала. */
  @IsUUID(undefined, { message: 'нужен идентификатор учётной записи' })
  account_id: string;
}

export class ReenableSchoolDto extends ReenableTermsDto {
  /** Кампания: журнал, школа и волна. */
  @IsUUID(undefined, { message: 'нужен идентификатор кампании из /api/v1/campaigns' })
  campaign_id: string;
}

export class ReenableWindowDto {
  id: string;
  /** account — одна запись; school — все непривязанные записи кампании. */
  scope: string;
  account_id: string | null;
  external_id: string | null;
  person_id: string | null;
  school_id: string | null;
  campaign_id: string | null;
  /** requested, active, ended, refused. */
  state: string;
  requested_at: Date;
  reason: string;
  decided_at: Date | null;
  decision_reason: string | null;
  /** До какого момента пароль действует. */
  until: Date | null;
}

export class ReenableWindowsPageDto {
  items: ReenableWindowDto[];
  next_cursor: string | null;
}

export class ReenabledSchoolDto {
  id: string;
  until: Date;
  /** Сколько записей снова входят по паролю. */
  accounts: number;
}
