import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import {
  type AccountRole,
  type Decision,
  DECISIONS,
  MESSAGE_CODES,
  type MessageCode,
} from '../../legacy/index.js';
import { ApiProperty } from '@nestjs/swagger';

export const CHANNELS = ['web', 'mobile', 'api', 'integration'] as const;
export type SignInChannel = (typeof CHANNELS)[number];
export const ROLES = ['student', 'representative', 'teacher', 'homeroom', 'school_admin'] as const;
export const MOST_LETTERS = 200;
export const MOST_SKIPS = 1000;

/** What a field asks for; the plain handler and the pipeline say it in the same words. */
export const ASKS = {
  account: 'нужен ваш номер учётной записи, от 1 до 200 знаков',
  channel: 'допустимо web, mobile, api, integration',
  school: 'нужен номер школы, от 1 до 200 знаков',
  role: 'допустимо student, representative, teacher, homeroom, school_admin',
  skips_used: 'нужно целое число от 0 до 1000',
  moment: 'нужен момент вида 2027-03-01T12:00:00Z',
} as const;

export class SignInDecisionCallDto {
  /** Ваш номер учётной записи, как в загруженных списках. */
  @IsString({ message: ASKS.account })
  @Length(1, MOST_LETTERS, { message: ASKS.account })
  account: string;

  /** Откуда входят. */
  @IsIn(CHANNELS, { message: ASKS.channel })
  channel: SignInChannel;

  /** Школа записи: номер, под которым она загружена, или наш id. Нужна, если запись ещё не загружена. */
  @IsOptional()
  @IsString({ message: ASKS.school })
  @Length(1, MOST_LETTERS, { message: ASKS.school })
  school?: string;

  /** Роль записи. Нужна, если запись ещё не загружена. */
  @IsOptional()
  @IsIn(ROLES, { message: ASKS.role })
  role?: AccountRole;

  /** Сколько раз человек уже отложил привязку. */
  @IsOptional()
  @IsInt({ message: ASKS.skips_used })
  @Min(0, { message: ASKS.skips_used })
  @Max(MOST_SKIPS, { message: ASKS.skips_used })
  skips_used?: number;

  /** Когда человек входил; для повтора разобранных входов. Решают часы сервера. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true }, { message: ASKS.moment })
  moment?: string;
}

export class SignInDecisionDto {
  /** Что делать с паролем: пустить, пустить с предупреждением, показать мастер привязки или отказать. */
  @ApiProperty({ enum: DECISIONS })
  decision: Decision;
  /** Код сообщения; null только с allow. */
  @ApiProperty({ enum: MESSAGE_CODES, nullable: true, type: String })
  code: MessageCode | null;
  /** Текст для человека, покажите его как есть; null только с allow. */
  text: string | null;
  /** Конец того, о чём сообщение: исключения, повторного включения, окна. */
  until: Date | null;
  /** День отключения паролей. */
  cutover_on: string | null;
  /** Сколько дней до него в поясе региона; null, если день не назначен или уже прошёл. */
  days_left: number | null;
  /** Сколько раз ещё можно отложить привязку; null, если её не просят. */
  skips_left: number | null;
  /** Где человек привязывает Госуслуги. */
  link_url: string | null;
  /** Через сколько секунд пароль может подойти снова; null, если ждать нечего. */
  retry_after: number | null;
  /** Сколько секунд можно хранить ответ. */
  cache_seconds: number;
}
