import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class DelegatesQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** true — и те, чьи полномочия кончились. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  all: boolean = false;
}

export class DelegateEndDto {
  /** Почему: останется в аудите. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class AppointDelegateDto {
  /** Школа, за которую уполномоченный будет решать. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id: string;

  /** СНИЛС уполномоченного, 11 цифр с контрольным числом. */
  @IsString({ message: 'нужен СНИЛС' })
  @MaxLength(20, { message: 'нужен СНИЛС: 11 цифр' })
  snils: string;

  /** Дата рождения уполномоченного, ГГГГ-ММ-ДД. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  birth_date: string;

  /** Первый день без полномочий, ГГГГ-ММ-ДД; не позже чем через 30 дней. */
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  valid_to: string;

  /** Номер и дата приказа. */
  @IsString({ message: 'нужен номер и дата приказа' })
  @MinLength(3, { message: 'нужен номер и дата приказа' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  basis: string;
}

export class AppointedDelegateDto {
  /** Номер данной роли. */
  id: string;
}

export class SilentSchoolDto {
  school_id: string;
  short_name: string;
  /** municipality или ministry: у кого сейчас дела. */
  level: string;
  /** Сколько дел школа не решила за 30 дней. */
  count: number;
  /** Самое давнее открыто. */
  oldest: Date;
}

export class SilentSchoolsDto {
  items: SilentSchoolDto[];
}
