import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { BasisDto } from './family-ties.dto.js';

export class ConsentsQuery extends PageQuery {
  /** Ученик, о котором согласия. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор ученика' })
  subject_id?: string;
}

export class PaperConsentDto extends BasisDto {
  /** О ком согласие. */
  @IsUUID(undefined, { message: 'нужен идентификатор ученика' })
  subject_id: string;

  /** Кто подписал: до 14 лет представитель, с 14 лет сам ученик. */
  @IsUUID(undefined, { message: 'нужен идентификатор подписавшего' })
  giver_id: string;

  /** Цель согласия; для входа через Госуслуги — esia_sign_in. */
  @IsString()
  @Matches(/^[a-z][a-z_]{1,62}$/, { message: 'нужен код цели, например esia_sign_in' })
  purpose: string;

  /** Номер подписанной редакции текста. */
  @IsInt({ message: 'нужно целое число от 1' })
  @Min(1, { message: 'нужно целое число от 1' })
  @Max(1_000_000, { message: 'нет такой редакции' })
  text_version: number;
}

export class ConsentDto {
  id: string;
  subject_id: string;
  giver_id: string;
  /** self — сам; representative — законный представитель. */
  giver_kind: string;
  purpose: string;
  text_version: number;
  given_at: Date;
  /** account — на своей странице; paper — на бумаге, записала школа. */
  channel: string;
  basis: string | null;
  withdrawn_at: Date | null;
}

export class ConsentsPageDto {
  @ApiProperty({ type: [ConsentDto] })
  items: ConsentDto[];
  next_cursor: string | null;
}
