import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { QUALITY_PROBLEMS, type QualityProblem } from '../../roster/index.js';

const PROBLEMS = [...QUALITY_PROBLEMS, 'any'];

export class QualityQuery {
  /** Только эта школа; тогда и по классам. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

export class QualityTableQuery extends QualityQuery {
  /** Только этот класс. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;

  /** Вид ошибки из ответа /api/v1/data-quality; any — с любой ошибкой. */
  @IsOptional()
  @ApiProperty({ type: 'string', required: false, enum: PROBLEMS, description: 'Вид ошибки; any — любая.' })
  @IsIn(PROBLEMS, { message: 'нет такого вида ошибки' })
  problem?: QualityProblem | 'any';
}

export class QualityPeopleQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот класс. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;

  /** Вид ошибки из ответа /api/v1/data-quality; any — с любой ошибкой. */
  @IsOptional()
  @ApiProperty({ type: 'string', required: false, enum: PROBLEMS, description: 'Вид ошибки; any — любая.' })
  @IsIn(PROBLEMS, { message: 'нет такого вида ошибки' })
  problem?: QualityProblem | 'any';
}

export class PrematchPeopleQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;
}

const NUMBERS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class QualityCountDto {
  school_id: string;
  school_name: string;
  /** null — школа целиком. */
  class_id: string | null;
  /** «5А». */
  class_label: string | null;
  /** student, representative или staff. */
  kind: string;
  /** Всего людей, защищённые и без даты рождения в том числе. */
  total: number;
  /** Готовы к привязке. */
  ready: number;
  /** Сколько людей с каждой ошибкой; у одного человека их может быть несколько. birthdate_missing — «без даты рождения». */
  @ApiProperty(NUMBERS)
  problems: Record<string, number>;
}

export class QualityCountsDto {
  items: QualityCountDto[];
}

export class QualityPersonDto {
  id: string;
  /** Скрытое имя вида «И*** П. С.». */
  name: string;
  birth_year: number | null;
  /** «***-***-*** 95»; null, если верного СНИЛС нет. */
  snils: string | null;
  /** student, representative или staff. */
  kind: string;
  school_id: string;
  school_name: string;
  class_label: string | null;
  /** Идентификаторы строк в источнике: по ним человека находят там. */
  source_ids: string[];
  readiness: string;
  problems: string[];
}

export class QualityPeopleDto {
  items: QualityPersonDto[];
  next_cursor: string | null;
}

export class SanityDto {
  school_id: string;
  school_name: string;
  pupils_without_class: number;
  /** Классы, где сегодня кто-нибудь учится. */
  classes: number;
  /** Открытые учётные записи классных руководителей. */
  homeroom_accounts: number;
  /** На сколько классов записей классных руководителей не хватает. */
  classes_without_homeroom: number;
  representatives_without_child: number;
  accounts_without_person: number;
}

export class SanityListDto {
  items: SanityDto[];
}

export class PrematchCountDto {
  school_id: string;
  school_name: string;
  /** null — школа целиком. */
  class_id: string | null;
  class_label: string | null;
  /** student, representative или staff. */
  kind: string;
  total: number;
  /** Привяжутся сами при первом входе. */
  would_link: number;
  /** Доля would_link от total, от 0 до 1; null, если никого нет. */
  share: number | null;
  /** Почему не привяжутся остальные: готовность, representation_in_question, no_account. */
  @ApiProperty(NUMBERS)
  reasons: Record<string, number>;
}

export class PrematchDto {
  items: PrematchCountDto[];
}

export class PrematchPersonDto {
  id: string;
  /** Скрытое имя вида «И*** П. С.». */
  name: string;
  /** student, representative или staff. */
  kind: string;
  school_id: string;
  school_name: string;
  class_label: string | null;
  /** Готовность, representation_in_question или no_account. */
  reason: string;
}

export class PrematchPeopleDto {
  items: PrematchPersonDto[];
  next_cursor: string | null;
}
