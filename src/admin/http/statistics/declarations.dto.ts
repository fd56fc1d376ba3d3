import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import {
  DECLARATION_OUTCOMES,
  type DeclarationOutcome,
  PUPIL_STATUSES,
  type PupilStatus,
  WITHDRAWAL_REASONS,
  type WithdrawalReason,
} from '../../../statistics/index.js';

const NEED_SCHOOL = 'нужен идентификатор школы из /api/v1/schools';
const NEED_CLASS = 'нужен идентификатор класса';

export class DeclarationsQuery extends PageQuery {
  /** Школа; без неё назовите класс. */
  @IsOptional()
  @IsUUID(undefined, { message: NEED_SCHOOL })
  school_id?: string;

  /** Только этот класс. */
  @IsOptional()
  @IsUUID(undefined, { message: NEED_CLASS })
  class_id?: string;
}

export class DeclarationToRecordDto {
  /** Школа, в которой учится ученик. */
  @IsUUID(undefined, { message: NEED_SCHOOL })
  school_id: string;

  /** Ученик. */
  @IsUUID(undefined, { message: 'нужен идентификатор ученика' })
  person_id: string;
}

export class ClassDeclarationsDto {
  /** Класс, о котором отметка. */
  @IsUUID(undefined, { message: NEED_CLASS })
  class_id: string;

  /** Ученики этого класса, от 1 до 200. */
  @IsArray()
  @ArrayNotEmpty({ message: 'назовите хотя бы одного ученика' })
  @ArrayMaxSize(200, { message: 'не больше 200 учеников за один раз' })
  @IsUUID(undefined, { each: true, message: 'нужны идентификаторы учеников' })
  person_ids: string[];
}

export class WithdrawalDto {
  /** Почему: записано по ошибке, учётной записи на самом деле нет, просьба семьи. */
  @IsIn(WITHDRAWAL_REASONS, { message: 'нужно recorded_by_mistake, no_account или family_request' })
  @ApiProperty({ enum: WITHDRAWAL_REASONS })
  reason: WithdrawalReason;
}

export class DeclaredPupilDto {
  person_id: string;
  /** Записано; уже отмечено; уже привязано; ученик не этого класса; такого ученика у вас нет. */
  @ApiProperty({ enum: DECLARATION_OUTCOMES })
  outcome: DeclarationOutcome;
  /** Отметка, которую записал этот запрос. */
  declaration_id: string | null;
}

export class DeclaredPupilsDto {
  items: DeclaredPupilDto[];
}

export class PupilDeclarationDto {
  id: string;
  /** homeroom, school_admin или representative. */
  declared_by: string;
  recorded_at: Date;
}

export class ListedPupilDto {
  person_id: string;
  /** Скрытое имя: `И*** П. С.` */
  name: string;
  class_id: string | null;
  /** Например `5А`. */
  class_name: string | null;
  /** Пользуется входом; привязан; отказ; отмечено «УЗ создана»; ошибка в данных; ничего нет. */
  @ApiProperty({ enum: PUPIL_STATUSES })
  status: PupilStatus;
  declared: boolean;
  linked: boolean;
  used: boolean;
  /** Отмечено, но не привязано: расхождение. */
  deviates: boolean;
  /** СНИЛС или дата рождения мешают привязке; для прошлых дней неизвестно — null. */
  data_error: boolean | null;
  /** Действующая на эту дату отметка «УЗ создана». */
  declaration: PupilDeclarationDto | null;
}

export class ListedPupilsDto {
  /** День, на который это верно. */
  as_of: string;
  items: ListedPupilDto[];
  next_cursor: string | null;
}
