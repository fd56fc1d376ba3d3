import {
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import {
  EXEMPTION_GROUNDS,
  EXEMPTION_STATES,
  EXEMPTION_TYPES,
  type ExemptionGround,
  type ExemptionScope,
  type ExemptionState,
  type ExemptionType,
} from '../../legacy/index.js';
import { AsBoolean } from '../../platform/config/setting.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { Trimmed } from '../../platform/http/trimmed.decorator.js';

const SCOPES = ['person', 'class', 'school', 'role'] as const;
const WAVES = ['staff', 'representatives', 'pupils_14plus', 'pupils_under14'] as const;
const ASKED_TYPES = ['no_esia_possible', 'waiting_esia_check', 'other'] as const;
const BASIS = { message: 'напишите основание: от 3 до 500 знаков' };
const REASON = { message: 'напишите причину: от 3 до 500 знаков' };
const DATE = { message: 'нужна дата ГГГГ-ММ-ДД' };

export class ExemptionsQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот человек. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id?: string;

  /** requested, approved, active, rejected, expired или revoked. */
  @IsOptional()
  @IsIn(EXEMPTION_STATES, { message: 'нет такого состояния исключения' })
  state?: ExemptionState;

  /** no_esia_possible, waiting_esia_check, joined_late или other. */
  @IsOptional()
  @IsIn(EXEMPTION_TYPES, { message: 'нет такого типа исключения' })
  type?: ExemptionType;

  /** person, class, school или role. */
  @IsOptional()
  @IsIn(SCOPES, { message: 'допустимо person, class, school или role' })
  scope?: ExemptionScope;

  /** Только те, что к этому дню уже не действуют. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  ends_by?: string;

  /** true — только заявки и продления, которые ждут решения. */
  @IsOptional()
  @AsBoolean()
  @IsBoolean({ message: 'нужно true или false' })
  undecided: boolean = false;
}

export class ExemptionRequestDto {
  /** Школа, в которой исключение действует. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id: string;

  /** Кого касается: person, class, role или school. */
  @IsIn(SCOPES, { message: 'допустимо person, class, school или role' })
  scope: ExemptionScope;

  /** Человек, для scope person. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор человека' })
  person_id?: string;

  /** Класс, для scope class: ученики и их представители. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор класса' })
  class_id?: string;

  /** Волна, для scope role: staff, representatives, pupils_14plus или pupils_under14. */
  @IsOptional()
  @IsIn(WAVES, { message: 'допустимо staff, representatives, pupils_14plus или pupils_under14' })
  wave?: (typeof WAVES)[number];

  /** no_esia_possible — Госуслуги невозможны; waiting_esia_check — идёт проверка документа, до 30 дней; other. */
  @IsIn(ASKED_TYPES, { message: 'допустимо no_esia_possible, waiting_esia_check или other' })
  type: (typeof ASKED_TYPES)[number];

  /** no_documents (раз в квартал пересматривается), abroad, foreign_citizen, health. */
  @IsOptional()
  @IsIn(EXEMPTION_GROUNDS, { message: 'допустимо no_documents, abroad, foreign_citizen или health' })
  ground?: ExemptionGround;

  /** Основание без имён: его видит и руководитель кампании. */
  @Trimmed()
  @IsString(BASIS)
  @MinLength(3, BASIS)
  @MaxLength(500, BASIS)
  basis: string;

  /** Где лежит документ: номер дела, папка. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MinLength(1, { message: 'не пустая строка' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  evidence_ref?: string;

  /** Первый день; по умолчанию сегодня. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  starts_on?: string;

  /** Первый день, когда исключение уже не действует; по умолчанию самый поздний, 30 сентября следующего учебного года. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  ends_on?: string;
}

export class RenewalDto {
  /** Почему исключение ещё нужно. */
  @Trimmed()
  @IsString(BASIS)
  @MinLength(3, BASIS)
  @MaxLength(500, BASIS)
  basis: string;

  /** Новый первый день, когда оно уже не действует; по умолчанию самый поздний. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, DATE)
  ends_on?: string;
}

export class ExemptionReasonDto {
  /** Почему так решено; без имён. */
  @Trimmed()
  @IsString(REASON)
  @MinLength(3, REASON)
  @MaxLength(500, REASON)
  reason: string;
}

export class ManagerDecisionDto extends ExemptionReasonDto {
  /** approve — дать или продлить; reject — отказать; revoke — отозвать исключение класса, школы или роли. */
  @IsIn(['approve', 'reject', 'revoke'], { message: 'допустимо approve, reject или revoke' })
  decision: 'approve' | 'reject' | 'revoke';
}

export class ExemptionDto {
  id: string;
  school_id: string;
  scope: string;
  /** Только для сотрудников школы; руководителю кампании — null. */
  person_id: string | null;
  class_id: string | null;
  wave: string | null;
  type: string;
  ground: string | null;
  basis: string;
  /** Только для сотрудников школы. */
  evidence_ref: string | null;
  /** requested, approved, active, rejected, expired, revoked. */
  state: string;
  starts_on: string;
  /** Первый день, когда исключение уже не действует. */
  ends_on: string;
  /** До какого дня действует с учётом продления, по которому ещё нет решения. */
  holds_until: string;
  renewal: RenewalStateDto | null;
  requested_at: Date;
  /** principal, campaign_manager или system. */
  decided_as: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  /** Когда заявка ушла руководителю кампании. */
  escalated_at: Date | null;
  ended_at: Date | null;
  /** С какого дня школу просят проверить, нужно ли оно ещё. */
  review_due_on: string | null;
}

export class RenewalStateDto {
  until: string;
  basis: string;
  asked_at: Date;
}

export class ExemptionsPageDto {
  items: ExemptionDto[];
  next_cursor: string | null;
}

export class RunningExemptionsDto {
  school_id: string;
  scope: string;
  type: string;
  ends_on: string;
  count: number;
}

export class ExemptionTotalsDto {
  no_esia_possible: number;
  waiting_esia_check: number;
  joined_late: number;
  other: number;
}

export class ExemptionReportDto {
  as_of: Date;
  /** Действующие сейчас, по типам (I-40). */
  totals: ExemptionTotalsDto;
  items: RunningExemptionsDto[];
}
