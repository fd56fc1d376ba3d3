import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { Trimmed } from '../../platform/http/trimmed.decorator.js';

const REASON = { message: 'от 3 до 500 знаков' };

export class ReenableRequestDto {
  /** Что написал пользователь, без имён. */
  @IsOptional()
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason?: string;
}

export class ReenableRequestAnswerDto {
  /** Номер просьбы. */
  id: string;
  /** requested: просьба у школы. */
  state: string;
  requested_at: Date;
}
