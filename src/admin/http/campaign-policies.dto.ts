import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type RoleWave, WAVES } from '../../legacy/index.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_WANTED = 'нужна дата ГГГГ-ММ-ДД';

/** Политика целиком: чего в ней нет, то как по умолчанию. */
export class CampaignPolicyChangeDto {
  /** Пороги условий по именам: roster_age_days, data_errors, ready_for_linking, notice_days и другие из ответа GET. Доли — от 0 до 1. */
  @IsOptional()
  @IsObject()
  gates?: Record<string, unknown>;

  /** Сколько раз мастер привязки можно пропустить, от 0 до 20. */
  @IsOptional()
  @IsInt()
  @Min(0, { message: 'от 0 до 20' })
  @Max(20, { message: 'от 0 до 20' })
  skips_allowed?: number;

  /** Отключать пароль через 7 дней после привязки. */
  @IsOptional()
  @IsBoolean()
  disable_on_link?: boolean;

  /** Отключать пароли, которыми давно не входят (LEG-05). */
  @IsOptional()
  @IsBoolean()
  disable_unused?: boolean;

  /** Сколько учебных дней без входа по паролю, от 20 до 200. */
  @IsOptional()
  @IsInt()
  @Min(20, { message: 'от 20 до 200' })
  @Max(200, { message: 'от 20 до 200' })
  unused_school_days?: number;

  /** С этого дня кто не входил по паролю, начать снова не может (LEG-06), ГГГГ-ММ-ДД. */
  @IsOptional()
  @Matches(DAY, { message: DAY_WANTED })
  first_use_blocked_from?: string;

  /** Самое долгое пробное отключение, часов от 1 до 48. */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'от 1 до 48' })
  @Max(48, { message: 'от 1 до 48' })
  brownout_hours?: number;

  /** На сколько дней можно вернуть пароль, от 1 до 7. */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'от 1 до 7' })
  @Max(7, { message: 'от 1 до 7' })
  reenable_days?: number;

  /** Сколько личных исключений директор одобряет сам, от 0 до 10000. */
  @IsOptional()
  @IsInt()
  @Min(0, { message: 'от 0 до 10000' })
  @Max(10_000, { message: 'от 0 до 10000' })
  exemption_quota?: number;

  /** Почему: останется в аудите. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;
}

export class CampaignPolicyDto {
  journal_system_id: string;
  code: string;
  name: string;
  gates: Record<string, number>;
  skips_allowed: number;
  disable_on_link: boolean;
  disable_unused: boolean;
  unused_school_days: number;
  /** ГГГГ-ММ-ДД. */
  first_use_blocked_from: string | null;
  brownout_hours: number;
  reenable_days: number;
  exemption_quota: number;
  /** Для If-Match при изменении: "0" — ещё ничего не решено, всё по умолчанию. */
  etag: string;
}

export class CampaignPoliciesDto {
  items: CampaignPolicyDto[];
}

export class ScheduledDateDto {
  /** staff, representatives, pupils_14plus, pupils_under14. */
  @IsIn(WAVES, { message: `нужна волна: ${WAVES.join(', ')}` })
  wave: RoleWave;

  /** ГГГГ-ММ-ДД. */
  @Matches(DAY, { message: DAY_WANTED })
  cutover_on: string;
}

/** Даты журнала целиком: волны, которой здесь нет, в графике больше нет. */
export class CampaignScheduleChangeDto {
  @IsUUID()
  journal_system_id: string;

  @IsArray()
  @ArrayMaxSize(WAVES.length, { message: 'каждая волна — один раз' })
  @ArrayUnique((date: ScheduledDateDto) => date.wave, { message: 'каждая волна — один раз' })
  @ValidateNested({ each: true })
  @Type(() => ScheduledDateDto)
  dates: ScheduledDateDto[];

  /** Почему: останется в аудите. */
  @IsString()
  @Length(3, 500, { message: 'от 3 до 500 знаков' })
  reason: string;

  /** Дата остаётся, хотя её запрещает календарь. */
  @IsOptional()
  @IsBoolean()
  override_calendar?: boolean;
}

export class CampaignScheduleDto {
  journal_system_id: string;
  code: string;
  name: string;
  dates: ScheduledDateDto[];
}

export class CampaignSchedulesDto {
  items: CampaignScheduleDto[];
}
