import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { type CampaignPhase, PHASES, type RoleWave, WAVES } from '../../legacy/index.js';

export const ACT_EVENTS = ['start', 'pause', 'resume', 'postpone', 'rollback', 'close'] as const;

const MOST = 3_000;
const UUIDS = 'нужны идентификаторы UUID';
const WAVE = `нужны волны из списка: ${WAVES.join(', ')}`;
const PHASE = `нужен этап: ${PHASES.join(', ')}`;

/** Что сделать с кампанией. */
export class CampaignOrderDto {
  /** start — начать; pause, resume — приостановить и возобновить; postpone — перенести; rollback — вернуть на прежний этап; close — закрыть. */
  @IsIn(ACT_EVENTS, { message: `нужно действие: ${ACT_EVENTS.join(', ')}` })
  event: (typeof ACT_EVENTS)[number];

  /** Почему: увидят в истории школа и муниципалитет. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;

  /** Новый день отключения, ГГГГ-ММ-ДД: для start (без него — по графику региона), postpone, rollback. */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'нужна дата ГГГГ-ММ-ДД' })
  date?: string;

  /** Для postpone вместо date: на сколько дней позже нынешней даты каждой кампании; запрещённый день уходит на первый разрешённый. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'нужно целое число дней от 1 до 366' })
  @Min(1, { message: 'нужно целое число дней от 1 до 366' })
  @Max(366, { message: 'нужно целое число дней от 1 до 366' })
  days?: number;

  /** Для rollback: этап, на который вернуть. */
  @IsOptional()
  @IsIn(PHASES, { message: PHASE })
  to?: CampaignPhase;

  /** Дата остаётся, хотя её запрещает календарь; причина — в reason. */
  @IsOptional()
  @IsBoolean({ message: 'нужно true или false' })
  override_calendar?: boolean;
}

/** Действие над многими кампаниями: названными, или школ, муниципалитета, журнала, всего региона. */
export class CampaignActDto extends CampaignOrderDto {
  /** Кампании поимённо; вместо всех других отборов. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одну кампанию' })
  @ArrayMaxSize(MOST, { message: `не больше ${MOST} за раз` })
  @IsUUID(undefined, { each: true, message: UUIDS })
  campaign_ids?: string[];

  /** Кампании этих школ. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1, { message: 'назовите хотя бы одну школу' })
  @ArrayMaxSize(MOST, { message: `не больше ${MOST} за раз` })
  @IsUUID(undefined, { each: true, message: UUIDS })
  school_ids?: string[];

  /** Школы этого муниципалитета. */
  @IsOptional()
  @IsUUID()
  municipality_id?: string;

  /** Только этот журнал; для start обязателен, если кампании не названы поимённо. */
  @IsOptional()
  @IsUUID()
  journal_system_id?: string;

  /** Только эти волны; без него — все. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1, { message: WAVE })
  @IsIn(WAVES, { each: true, message: WAVE })
  waves?: RoleWave[];

  /** true — весь регион: чтобы забытый отбор не затронул всех. */
  @IsOptional()
  @IsBoolean({ message: 'нужно true или false' })
  whole_region?: boolean;
}

export class CampaignConfirmationDto {
  /** Чем подтверждается готовность школы: приказ, протокол. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class CampaignResultDto {
  campaign_id: string;
  school_id: string;
  wave: string;
  /** moved — переведена; carried_along — ушла вместе с предыдущей волной; held — осталась как была. */
  result: string;
  from: string | null;
  to: string | null;
  from_date: string | null;
  to_date: string | null;
  /** Почему осталась: код и что сделать. */
  code: string | null;
  message: string | null;
}

export class CampaignActResultDto {
  act_id: string;
  moved: number;
  held: number;
  items: CampaignResultDto[];
}

export class AccountCountsDto {
  accounts: number;
  /** По состояниям пароля: active, warned, link_required, disabled_linked, disabled_unused, disabled_cutover, reenabled, never_issued, issued_under_exemption, purged. */
  by_state: object;
  not_linked: number;
  exempt: number;
  open_cases: number;
}

export class SchoolTotalDto {
  before: AccountCountsDto;
  after: AccountCountsDto;
}

export class SchoolPreviewDto {
  school_id: string;
  before: AccountCountsDto;
  after: AccountCountsDto;
}

export class FailingGateDto {
  campaign_id: string;
  school_id: string;
  wave: string;
  /** К какому этапу относится условие. */
  phase: string;
  code: string;
  text: string;
}

export class CampaignActPreviewDto {
  moved: number;
  held: number;
  items: CampaignResultDto[];
  /** Все школы вместе; запись двух школ считается один раз. */
  total: SchoolTotalDto;
  schools: SchoolPreviewDto[];
  /** Невыполненные условия следующего этапа и отключения у затронутых кампаний. */
  failing_gates: FailingGateDto[];
}

export class PaperAlternativeDto {
  refusal_id: string;
  /** ГГГГ-ММ-ДД. */
  refused_on: string;
  /** Когда директор подтвердил бумажную замену; null — ещё нет, и отключение не состоится. */
  paper_confirmed_at: Date | null;
}

export class ConfirmedDto {
  /** Отказы от Госуслуг в этой волне и их бумажные замены, без имён. */
  refusals: PaperAlternativeDto[];
  without_paper: number;
}
