import { IsIn, IsOptional } from 'class-validator';
import { SIGN_IN_CHANNELS, type SignInChannel } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';

export class SchoolPasswordUsageQuery extends PageQuery {
  /** active — кто входил по паролю за 30 дней; unused — у кого пароль есть, но он за 30 дней не использован. */
  @IsOptional()
  @IsIn(['active', 'unused'], { message: 'допустимо active или unused' })
  use: 'active' | 'unused' = 'active';

  /** Считать входы только через этот канал: web, mobile, api или integration. */
  @IsOptional()
  @IsIn(SIGN_IN_CHANNELS, { message: 'допустимо web, mobile, api или integration' })
  channel?: SignInChannel;
}

export class LegacyLoginShareDto {
  /** all — все каналы вместе; web, mobile, api, integration. */
  channel: string;
  /** Успешных входов по паролю. */
  password_sign_ins: number;
  /** Всех успешных входов. */
  all_sign_ins: number;
  /** Доля входов по паролю, %, один знак; null — входов не было. */
  share: number | null;
}

export class SchoolPasswordCountersDto {
  school_id: string;
  school_name: string;
  /** Открытых учётных записей. */
  accounts: number;
  /** Из них входили по паролю за 30 дней. */
  password_accounts: number;
  /** Из них без действующей привязки: с отключением пароля они потеряют вход. */
  password_only_accounts: number;
  password_sign_ins: number;
  all_sign_ins: number;
}

export class AccountPasswordUsageDto {
  account_id: string;
  role: string;
  /** Скрытое имя; у защищённого человека и у записи без человека — null. */
  person: string | null;
  /** Сколько раз вошёл по паролю за 30 дней. */
  password_sign_ins: number;
  channels: string[];
  last_password_at: Date | null;
  /** Госуслуги привязаны. */
  linked: boolean;
  /** Когда пароль отключат; null — день не назначен. */
  cutover_on: string | null;
}

export class SchoolPasswordUsageDto {
  /** Первый и последний день, за которые посчитано. */
  from: string;
  to: string;
  school: SchoolPasswordCountersDto;
  shares: LegacyLoginShareDto[];
  items: AccountPasswordUsageDto[];
  next_cursor: string | null;
}

export class PasswordUsagePageDto {
  from: string;
  to: string;
  /** По всем вашим школам вместе; запись двух школ считается один раз. */
  shares: LegacyLoginShareDto[];
  items: SchoolPasswordCountersDto[];
  next_cursor: string | null;
}
