import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';

export class ProcessingPurposeDto {
  code: string;
  name: string;
  /** law — закон; public_authority — полномочия органа власти; consent — согласие. */
  basis_kind: string;
  basis: string;
  subjects: string;
  categories: string;
  recipients: string;
  /** Коды сроков из /api/v1/retention-rules. */
  retention: string[];
}

export class ProcessingPurposesDto {
  @ApiProperty({ type: [ProcessingPurposeDto] })
  items: ProcessingPurposeDto[];
}

export class RetentionRuleDto {
  code: string;
  what: string;
  months: number;
  days: number;
  counted_from: string;
  basis: string;
  /** retention — удаляет общее задание; own_job — задание своей части; not_stored — не хранится; for_ever — не удаляется. */
  kept_by: string;
  last_run_at: Date | null;
  last_deleted: number | null;
}

export class RetentionRulesDto {
  @ApiProperty({ type: [RetentionRuleDto] })
  items: RetentionRuleDto[];
}

const DAY = { message: 'нужна дата ГГГГ-ММ-ДД' };
const PARTIES = ['operator', 'journal_vendor', 'school', 'municipality', 'other'] as const;

export class NewAgreementDto {
  /** Кому поручена обработка: название организации. */
  @IsString({ message: 'нужно название организации' })
  @MinLength(3, { message: 'нужно название организации' })
  @MaxLength(300, { message: 'не больше 300 знаков' })
  party: string;

  /** operator, journal_vendor, school, municipality или other. */
  @IsIn(PARTIES, { message: 'допустимо operator, journal_vendor, school, municipality, other' })
  party_kind: string;

  /** Номер и дата договора или поручения. */
  @IsString({ message: 'нужны номер и дата договора' })
  @MinLength(3, { message: 'нужны номер и дата договора' })
  @MaxLength(300, { message: 'не больше 300 знаков' })
  document: string;

  /** Коды целей из /api/v1/processing-purposes. */
  @IsArray({ message: 'нужен список целей' })
  @ArrayMinSize(1, { message: 'назовите хотя бы одну цель' })
  @ArrayMaxSize(50)
  @ArrayUnique({ message: 'без повторов' })
  @IsString({ each: true, message: 'нужны коды целей' })
  purposes: string[];

  /** День подписания. */
  @IsISO8601({ strict: true }, DAY)
  signed_on: string;

  /** Последний день действия; без него — бессрочно. */
  @IsOptional()
  @IsISO8601({ strict: true }, DAY)
  valid_to?: string;
}

export class AgreementDto {
  id: string;
  party: string;
  party_kind: string;
  document: string;
  purposes: string[];
  signed_on: string;
  valid_to: string | null;
  ended_on: string | null;
  end_reason: string | null;
}

export class AgreementsPageDto {
  @ApiProperty({ type: [AgreementDto] })
  items: AgreementDto[];
  next_cursor: string | null;
}

export class AgreementEndDto {
  /** Почему прекращено. */
  @IsString({ message: 'нужна причина' })
  @MinLength(5, { message: 'не меньше пяти знаков' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  reason: string;
}
