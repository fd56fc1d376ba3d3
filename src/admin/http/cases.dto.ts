import { type LinkDto } from './links.dto.js';

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
  /** null, пока Госуслуги не сказали, кто это. */
  person: CasePersonDto | null;
}
