import { IsBoolean, IsIn, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { type RoleWave, SIGN_IN_CHANNELS, type SignInChannel, WAVES } from '../../legacy/index.js';

export class NewProbeDto {
  /** Система ЭЖ, которую проверяют. */
  @IsUUID(undefined, { message: 'нужен идентификатор системы ЭЖ' })
  journal_system_id: string;

  /** Школа, в которой заведена запись. */
  @IsUUID(undefined, { message: 'нужен идентификатор школы из /api/v1/schools' })
  school_id: string;

  /** Волна, чей пароль проверяют: staff, representatives, pupils_14plus, pupils_under14. */
  @IsIn(WAVES, { message: 'допустимо staff, representatives, pupils_14plus или pupils_under14' })
  wave: RoleWave;

  /** Идентификатор записи в журнале. Это запись ни для кого: людей в ней нет. */
  @IsString({ message: 'нужен текст' })
  @MinLength(1, { message: 'назовите учётную запись' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  account: string;

  /** web, mobile, api или integration. */
  @IsIn(SIGN_IN_CHANNELS, { message: 'допустимо web, mobile, api или integration' })
  channel: SignInChannel;
}

export class ProbeDto {
  id: string;
  journal_system_id: string;
  school_id: string;
  wave: string;
  account: string;
  channel: string;
  recorded_at: Date;
  /** Когда пробовали войти последний раз; null — ни разу. */
  last_tried_at: Date | null;
  /** Впустил ли журнал в последний раз. */
  last_succeeded: boolean | null;
}

export class ProbesPageDto {
  items: ProbeDto[];
  next_cursor: string | null;
}

export class ProbeCreatedDto {
  id: string;
}

export class ProbeTryDto {
  /** Когда пробовали, по RFC 3339 с поясом. */
  @IsString({ message: 'нужны дата, время и пояс по RFC 3339' })
  @MaxLength(40, { message: 'нужны дата, время и пояс по RFC 3339' })
  tried_at: string;

  /** Впустил ли журнал по паролю. */
  @IsBoolean({ message: 'нужно true или false' })
  succeeded: boolean;
}

export class ProbeCoverageDto {
  journal_system_id: string;
  journal_system_name: string;
  channel: string;
  /** Сколько проверочных записей следит за каналом. */
  probes: number;
  /** Сколько кампаний системы уже отключили пароли. */
  cut_over_campaigns: number;
  last_cut_over_at: Date | null;
  last_tried_at: Date | null;
  last_succeeded_at: Date | null;
  open_incidents: number;
  /**
   * password_refused — после последнего отключения пробовали, не впустили, инцидентов нет; password_taken — пароль действует;
   * not_tried — после отключения не пробовали; not_watched — нет проверочной записи; nothing_cut_over — отключений не было.
   */
  proof: string;
}

export class ProbeCoverageListDto {
  items: ProbeCoverageDto[];
}
