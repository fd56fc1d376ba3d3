import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
} from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import {
  type CorrectedAttribute,
  REQUEST_KINDS,
  REQUEST_STATES,
  type RequestKind,
  type RequestState,
} from '../../../privacy/index.js';

const DAY = { message: 'нужна дата ГГГГ-ММ-ДД' };

export class SubjectRequestsQuery extends PageQuery {
  /** received, awaiting_second, answered, refused или withdrawn. */
  @IsOptional()
  @IsIn(REQUEST_STATES, { message: 'нет такого состояния' })
  state?: RequestState;

  /** access, correction, blocking или erasure. */
  @IsOptional()
  @IsIn(REQUEST_KINDS, { message: 'допустимо access, correction, blocking или erasure' })
  kind?: RequestKind;
}

export class NewSubjectRequestDto {
  /** access — доступ; correction — уточнение; blocking — блокирование; erasure — уничтожение. */
  @IsIn(REQUEST_KINDS, { message: 'допустимо access, correction, blocking или erasure' })
  kind: RequestKind;

  /** Номер и дата письма; что в нём написано, остаётся на бумаге. */
  @IsString({ message: 'нужны номер и дата письма' })
  @MinLength(3, { message: 'нужны номер и дата письма' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  document: string;

  /** День, когда письмо получено. */
  @IsISO8601({ strict: true }, DAY)
  received_on: string;

  /** Человек контингента; без него — snils и birth_date. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id?: string;

  /** СНИЛС обратившегося в любой записи. */
  @IsOptional()
  @IsString({ message: 'нужен СНИЛС' })
  @MaxLength(30, { message: 'СНИЛС — 11 цифр' })
  snils?: string;

  /** Дата рождения обратившегося. */
  @IsOptional()
  @IsISO8601({ strict: true }, DAY)
  birth_date?: string;
}

export class SubjectRequestDto {
  id: string;
  kind: string;
  state: string;
  /** null — такого человека в контингенте нет. */
  person_id: string | null;
  document: string;
  received_on: string;
  /** Последний день ответа: десять рабочих дней, с продлением пятнадцать. */
  due_on: string;
  extended_because: string | null;
  answer: string | null;
  registered_at: Date;
  closed_at: Date | null;
}

export class SubjectRequestsPageDto {
  @ApiProperty({ type: [SubjectRequestDto] })
  items: SubjectRequestDto[];
  next_cursor: string | null;
}

export class RequestWordsDto {
  /** Что ответили или почему; без персональных данных. */
  @IsString({ message: 'нужен текст' })
  @MinLength(5, { message: 'не меньше пяти знаков' })
  @MaxLength(1000, { message: 'не больше 1000 знаков' })
  text: string;
}

const ATTRIBUTES = ['names', 'birth_date', 'snils', 'gender', 'citizenship'] as const;

export class CorrectionAskedDto {
  /** Что исправить: names, birth_date, snils, gender, citizenship. Значения школа берёт из документа. */
  @IsArray({ message: 'нужен список' })
  @ArrayMinSize(1, { message: 'назовите хотя бы одно' })
  @ArrayMaxSize(5)
  @ArrayUnique({ message: 'без повторов' })
  @IsIn(ATTRIBUTES, { each: true, message: 'допустимо names, birth_date, snils, gender, citizenship' })
  attributes: CorrectedAttribute[];
}

export class SchoolsAskedDto {
  /** Скольким школам поставлена задача. */
  schools: number;
}

export class ReportQuery {
  /** html — страница для печати; json — то же программам. */
  @IsOptional()
  @IsIn(['html', 'json'], { message: 'допустимо html или json' })
  format: 'html' | 'json' = 'html';
}

export class ReportedLineDto {
  item: string;
  value: string;
  /** Когда получено или изменено, ДД.ММ.ГГГГ. */
  at: string | null;
}

export class ReportedSectionDto {
  title: string;
  @ApiProperty({ type: [ReportedLineDto] })
  lines: ReportedLineDto[];
}

export class ReportedPurposeDto {
  name: string;
  basis: string;
  categories: string;
  recipients: string;
  /** Сколько хранится. */
  kept: string;
}

export class ReportedAccessDto {
  /** День, ДД.ММ.ГГГГ. */
  at: string;
  /** Кто: администратор, система, сам человек. */
  who: string;
  what: string;
}

export class ReportedProcessorDto {
  party: string;
  document: string;
}

/** What the file of an answer says (152-ФЗ, ст. 14, ч. 7). */
export class AccessReportDto {
  document: string;
  /** День составления, ДД.ММ.ГГГГ. */
  madeOn: string;
  regionName: string;
  @ApiProperty({ type: [ReportedSectionDto] })
  sections: ReportedSectionDto[];
  @ApiProperty({ type: [ReportedPurposeDto] })
  purposes: ReportedPurposeDto[];
  @ApiProperty({ type: [ReportedAccessDto] })
  accesses: ReportedAccessDto[];
  @ApiProperty({ type: [ReportedProcessorDto] })
  processors: ReportedProcessorDto[];
}

export class ErasureLineDto {
  what: string;
  /** erased — уничтожается; depersonalised — обезличивается; stays — остаётся. */
  fate: string;
  basis: string;
  /** До какого дня остаётся; null — срока нет. */
  until: string | null;
}

export class ErasurePlanDto {
  /** Что мешает: enrolled_or_employed, represents_a_pupil, link_not_ended, case_open, administrator. */
  obstacles: string[];
  @ApiProperty({ type: [ErasureLineDto] })
  lines: ErasureLineDto[];
}
