import { IsString, Matches, MaxLength } from 'class-validator';

export class DeletionActDto {
  /** Подписанный акт: JWS с typ deletion-act+jwt. */
  @IsString()
  @MaxLength(900_000, { message: 'акт длиннее 900 000 знаков: разделите его на несколько' })
  @Matches(/^[\w-]+\.[\w-]+\.[\w-]+$/, { message: 'нужен JWS в компактной записи' })
  act: string;
}

export class SkippedAccountDto {
  /** Идентификатор записи в вашем журнале. */
  account: string;
  /** exempt, reenabled, never_issued, already_purged, not_closed или not_disabled. */
  reason: string;
}

export class DeletionActAnswerDto {
  id: string;
  number: string;
  /** У скольких записей пароль теперь уничтожен. */
  purged: number;
  /** Записи, которые этим актом не закрыты, с причиной: хеши исключённых из отключения нужно сохранить. */
  skipped: SkippedAccountDto[];
  /** Записи, которых у вашего журнала нет в контингенте. */
  unknown: string[];
  received_at: Date;
}
