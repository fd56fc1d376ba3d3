import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { AsBoolean } from '../../platform/config/setting.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import {
  REVEAL_REASONS,
  REVEALED_FIELDS,
  type RevealedField,
  type RevealReason,
} from '../../linking/index.js';
import { STANDING_FILTERS, type StandingFilter } from '../../roster/index.js';

const READINESS = [
  'ready',
  'snils_missing',
  'snils_invalid',
  'snils_duplicate',
  'no_snils_foreign',
  'birthdate_missing',
];

const KINDS = ['student', 'representative', 'staff'] as const;

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

  /**
   * Отношение к Госуслугам: linked, not_linked, suspended, pending (привязка ждёт), exempt, refusal, declared (заявлено, что
   * запись есть), data_error (данные с ошибкой).
   */
  @IsOptional()
  @IsIn(STANDING_FILTERS, { message: `допустимо ${STANDING_FILTERS.join(', ')}` })
  standing?: StandingFilter;

  /** Кто это в школе: student, representative или staff. */
  @IsOptional()
  @IsIn(KINDS, { message: 'допустимо student, representative или staff' })
  kind?: (typeof KINDS)[number];
}

/** The same filters in a body: a СНИЛС must not stand in an address. */
export class PeopleSearchDto extends PeopleQuery {
  /**
   * Номер целиком, в любой записи. Поиск по номеру считается и записывается в аудит.
   * @example '112-233-445 95'
   */
  @IsOptional()
  @IsString({ message: 'нужен СНИЛС' })
  @MaxLength(40, { message: 'СНИЛС — 11 цифр' })
  snils?: string;
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
  /** linked, suspended, pending, exempt, refusal, declared — по школам, которые вам видны; пусто — не привязан. */
  standings: string[];
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
  /** Передайте в If-Match, исправляя сведения. */
  etag: string;
}

export class PersonRevealDto {
  /** snils, birth_date или name. */
  @IsIn(REVEALED_FIELDS, { message: 'допустимо snils, birth_date или name' })
  field: RevealedField;

  /** Зачем: compare_with_document, person_asks, source_asks или authority_asks. */
  @IsIn(REVEAL_REASONS, {
    message: 'допустимо compare_with_document, person_asks, source_asks или authority_asks',
  })
  reason: RevealReason;
}
