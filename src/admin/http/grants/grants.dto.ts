import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { type Role, ROLES } from '../../../access/index.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_WANTED = { message: 'нужна дата ГГГГ-ММ-ДД' };
const ROLE_WANTED = { message: `допустимо: ${ROLES.join(', ')}` };

export class GrantsQuery extends PageQuery {
  /** Только эта роль. */
  @IsOptional()
  @IsIn(ROLES, ROLE_WANTED)
  role?: Role;

  @IsOptional()
  @IsUUID()
  municipality_id?: string;

  /** Только эта школа и её классы. */
  @IsOptional()
  @IsUUID()
  school_id?: string;

  /** true — и те, что уже не действуют. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  all: boolean = false;
}

export class NewGrantDto {
  /** Директор даёт school_admin и homeroom своей школы, ministry_admin — остальные. */
  @IsIn(ROLES, ROLE_WANTED)
  role: Role;

  /** Муниципалитет — для муниципальных ролей. */
  @IsOptional()
  @IsUUID()
  municipality_id?: string;

  /** Школа — для ролей школы и вместе с классом. */
  @IsOptional()
  @IsUUID()
  school_id?: string;

  /** Класс — для homeroom. */
  @IsOptional()
  @IsUUID()
  class_id?: string;

  /** СНИЛС того, кому даётся роль, 11 цифр с контрольным числом. */
  @IsString({ message: 'нужен СНИЛС' })
  @MaxLength(20, { message: 'нужен СНИЛС: 11 цифр' })
  snils: string;

  /** Дата рождения, ГГГГ-ММ-ДД. */
  @Matches(DAY, DAY_WANTED)
  birth_date: string;

  /** Номер приказа. */
  @IsString()
  @Length(1, 100, { message: 'от 1 до 100 знаков' })
  basis_number: string;

  /** Дата приказа, ГГГГ-ММ-ДД. */
  @Matches(DAY, DAY_WANTED)
  basis_date: string;

  /** Первый день роли, ГГГГ-ММ-ДД; без него — сегодня. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  valid_from?: string;

  /** Первый день без роли, ГГГГ-ММ-ДД. У директора обязателен: не позже конца учебного года. */
  @IsOptional()
  @Matches(DAY, DAY_WANTED)
  valid_to?: string;
}

export class GrantEndDto {
  /** Почему: останется в аудите. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class GrantHolderDto {
  /** И*** П. С.; null, пока человек ни разу не вошёл. */
  name: string | null;
  birth_year: number;
  /** ***-***-*** 95. */
  snils: string;
}

export class GrantDto {
  id: string;
  role: string;
  /** region, municipality, school или class. */
  scope: string;
  municipality_id: string | null;
  municipality_name: string | null;
  school_id: string | null;
  school_name: string | null;
  class_id: string | null;
  class_label: string | null;
  holder: GrantHolderDto;
  /** coming — срок не начался; held — действует; expired — срок истёк; ended — прекращена. */
  state: string;
  /** false — ждёт первого входа человека через Госуслуги. */
  bound: boolean;
  basis: string;
  /** null — роль дана командой, основание — только словами. */
  basis_number: string | null;
  basis_date: string | null;
  valid_from: string;
  /** Первый день без роли; null — до прекращения. */
  valid_to: string | null;
  /** Уполномоченный, назначенный вместо школы: прекращает его министерство, не школа. */
  delegate: boolean;
  /** null — дана командой на сервере. */
  given_by: string | null;
  given_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  end_reason: string | null;
  etag: string;
}

export class GrantsPageDto {
  items: GrantDto[];
  next_cursor: string | null;
}

export class OwnSessionDto {
  id: string;
  /** true — та, в которой задан вопрос. */
  current: boolean;
  opened_at: Date;
  /** С точностью до минуты. */
  seen_at: Date;
  /** Что бы в ней ни делали; без запросов кончится раньше. */
  expires_at: Date;
}

export class OwnSessionsDto {
  items: OwnSessionDto[];
}

export class EndedSessionsDto {
  /** Сколько сессий закончено. */
  ended: number;
}
