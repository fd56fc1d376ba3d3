import { IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';

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
