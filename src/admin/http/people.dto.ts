import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { AsBoolean } from '../../platform/config/setting.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

const READINESS = [
  'ready',
  'snils_missing',
  'snils_invalid',
  'snils_duplicate',
  'no_snils_foreign',
  'birthdate_missing',
];

export class PeopleQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот класс. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;

  /** Начало фамилии. */
  @IsOptional()
  @IsString()
  @MinLength(2, { message: 'введите не меньше двух знаков' })
  @MaxLength(100, { message: 'не больше ста знаков' })
  search?: string;

  /** Готовность к привязке: ready, snils_missing, snils_invalid, snils_duplicate, no_snils_foreign, birthdate_missing. */
  @IsOptional()
  @IsIn(READINESS, { message: 'недопустимая готовность' })
  readiness?: string;

  /** true — только защищённые люди, без имени, школы и класса; иначе их в списке нет. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  protected: boolean = false;
}

export class PlaceSchoolDto {
  id: string;
  short_name: string;
}

export class PersonPlaceDto {
  /** student, representative или staff. */
  kind: string;
  school: PlaceSchoolDto;
  /** «5А» ученика или ребёнка. */
  class_label: string | null;
}

export class PersonDto {
  id: string;
  /** Скрытое имя вида «И*** П. С.»; у защищённого человека в списке — null. */
  name: string | null;
  birth_year: number | null;
  /** «***-***-*** 95»; null, если верного СНИЛС нет. */
  snils: string | null;
  readiness: string | null;
  /** SNILS_DUPLICATE_FAMILY: номер родителя у ребёнка. */
  problem: string | null;
  protected: boolean;
  deceased: boolean;
  /** ФИО человек ввёл о себе сам. */
  names_self_typed: boolean;
  places: PersonPlaceDto[];
}

export class PeoplePageDto {
  items: PersonDto[];
  next_cursor: string | null;
}

export class PersonRecordDto {
  id: string;
  /** student, representative или staff. */
  kind: string;
  source: string;
  /** Идентификатор строки в источнике. */
  source_id: string;
  /** Чья это запись, решил человек: загрузка её не переносит. */
  pinned: boolean;
}

export class PersonCardDto extends PersonDto {
  records: PersonRecordDto[];
  /** Сведения, исправленные школой: names, birth_date, snils, gender, citizenship. */
  attributes_by_hand: string[];
  /** Действующие защиты: adoption, state_protection, court. */
  protections: string[];
}
