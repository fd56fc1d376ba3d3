import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { REMINDER_STAGES, type ReminderStage } from '../../../statistics/index.js';
import { FractionDto } from './report-corrections.dto.js';

export class RemindersQuery extends PageQuery {
  /** Только этот период. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор периода из /api/v1/report-periods' })
  period_id?: string;

  /** seven_days, three_days, one_day — до срока; overdue — срок прошёл. */
  @IsOptional()
  @IsIn(REMINDER_STAGES, { message: `нужно одно из: ${REMINDER_STAGES.join(', ')}` })
  stage?: ReminderStage;
}

export class ReportReminderDto {
  id: string;
  /** Отчёт школы; null — напоминание о своде. */
  report_id: string | null;
  rollup_id: string | null;
  period_id: string;
  period_name: string;
  school_id: string | null;
  school_name: string | null;
  /** Кому отчитывается школа, чей свод; null — школа отчитывается прямо. */
  municipality_id: string | null;
  municipality_name: string | null;
  state: string;
  /** seven_days, three_days, one_day, overdue. */
  stage: string;
  /** Что сказано. */
  text: string;
  /** Последний день срока включительно. */
  due_on: string;
  due_before: Date;
  opened_at: Date;
}

export class RemindersPageDto {
  items: ReportReminderDto[];
  next_cursor: string | null;
}

export class DisciplineQuery extends PageQuery {
  /** По муниципалитетам (municipality) или по школам (school). */
  @IsOptional()
  @IsIn(['municipality', 'school'], { message: 'нужно municipality или school' })
  by: 'municipality' | 'school' = 'municipality';

  /** Один период. */
  @IsOptional()
  @IsUUID(undefined, { message: 'нужен идентификатор периода из /api/v1/report-periods' })
  period_id?: string;

  /** Только эта форма. */
  @IsOptional()
  @Matches(/^[\w-]{1,63}$/, { message: 'нужен код формы' })
  form_code?: string;

  /** Периоды на этот день и позже, ГГГГ-ММ-ДД. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  since?: string;

  /** Периоды на этот день и раньше, ГГГГ-ММ-ДД. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  until?: string;
}

export class DisciplineRowDto {
  /** Муниципалитет или школа; null — школы, которые отчитываются прямо в министерство. */
  id: string | null;
  name: string | null;
  /** Сколько отчётов надо было сдать. */
  obliged: number;
  submitted: number;
  on_time: number;
  late: number;
  /** Срок прошёл, период открыт, отчёта нет. */
  overdue: number;
  /** Период закрыт без принятого отчёта. */
  missing: number;
  returned: number;
  /** submissionRate: сдано в срок среди обязанных. */
  submission_rate: FractionDto;
  submission_rate_percent: number | null;
  /** returnRate: возвращено среди сданных. */
  return_rate: FractionDto;
  return_rate_percent: number | null;
  /** municipalLatency: медиана времени от сдачи до приёма муниципалитетом, секунды; null — принятых нет. */
  municipal_latency_seconds: number | null;
  /** Место по submissionRate в регионе; null — отчётов меньше 10, либо вы видите не весь регион. */
  place: number | null;
}

export class DisciplinePageDto {
  items: DisciplineRowDto[];
  next_cursor: string | null;
}
