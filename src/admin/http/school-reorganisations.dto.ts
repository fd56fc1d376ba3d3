import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

export class ReorganisationOrderDto {
  /** merge — школа целиком присоединяется к другой; split — часть классов переходит в другую или новую школу. */
  @IsIn(['merge', 'split'])
  kind: 'merge' | 'split';

  /** Школа-преемник. */
  @IsUUID()
  to_school_id: string;

  /** День, с которого ученики и сотрудники числятся в преемнике, ГГГГ-ММ-ДД; не позже сегодняшнего. */
  @IsString()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  happens_on: string;

  /** Основание: вид, номер и дата акта. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  basis: string;

  /** При разделении: классы, которые переходят вместе с учениками. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500, { message: 'не больше 500 классов' })
  @IsUUID(undefined, { each: true })
  class_ids?: string[];
}

export class ReorganisationMovedDto {
  enrollments: number;
  appointments: number;
  accounts: number;
}

export class ReorganisationDto {
  id: string;
  /** merge или split. */
  kind: string;
  from_school_id: string;
  to_school_id: string;
  /** ГГГГ-ММ-ДД. */
  happens_on: string;
  basis: string;
  recorded_at: Date;
  moved: ReorganisationMovedDto;
}
