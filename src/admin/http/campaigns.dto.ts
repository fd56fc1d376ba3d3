import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { type CampaignPhase, PHASES, type RoleWave, WAVES } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

const WAVE = `нужна волна: ${WAVES.join(', ')}`;
const PHASE = `нужен этап: ${PHASES.join(', ')}`;

export class CampaignsQuery extends PageQuery {
  /** Только эта школа. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id?: string;

  /** Только этот муниципалитет. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор муниципалитета' })
  municipality_id?: string;

  /** Только этот журнал. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор журнала из /api/v1/campaign-policies' })
  journal_system_id?: string;

  /** Только эта волна: staff, representatives, pupils_14plus, pupils_under14. */
  @IsOptional()
  @IsIn(WAVES, { message: WAVE })
  wave?: RoleWave;

  /** Только этот этап: not_scheduled, preparation, announced, soft_launch, link_required, brownouts, cutover, grace, closed. */
  @IsOptional()
  @IsIn(PHASES, { message: PHASE })
  phase?: CampaignPhase;
}

export class PostponementsQuery {
  /** С какого дня считать, ГГГГ-ММ-ДД; без него — с начала учебного года. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  since?: string;
}

export class NamedDto {
  id: string;
  name: string;
}

export class NamedSystemDto extends NamedDto {
  /** Код журнала: его client_id. */
  code: string;
}

export class CampaignDto {
  id: string;
  school: NamedDto;
  municipality: NamedDto;
  journal_system: NamedSystemDto;
  /** staff, representatives, pupils_14plus, pupils_under14. */
  wave: string;
  /** Этап: not_scheduled, preparation, announced, soft_launch, link_required, brownouts, cutover, grace, closed. */
  phase: string;
  phase_since: Date;
  /** День отключения паролей, ГГГГ-ММ-ДД. */
  cutover_on: string | null;
  announced_at: Date | null;
  cut_over_at: Date | null;
  closed_at: Date | null;
  /** С какого времени приостановлена; null — идёт по плану. */
  paused_at: Date | null;
  /** Когда отключение этой даты подтвердили директор или муниципалитет. */
  confirmed_at: Date | null;
  /** Сколько раз подряд дата перенеслась сама из-за невыполненных условий. */
  missed_in_row: number;
}

export class CampaignsPageDto {
  items: CampaignDto[];
  next_cursor: string | null;
}

export class CriterionDto {
  code: string;
  passed: boolean;
  /** Доля от 0 до 1 или число; null — посчитать нечего. */
  value: number | null;
  threshold: number | null;
  numerator: number | null;
  denominator: number | null;
  /** Что это и что сделать. */
  text: string;
}

export class NextPhaseDto {
  phase: string;
  criteria: CriterionDto[];
}

export class ReadinessNumbersDto {
  accounts: number;
  /** Записи, которыми входили за последние 30 учебных дней. */
  signed_in: number;
  linked: number;
  /** Записи, которые без пароля останутся без входа (I-32). */
  at_risk: number;
  /** false — журнал прислал не все дни, и его молчание ничего не доказывает. */
  feed_complete: boolean;
  open_reviews: number;
  refusals: number;
  refusals_without_paper: number;
}

export class CampaignDetailsDto extends CampaignDto {
  numbers: ReadinessNumbersDto;
  /** Готовность к отключению (I-33): null — за 30 учебных дней никто не входил. */
  readiness_share: number | null;
  next: NextPhaseDto | null;
  /** Условия самого отключения; пусто до объявления и после отключения. */
  cutover: CriterionDto[];
  /** false — следующий этап раньше предыдущей волны начать нельзя. */
  in_order: boolean;
}

export class CampaignStepDto {
  /** Одно действие может перевести много кампаний. */
  act_id: string;
  /** start, move, missed, postpone, advance, rollback, pause, resume, confirm, close, carried_along. */
  event: string;
  from: string;
  to: string;
  from_date: string | null;
  to_date: string | null;
  /** system или administrator. */
  actor: string;
  actor_id: string | null;
  reason: string;
  /** Числа условий и записей, никогда не люди. */
  facts: object;
  at: Date;
}

export class CampaignHistoryDto {
  items: CampaignStepDto[];
  next_cursor: string | null;
}

export class PostponementsOfSchoolDto {
  school_id: string;
  school_name: string;
  /** Переносы решением человека. */
  asked: number;
  /** Автоматические переносы из-за невыполненных условий. */
  automatic: number;
  /** Заявки на перенос, которые ещё рассматриваются. */
  waiting: number;
}

export class PostponementsDto {
  since: string;
  asked: number;
  automatic: number;
  waiting: number;
  schools: PostponementsOfSchoolDto[];
}
