import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
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
const REASON = { message: 'напишите причину или основание: от 3 до 500 знаков' };
const trimmed = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.trim() : value,
);

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

export class MergeBody {
  /** Человек, чьи записи переходят. */
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  other_id: string;

  /** Почему это один человек. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class SplitBody {
  /** Записи, которые относятся к другому человеку. */
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одну запись' })
  @ArrayMaxSize(100, { message: 'не больше ста записей' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы записей' })
  record_ids: string[];

  /** Почему это разные люди. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class ReasonBody {
  /** Причина. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class DecisionDto {
  id: string;
  /** proposed — ждёт второго администратора; done — исполнено; undone — отменено; withdrawn — отозвано. */
  state: string;
}

export class SplitDto {
  id: string;
  /** Новый человек, к которому перешли записи. */
  new_person_id: string;
}

export class ProtectionBody {
  /** Вид защиты: adoption, state_protection или court. */
  @IsIn(['adoption', 'state_protection', 'court'], {
    message: 'допустимо adoption, state_protection или court',
  })
  kind: 'adoption' | 'state_protection' | 'court';

  /** Документ-основание. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

const DATE = { message: 'нужна дата ГГГГ-ММ-ДД' };
const NAME = { message: 'до 200 знаков' };
const WRITTEN = { message: 'заполните поле' };

export class PersonNameBody {
  /** Фамилия. */
  @trimmed
  @IsString(WRITTEN)
  @MinLength(1, WRITTEN)
  @MaxLength(200, NAME)
  last_name: string;

  /** Имя. */
  @trimmed
  @IsString(WRITTEN)
  @MinLength(1, WRITTEN)
  @MaxLength(200, NAME)
  first_name: string;

  /** Отчество; нет — если его нет. */
  @IsOptional()
  @trimmed
  @IsString()
  @MaxLength(200, NAME)
  middle_name?: string;
}

export class AdoptionBody extends PersonNameBody {
  /** Дата рождения по новому свидетельству. */
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  birth_date: string;

  /** СНИЛС, если уже выдан. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  snils?: string;

  /** Представители, которые остаются. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы людей' })
  kept_representative_ids?: string[];

  /** Документ-основание. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class NewPersonDto {
  id: string;
}

export class DeathBody {
  /** Дата смерти. */
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  date: string;

  /** Документ-основание. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class CorrectionBody {
  /** ФИО целиком, если оно исправляется. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PersonNameBody)
  name?: PersonNameBody;

  /** Дата рождения. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  birth_date?: string;

  /** СНИЛС; верный прежний вручную не заменяется. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  snils?: string;

  /** Пол: M или F. */
  @IsOptional()
  @IsIn(['M', 'F'], { message: 'допустимо M или F' })
  gender?: 'M' | 'F';

  /** Гражданство кодом ISO 3166-1 из трёх букв. */
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'нужен код страны из трёх букв' })
  citizenship?: string;

  /** Документ-основание. */
  @trimmed
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  basis: string;
}

export class CorrectionDto {
  /** Что исправлено: names, birth_date, snils, gender, citizenship. */
  attributes: string[];
}
