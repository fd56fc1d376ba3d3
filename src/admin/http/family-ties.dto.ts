import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The document that a decision rests on. */
export class BasisDto {
  /** Документ, на котором основано решение: вид, номер, дата, кем выдан. */
  @IsString()
  @MinLength(3, { message: 'укажите документ: вид, номер и дату' })
  @MaxLength(500, { message: 'не больше 500 знаков' })
  basis: string;
}

export class EndTieDto extends BasisDto {
  /** not_representative — не законный представитель; order_expired — акт об опеке или доверенность прекращены. */
  @IsIn(['not_representative', 'order_expired'], {
    message: 'допустимо not_representative или order_expired',
  })
  reason: 'not_representative' | 'order_expired';
}

export class RestrictDto extends BasisDto {
  /** С какого дня действует, ГГГГ-ММ-ДД; без него — с сегодняшнего. */
  @IsOptional()
  @Matches(DATE, { message: 'нужна дата ГГГГ-ММ-ДД' })
  valid_from?: string;

  /** Первый день, когда ограничение уже не действует; без него — пока школа не запишет конец. */
  @IsOptional()
  @Matches(DATE, { message: 'нужна дата ГГГГ-ММ-ДД' })
  valid_to?: string;
}

export class CreatedDto {
  id: string;
}

export class RestrictionDto {
  id: string;
  /** restriction — ограничение; deprivation — лишение родительских прав. */
  kind: string;
  basis: string;
  valid_from: string;
  valid_to: string | null;
  /** Когда записан конец; null — действует или начнётся. */
  ended_at: string | null;
}

export class FamilyTieDto {
  id: string;
  child_id: string;
  child_name: string;
  representative_id: string;
  representative_name: string;
  /** parent, guardian, trustee, foster_parent, institution_representative; усыновитель назван parent. */
  kind: string;
  /** asserted — назван школой; confirmed — подтверждён; disputed — оспорен представителем; ended — прекращён. */
  state: string;
  /** Кто подтвердил: school или esia. */
  confirmed_by: string | null;
  valid_from: string;
  valid_to: string | null;
  /** Почему прекращён: source, order_expired, deprivation, not_representative, adult, adoption, deceased. */
  end_reason: string | null;
  basis: string | null;
  @ApiProperty({ type: [RestrictionDto] })
  restrictions: RestrictionDto[];
}

export class FamilyTiesDto {
  @ApiProperty({ type: [FamilyTieDto] })
  items: FamilyTieDto[];
}

export class FamilyTiesPageDto extends FamilyTiesDto {
  next_cursor: string | null;
}

export class CapacityExceptionDto extends BasisDto {
  /** emancipated — эмансипирован; employed — работает с 16 лет. */
  @IsIn(['emancipated', 'employed'], { message: 'допустимо emancipated или employed' })
  kind: 'emancipated' | 'employed';
}
