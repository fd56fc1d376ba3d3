import { IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { ENDS_BY_SCHOOL, type EndBySchool, type Refusal, REFUSALS } from '../../linking/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

const STATES = [
  ...['pending_proof', 'pending_review', 'awaiting_consent', 'active', 'suspended'],
  ...['rejected', 'expired', 'superseded', 'revoked'],
] as const;

export class LinksQuery extends PageQuery {
  /** Школа, чьи привязки показать; без неё — всех ваших школ. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Человек контингента. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id?: string;

  /** Состояние привязки, например pending_proof. */
  @IsOptional()
  @IsIn(STATES, { message: 'нет такого состояния привязки' })
  state?: string;
}

export class LinkDto {
  id: string;
  /** pending_proof, pending_review, awaiting_consent, active, suspended, rejected, expired, superseded, revoked. */
  state: string;
  reason: string | null;
  rule: string;
  account_id: string;
  role: string | null;
  class_label: string | null;
  /** Имя в Госуслугах под маской. */
  esia_person: string;
  /** Имя в журнале под маской. */
  roster_person: string | null;
  created_at: Date;
  changed_at: Date;
  until: Date | null;
}

export class LinksPageDto {
  items: LinkDto[];
  /** Передайте в cursor, чтобы получить следующую страницу; null на последней. */
  next_cursor: string | null;
}

export class LinkStepDto {
  from: string | null;
  to: string;
  event: string;
  reason: string | null;
  /** Номер и дата документа. */
  basis: string | null;
  rule: string | null;
  /** Имена совпавших сведений; значений здесь нет. */
  equal: string[];
  different: string[];
  missing: string[];
  /** system, person, administrator, client или operator. */
  actor: string;
  at: Date;
}

export class LinkHistoryDto {
  id: string;
  state: string;
  steps: LinkStepDto[];
}

export class RevokeLinkDto {
  /** school_error, wrong_person, user_request, court_order, representation_ended или security_incident. */
  @IsIn(ENDS_BY_SCHOOL, {
    message:
      'допустимо school_error, wrong_person, user_request, court_order, representation_ended или security_incident',
  })
  reason: EndBySchool;

  /** Номер и дата документа; для court_order и representation_ended обязателен. */
  @IsOptional()
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  basis?: string;
}

export class SuspendLinkDto {
  /** Только security: на слово пользователя, что его Госуслуги в чужих руках. */
  @IsIn(['security'], { message: 'допустимо security' })
  reason: 'security';
}

export class RefuseLinkDto {
  /** not_this_person, not_of_this_school или no_document. */
  @IsIn(REFUSALS, { message: 'допустимо not_this_person, not_of_this_school или no_document' })
  reason: Refusal;
}

export class LinkStateDto {
  /** Состояние привязки после решения. */
  state: string;
}

export class ConfirmLinkDto {
  /** Какой документ школа видела: вид, номер, дата. */
  @IsString({ message: 'нужен текст' })
  @MinLength(3, { message: 'не меньше трёх знаков' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  basis: string;
}
