import { IsIn, IsOptional, IsUUID, Matches, ValidateIf } from 'class-validator';
import {
  REVEAL_REASONS,
  REVEALED_FIELDS,
  type RevealedField,
  type RevealReason,
} from '../../linking/index.js';
import { type LinkDto } from './links.dto.js';

export class CaseAccessBody {
  /** Номер заявки в системе поддержки: буквы, цифры, дефис; без имён. */
  @Matches(/^(?=.*\d)[A-Za-z0-9А-ЯЁ/_.-]{1,40}$/, {
    message: 'нужен номер заявки: прописные буквы, цифры, дефис, до 40 знаков',
  })
  ticket: string;
}

export class CaseAccessDto {
  /** До этого момента вы видите человека. */
  access_until: Date;
}

export class RevealOfCaseBody {
  /** snils, birth_date или name. */
  @IsIn(REVEALED_FIELDS, { message: 'допустимо snils, birth_date или name' })
  field: RevealedField;

  /** Зачем: compare_with_document, person_asks, source_asks или authority_asks. */
  @IsIn(REVEAL_REASONS, {
    message: 'допустимо compare_with_document, person_asks, source_asks или authority_asks',
  })
  reason: RevealReason;
}

export class CaseLinkBody {
  /** Привязка из этого обращения. */
  @IsUUID(undefined, { message: 'нужен идентификатор привязки из этого обращения' })
  link_id: string;
}

export class EscalateCaseBody {
  /** Школа, которой передать отказ. */
  @ValidateIf(({ link_id }: EscalateCaseBody) => link_id === undefined)
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools или link_id' })
  school_id?: string;

  /** Привязка, о которой человек говорит. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор привязки из этого обращения' })
  link_id?: string;

  /** Что не так с привязкой: wrong_child или wrong_class. */
  @IsOptional()
  @IsIn(['wrong_child', 'wrong_class'], { message: 'допустимо wrong_child или wrong_class' })
  kind?: 'wrong_child' | 'wrong_class';
}

export class CaseEscalationDto {
  /** opened — у школы появилось дело; known — такое уже есть или школа его решила. */
  result: string;
}

export class CaseInstructionsDto {
  /** sent — отправлено; known — по этой заявке уже отправлено; task — адреса нет, школа получила задачу выдать памятку. */
  result: string;
  /** Чем отправлено: email, sms, messenger. */
  channels: string[];
}

export class CaseOutcomeDto {
  /** Код, который человек видел. */
  code: string;
  /** Что ему сказано. */
  cause: string | null;
  advice: string | null;
  /** Кто исправит: user, school, support, parent, wait или nobody. */
  mended_by: string | null;
  school_names: string[];
}

export class CaseReviewDto {
  id: string;
  code: string;
  school_id: string | null;
  level: string;
  opened_at: Date;
}

export class CasePersonDto {
  /** Имя под маской. */
  name: string;
  birth_year: string;
  snils_last2: string | null;
  /** Уровень учётной записи Госуслуг: P, PR или KD. */
  level: string;
  links: LinkDto[];
  open_reviews: CaseReviewDto[];
}

export class CaseDto {
  /** Номер обращения, как его читает человек. */
  number: string;
  started_at: Date;
  /** started, matched, confirmed, chosen, finished, failed, ended или expired. */
  state: string;
  /** journal, account или admin. */
  purpose: string;
  outcomes: CaseOutcomeDto[];
  /** null без открытой заявки и пока Госуслуги не сказали, кто это. */
  person: CasePersonDto | null;
  /** До какого момента вы видите человека; null без открытой заявки. */
  access_until: Date | null;
}
