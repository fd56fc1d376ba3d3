import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength, MinLength } from 'class-validator';
import {
  REVEAL_REASONS,
  REVEALED_FIELDS,
  type RevealedField,
  type RevealReason,
} from '../../linking/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { LinkStepDto } from './links.dto.js';

const STATES = ['open', 'linked', 'rejected', 'expired'] as const;

export class LinkReviewsQuery extends PageQuery {
  /** Школа, чьи дела показать; без неё — всех ваших школ. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** open, linked, rejected или expired. */
  @IsOptional()
  @IsIn(STATES, { message: 'допустимо open, linked, rejected или expired' })
  state?: (typeof STATES)[number];

  /** Код дела, например BIRTHDATE_MISMATCH. */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Z_]{2,50}$/, { message: 'нужен код дела, например BIRTHDATE_MISMATCH' })
  code?: string;
}

export class ReviewTimerDto {
  /** Сколько календарных дней дело открыто. */
  open_for_days: number;
  /** Дней до напоминания директору; отрицательное — напомнили. */
  days_to_reminder: number;
  /** Дней до передачи выше; null, если дело уже у министерства. */
  days_to_next_level: number | null;
}

export class LinkReviewDto {
  id: string;
  school_id: string | null;
  link_id: string | null;
  /** Почему дело открыто: код исхода входа. */
  code: string;
  /** Правило сопоставления, R1…R8. */
  rule: string;
  /** open, linked, rejected или expired. */
  state: string;
  /** Кто должен решить: school, municipality (назначает уполномоченного) или ministry. */
  level: string;
  /** Имя в Госуслугах под маской. */
  person: string;
  opened_at: Date;
  decided_at: Date | null;
  /** Первое из двух решений принято: нужен второй администратор. */
  awaits_second: boolean;
  proposed_account_id: string | null;
  timer: ReviewTimerDto;
  /** Ревизия дела: её же называет ETag. */
  revision: number;
}

export class LinkReviewsPageDto {
  items: LinkReviewDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class ComparedAttributeDto {
  /** last_name, first_name, middle_name, birth_date или snils. */
  attribute: string;
  /** equal, different или missing. */
  result: string;
  /** Под маской: • — буква совпала, × — отличается; год рождения; две последние цифры СНИЛС. */
  esia: string | null;
  roster: string | null;
}

export class BirthDatePartsDto {
  day: string;
  month: string;
  year: string;
}

export class ReviewSchoolDto {
  id: string;
  short_name: string;
}

export class ReviewCandidateDto {
  account_id: string;
  role: string;
  schools: ReviewSchoolDto[];
  class_label: string | null;
  /** Имя в журнале под маской; null, если у записи нет человека. */
  person: string | null;
  attributes: ComparedAttributeDto[];
  birth_date_parts: BirthDatePartsDto | null;
  /** DAY_MONTH_SWAPPED: похоже, переставлены день и месяц. */
  hint: string | null;
}

export class LinkReviewSheetDto extends LinkReviewDto {
  /** Почему дело здесь. */
  why: string;
  /** Что сделать, по порядку. */
  steps: string[];
  candidates: ReviewCandidateDto[];
  /** Последние цифры СНИЛС, который Госуслуги называют вместо прежнего. */
  new_snils_last2: string | null;
  history: LinkStepDto[];
}

export class RevealDto {
  /** snils, birth_date или name. */
  @IsIn(REVEALED_FIELDS, { message: 'допустимо snils, birth_date или name' })
  field: RevealedField;

  /** Зачем: compare_with_document, person_asks, source_asks или authority_asks. */
  @IsIn(REVEAL_REASONS, {
    message: 'допустимо compare_with_document, person_asks, source_asks или authority_asks',
  })
  reason: RevealReason;

  /** Запись журнала, чьё значение показать; без неё — значение Госуслуг. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен account_id из этого дела' })
  account_id?: string;
}

export class RevealedDto {
  /** null, если значения нет. */
  value: string | null;
}

/** On what a decision about a case rests. */
export class GroundsDto {
  /** На чём основано решение; остаётся в деле. */
  @IsString({ message: 'нужен текст' })
  @Length(5, 500, { message: 'от 5 до 500 знаков' })
  reason: string;

  /** Номер и дата документа: нужен, если роль взрослого открывают несовершеннолетнему. */
  @IsOptional()
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  basis?: string;
}

export class ApproveReviewDto extends GroundsDto {
  /** Запись журнала этого человека: одна из показанных в деле. */
  @IsUUID(undefined, { message: 'нужен account_id из этого дела' })
  account_id: string;
}

export class RejectReviewDto {
  /** Почему отказано; остаётся в деле. */
  @IsString({ message: 'нужен текст' })
  @Length(5, 500, { message: 'от 5 до 500 знаков' })
  reason: string;
}

export class ReviewDecisionDto {
  /** linked — решено; first_of_two — решение ждёт второго администратора; rejected — отказано. */
  result: string;
}
