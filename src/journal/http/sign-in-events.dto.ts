import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import {
  SIGN_IN_CHANNELS,
  SIGN_IN_METHODS,
  type SignInChannel,
  type SignInMethod,
} from '../../legacy/index.js';

export class SignInEventDto {
  /** Ваш идентификатор события, UUID: повторная отправка того же события ничего не меняет. */
  @IsUUID(undefined, { message: 'нужен идентификатор UUID' })
  id: string;

  /** Ваш идентификатор учётной записи. */
  @IsString({ message: 'нужен текст' })
  @MinLength(1, { message: 'назовите учётную запись' })
  @MaxLength(200, { message: 'не больше 200 знаков' })
  account: string;

  /** Когда это было, по RFC 3339 с поясом: 2026-11-22T08:15:00+02:00. */
  @IsString({ message: 'нужны дата, время и пояс по RFC 3339' })
  @MaxLength(40, { message: 'нужны дата, время и пояс по RFC 3339' })
  at: string;

  /** password — паролем; esia — через Госуслуги; other — иначе. */
  @IsIn(SIGN_IN_METHODS, { message: 'допустимо password, esia или other' })
  method: SignInMethod;

  /** web — сайт; mobile — приложение; api — программный интерфейс; integration — другая система. */
  @IsIn(SIGN_IN_CHANNELS, { message: 'допустимо web, mobile, api или integration' })
  channel: SignInChannel;

  /** Впустил ли журнал. */
  @IsBoolean({ message: 'нужно true или false' })
  succeeded: boolean;
}

export class SignInEventsDto {
  /** До 1000 событий, в любом порядке. */
  @IsArray({ message: 'нужен список' })
  @ArrayMaxSize(1_000, { message: 'не больше 1000 событий за раз' })
  @ValidateNested({ each: true })
  @Type(() => SignInEventDto)
  events: SignInEventDto[];

  /** Дни региона, за которые вы сообщили уже обо всех входах: 2026-11-21. Сегодняшний день ещё не полон. */
  @IsOptional()
  @IsArray({ message: 'нужен список' })
  @ArrayMaxSize(100, { message: 'не больше 100 дней за раз' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { each: true, message: 'нужна дата ГГГГ-ММ-ДД' })
  complete?: string[];
}

export class RefusedEventDto {
  id: string;
  /** too_old, in_future или id_reused. */
  reason: string;
  /** Что с этим делать. */
  detail: string;
}

export class RefusedDayDto {
  day: string;
  /** not_over или too_old. */
  reason: string;
  detail: string;
}

export class SignInEventsAnswerDto {
  /** Сколько новых событий записано. */
  accepted: number;
  /** Сколько было известно раньше. */
  repeated: number;
  /** События записей, которых нет в ваших данных у нас: сохранены и будут учтены, когда запись появится. */
  unknown: string[];
  refused: RefusedEventDto[];
  refused_days: RefusedDayDto[];
}
